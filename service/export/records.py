"""An answer of the service as records, so that every format reads it in the same way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from service.domain import Field, Span, Spans
from service.html import HtmlText


@dataclass(frozen=True, slots=True)
class Speaker:
    id: str
    name: str
    kind: str
    role: str | None
    organisation: str | None
    gender: str | None
    aliases: tuple[str, ...]
    register_id: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation; `spans` in code points of its `field`."""

    id: str
    type: str
    medium: str
    field: Field
    text: str
    spans: Spans
    cue: str | None
    addressee: str | None
    parent: str | None
    via: str | None
    speaker: str | None  # the name
    speaker_ids: tuple[str, ...]
    mention: str | None
    resolved_by: str | None
    speaker_confidence: float | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Article:
    """What a format is made from. `page`: the HTML that `text` was read from, if it was."""

    id: str
    text: str
    title: str | None
    quotes: tuple[Quote, ...]
    speakers: tuple[Speaker, ...]
    version: str
    model: str
    answer: Mapping[str, Any]
    page: HtmlText | None = None

    def text_of(self, field: Field) -> str:
        return self.text if field == "text" else self.title or ""

    def speakers_of(self, quote: Quote) -> list[Speaker]:
        """None where the service does not say a name: whom it then points at is more likely wrong than right."""
        if quote.speaker is None:
            return []
        return [speaker for speaker in self.speakers if speaker.id in quote.speaker_ids]

    def quotes_in(self, field: Field) -> list[Quote]:
        return [quote for quote in self.quotes if quote.field == field]


def article_of(
    answer: Mapping[str, Any], *, text: str, title: str | None = None, page: HtmlText | None = None
) -> Article:
    """`answer`: of POST /v1/quotes, its offsets in code points of `text` and `title`."""
    return Article(
        id=answer["id"],
        text=text,
        title=title or None,
        quotes=tuple(map(_quote, answer["quotes"])),
        speakers=tuple(map(_speaker, answer["speakers"])),
        version=answer["meta"]["version"],
        model=answer["meta"]["model"],
        answer=answer,
        page=page,
    )


def _quote(quote: Mapping[str, Any]) -> Quote:
    speaker = quote["speaker"] or {}
    return Quote(
        id=quote["id"],
        type=quote["type"],
        medium=quote["medium"],
        field=quote["field"],
        text=quote["text"],
        spans=_spans(quote["spans"]),
        cue=_words(quote["cue"]),
        addressee=_words(quote["addressee"]),
        parent=quote["parent"],
        via=(quote["via"] or {}).get("name"),
        speaker=speaker.get("name"),
        speaker_ids=tuple(speaker.get("ids", ())),
        mention=_words(speaker.get("mention")),
        resolved_by=speaker.get("resolved_by"),
        speaker_confidence=speaker.get("confidence"),
        confidence=quote["confidence"],
    )


def _speaker(speaker: Mapping[str, Any]) -> Speaker:
    return Speaker(
        id=speaker["id"],
        name=speaker["name"],
        kind=speaker["kind"],
        role=speaker["role"],
        organisation=speaker["organisation"],
        gender=speaker["gender"],
        aliases=tuple(speaker.get("aliases", ())),
        register_id=speaker.get("register_id"),
    )


def _words(words: Mapping[str, Any] | None) -> str | None:
    return words["text"] if words else None


def _spans(spans: Iterable[Mapping[str, int]]) -> Spans:
    return tuple(Span(span["start"], span["end"]) for span in spans)
