"""Answers kept inside the process: least recently used ones go first, and none outlives its time."""

import threading

from cachetools import TTLCache

from service.cache.codec import pack, unpack


class LocalStore:
    """`size`: bytes of compressed answers; `ttl`: seconds. Its visits need no bookkeeping, so it is its own visit."""

    available = True

    def __init__(self, *, size: int, ttl: float) -> None:
        self._lock = threading.Lock()
        self._values: TTLCache[str, bytes] = TTLCache(size, ttl, getsizeof=len)

    def visit(self) -> "LocalStore":
        return self

    def look(self, key: str) -> bytes | None:
        with self._lock:
            value = self._values.get(key)
        return None if value is None else unpack(key, value)

    def put(self, key: str, body: bytes) -> bool:
        value = pack(key, body)
        with self._lock:
            if self._values.ttl <= 0 or len(value) > self._values.maxsize:
                return False
            self._values[key] = value
        return True

    def abandon(self, key: str) -> None:
        """Nobody waits here: within a process, SingleFlight joins equal requests."""
