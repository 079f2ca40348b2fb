"""Processes with an analyzer each, as a newsroom would read its archive: models are loaded after the process began."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

from service.domain import Analysis
from service.nlp import Analyzer, load_analyzer
from tests.bench.reading import forget

_PATIENCE = 600  # seconds until all processes must have their models
_here: dict[str, Analyzer] = {}  # this process's analyzer
_start: dict[str, Barrier] = {}


class Workers:
    """A pool of processes with one thread and one analyzer each, all of them ready."""

    def __init__(self, count: int) -> None:
        context = get_context("spawn")
        self._pool = context.Pool(count, _load, (context.Barrier(count),))
        self._pool.map(_ready, range(count), chunksize=1)

    def read(self, texts: Sequence[str]) -> list[bytes]:
        """The texts' analyses in their order, see `as_bytes`; sentences read before are forgotten."""
        return self._pool.map(_read_new, texts, chunksize=1)

    def read_on(self, texts: Sequence[str]) -> None:
        """The same without forgetting or answering: as a service's worker goes on from article to article."""
        self._pool.map(_read, texts, chunksize=1)

    def resident(self) -> tuple[float, float]:
        """MB that one of the processes holds now, and the most it ever held."""
        return self._pool.apply(_resident)

    def close(self) -> None:
        self._pool.close()
        self._pool.join()


@contextmanager
def workers(count: int) -> Iterator[Workers]:
    pool = Workers(count)
    try:
        yield pool
    finally:
        pool.close()


def as_bytes(analysis: Analysis) -> bytes:
    """Everything of an analysis, sentences included."""
    return json.dumps(asdict(analysis), ensure_ascii=False, sort_keys=True).encode()


def _load(barrier: Barrier) -> None:
    _start["barrier"] = barrier
    _here["analyzer"] = load_analyzer("bundled", threads=1)


def _ready(_: int) -> None:
    """Holds its process until all others have come here, so that each of them is waited for."""
    _start["barrier"].wait(_PATIENCE)


def _read_new(text: str) -> bytes:
    forget(_here["analyzer"])
    return as_bytes(_here["analyzer"].analyze(text))


def _read(text: str) -> None:
    _here["analyzer"].analyze(text)


def _resident() -> tuple[float, float]:
    rows = (line.split() for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    sizes = {row[0]: int(row[1]) * 1024 / 1e6 for row in rows if row[0] in {"VmRSS:", "VmHWM:"}}
    return sizes["VmRSS:"], sizes["VmHWM:"]
