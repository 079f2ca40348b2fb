"""`wortlaut worker` as it runs: real processes on a real Redis, killed and stopped in the middle of a job."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from service.cli import main
from service.jobs.connection import connect
from service.jobs.store import JobStore
from service.jobs.submission import Limits, submit
from service.jobs.work import MOST_TRIES
from tests.api.conftest import client, start, watched  # noqa: F401 (fixtures)
from tests.api.serving import ROOT
from tests.cache.servers import RedisServer
from tests.jobs.conftest import Serve, names
from tests.jobs.readers import DEADLY

LEASE = 2  # seconds
ARTICLES = [
    {
        "text": f"„Wir bauen weiter“, sagte Ministerin Lena Brandt. Laut Jan Holm kostet das {count} Euro.",
        "title": "Bau",
    }
    for count in range(40)
]


class Worker:
    """The command with one process, which is its only child."""

    def __init__(self, redis_url: str, log: Path) -> None:
        code = "import sys; from service.cli import main; sys.exit(main(['worker']))"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WORTLAUT_")}
        own = {"WORTLAUT_QUEUE_URL": redis_url, "WORTLAUT_JOB_LEASE": str(LEASE), "WORTLAUT_STOP_SECONDS": "60"}
        self.log = log
        with log.open("wb") as output:
            self.parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env={**kept, **own}, stderr=output)

    def child(self) -> int:
        return _children(self.parent.pid)[-1]

    def kill(self) -> None:
        """The worker first, so that nobody can tell it to stop."""
        os.kill(self.child(), signal.SIGKILL)
        self.parent.kill()
        self.parent.wait(10)

    def stop(self) -> int:
        self.parent.terminate()
        return self.parent.wait(60)


def _children(parent: int) -> list[int]:
    """Linux lists a process's children; multiprocessing's resource tracker is the first of them."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()][1:]


@pytest.fixture
def worker(queue_redis: RedisServer, tmp_path: Path) -> Iterator[Callable[[], Worker]]:
    started: list[Worker] = []

    def start_one() -> Worker:
        started.append(Worker(queue_redis.url, tmp_path / f"log-{len(started)}"))
        return started[-1]

    yield start_one
    for one in started:
        if one.parent.poll() is None:
            one.stop()


def until(true: Callable[[], bool], worker: Worker, seconds: float = 300) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert worker.parent.poll() is None, worker.log.read_text()
        assert time.monotonic() < deadline, worker.log.read_text()
        time.sleep(0.005)


@pytest.mark.redis
@pytest.mark.models
@pytest.mark.slow
def test_a_killed_worker_loses_nothing_and_another_one_ends_its_job(
    serve: Serve,
    client: FlaskClient,  # noqa: F811
    worker: Callable[[], Worker],
    queue_redis: RedisServer,
) -> None:
    jobs = serve(job_chunk=20)
    body = "\n".join(json.dumps(article) for article in ARTICLES)
    address = jobs.post("/v1/jobs", data=body, content_type="application/x-ndjson").headers["Location"]

    def done() -> int:
        return cast(int, jobs.get(address).get_json()["done"])

    first = worker()
    until(lambda: done() >= 3, first)
    first.kill()
    done_before = done()
    assert 3 <= done_before < len(ARTICLES), "too quick for this test: give it more articles"
    second = worker()
    until(lambda: done() > done_before, second)
    # It is told to stop, as at every new release, and a third one goes on.
    assert second.stop() == 0
    done_between = done()
    third = worker()
    until(lambda: bool(jobs.get(address).get_json()["state"] == "done"), third)
    found = jobs.get(f"{address}/results").data.splitlines()
    assert found == [client.post("/v1/quotes", json=article).data for article in ARTICLES]
    assert done_before < done_between < len(ARTICLES), "too quick for this test: give it more articles"
    assert third.stop() == 0
    counts = cast("dict[bytes, bytes]", queue_redis.client.hgetall("wortlaut:jobs:figures"))
    assert int(counts[b"answers"]) == len(ARTICLES)
    assert names(queue_redis.client, "rq:job:*") == []
    assert names(queue_redis.client, "wortlaut:jobs:*:texts:*") == []
    assert "Brandt" not in "".join(one.log.read_text() for one in (first, second, third))


@pytest.mark.redis
@pytest.mark.slow
def test_workers_that_are_killed_all_the_time_are_replaced_and_every_line_has_one_result(
    store: JobStore, queue_redis: RedisServer, tmp_path: Path
) -> None:
    """With an article that kills whoever reads it among them, and readers that need no models."""
    lines = [b"line %d" % number for number in range(400)]
    lines[50] = DEADLY
    job = submit(store, [(line, len(line)) for line in lines], Limits(1_000, 100_000, 20)).id
    log = tmp_path / "seen"
    code = f"from tests.jobs.readers import supervise; supervise({queue_redis.url!r}, {str(log)!r}, 3, {LEASE})"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) as parent:
        try:
            deadline = time.monotonic() + 200
            killed = 0
            while (about := store.find(job)) is None or about.state != "done":
                assert parent.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.3)
                if killed < 3 and about is not None and about.done > 60 * (killed + 1):
                    os.kill(_children(parent.pid)[-1], signal.SIGKILL)
                    killed += 1
        finally:
            parent.terminate()
    assert parent.returncode == 0
    assert killed
    found = b"".join(store.results(about, 0, len(lines))).splitlines()
    assert found[:50] + found[51:] == lines[:50] + lines[51:]
    assert b"Workers stopped each time" in found[50]
    left = [key for key in names(queue_redis.client, "*") if job in key]
    assert [key for key in left if queue_redis.client.ttl(key) == -1] == []
    seen = Counter(log.read_bytes().splitlines())
    assert seen[DEADLY] == MOST_TRIES
    assert max(count for line, count in seen.items() if line != DEADLY) <= 1 + killed
    assert store.figures().answers == len(lines) - 1


@pytest.mark.redis
@pytest.mark.slow
def test_a_redis_that_crashes_in_the_middle_of_a_job_costs_it_nothing_but_time(tmp_path: Path) -> None:
    """With an append-only file, as in the compose file, and readers that need no models."""
    (tmp_path / "redis").mkdir()
    server = RedisServer(tmp_path / "redis", kept=True)
    lines = [b"line %d" % number for number in range(200)]
    code = (
        f"from tests.jobs.readers import supervise; supervise({server.url!r}, {str(tmp_path / 'seen')!r}, 2, {LEASE})"
    )
    try:
        store = JobStore(connect(server.url), ttl=1_000)
        job = submit(store, [(line, len(line)) for line in lines], Limits(1_000, 100_000, 20)).id
        with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) as parent:
            try:
                _wait_until(lambda: _done(store, job) > 50)
                server.crash(seconds=1)
                assert _done(store, job) < len(lines), "too quick for this test: give it more articles"
                _wait_until(lambda: _done(store, job) == len(lines))
            finally:
                parent.terminate()
        assert parent.returncode == 0
        about = store.find(job)
        assert about is not None
        assert about.state == "done"
        assert b"".join(store.results(about, 0, len(lines))).splitlines() == lines
    finally:
        server.stop()


def _done(store: JobStore, job: str) -> int:
    found = store.find(job)
    assert found is not None
    return found.done


def _wait_until(true: Callable[[], bool], seconds: float = 200) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_without_redis_the_command_says_what_is_missing() -> None:
    result = CliRunner().invoke(main, ["worker"], env={"WORTLAUT_QUEUE_URL": "", "WORTLAUT_REDIS_URL": ""})
    assert result.exit_code == 1
    assert "WORTLAUT_QUEUE_URL" in result.stderr


@pytest.mark.redis
@pytest.mark.slow
def test_without_models_it_ends_and_its_log_says_why(queue_redis: RedisServer, tmp_path: Path) -> None:
    code = "import sys; from service.cli import main; sys.exit(main(['worker']))"
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={
            "WORTLAUT_MODELS": "stanza",
            "STANZA_RESOURCES_DIR": str(tmp_path),
            "OMP_NUM_THREADS": "1",
            "WORTLAUT_QUEUE_URL": queue_redis.url,
        },
    )
    assert result.returncode == 1
    assert b"stanza.download('de')" in result.stderr
    assert b"Traceback" not in result.stderr
