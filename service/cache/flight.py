"""Equal requests at the same time are worked on once, and all get the result."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

Result = TypeVar("Result")


class SingleFlight(Generic[Result]):
    """Joins equal work within one process; across processes the store's `look` does."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[str, Future[Result]] = {}

    def do(self, key: str, work: Callable[[], Result]) -> tuple[Result, bool]:
        """The result, and whether somebody else's work brought it. An error goes to everybody who waited."""
        with self._lock:
            future = self._running.get(key)
            first = future is None
            if future is None:
                future = self._running[key] = Future()
        if first:
            self._work(key, future, work)
        return future.result(), not first

    def _work(self, key: str, future: Future[Result], work: Callable[[], Result]) -> None:
        try:
            result = work()
        except BaseException as error:  # even an interrupt must not leave the others waiting for ever
            self._forget(key)
            future.set_exception(error)
            raise
        self._forget(key)
        future.set_result(result)

    def _forget(self, key: str) -> None:
        with self._lock:
            del self._running[key]
