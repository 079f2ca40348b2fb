"""From two answers of POST /v1/quotes to that of POST /v1/compare. Pure: no request, no settings, no cache."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from marshmallow import fields, validate

from service.api.fields import about as _about
from service.api.representation import Json, Offset
from service.api.schemas import Answer, MetaSchema, QuoteSchema, SpeakerSchema
from service.compare import Change, Edit, Edited, Place, Said, Status, around, compare
from service.compare.diff import Op
from service.domain import Field, Span

SIDES = ("before", "after")
_STATUSES = get_args(Status)


class EditSchema(Answer):
    op = fields.String(required=True, validate=validate.OneOf(get_args(Op)))
    before = fields.String(required=True, metadata=_about("All of them, joined, are the text before."))
    after = fields.String(required=True, metadata=_about("All of them, joined, are the text after."))


class ComparedQuoteSchema(Answer):
    status = fields.String(
        required=True,
        validate=validate.OneOf(_STATUSES),
        metadata=_about(
            "`unchanged`; `altered`: other words; `reattributed`: the same words, but somebody else's; `new`; `gone`. "
            "Quotation marks, punctuation, case and spacing are no words. `unclear`: nobody edited what makes it a "
            "quotation, but the models judge it otherwise: as none, as longer or shorter, or as somebody else's."
        ),
    )
    before = fields.Nested(
        QuoteSchema, required=True, allow_none=True, metadata=_about("Null where only `after` has it.")
    )
    after = fields.Nested(
        QuoteSchema, required=True, allow_none=True, metadata=_about("Null where only `before` has it.")
    )
    similarity = fields.Float(
        required=True,
        allow_none=True,
        validate=validate.Range(0, 1),
        metadata=_about("Of the words; 1 for the same ones, null where only one version has it."),
    )
    speaker_changed = fields.Boolean(
        required=True, metadata=_about("Whether both versions name somebody, and not the same.")
    )
    type_changed = fields.Boolean(
        required=True, metadata=_about("Whether the type is another, as when quotation marks were taken away.")
    )
    diff = fields.List(
        fields.Nested(EditSchema), required=True, allow_none=True, metadata=_about("Null where the words are the same.")
    )


class CountsSchema(Answer):
    unchanged = fields.Integer(required=True)
    altered = fields.Integer(required=True)
    reattributed = fields.Integer(required=True)
    new = fields.Integer(required=True)
    gone = fields.Integer(required=True)
    unclear = fields.Integer(required=True)


class ComparedArticleSchema(Answer):
    id = fields.String(required=True, metadata=_about("The same for the same title and text."))
    text = fields.String(metadata=_about("For articles in HTML: the plain text that offsets count in."))
    speakers = fields.List(fields.Nested(SpeakerSchema), required=True)
    meta = fields.Nested(MetaSchema, required=True)


class CompareResponse(Answer):
    counts = fields.Nested(CountsSchema, required=True, metadata=_about("Quotations of each status."))
    quotes = fields.List(
        fields.Nested(ComparedQuoteSchema),
        required=True,
        metadata=_about("Each quotation of both once, in the order of `after`; what is gone where it stood."),
    )
    before = fields.Nested(ComparedArticleSchema, required=True)
    after = fields.Nested(ComparedArticleSchema, required=True)


def compare_answers(
    before: Json, after: Json, texts_before: Mapping[Field, str], texts_after: Mapping[Field, str]
) -> Json:
    """The comparison of two answers as JSON values. `texts_…`: the title and the text that their places count in."""
    edited = Edited(texts_before, texts_after)
    changes = compare(_said(before, texts_before), _said(after, texts_after), edited)
    statuses = [change.status for change in changes]
    return {
        "counts": {status: statuses.count(status) for status in _STATUSES},
        "quotes": [_represent(change, before["quotes"], after["quotes"]) for change in changes],
        "before": _article(before),
        "after": _article(after),
    }


def _said(answer: Json, texts: Mapping[Field, str]) -> list[Said]:
    names = {speaker["id"]: speaker["name"] for speaker in answer["speakers"]}
    wide = answer["meta"]["offset_unit"] == "utf16"
    places = {field: _code_points(text) if wide else _as_it_is for field, text in texts.items()}
    return [
        Said(
            quote["id"],
            quote["text"],
            quote["type"],
            _names(quote["speaker"], names),
            tuple(_places(quote, places)),
        )
        for quote in answer["quotes"]
    ]


def _places(quote: Json, places: Mapping[Field, Offset]) -> Iterator[Place]:
    """As `service.compare.said` takes them from an analysis."""
    speaker = quote["speaker"] or {}
    parts = [quote, quote["cue"], quote["frame"], speaker.get("mention")]
    offset = places[quote["field"]]
    spans = [_span(span, offset) for part in parts if part for span in part["spans"]]
    yield around(spans, quote["field"])
    for mention in speaker.get("chain", ()):
        yield Place(_span(mention, places[mention["field"]]), mention["field"])


def _span(span: Json, offset: Offset) -> Span:
    return Span(offset(span["start"]), offset(span["end"]))


def _as_it_is(place: int) -> int:
    return place


def _code_points(text: str) -> Offset:
    """Turns a place in UTF-16 code units into one in code points."""
    wide = [place for place, character in enumerate(text) if ord(character) > 0xFFFF]
    units = [place + before for before, place in enumerate(wide)]
    return lambda place: place - bisect_left(units, place)


def _names(speaker: dict[str, Any] | None, names: dict[str, str]) -> tuple[str, ...]:
    """None where nobody is named: `ids` alone point to somebody who is only likely."""
    if speaker is None or speaker["name"] is None:
        return ()
    return tuple(names[id_] for id_ in speaker["ids"] if id_ in names) or (speaker["name"],)


def _represent(change: Change, before: list[Any], after: list[Any]) -> Json:
    return {
        "status": change.status,
        "before": None if change.before is None else before[change.before],
        "after": None if change.after is None else after[change.after],
        "similarity": change.similarity,
        "speaker_changed": change.speaker_changed,
        "type_changed": change.type_changed,
        "diff": [_edit(edit) for edit in change.edits] or None,
    }


def _edit(edit: Edit) -> dict[str, str]:
    return {"op": edit.op, "before": edit.before, "after": edit.after}


def _article(answer: Json) -> Json:
    return {name: answer[name] for name in ("id", "text", "speakers", "meta") if name in answer}
