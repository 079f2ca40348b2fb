"""A worker's task: one chunk of a job. It may be killed at any moment; the next one goes on where it stopped."""

from collections.abc import Callable
from typing import Final

import structlog
from rq import Retry

from service.jobs.item import Item, Reader
from service.jobs.queue import AGAIN
from service.jobs.store import Chunk, JobStore, content_hash

log = structlog.get_logger(__name__)

MOST_TRIES: Final = 3
"""An article that was begun this often and never ended takes its worker down with it: nobody tries it again."""


class ChunkReader:
    """`stopping` says whether the worker is to stop: then a chunk is left after the article that is being read."""

    def __init__(self, store: JobStore, reader: Reader, stopping: Callable[[], bool] = lambda: False) -> None:
        self._store, self._reader, self._stopping = store, reader, stopping

    def read(self, job: str, number: int) -> bool:
        """False where something is left to do, since the worker is to stop."""
        about, chunk = self._store.find(job), self._store.chunk(job, number)
        if about is None:
            return True
        if chunk is None:
            self._wind_up(job)  # perhaps the worker that ended the job did not come to it
            return True
        if chunk.lines is None:
            lost = self._reader.failed("The article's text was lost: the Redis of the jobs has dropped it.")
            items: list[Item] | None = [lost] * about.size(number)
            log.error("texts lost", job=job, chunk=number, articles=about.size(number))
        else:
            items = self._items(job, number, chunk, chunk.lines)
        if items is None:
            return False
        if items and self._store.complete(job, number, items):
            self._wind_up(job)
        log.info("chunk read", job=job, chunk=number, articles=len(items))
        return True

    def _items(self, job: str, number: int, chunk: Chunk, lines: list[bytes]) -> list[Item] | None:
        """One for each line; none where the job is gone; None where the worker is to stop."""
        names = [content_hash(line) for line in lines]
        found = dict(chunk.known)
        for name, line in zip(names, lines, strict=True):
            if name in found:
                continue
            if self._stopping():
                return None
            tries = self._store.tries(job, number, name)
            if not tries:
                return []
            if tries > MOST_TRIES:
                found[name] = self._reader.failed("Workers stopped each time they read this article.")
            else:
                found[name] = self._reader.line(line)
            done = [found[one] for one in names if one in found]
            problems = sum(item.status != 200 for item in done)
            if not self._store.keep(job, number, name, found[name], len(done), problems):
                return []
        return [found[name] for name in names]

    def _wind_up(self, job: str) -> None:
        about = self._store.find(job)
        if about and about.state == "done":
            self._store.prolong(about)
            log.info("job done", job=job, articles=about.articles, problems=about.problems)


_here: list[ChunkReader] = []


def use(reader: ChunkReader) -> None:
    """What this process reads chunks with. RQ calls tasks by their name, and hands them nothing but their arguments."""
    _here[:] = [reader]


def read_chunk(job: str, number: int) -> Retry | None:
    """The task in the queue."""
    return None if _here[0].read(job, number) else AGAIN
