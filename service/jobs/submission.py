"""A job comes in: its lines are kept in chunks while they are being sent, and queued once all of them are there."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from service.jobs.queue import enqueue, queue_of
from service.jobs.state import Job
from service.jobs.store import JobStore

if TYPE_CHECKING:
    import redis

_PENDING = b"pending"
_PATIENCE = 900  # seconds that a key is kept for a submission that has not ended


class TooLargeError(Exception):
    """More than one job may hold. `unit`: "articles" or "bytes"."""

    def __init__(self, limit: int, unit: str) -> None:
        super().__init__(limit, unit)
        self.limit, self.unit = limit, unit


class EmptyError(Exception):
    """Not one article."""


class KeyInUseError(Exception):
    """Another request with this idempotency key has not ended yet."""


class KeyReusedError(Exception):
    """This idempotency key came with another body before."""


@dataclass(frozen=True, slots=True)
class Limits:
    articles: int
    size: int  # bytes, decompressed
    chunk: int  # articles


def submit(
    store: JobStore, lines: Iterable[tuple[bytes, int]], limits: Limits, *, webhook: str = "", key: str | None = None
) -> Job:
    """Makes a job of `lines` (see `service.jobs.lines.lines`); the same job again for the same `key` and lines.

    Raises TooLargeError, EmptyError, KeyInUseError, KeyReusedError, what `lines` raise, and redis.RedisError. Then
    nothing of the job is left.
    """
    earlier = _Earlier(store.client, key, store.ttl)
    known = earlier.reserve()
    job = secrets.token_hex(16)
    chunks = _Chunks(store, job, limits, webhook, writing=known is None)
    try:
        chunks.take(lines)
        digest = chunks.digest.hexdigest()
        if known is not None:
            return _same(store, known, digest)
        with store.client.pipeline(transaction=True) as pipeline:
            store.describe(pipeline, job, chunks.articles, limits.chunk, webhook)
            enqueue(queue_of(store.client), pipeline, job, chunks.count)
            earlier.settle(pipeline, job, digest)
            pipeline.execute()
    except BaseException:
        if known is None:
            earlier.release()
            store.forget(job, chunks.count)
        raise
    found = store.find(job)
    assert found is not None  # noqa: S101 (just written, and lives for at least a second)
    return found


def _same(store: JobStore, known: bytes, digest: str) -> Job:
    job, _, before = known.decode().partition(" ")
    if before != digest:
        raise KeyReusedError
    found = store.find(job)
    if found is None:  # cannot be: the key lives no longer than the job
        raise KeyInUseError
    return found


class _Chunks:
    """Lines as they come in: counted, hashed, and written chunk by chunk."""

    def __init__(self, store: JobStore, job: str, limits: Limits, webhook: str, *, writing: bool) -> None:
        self._store, self._job, self._limits, self._writing = store, job, limits, writing
        self.articles = self.count = 0
        self.digest = hashlib.sha256(webhook.encode() + b"\n")

    def take(self, lines: Iterable[tuple[bytes, int]]) -> None:
        waiting: list[bytes] = []
        size = 0
        for line, length in lines:
            size += length
            if size > self._limits.size:
                raise TooLargeError(self._limits.size, "bytes")
            self.articles += 1
            if self.articles > self._limits.articles:
                raise TooLargeError(self._limits.articles, "articles")
            self.digest.update(line + b"\n")
            waiting.append(line)
            if len(waiting) == self._limits.chunk:
                self._write(waiting)
                waiting = []
        if waiting:
            self._write(waiting)
        if not self.articles:
            raise EmptyError

    def _write(self, lines: list[bytes]) -> None:
        self.count += 1
        if self._writing:
            self._store.put_texts(self._job, self.count - 1, lines)


class _Earlier:
    """Which job an idempotency key stands for."""

    def __init__(self, client: "redis.Redis", key: str | None, ttl: int) -> None:
        self._client, self._ttl = client, ttl
        self._key = None if key is None else f"wortlaut:jobs:key:{hashlib.sha256(key.encode()).hexdigest()}"

    def reserve(self) -> bytes | None:
        """What the key stands for, if it was used before. Raises KeyInUseError."""
        if self._key is None or self._client.set(self._key, _PENDING, nx=True, ex=_PATIENCE):
            return None
        known = cast("bytes | None", self._client.get(self._key))
        if known is None or known == _PENDING:
            raise KeyInUseError
        return known

    def settle(self, pipeline: "redis.client.Pipeline", job: str, digest: str) -> None:
        if self._key is not None:
            pipeline.set(self._key, f"{job} {digest}", ex=self._ttl)

    def release(self) -> None:
        if self._key is not None:
            self._client.delete(self._key)
