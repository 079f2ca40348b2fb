"""Registers as JSON: lists of persons and bodies with the newsroom's ids."""

import re
from collections.abc import Sequence
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate

from service.api.fields import UnicodeText, about, not_blank
from service.registers import Entry

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
NAME_RULE = "Must be 1 to 64 of a-z, 0-9, dot, hyphen and underscore, a letter or digit first."
KINDS = ("person", "group", "organisation", "publication")
_SHORT, _LONG, _MOST_ALIASES = 200, 300, 50


class EntrySchema(Schema):
    class Meta:
        unknown = RAISE

    id = UnicodeText(
        required=True,
        validate=[validate.Length(1, _SHORT), not_blank],
        metadata=about("The newsroom's own, or one of Wikidata's or the GND's; unique in its list."),
    )
    name = UnicodeText(
        required=True,
        validate=[validate.Length(1, _LONG), not_blank],
        metadata=about("`Lena Brandt`, or `Brandt, Lena` as library catalogues have it."),
    )
    aliases = fields.List(
        UnicodeText(validate=[validate.Length(1, _LONG), not_blank]),
        load_default=list,
        validate=validate.Length(max=_MOST_ALIASES),
        metadata=about("Other names and spellings, abbreviations."),
    )
    kind = UnicodeText(
        allow_none=True,
        load_default=None,
        validate=validate.OneOf(KINDS),
        metadata=about("Keeps a person and a body of one name apart."),
    )

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Entry:
        return Entry(data["id"], data["name"], tuple(data["aliases"]), data["kind"])


def _unique_ids(entries: Sequence[Entry]) -> None:
    first: dict[str, int] = {}
    for number, entry in enumerate(entries):
        if first.setdefault(entry.id, number) != number:
            raise ValidationError({number: {"id": [f"Is the id of entry {first[entry.id]}, too."]}})


def people(**more: Any) -> "fields.List[Entry]":
    """A list of entries; how many it may hold is a setting."""
    return fields.List(fields.Nested(EntrySchema), validate=_unique_ids, **more)


class RegisterSchema(Schema):
    """Persons and bodies with the newsroom's ids, which speakers are linked to."""

    class Meta:
        unknown = RAISE

    people = people(required=True, metadata=about("`/info` names how many there may be."))


class RegisterAboutSchema(Schema):
    name = fields.String(required=True)
    etag = fields.String(required=True, metadata=about("The `ETag` of its content, without quotation marks."))
    entries = fields.Integer(required=True, strict=True)
    size = fields.Integer(required=True, strict=True, metadata=about("Bytes of its JSON document."))
    modified = fields.String(required=True, metadata=about("When it was put there, ISO 8601 in UTC."))


class RegistersSchema(Schema):
    registers = fields.List(fields.Nested(RegisterAboutSchema), required=True, metadata=about("By name."))
