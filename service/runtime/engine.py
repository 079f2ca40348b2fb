"""One worker's models: loaded in the background after the fork, used by one thread, behind a bounded queue.

Stanza's processors keep state while they work, so one thread computes; and a process that has run torch before forking
leaves its children hanging, so nothing is loaded before `start`, which is called in the worker.
"""

import math
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

import structlog

from service.domain import Analysis

log = structlog.get_logger(__name__)


class Analyzer(Protocol):
    """What `service.nlp` loads."""

    version: str

    def analyze(self, text: str, *, title: str | None = None) -> Analysis: ...


class OverloadedError(Exception):
    """Not now: the queue is full, or the wait was too long. `retry_after`: seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class NotReadyError(OverloadedError):
    """The models are not loaded yet, or could not be."""


@dataclass(frozen=True, slots=True)
class Computed:
    analysis: Analysis
    queued: float  # seconds
    computed: float  # seconds


@dataclass(slots=True)
class _Job:
    text: str
    title: str | None
    asked: float
    result: "Future[Computed]"


class Engine:
    """`load` brings the models; `places`: how many requests may wait; `patience`: seconds each waits at most."""

    def __init__(self, load: Callable[[], Analyzer], *, places: int, patience: float) -> None:
        self._load = load
        self._patience = patience
        self._jobs: queue.Queue[_Job] = queue.Queue(places)
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._analyzer: Analyzer | None = None
        self._usual = 1.0  # seconds an inference takes, a moving average
        self.failed = False
        self._fault: Exception | None = None
        self._settled = threading.Event()
        self._on_loaded: Callable[[], None] = lambda: None
        self._others_ready: Callable[[], bool] = lambda: True

    def share(self, *, on_loaded: Callable[[], None], others_ready: Callable[[], bool]) -> None:
        """Tells the other workers of this one's models, and this one of theirs. To be called before `start`."""
        self._on_loaded, self._others_ready = on_loaded, others_ready

    def start(self) -> None:
        """Begins to load the models; does nothing the second time. Never call it before a fork."""
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="inference", daemon=True)
                self._thread.start()

    def wait(self) -> None:
        """Until the models are loaded. Raises what loading them raised."""
        self._settled.wait()
        if self._fault is not None:
            raise self._fault

    @property
    def version(self) -> str | None:
        """The models' version; None until they are loaded."""
        return self._analyzer.version if self._analyzer else None

    @property
    def ready(self) -> bool:
        """Whether this worker can analyze."""
        return self._analyzer is not None

    @property
    def all_ready(self) -> bool:
        """Whether any request would find a worker that can: all have loaded their models since the start."""
        return self.ready and self._others_ready()

    @property
    def waiting(self) -> int:
        return self._jobs.qsize()

    def analyze(self, text: str, title: str | None) -> Computed:
        """Waits for its turn and the result. Raises NotReadyError, OverloadedError, or what the analyzer raises."""
        if not self.ready:
            raise NotReadyError(60 if self.failed else 5)
        job = _Job(text, title, time.perf_counter(), Future())
        try:
            self._jobs.put_nowait(job)
        except queue.Full:
            raise OverloadedError(self._retry_after()) from None
        try:
            return job.result.result(timeout=self._patience)
        except TimeoutError:
            if job.result.cancel():  # still in the queue
                raise OverloadedError(self._retry_after()) from None
        return job.result.result()

    def _retry_after(self) -> int:
        return max(1, min(60, math.ceil(self._usual * (self.waiting + 1))))

    def _run(self) -> None:
        started = time.perf_counter()
        try:
            analyzer = self._load()
        except Exception as error:  # noqa: BLE001 (whatever it is, readiness must say so instead of waiting for ever)
            self.failed, self._fault = True, error
            self._settled.set()
            log.error("models not loaded", error=type(error).__name__, reason=str(error))
            return
        self._analyzer = analyzer
        self._settled.set()
        self._on_loaded()
        log.info("models loaded", version=analyzer.version, seconds=round(time.perf_counter() - started, 1))
        while True:
            self._compute(analyzer, self._jobs.get())

    def _compute(self, analyzer: Analyzer, job: _Job) -> None:
        if not job.result.set_running_or_notify_cancel():
            return
        begun = time.perf_counter()
        try:
            analysis = analyzer.analyze(job.text, title=job.title)
        except Exception as error:  # noqa: BLE001 (handed to whoever asked; the thread must live on)
            job.result.set_exception(error)
            return
        seconds = time.perf_counter() - begun
        self._usual += 0.2 * (seconds - self._usual)
        job.result.set_result(Computed(analysis, begun - job.asked, seconds))
