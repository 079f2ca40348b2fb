"""Who speaks in an article, how often, and from where to where: read off the HTTP interface's answer."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
_ABOUT = ("id", "name", "kind", "role", "organisation", "gender", "aliases", "register_id", "register_candidates")


def cast_of(answer: Json) -> list[Json]:
    """Each speaker with a `count`, and the `first` and `last` of their quotations; who says most comes first.

    Quotations whose speaker the models are not sure of, with a name of null, are nobody's.
    """
    said: dict[str, list[Json]] = {}
    for quote in _in_order(answer):
        for id_ in quote["speaker"]["ids"] if _is_named(quote) else ():
            said.setdefault(id_, []).append(quote)
    speakers = {speaker["id"]: speaker for speaker in answer["speakers"]}
    cast = [
        {
            **{key: speakers[id_][key] for key in _ABOUT if key in speakers[id_]},
            "count": len(quotes),
            "first": _shown(quotes[0]),
            "last": _shown(quotes[-1]),
        }
        for id_, quotes in said.items()
    ]
    return sorted(cast, key=lambda part: -part["count"])


def about(speaker: Json) -> str:
    """Role and organisation as the article words them, else the kind where that is known."""
    kind = "" if speaker["kind"] == "unknown" else speaker["kind"]
    return ", ".join(part for part in (speaker["role"], speaker["organisation"]) if part) or kind


def unnamed(answer: Json) -> int:
    """How many quotations are nobody's."""
    return sum(not _is_named(quote) for quote in answer["quotes"])


def _is_named(quote: Json) -> bool:
    return quote["speaker"] is not None and quote["speaker"]["name"] is not None


def _in_order(answer: Json) -> Iterator[Json]:
    """The headline's before the text's."""
    yield from sorted(answer["quotes"], key=lambda quote: (quote["field"] != "title", quote["spans"][0]["start"]))


def _shown(quote: Json) -> Json:
    return {key: quote[key] for key in ("id", "type", "field", "text", "spans")}
