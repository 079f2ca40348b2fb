"""What the two stores have in common."""

from collections.abc import Callable
from typing import Protocol

OnError = Callable[[str], None]
"""Told the kind of each failure: timeout, connection, full, garbage, command."""


class Visit(Protocol):
    """One request's dealings with a store."""

    def look(self, key: str) -> bytes | None:
        """The answer kept under `key`, or None: then the caller computes it, and ends with `put` or `abandon`.

        Where another worker is computing the same answer this waits for it, for a bounded time.
        """

    def put(self, key: str, body: bytes) -> bool:
        """Keeps an answer; says whether that worked."""

    def abandon(self, key: str) -> None:
        """No answer will come: whoever waits for it goes on without."""


class Store(Protocol):
    def visit(self) -> Visit: ...

    @property
    def available(self) -> bool:
        """False while the store is left alone because it failed."""
