"""From an analysis to the contract's answer. Pure: no request, no settings, no cache."""

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Literal

from service import __version__
from service.domain import (
    Analysis,
    AttributedQuotation,
    Attribution,
    Field,
    Mention,
    Quotation,
    QuotationMarks,
    QuotationType,
    Span,
    Spans,
    Speaker,
    text_of,
)
from service.html import HtmlText
from service.registers import Register

OffsetUnit = Literal["codepoint", "utf16"]
Json = dict[str, Any]
Offset = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Options:
    """What of an analysis is shown, and in which unit places are counted."""

    types: frozenset[QuotationType] | None = None  # None: all
    min_confidence: float = 0.0
    offset_unit: OffsetUnit = "codepoint"
    candidates: bool = False
    ignore: tuple[str, ...] = ()  # CSS selectors of elements of the HTML that are left out
    people: Register | None = None  # linked to afterwards, as `register` is: nothing of the answer depends on them
    register: str | None = None

    def key(self) -> Json:
        """All that an answer depends on before it is linked to a register, in one form for equal options."""
        return {
            "types": sorted(self.types) if self.types is not None else None,
            "min_confidence": float(self.min_confidence),
            "offset_unit": self.offset_unit,
            "candidates": self.candidates,
            "ignore": sorted(set(self.ignore)),
        }

    def shows(self, quotation: Quotation) -> bool:
        return (self.types is None or quotation.type in self.types) and quotation.confidence >= self.min_confidence


EVERYTHING = Options()


def represent(
    analysis: Analysis,
    *,
    text: str,
    model: str,
    title: str | None = None,
    options: Options = EVERYTHING,
    page: HtmlText | None = None,
) -> Json:
    """The answer as JSON values. `model`: the models' version; `page`: the HTML that `text` was read from."""
    writer = _Writer({"text": text, "title": title or ""}, options, page)
    shown = [found for found in analysis.quotations if options.shows(found.quotation)]
    parent = _shown_parents(analysis.quotations, {found.id for found in shown})
    spoken: dict[str, list[str]] = {}
    for found in shown:
        for speaker in found.attribution.ids if found.attribution else ():
            spoken.setdefault(speaker, []).append(found.id)
        for candidate in found.attribution.candidates if found.attribution and options.candidates else ():
            for speaker in candidate.ids:  # an id in the answer always leads somewhere
                spoken.setdefault(speaker, [])
    return {
        "id": article_id(text, title),
        **({"text": text} if page else {}),
        "quotes": [writer.quotation(found, parent(found.parent)) for found in shown],
        "speakers": [writer.speaker(one, spoken[one.id]) for one in analysis.speakers if one.id in spoken],
        "quotation_marks": [writer.marks(marks) for marks in analysis.marks],
        "meta": {
            "version": __version__,
            "model": model,
            "language": "de",
            "offset_unit": options.offset_unit,
            "characters": len(text),
        },
    }


def article_id(text: str, title: str | None) -> str:
    """The same for the same article. Surrogates that are halves, which the library accepts, are encoded as they are."""
    return hashlib.sha256(f"{len(title or '')}:{title or ''}{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _shown_parents(
    quotations: Collection[AttributedQuotation], shown: Collection[str]
) -> Callable[[str | None], str | None]:
    """Finds the nearest quotation around that is shown: an id in the answer always leads somewhere."""
    parents = {found.id: found.parent for found in quotations}

    def nearest(id_: str | None) -> str | None:
        while id_ is not None and id_ not in shown:
            id_ = parents.get(id_)
        return id_

    return nearest


class _Writer:
    def __init__(self, texts: dict[Field, str], options: Options, page: HtmlText | None) -> None:
        self._texts = texts
        self._with_candidates = options.candidates
        unit = options.offset_unit
        self._offsets: dict[Field, Offset] = {field: _offset(text, unit) for field, text in texts.items()}
        self._page = page
        self._in_html = _offset(page.html if page else "", unit)

    def quotation(self, found: AttributedQuotation, parent: str | None) -> Json:
        quotation, field = found.quotation, found.quotation.field
        cue = quotation.cue
        return {
            "id": found.id,
            "type": quotation.type,
            "medium": quotation.medium,
            "field": field,
            **self._words(field, quotation.spans),
            "cue": {"lemma": cue.lemma, **self._words(field, cue.spans)} if cue else None,
            "frame": self._words(field, quotation.frame) if quotation.frame else None,
            "addressee": self._words(field, quotation.addressee) if quotation.addressee else None,
            "parent": parent,
            "via": self._via(field, found.attribution),
            "speaker": self._attribution(quotation, found.attribution),
            "confidence": _sureness(quotation.confidence),
        }

    def speaker(self, speaker: Speaker, quotes: list[str]) -> Json:
        return {
            "id": speaker.id,
            "name": speaker.name,
            "kind": speaker.kind,
            "role": speaker.role,
            "organisation": speaker.organisation,
            "gender": speaker.gender,
            "aliases": list(speaker.aliases),
            "mentions": [self._mention(mention) for mention in speaker.mentions],
            "quotes": quotes,
        }

    def marks(self, marks: QuotationMarks) -> Json:
        return {
            **self._place(self._texts[marks.field][marks.span.start : marks.span.end], marks.field, marks.span),
            "reading": marks.reading,
            "reason": marks.reason,
            "confidence": _sureness(marks.confidence),
        }

    def _attribution(self, quotation: Quotation, attribution: Attribution | None) -> Json | None:
        """None when nobody can be named or pointed at; a mention without a name is still somebody pointed at."""
        named = attribution is not None and attribution.name is not None
        if not named and not quotation.mention:
            return None
        answer: Json = {
            "mention": self._words(quotation.field, quotation.mention) if quotation.mention else None,
            "ids": list(attribution.ids) if attribution else [],
            "name": attribution.name if attribution else None,
            "resolved_by": attribution.resolved_by if attribution else "none",
            "confidence": _sureness(attribution.confidence if attribution else 0.0),
            "chain": [self._mention(mention) for mention in attribution.chain] if attribution else [],
        }
        if self._with_candidates:
            answer["candidates"] = [
                {"name": one.name, "ids": list(one.ids), "confidence": _sureness(one.confidence)}
                for one in (attribution.candidates if attribution else ())
            ]
        return answer

    def _via(self, field: Field, attribution: Attribution | None) -> Json | None:
        if attribution is None or attribution.via is None:
            return None
        return {"name": attribution.via, "spans": self._spans(field, attribution.via_spans)}

    def _mention(self, mention: Mention) -> Json:
        return self._place(mention.text, mention.field, mention.span)

    def _place(self, words: str, field: Field, span: Span) -> Json:
        return {"text": words, "field": field, **self._span(field, span)}

    def _words(self, field: Field, spans: Spans) -> Json:
        return {"text": text_of(self._texts[field], spans), "spans": self._spans(field, spans)}

    def _spans(self, field: Field, spans: Spans) -> list[Json]:
        return [self._span(field, span) for span in spans]

    def _span(self, field: Field, span: Span) -> Json:
        offset = self._offsets[field]
        place: Json = {"start": offset(span.start), "end": offset(span.end)}
        if self._page and field == "text":
            html = self._page.in_html(span)
            place["html"] = {"start": self._in_html(html.start), "end": self._in_html(html.end)}
        return place


def _sureness(confidence: float) -> float:
    """Three digits are more than the models know, and keep the answer short."""
    return round(min(1.0, max(0.0, confidence)), 3)


def _offset(text: str, unit: OffsetUnit) -> Offset:
    """Turns a place in code points into one in `unit`; JavaScript's strings count some characters twice."""
    if unit == "codepoint":
        return lambda place: place
    wide = [place for place, character in enumerate(text) if ord(character) > 0xFFFF]
    return lambda place: place + bisect_left(wide, place)
