"""From two answers of POST /v1/quotes to that of POST /v1/compare. Pure: no request, no settings, no cache."""

from typing import Any, get_args

from marshmallow import fields, validate

from service.api.schemas import Answer, MetaSchema, QuoteSchema, SpeakerSchema
from service.compare import Change, Edit, Said, Status, compare
from service.compare.diff import Op

SIDES = ("before", "after")
_STATUSES = get_args(Status)


def _about(description: str) -> dict[str, str]:
    return {"description": description}


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
            "Quotation marks, punctuation, case and spacing are no words."
        ),
    )
    before = fields.Nested(QuoteSchema, required=True, allow_none=True, metadata=_about("Null for what is `new`."))
    after = fields.Nested(QuoteSchema, required=True, allow_none=True, metadata=_about("Null for what is `gone`."))
    similarity = fields.Float(
        required=True,
        allow_none=True,
        validate=validate.Range(0, 1),
        metadata=_about("Of the words; 1 for the same ones, null for what is `new` or `gone`."),
    )
    speaker_changed = fields.Boolean(
        required=True, metadata=_about("Whether both versions name somebody, and not the same.")
    )
    type_changed = fields.Boolean(
        required=True, metadata=_about("Whether the type is another, as when quotation marks were taken away.")
    )
    diff = fields.List(
        fields.Nested(EditSchema), required=True, allow_none=True, metadata=_about("Of `altered` ones, else null.")
    )


class CountsSchema(Answer):
    unchanged = fields.Integer(required=True)
    altered = fields.Integer(required=True)
    reattributed = fields.Integer(required=True)
    new = fields.Integer(required=True)
    gone = fields.Integer(required=True)


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


def compare_answers(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """The comparison of two answers as JSON values."""
    changes = compare(_said(before), _said(after))
    statuses = [change.status for change in changes]
    return {
        "counts": {status: statuses.count(status) for status in _STATUSES},
        "quotes": [_represent(change, before["quotes"], after["quotes"]) for change in changes],
        "before": _article(before),
        "after": _article(after),
    }


def _said(answer: dict[str, Any]) -> list[Said]:
    names = {speaker["id"]: speaker["name"] for speaker in answer["speakers"]}
    return [
        Said(quote["id"], quote["text"], quote["type"], _names(quote["speaker"], names)) for quote in answer["quotes"]
    ]


def _names(speaker: dict[str, Any] | None, names: dict[str, str]) -> tuple[str, ...]:
    """None where nobody is named: `ids` alone point to somebody who is only likely."""
    if speaker is None or speaker["name"] is None:
        return ()
    return tuple(names[id_] for id_ in speaker["ids"] if id_ in names) or (speaker["name"],)


def _represent(change: Change, before: list[Any], after: list[Any]) -> dict[str, Any]:
    return {
        "status": change.status,
        "before": None if change.before is None else before[change.before],
        "after": None if change.after is None else after[change.after],
        "similarity": change.similarity,
        "speaker_changed": change.speaker_changed,
        "type_changed": change.type_changed,
        "diff": [_edit(edit) for edit in change.edits] if change.status == "altered" else None,
    }


def _edit(edit: Edit) -> dict[str, str]:
    return {"op": edit.op, "before": edit.before, "after": edit.after}


def _article(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: answer[name] for name in ("id", "text", "speakers", "meta") if name in answer}
