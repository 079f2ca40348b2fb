"""How jobs spread over worker processes, and what a large one costs to take in: `python -m tests.bench.scaling`.

    python -m tests.bench.scaling [--folder DIR] [--articles N] [--processes N ...] [--repeats N] [--intake N]

Starts a Redis and `wortlaut worker` with each number of processes, and times jobs of new articles from their
submission to their last result. Nothing is cached. Nothing else should run on the machine meanwhile.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from service.jobs.connection import connect
from service.jobs.queue import queue_of, workers
from service.jobs.store import JobStore
from service.jobs.submission import Limits, submit
from tests.bench.articles import ROOT, default_folder, read_folder
from tests.bench.figures import Figure, print_table
from tests.cache.servers import RedisServer

PART = "jobs"
_CHUNK = 5  # articles: so that in a short job, too, all processes are busy to the end
_WARM = 4  # articles for each process before the first measurement


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=default_folder(), help="articles (dev split, else the seeds)")
    parser.add_argument("--articles", type=int, default=60, help="of one job (60)")
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2], help="numbers of processes (1 2)")
    parser.add_argument("--repeats", type=int, default=2, help="jobs for each number, of different articles (2)")
    parser.add_argument(
        "--intake", type=int, default=100_000, help="articles of the job that is only taken in (100000)"
    )
    options = parser.parse_args()
    texts = [article.text for article in read_folder(options.folder)]
    with tempfile.TemporaryDirectory() as folder, _redis(Path(folder)) as server:
        figures = [*spread(server.url, texts, options.processes, options.articles, options.repeats)]
        figures += intake(server, texts, options.intake)
    print_table(figures, f"{options.folder.name}, jobs of {options.articles} articles, load {os.getloadavg()[0]:.1f}")


def spread(url: str, texts: Sequence[str], processes: Sequence[int], count: int, repeats: int) -> Iterator[Figure]:
    """Articles a second for each number of processes."""
    if count * repeats > len(texts):
        raise SystemExit(f"there are only {len(texts)} articles, too few for {repeats} jobs of {count}")
    store = JobStore(connect(url), ttl=3600)
    for number in processes:
        with _workers(url, number):
            _read(store, texts[-_WARM * number :], 1)
            rates = tuple(
                count / _read(store, texts[count * turn : count * (turn + 1)], _CHUNK) for turn in range(repeats)
            )
        yield Figure(PART, f"{number} worker {'process' if number == 1 else 'processes'}", rates, "articles/s")
    kept = [store.client.memory_usage(key) or 0 for key in store.client.scan_iter("wortlaut:jobs:*:results:*")]
    read = sum(count * repeats + _WARM * number for number in processes)
    yield Figure(PART, "memory of Redis for a result", (sum(kept) / read,), "bytes")


def intake(server: RedisServer, texts: Sequence[str], count: int) -> list[Figure]:
    """What it takes to queue one large job of articles that are all different."""
    store = JobStore(connect(server.url), ttl=3600)
    store.client.flushall()
    before = _memory(store)
    lines = list(_different(texts, count))
    size = sum(map(len, lines))
    started = time.perf_counter()
    submit(store, ((line, len(line)) for line in lines), Limits(count, 10 * size, 50))
    seconds = time.perf_counter() - started
    return [
        Figure(PART, f"taking in {count} articles, {size / 1e6:.0f} MB", (seconds,), "s"),
        Figure(PART, "memory of Redis for an article that waits", ((_memory(store) - before) / count,), "bytes"),
    ]


def _different(texts: Sequence[str], count: int) -> Iterator[bytes]:
    """Articles of real words and usual length, in ever new order, so that no two compress into one."""
    chance = random.Random(7)
    sentences = [sentence for text in texts for sentence in text.split(". ")]
    usual = sum(len(text.split(". ")) for text in texts) // len(texts)
    for _ in range(count):
        yield json.dumps({"text": ". ".join(chance.sample(sentences, usual))}, ensure_ascii=False).encode()


def _read(store: JobStore, texts: Sequence[str], chunk: int) -> float:
    """Seconds from the submission of a job to its last result."""
    lines = [json.dumps({"text": text, "language": "de"}, ensure_ascii=False).encode() for text in texts]
    started = time.perf_counter()
    job = submit(store, ((line, len(line)) for line in lines), Limits(len(lines), 10**9, chunk)).id
    while (found := store.find(job)) is None or found.state != "done":
        time.sleep(0.01)
    seconds = time.perf_counter() - started
    if found.problems:
        raise SystemExit(f"{found.problems} of {len(lines)} articles could not be read")
    return seconds


@contextmanager
def _redis(folder: Path) -> Iterator[RedisServer]:
    server = RedisServer(folder)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def _workers(url: str, processes: int) -> Iterator[None]:
    """`wortlaut worker`, once all its processes have their models."""
    code = "from service.cli import main; main()"
    own = {"WORTLAUT_QUEUE_URL": url, "WORTLAUT_CACHE_TTL": "0", "WORTLAUT_LOG_LEVEL": "warning"}
    command = [sys.executable, "-c", code, "worker", "--processes", str(processes)]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}) as parent:
        try:
            queue = queue_of(connect(url))
            while workers(queue) < processes:
                if parent.poll() is not None:
                    raise SystemExit("the workers ended")
                time.sleep(0.1)
            yield
        finally:
            parent.terminate()


def _memory(store: JobStore) -> int:
    return int(cast("dict[str, int]", store.client.info("memory"))["used_memory"])


if __name__ == "__main__":
    main()
