"""Figures for Prometheus. With several workers they are added up over files in `PROMETHEUS_MULTIPROC_DIR`."""

import os
from collections.abc import Sequence
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 15.0, 60.0)
_CHARACTERS = (100, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Metrics:
    """One per application, with a registry of its own."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self.requests = Counter(
            "wortlaut_requests", "Answered requests.", ["method", "route", "status"], registry=registry
        )
        self.request_seconds = Histogram(
            "wortlaut_request_seconds", "Time to answer.", ["route"], buckets=_SECONDS, registry=registry
        )
        self.queue_seconds = Histogram(
            "wortlaut_queue_seconds", "Time an article waited for the models.", buckets=_SECONDS, registry=registry
        )
        self.inference_seconds = Histogram(
            "wortlaut_inference_seconds", "Time the models took for an article.", buckets=_SECONDS, registry=registry
        )
        self.characters = Histogram(
            "wortlaut_text_characters", "Length of computed texts.", buckets=_CHARACTERS, registry=registry
        )
        self.answers = Counter(
            "wortlaut_answers", "Answers by where they came from: hit, collapsed, miss.", ["cache"], registry=registry
        )
        self.cache_errors = Counter(
            "wortlaut_cache_errors",
            "Failures of the cache: timeout, connection, full, garbage, command.",
            ["kind"],
            registry=registry,
        )
        self.waiting = Gauge(
            "wortlaut_requests_waiting",
            "Requests that wait for an inference or for its result.",
            multiprocess_mode="livesum",
            registry=registry,
        )
        self.ready = Gauge(
            "wortlaut_ready", "Workers with loaded models.", multiprocess_mode="livesum", registry=registry
        )
        self.cache_available = Gauge(
            "wortlaut_cache_available",
            "1 while the cache is used, 0 while it is left alone after failures (the worst of all workers).",
            multiprocess_mode="livemin",
            registry=registry,
        )
        self.memory = Gauge(
            "wortlaut_resident_memory_bytes",
            "Resident memory of a worker.",
            multiprocess_mode="liveall",
            registry=registry,
        )
        self.jobs_waiting = self._recent("wortlaut_jobs_waiting", "Jobs that are not done yet.")
        self.job_chunks_waiting = self._recent("wortlaut_job_chunks_waiting", "Chunks that no worker has begun.")
        self.job_workers = self._recent("wortlaut_job_workers", "Worker processes that are alive.")
        self.job_articles = self._recent(
            "wortlaut_job_articles", "Articles of jobs that are done, by result: answer, problem.", ["result"]
        )
        self.queue_available = self._recent(
            "wortlaut_queue_available", "1 while the Redis of the jobs answers, 0 where it does not or there is none."
        )
        self.cache_available.set(1)

    def _recent(self, name: str, about: str, labels: Sequence[str] = ()) -> Gauge:
        """A figure that is the same whichever worker is asked: the last one to be told is right."""
        return Gauge(name, about, labels, multiprocess_mode="livemostrecent", registry=self._registry)

    def measure_memory(self) -> None:
        try:
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        except (OSError, IndexError, ValueError):
            return  # not Linux
        self.memory.set(pages * _PAGE)

    def exposition(self) -> bytes:
        """All figures in Prometheus' text format, over all workers."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)
        return generate_latest(together)
