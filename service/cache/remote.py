"""Answers kept in Redis, shared by all workers and machines.

What one request may lose here is bounded: no reply takes longer than `timeout`, nothing is retried, and a request that
has spent `timeout` in all asks no more (so twice that is the most).
"""

import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import redis

from service.cache.codec import GarbageError, pack, unpack
from service.cache.connection import Connection, UnavailableError
from service.cache.store import OnError

_POLL_FIRST, _POLL_MOST = 0.02, 0.2  # seconds between looks at what another worker is computing

# Removes a claim only where it is still our own: it may have run out and be another worker's by now.
_RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"


class RedisStore(Connection):
    """`timeout`, `ttl`, `wait` in seconds: longest reply, life of an answer, longest wait for another worker."""

    def __init__(self, url: str, *, timeout: float, ttl: int, wait: float, on_error: OnError) -> None:
        super().__init__(url, timeout=timeout, on_error=on_error)
        self.timeout, self.ttl, self.wait = timeout, ttl, wait

    def visit(self) -> "RedisVisit":
        return RedisVisit(self)


class RedisVisit:
    """One request's dealings with Redis, and the time they took so far."""

    def __init__(self, store: RedisStore) -> None:
        self._store = store
        self._token = secrets.token_bytes(12)
        self._spent = 0.0
        self._claimed = False

    def look(self, key: str) -> bytes | None:
        try:
            body = self._get(key)
            # A Redis this slow is not asked who computes what: a claim that cannot be given back in time costs more.
            if body is not None or self._spent > self._store.timeout / 4:
                return body
            return self._claim_or_wait(key)
        except UnavailableError:
            return None

    def put(self, key: str, body: bytes) -> bool:
        def write(client: "redis.Redis") -> Any:
            with client.pipeline(transaction=False) as both:
                both.set(key, pack(key, body), ex=self._store.ttl)
                both.eval(_RELEASE, 1, _claim(key), self._token)
                # A full Redis refuses the first; the second must be sent all the same, or others wait in vain.
                replies = both.execute(raise_on_error=False)
            if isinstance(replies[0], Exception):
                raise replies[0]
            return replies[0]

        if self._spent >= self._store.timeout:
            self.abandon(key)
            return False
        try:
            return bool(self._ask(write))
        except UnavailableError:
            return False

    def abandon(self, key: str) -> None:
        """In the background: whoever asked gets the answer, or the error, without waiting for that."""
        if self._claimed:
            threading.Thread(target=self._release, args=(key,), daemon=True).start()

    def _release(self, key: str) -> None:
        with suppress(UnavailableError):  # then the claim runs out by itself
            self._store.call(lambda client: client.eval(_RELEASE, 1, _claim(key), self._token))

    def _claim_or_wait(self, key: str) -> bytes | None:
        """None once this worker has the claim to compute, or shall not wait any longer for who has it."""
        deadline = time.monotonic() + self._store.wait
        pause = _POLL_FIRST
        while True:
            spent = self._spent
            if self._claim(key):
                break
            if time.monotonic() + pause > deadline:
                return None
            time.sleep(pause)
            pause = min(pause * 1.5, _POLL_MOST)
            if (body := self._get(key)) is not None:
                return body
            # Waiting for a worker is no fault of Redis, so quick looks are not counted; slow ones end the waiting.
            if self._spent - spent < self._store.timeout / 2:
                self._spent = spent
        # Whoever had the claim before may have finished between our look and our claim.
        if (body := self._get(key)) is not None:
            self.abandon(key)
            return body
        return None

    def _claim(self, key: str) -> bool:
        lease = max(1, int(self._store.wait * 1000))
        self._claimed = bool(self._ask(lambda client: client.set(_claim(key), self._token, nx=True, px=lease)))
        return self._claimed

    def _get(self, key: str) -> bytes | None:
        value = self._ask(lambda client: client.get(key))
        if value is None:
            return None
        try:
            return unpack(key, value)
        except GarbageError:
            self._store.garbage()
            return None

    def _ask(self, command: Callable[["redis.Redis"], Any]) -> Any:
        if self._spent >= self._store.timeout:
            raise UnavailableError
        started = time.monotonic()
        try:
            return self._store.call(command)
        except UnavailableError as error:
            if str(error) in {"timeout", "connection", "garbage"}:
                self._spent = self._store.timeout  # no second try within one request
            raise
        finally:
            self._spent += time.monotonic() - started


def _claim(key: str) -> str:
    return f"{key}:claim"
