"""How long answers take through HTTP: `python tests/bench/bench_http.py URL`, a running service's address.

Posts each seed article once (computed, unless the service knows it already) and then again and again (kept), over one
kept-alive connection, and prints the time to the last byte: median and 95th percentile, in milliseconds.
"""

import argparse
import http.client
import json
import statistics
import time
import uuid
from pathlib import Path
from urllib.parse import urlsplit

from rich.console import Console
from rich.progress import track
from rich.table import Table

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "articles"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", nargs="?", default="http://127.0.0.1:8000")
    parser.add_argument("--repeat", type=int, default=20, help="how often each article is asked for again (20)")
    arguments = parser.parse_args()
    address = urlsplit(arguments.url)
    connection = http.client.HTTPConnection(address.hostname or "127.0.0.1", address.port or 80, timeout=120)
    # A title that nobody has sent before keeps the service from knowing the article from an earlier run.
    run = uuid.uuid4().hex[:8]
    bodies = [_body(path, run) for path in sorted(SEEDS.glob("*.json"))]
    times: dict[str, list[float]] = {"miss": [], "hit": []}
    for body in track(bodies, "articles", transient=True):
        for _ in range(1 + arguments.repeat):
            milliseconds, kind = _post(connection, body)
            times[kind].append(milliseconds)
    _print(times)


def _body(path: Path, run: str) -> bytes:
    article = json.loads(path.read_text(encoding="utf-8"))
    return json.dumps({"title": f"{article.get('title', '')} ({run})", "text": article["text"]}).encode()


def _post(connection: http.client.HTTPConnection, body: bytes) -> tuple[float, str]:
    started = time.perf_counter()
    connection.request("POST", "/v1/quotes", body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    answer = response.read()
    milliseconds = (time.perf_counter() - started) * 1000
    if response.status != 200:
        raise SystemExit(f"{response.status}: {answer.decode()}")
    return milliseconds, "hit" if "hit" in response.headers["Cache-Status"] else "miss"


def _print(times: dict[str, list[float]]) -> None:
    table = Table("answer", "requests", "median ms", "95 % ms")
    for kind, name in (("miss", "computed"), ("hit", "from the cache")):
        if len(times[kind]) > 1:
            cuts = statistics.quantiles(times[kind], n=20)
            table.add_row(name, str(len(times[kind])), f"{statistics.median(times[kind]):.1f}", f"{cuts[-1]:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
