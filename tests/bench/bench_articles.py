"""How long the service takes to start and to read new articles, and how much memory it holds: one command, one table.

    python -m tests.bench.bench_articles [DIR] [--threads 2] [--rounds 3]

Starts the real service with one worker on a free port, with nothing kept in a cache, and posts every article of DIR
(JSON files with `originalText` or `text`, or our corpus; the seeds by default) once a round over one connection.
Memory that grows from round to round, though the articles are the same, is lost memory.
"""

import argparse
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from service.evaluation import is_corpus, read_articles

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds" / "articles"
_PATIENCE = 300  # seconds until the service must be ready


@dataclass(frozen=True, slots=True)
class Round:
    answered: list[float]  # milliseconds from request to last byte
    inferred: list[float]  # milliseconds in the models, as Server-Timing says
    memory: float  # MB resident after the round


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SEEDS)
    parser.add_argument(
        "--threads", type=int, default=len(os.sched_getaffinity(0)), help="cores of one inference (all)"
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often the folder is read (3)")
    parser.add_argument("--articles", type=int, help="only so many of the folder")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    arguments = parser.parse_args()
    texts = list(texts_of(arguments.folder))[: arguments.articles]
    with service(arguments.threads) as (connection, seconds):
        idle = _memory(connection)
        rounds = [_round(connection, texts, number) for number in range(1, arguments.rounds + 1)]
    if arguments.json:
        found = {"ready_s": round(seconds, 1), "memory_ready_mb": round(idle), "rounds": list(map(figures, rounds))}
        print(json.dumps(found, indent=2))
        return
    table = Table("", "articles", "median ms", "95 % ms", "inference ms", "memory MB", box=None, pad_edge=False)
    words = statistics.median(len(text.split()) for text in texts)
    title = f"{arguments.folder.name}: {len(texts)} articles of {words:.0f} words, {arguments.threads} threads"
    table.add_row(f"ready after {seconds:.1f} s", "", "", "", "", f"{idle:.0f}")
    for number, one in enumerate(rounds, 1):
        table.add_row(f"round {number}", *(f"{value:g}" for value in figures(one).values()))
    for column in table.columns[1:]:
        column.justify = "right"
    Console().print(title, table, sep="\n")


def texts_of(folder: Path) -> Iterator[str]:
    if is_corpus(folder):
        yield from (article.text for article in read_articles(folder, "check"))
        return
    for file in sorted(folder.glob("*.json")):
        row = json.loads(file.read_text(encoding="utf-8"))
        yield row["originalText"] if "originalText" in row else row["text"]


@contextmanager
def service(threads: int) -> Iterator[tuple[http.client.HTTPConnection, float]]:
    """A running service, and the seconds from its start until it was ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = {"COMPUTE_THREADS": str(threads), "CACHE_TTL": "0", "REDIS_URL": "", "RATE_LIMIT": "", "LOG_LEVEL": "error"}
    environment = os.environ | {f"WORTLAUT_{name}": value for name, value in told.items()}
    code = "from service.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            _wait(connection, process)
            yield connection, time.perf_counter() - started
            connection.close()
        finally:
            process.terminate()


def _wait(connection: http.client.HTTPConnection, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit(f"the service stopped with exit code {process.returncode}")
        try:
            connection.request("GET", "/readyz")
            response = connection.getresponse()
            response.read()
        except (ConnectionError, http.client.HTTPException):
            connection.close()
        else:
            if response.status == 200:
                return
        time.sleep(0.05)
    raise SystemExit(f"the service was not ready within {_PATIENCE} s")


def _round(connection: http.client.HTTPConnection, texts: list[str], number: int) -> Round:
    answered, inferred = [], []
    for text in track(texts, f"round {number}", transient=True, console=Console(stderr=True)):
        body = json.dumps({"text": text, "language": "de"}).encode()
        started = time.perf_counter()
        connection.request("POST", "/v1/quotes", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        answer = response.read()
        answered.append((time.perf_counter() - started) * 1000)
        if response.status != 200:
            raise SystemExit(f"{response.status}: {answer.decode()}")
        timing = re.search(r"inference;dur=([\d.]+)", response.headers["Server-Timing"] or "")
        if timing:
            inferred.append(float(timing[1]))
    return Round(answered, inferred, _memory(connection))


def _memory(connection: http.client.HTTPConnection) -> float:
    """MB that the worker holds, as its own metrics say."""
    connection.request("GET", "/metrics")
    exposition = connection.getresponse().read().decode()
    return (
        max(float(value) for value in re.findall(r"^wortlaut_resident_memory_bytes\S* (\S+)", exposition, re.MULTILINE))
        / 1e6
    )


def figures(one: Round) -> dict[str, float]:
    return {
        "articles": len(one.answered),
        "median_ms": round(statistics.median(one.answered), 1),
        "p95_ms": round(_p95(one.answered), 1),
        "inference_median_ms": round(statistics.median(one.inferred), 1) if one.inferred else 0.0,
        "memory_mb": round(one.memory),
    }


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


if __name__ == "__main__":
    main()
