"""What a register holds, in one form that is the same for equal contents."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from service.domain import Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """One person or body. `id` is the newsroom's own, or one of Wikidata's or the GND's: any string."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """Entries and their fingerprint: 32 hexadecimal digits, the same for the same entries in the same order."""

    entries: tuple[Entry, ...]
    etag: str

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "Register":
        return cls(tuple(entries), hashlib.sha256(dumped(entries)).hexdigest()[:32])

    @classmethod
    def read(cls, body: bytes) -> "Register":
        """From what `dumped` made: nothing is checked again."""
        people = orjson.loads(body)["people"]
        return cls.of([Entry(one["id"], one["name"], tuple(one["aliases"]), one["kind"]) for one in people])


def dumped(entries: Sequence[Entry]) -> bytes:
    """The JSON document `{"people": […]}`, which may be sent back as it is."""
    return orjson.dumps({"people": [_dict(entry) for entry in entries]})


def _dict(entry: Entry) -> dict[str, Any]:
    return {"id": entry.id, "name": entry.name, "aliases": list(entry.aliases), "kind": entry.kind}
