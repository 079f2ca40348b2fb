"""Articles read by several local processes, one thread each; results in the order of the articles."""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from service.jobs.item import Item, Reader
from service.jobs.processes import end_with_parent

_AHEAD = 8  # articles for each process that are being read or wait: enough to keep all of them busy over a long one
_ALONE = 2  # tries that an article gets by itself after a process died

MakeReader = Callable[[], Reader]


class Pool:
    """`make` runs in each process after it was spawned, so models are loaded there; it must be importable there."""

    def __init__(self, processes: int, make: MakeReader) -> None:
        self._processes, self._make = processes, make
        self._executor = self._new()

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._processes, mp_context=get_context("spawn"), initializer=_begin, initargs=(self._make,)
        )

    def read(self, lines: Iterable[bytes]) -> Iterator[Item]:
        """One item for each line. Raises what `make` raised, if that failed."""
        waiting: deque[tuple[bytes, Future[Item]]] = deque()
        for line in lines:
            if len(waiting) >= _AHEAD * self._processes:
                yield from self._next(waiting)
            waiting.append((line, self._submit(line)))
        while waiting:
            yield from self._next(waiting)

    def close(self) -> None:
        """What is being read is finished, what waits is not begun."""
        self._executor.shutdown(cancel_futures=True)

    def _submit(self, line: bytes) -> "Future[Item]":
        try:
            return self._executor.submit(_read, line)
        except BrokenProcessPool as error:
            failed: Future[Item] = Future()
            failed.set_exception(error)
            return failed

    def _next(self, waiting: "deque[tuple[bytes, Future[Item]]]") -> Iterator[Item]:
        """The first item that waits; all of them after a process died, whichever article it died of."""
        line, future = waiting.popleft()
        try:
            yield future.result()
        except BrokenProcessPool:
            self._restart()
            yield self._alone(line)
            while waiting:
                line, future = waiting.popleft()
                done = future.done() and future.exception() is None
                yield future.result() if done else self._alone(line)

    def _alone(self, line: bytes) -> Item:
        for _ in range(_ALONE):
            try:
                return self._executor.submit(_read, line).result()
            except BrokenProcessPool:
                self._restart()
        return self._executor.submit(_give_up).result()

    def _restart(self) -> None:
        self._executor.shutdown()
        self._executor = self._new()


_here: list[Reader | Exception] = []


def _begin(make: MakeReader) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; the parent says what is to be done
    end_with_parent()
    try:
        _here[:] = [make()]
    except Exception as error:  # noqa: BLE001 (told to the parent by the first article)
        _here[:] = [error]


def _reader() -> Reader:
    (reader,) = _here
    if isinstance(reader, Exception):
        raise reader
    return reader


def _read(line: bytes) -> Item:
    return _reader().line(line)


def _give_up() -> Item:
    return _reader().failed("The process ended each time it read this article.")
