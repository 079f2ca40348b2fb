"""Register entries in an answer. Pure, and applied to answers as they come out of the cache.

Finding quotations is what takes time, and does not depend on any register: so one cached answer serves them all, and
nothing that is cached goes stale when a register changes.
"""

from typing import Any

import orjson

from service.registers import Link, Subject, link
from service.registers.index import Index

Json = dict[str, Any]


def with_links(answer: Json, index: Index, name: str | None = None) -> Json:
    """The answer with each speaker's `register_id` and `register_candidates`; `name`: the register's, if any."""
    speakers = answer["speakers"]
    links = link([Subject(one["name"], one["kind"], one["gender"], tuple(one["aliases"])) for one in speakers], index)
    return {
        **answer,
        "speakers": [{**speaker, **_shown(found)} for speaker, found in zip(speakers, links, strict=True)],
        "meta": {**answer["meta"], "register": {"name": name, "etag": index.register.etag}},
    }


def body_with_links(body: bytes, index: Index, name: str | None = None) -> bytes:
    return orjson.dumps(with_links(orjson.loads(body), index, name))


def _shown(found: Link) -> Json:
    return {
        "register_id": found.entry.id if found.entry else None,
        "register_candidates": [{"id": entry.id, "name": entry.name} for entry in found.candidates],
    }
