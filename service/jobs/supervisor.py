"""The parent of a machine's worker processes: keeps them running, gives chunks of dead ones back, sends webhooks.

It loads no models itself, so its children can be forked or spawned whenever one is missing.
"""

import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from types import FrameType

import redis
import structlog

from service.jobs.connection import connect
from service.jobs.queue import queue_of, recover
from service.jobs.store import JobStore
from service.jobs.webhook import Webhooks

log = structlog.get_logger(__name__)

HOPELESS = 3
"""Exit status of a worker that would fail again at once, for instance since there are no models."""

_TICK = 0.5  # seconds
_PAUSE = 5.0
"""Seconds before a worker that ended by itself is replaced, so that a lasting fault does not burn the machine."""


class Supervisor:
    """`start` starts one worker process; `stop_seconds`: time that workers get for the article they are reading."""

    def __init__(
        self,
        url: str,
        start: Callable[[], BaseProcess],
        *,
        count: int,
        ttl: int,
        lease: int,
        stop_seconds: float,
        secret: str,
        private: bool,
        pause: float = _PAUSE,
    ) -> None:
        self._start, self._count, self._stop_seconds, self._pause = start, count, stop_seconds, pause
        client = connect(url)
        self._queue = queue_of(client)
        self._webhooks = Webhooks(JobStore(client, ttl=ttl), secret, private=private)
        self._pause_recover = max(1.0, lease / 4)
        self._stop = threading.Event()
        self._workers: list[BaseProcess] = []

    def run(self) -> bool:
        """Until SIGTERM or SIGINT. False where workers cannot work at all."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)
        self._workers = [self._start() for _ in range(self._count)]
        recovered = 0.0
        hopeless = False
        try:
            while not (self._stop.wait(_TICK) or (hopeless := self._replace())):
                try:
                    if time.monotonic() - recovered > self._pause_recover:
                        recovered = time.monotonic()
                        recover(self._queue)
                    self._webhooks.send_due()
                except (redis.RedisError, OSError) as error:
                    log.warning("redis unreachable", error=type(error).__name__)
                    self._stop.wait(self._pause)
        finally:
            self._end()
        return not hopeless

    def _ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stop.set()

    def _replace(self) -> bool:
        """Starts a worker for each that ended. True where that is of no use."""
        for place, worker in enumerate(self._workers):
            if worker.is_alive():
                continue
            if worker.exitcode == HOPELESS:
                return True
            log.warning("worker ended", status=worker.exitcode)
            worker.close()
            if not self._stop.wait(self._pause):
                self._workers[place] = self._start()
                log.info("worker replaced")
        return False

    def _end(self) -> None:
        deadline = time.monotonic() + self._stop_seconds
        for worker in self._workers:
            worker.terminate()
        for worker in self._workers:
            worker.join(max(0.0, deadline - time.monotonic()))
            if worker.is_alive():
                log.warning("worker killed", pid=worker.pid)  # its chunk goes back into the queue
                worker.kill()
                worker.join()
