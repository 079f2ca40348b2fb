"""Read the seed articles and check that what they expect fits their texts, to the character.

`python -m seeds.check` checks them all; the tests and the benchmark read them through `read_seeds`.
"""

import itertools
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from service.domain import QUOTATION_TYPES, Field, Kind, Medium, Span, text_of

HERE = Path(__file__).resolve().parent
ROLES = ("cue", "frame", "addressee")


@dataclass(frozen=True, slots=True)
class Expected:
    """One quotation that a reader found; `field` says whether its spans count in the title or in the text."""

    id: str
    type: str
    field: str
    spans: tuple[Span, ...]
    mention: tuple[Span, ...]  # of the speaker, () when the article does not mention one
    mention_field: str
    name: str | None  # the fullest name in the article, None when it does not tell
    kind: str | None
    via: str | None


@dataclass(frozen=True, slots=True)
class Seed:
    """One article with everything a reader found in it."""

    id: str
    genre: str
    marks: str
    why: str
    title: str | None
    text: str
    trained_on: bool
    quotations: tuple[Expected, ...]
    silent: tuple[tuple[str, Span], ...]  # what must yield nothing ("byline", …) and where in the text
    raw: Mapping[str, Any]

    def source(self, field: str) -> str:
        return (self.title or "") if field == "title" else self.text


def read_seed(seed_id: str) -> Seed:
    """Raises FileNotFoundError for an unknown id, KeyError for an incomplete file."""
    article = json.loads((HERE / "articles" / f"{seed_id}.json").read_text(encoding="utf-8"))
    expected = json.loads((HERE / "expected" / f"{seed_id}.json").read_text(encoding="utf-8"))
    return Seed(
        id=expected["id"],
        genre=expected["genre"],
        marks=expected["marks"],
        why=expected["why"],
        title=article.get("title"),
        text=article["text"],
        trained_on=expected["trained_on"],
        quotations=tuple(map(_expected, expected["quotes"])),
        silent=tuple((part["what"], Span(part["start"], part["end"])) for part in expected["silent"]),
        raw=expected,
    )


def read_seeds() -> list[Seed]:
    return [read_seed(path.stem) for path in sorted((HERE / "expected").glob("*.json"))]


def _expected(quote: Mapping[str, Any]) -> Expected:
    speaker = quote["speaker"] or {}
    mention = speaker.get("mention") or {}
    return Expected(
        id=quote["id"],
        type=quote["type"],
        field=quote["field"],
        spans=_spans(quote),
        mention=_spans(mention),
        mention_field=mention.get("field", quote["field"]),
        name=speaker.get("name"),
        kind=speaker.get("kind"),
        via=quote["via"]["name"] if quote["via"] else None,
    )


def _spans(part: Mapping[str, Any]) -> tuple[Span, ...]:
    return tuple(Span(span["start"], span["end"]) for span in part.get("spans", ()))


def complaints(seed: Seed) -> Iterator[str]:
    """Everything in the seed that does not fit its text or itself."""
    if not seed.why.strip():
        yield "says nothing about what it is for"
    for what, span in seed.silent:
        if seed.text[span.start : span.end] not in [
            part["text"] for part in seed.raw["silent"] if part["what"] == what
        ]:
            yield f"silent part {what!r} does not stand at {span}"
    ids = [quote["id"] for quote in seed.raw["quotes"]]
    if len(set(ids)) != len(ids):
        yield "uses an id twice"
    for quote in seed.raw["quotes"]:
        for complaint in _complaints_about(seed, quote, ids):
            yield f"{quote['id']}: {complaint}"
    listed = {
        (name, quote) for speaker in seed.raw["speakers"] for name in [speaker["name"]] for quote in speaker["quotes"]
    }
    for name, quote_id in listed:
        said_by = next((q["speaker"]["name"] for q in seed.raw["quotes"] if q["id"] == quote_id and q["speaker"]), None)
        if said_by is None or name not in {said_by, *said_by.split(" und ")}:
            yield f"speaker {name!r} is not who said {quote_id}"


def _complaints_about(seed: Seed, quote: Mapping[str, Any], ids: Sequence[str]) -> Iterator[str]:
    for key, allowed in (("type", QUOTATION_TYPES), ("medium", get_args(Medium)), ("field", get_args(Field))):
        if quote[key] not in allowed:
            yield f"{quote[key]!r} is no {key}"
    if quote["parent"] is not None and quote["parent"] not in ids:
        yield f"parent {quote['parent']!r} is not there"
    speaker = quote["speaker"]
    if speaker and speaker["kind"] not in get_args(Kind):
        yield f"{speaker['kind']!r} is no kind of speaker"
    parts = [("quotation", quote, quote["field"])]
    parts += [(role, quote[role], quote["field"]) for role in ROLES if quote[role]]
    if speaker and speaker["mention"]:
        parts.append(("mention", speaker["mention"], speaker["mention"]["field"]))
    for name, part, field in parts:
        yield from (f"{name}: {complaint}" for complaint in _complaints_about_place(seed.source(field), part))


def _complaints_about_place(source: str, part: Mapping[str, Any]) -> Iterator[str]:
    spans = _spans(part)
    if not spans or any(span.end <= span.start for span in spans):
        yield "no span, or an empty one"
    if any(before.end > after.start for before, after in itertools.pairwise(spans)):
        yield "spans out of order"
    if text_of(source, spans) != part["text"]:
        yield f"text is {text_of(source, spans)!r}, not {part['text']!r}"
    for span in spans:
        if _cuts_a_word(source, span.start) or _cuts_a_word(source, span.end):
            yield f"{span} cuts a word"


def _cuts_a_word(source: str, at: int) -> bool:
    return 0 < at < len(source) and source[at - 1].isalnum() and source[at].isalnum()


def main() -> int:
    seeds = read_seeds()
    found = [f"{seed.id}: {complaint}" for seed in seeds for complaint in complaints(seed)]
    print("\n".join(found) or f"{len(seeds)} articles, {sum(len(s.quotations) for s in seeds)} quotations: all fit.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
