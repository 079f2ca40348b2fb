"""Figures of the jobs, over all machines: the Redis of the jobs is asked for them whenever somebody wants figures."""

import redis

from service.jobs.connection import connect
from service.jobs.queue import queue_of, waiting, workers
from service.jobs.store import JobStore
from service.runtime.metrics import Metrics

_PATIENCE = 1.0  # seconds: whoever collects figures waits no longer than some of them


class JobFigures:
    """`url`: of the Redis of the jobs; empty where there is none."""

    def __init__(self, url: str, metrics: Metrics) -> None:
        self._metrics = metrics
        self._client = connect(url, patience=_PATIENCE) if url else None

    def measure(self) -> None:
        metrics, client = self._metrics, self._client
        metrics.queue_available.set(0)
        if client is None:
            return
        try:
            figures, queue = JobStore(client, ttl=0).figures(), queue_of(client)
            metrics.jobs_waiting.set(figures.open)
            metrics.job_articles.labels("answer").set(figures.answers)
            metrics.job_articles.labels("problem").set(figures.problems)
            metrics.job_chunks_waiting.set(waiting(queue))
            metrics.job_workers.set(workers(queue))
        except (redis.RedisError, OSError):
            return  # the older figures stay
        metrics.queue_available.set(1)
