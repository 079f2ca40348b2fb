"""What becomes of one article of a job or an archive."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Item:
    """`body`: JSON on one line, an answer where `status` is 200, else a problem detail (RFC 9457)."""

    status: int
    body: bytes


class Reader(Protocol):
    """Whoever can read articles; this package does not know how."""

    def line(self, line: bytes) -> Item:
        """Answers one article, a JSON object on one line. Whatever is wrong with it is in the item."""

    def failed(self, why: str) -> Item:
        """What stands in the place of an article that could not be read through no fault of its own."""
