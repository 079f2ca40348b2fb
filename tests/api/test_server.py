"""gunicorn, worker processes, sockets and signals: what only the running service can show."""

import os
import signal
import socket
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.api.serving import Reply, Server
from tests.cache.servers import RedisServer

pytestmark = [pytest.mark.models, pytest.mark.slow]

ARTICLE = "„Wir bauen weiter“, sagte Ministerin Lena Brandt am Montag in Kiel."
WORKERS = 2


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server.url
    server.stop()


@pytest.fixture(scope="module")
def server(redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two workers that share a Redis. Its time-out is long, since the tests' machine may be busy."""
    log = tmp_path_factory.mktemp("server") / "log"
    with Server(log, workers=WORKERS, redis_url=redis_url, redis_timeout=5) as server:
        server.wait("/readyz")
        yield server


def _raw(server: Server, request: bytes, *, close: bool) -> bytes:
    """All that is answered to exactly these bytes; `close` ends the sending, as a broken client would."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(request)
        if close:
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        while part := connection.recv(65536):
            answer += part
        return answer


@pytest.mark.redis
def test_ready_means_that_every_worker_is(server: Server) -> None:
    assert server.figure("wortlaut_ready") == WORKERS
    workers = {line["event"] for line in server.lines() if line["event"].startswith("Booting worker")}
    assert len(workers) == WORKERS
    replies = [server.quotes(f"{ARTICLE} Es kamen {number} Gäste.") for number in range(8)]
    assert {reply.status for reply in replies} == {200}


@pytest.mark.redis
def test_a_hundred_equal_posts_to_two_processes_make_one_inference(server: Server) -> None:
    before = server.figure("wortlaut_inference_seconds_count")
    text = f"{ARTICLE} Danach wurde gefeiert."
    together = threading.Barrier(100)

    def post(_: int) -> Reply:
        together.wait(30)
        return server.quotes(text)

    with ThreadPoolExecutor(100) as pool:
        replies = list(pool.map(post, range(100)))
    assert Counter(reply.status for reply in replies) == {200: 100}
    assert len({reply.body for reply in replies}) == 1
    assert server.figure("wortlaut_inference_seconds_count") == before + 1


@pytest.mark.redis
def test_figures_are_added_up_over_the_workers(server: Server) -> None:
    name = 'wortlaut_requests_total{method="GET",route="/info",status="200"}'
    before = server.figure(name)
    for _ in range(20):
        server.ask("/info")
    assert {server.figure(name) for _ in range(10)} == {before + 20}


@pytest.mark.redis
def test_a_body_that_is_cut_off_is_400(server: Server) -> None:
    head = b"POST /v1/quotes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"
    answer = _raw(server, head + b'{"text": "Er sagt', close=True)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"application/problem+json" in answer


@pytest.mark.redis
def test_a_body_in_chunks_is_read_and_its_length_limited(server: Server) -> None:
    head = (
        b"POST /v1/quotes HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n"
    )
    body = b'{"text": "Ja."}'
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:5], body[5:]))
    assert _raw(server, head + chunks + b"0\r\n\r\n", close=False).startswith(b"HTTP/1.1 200 ")
    million = b"%x\r\n%s\r\n" % (10**6, b" " * 10**6)
    assert _raw(server, head + 3 * million + b"0\r\n\r\n", close=False).startswith(b"HTTP/1.1 413 ")


@pytest.mark.redis
def test_a_body_that_is_announced_as_too_long_is_refused_before_it_is_sent(server: Server) -> None:
    head = b"POST /v1/quotes HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
    answer = _raw(server, head + b"Content-Length: 50000000\r\n\r\n", close=False)
    assert answer.startswith(b"HTTP/1.1 413 ")


@pytest.mark.redis
def test_what_is_not_http_gets_400_and_harms_nobody(server: Server) -> None:
    for nonsense in (b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"POST /v1/quotes HTTP/9\r\n\r\n"):
        assert not _raw(server, nonsense + b"\r\n\r\n", close=True).startswith(b"HTTP/1.1 2")
    assert server.ask("/healthz").status == 200


@pytest.mark.redis
def test_every_line_of_the_log_is_json_and_none_holds_the_text(server: Server) -> None:
    server.ask("/v1/quotes", {"text": ARTICLE, "title": "Geheimnis"}, X_Request_ID="cms-4711")
    lines = server.lines()
    assert [line["status"] for line in lines if line.get("request_id") == "cms-4711"] == [200]
    assert {"event", "level", "timestamp"} <= set.intersection(*(set(line) for line in lines))
    assert "Brandt" not in server.log()
    assert "Geheimnis" not in server.log()


@pytest.mark.redis
def test_it_answers_and_tells_what_it_is(server: Server) -> None:
    answer = server.quotes(ARTICLE).json()
    assert [quote["speaker"]["name"] for quote in answer["quotes"]] == ["Lena Brandt"]
    info = server.ask("/info").json()
    assert (info["cache"], info["model"], info["ready"]) == ("redis", answer["meta"]["model"], True)
    assert set(server.ask("/v1/quotes", method="DELETE").headers["Allow"].split(", ")) == {"POST", "OPTIONS"}


def test_a_killed_worker_is_replaced_and_the_service_stays_ready_and_keeps_its_registers(tmp_path: Path) -> None:
    with Server(tmp_path / "log", workers=2) as server:
        server.wait("/readyz")
        register = {"people": [{"id": "Q1", "name": "Lena Brandt"}]}
        assert server.ask("/v1/registers/politik", register, method="PUT").status == 201
        os.kill(_workers(server)[0], signal.SIGKILL)
        assert server.wait("/readyz").status == 200
        _until(lambda: sum(line["event"] == "models loaded" for line in server.lines()) == 3)
        assert {server.ask("/readyz").status for _ in range(10)} == {200}
        answers = [server.quotes(ARTICLE, options={"register": "politik"}) for _ in range(10)]
        assert {reply.json()["speakers"][0]["register_id"] for reply in answers} == {"Q1"}
    assert not list(Path(tempfile.gettempdir()).glob(f"wortlaut-{server.process.pid}-*"))


def _workers(server: Server) -> list[int]:
    events = [line["event"] for line in server.lines()]
    return [int(event.rsplit(" ", 1)[1]) for event in events if event.startswith("Booting worker with pid")]


def _until(true: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.05)


def test_health_is_answered_while_models_are_loaded(tmp_path: Path) -> None:
    with Server(tmp_path / "log", workers=1) as server:
        assert server.wait("/healthz").json() == {"status": "ok"}
        early = server.ask("/readyz")
        assert early.status == 503
        assert int(early.headers["Retry-After"]) >= 1
        server.wait("/readyz")


def test_running_requests_are_finished_before_the_service_stops(tmp_path: Path) -> None:
    with Server(tmp_path / "log", workers=1) as server, ThreadPoolExecutor(1) as pool:
        server.wait("/readyz")
        running = pool.submit(server.quotes, " ".join([ARTICLE] * 60))
        _until(lambda: server.figure("wortlaut_requests_waiting") > 0 or running.done())
        assert not running.done(), "too quick for this test: ask for a longer text"
        assert server.terminate() == 0
        assert running.result().status == 200
        assert not list(Path(tempfile.gettempdir()).glob(f"wortlaut-metrics-{server.process.pid}-*"))
