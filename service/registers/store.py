"""What the places that keep registers have in common."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Protocol

import orjson

Condition = Callable[[str | None], bool]
"""Whether a write may go ahead, given the ETag of the register that is there, or None."""


def always(_etag: str | None) -> bool:
    return True


class ChangedError(Exception):
    """The register is not, or no longer, the one that the condition of a write asked for."""


class FullError(Exception):
    """There is no room: too many registers, no memory in Redis, no space on the disk. Says which."""


class UnavailableError(Exception):
    """The place cannot be asked just now."""


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a register without reading it."""

    name: str
    etag: str
    entries: int
    size: int  # bytes of its JSON document
    modified: str  # ISO 8601, UTC

    def dumped(self) -> bytes:
        return orjson.dumps(asdict(self))

    @classmethod
    def read(cls, line: bytes) -> "About":
        """Raises ValueError for what `dumped` did not make."""
        try:
            return cls(**orjson.loads(line))
        except TypeError as error:
            raise ValueError("not about a register") from error


class RegisterStore(Protocol):
    """Keeps registers by name. Every method may raise UnavailableError."""

    def about(self, name: str) -> About | None: ...

    def read(self, name: str) -> tuple[About, bytes] | None:
        """The register's JSON document; None where there is none, or only a damaged one."""

    def put(self, about: About, body: bytes, allowed: Condition) -> bool:
        """Keeps a register; whether the name is new. Raises ChangedError where not `allowed`, FullError."""

    def delete(self, name: str, allowed: Condition) -> bool:
        """Whether there was one. Raises ChangedError where there is one and not `allowed`."""

    def all(self) -> list[About]:
        """By name."""
