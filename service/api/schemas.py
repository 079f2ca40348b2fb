"""Requests and answers as marshmallow schemas: what validates them is what `openapi.yaml` is generated from."""

import re
from collections.abc import Mapping
from typing import Any, get_args

from marshmallow import INCLUDE, RAISE, Schema, ValidationError, fields, post_load, validate, validates_schema

from service.api.fields import Number, TrueOrFalse, UnicodeText
from service.api.fields import about as _about
from service.api.fields import not_blank as _not_blank
from service.api.register_schemas import NAME, NAME_RULE, people
from service.api.representation import Options
from service.api.wanted import Wanted
from service.domain import QUOTATION_TYPES, Kind, Medium, Reading
from service.html import SelectorError, check_selector
from service.registers import Register

_MOST_SELECTORS = 32
_MEDIA, _READINGS, _KINDS = get_args(Medium), get_args(Reading), get_args(Kind)


def _css_selector(value: str) -> None:
    try:
        check_selector(value)
    except SelectorError as error:
        raise ValidationError(str(error)) from None


class OptionsSchema(Schema):
    class Meta:
        unknown = RAISE

    types = fields.List(
        UnicodeText(validate=validate.OneOf(QUOTATION_TYPES)),
        validate=validate.Length(min=1),
        metadata=_about("Only quotations of these types; all of them if left out."),
    )
    min_confidence = Number(
        validate=validate.Range(0, 1),
        load_default=0.0,
        metadata=_about("Only quotations that the models are at least this sure of."),
    )
    offset_unit = UnicodeText(
        validate=validate.OneOf(["codepoint", "utf16"]),
        load_default="codepoint",
        metadata=_about("Unit of all offsets: code points (Python), or UTF-16 code units (JavaScript, Java, C#)."),
    )

    ignore = fields.List(
        UnicodeText(validate=_css_selector),
        validate=validate.Length(max=_MOST_SELECTORS),
        metadata=_about(
            "CSS selectors of elements of the `html` that are no article text, beside those that never are (such as "
            "`script`, `nav` and `aside`). Without what could take long, such as `:has`, `:nth-child` and `~`."
        ),
    )
    candidates = TrueOrFalse(
        load_default=False,
        metadata=_about("Whether each quotation's speaker shall have ranked `candidates`."),
    )
    people = people(
        metadata=_about("Persons and bodies with the newsroom's ids, which speakers are linked to; see `register`.")
    )
    register = UnicodeText(
        validate=validate.Regexp(re.compile(f"(?:{NAME.pattern})$"), error=NAME_RULE),
        metadata=_about("The same, by the name that it was put under at `/v1/registers/{name}`."),
    )

    @validates_schema(skip_on_field_errors=False)
    def _one_list(self, data: dict[str, Any], **_: Any) -> None:
        if "people" in data and "register" in data:
            raise ValidationError("Either people or a register, not both.", "register")

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Options:
        types = data.pop("types", None)
        ignore, people = tuple(data.pop("ignore", ())), data.pop("people", None)
        return Options(
            types=frozenset(types) if types is not None else None,
            people=Register.of(people) if people is not None else None,
            ignore=ignore,
            **data,
        )


class QuotesRequest(Schema):
    class Meta:
        unknown = RAISE

    text = UnicodeText(
        validate=_not_blank,
        metadata=_about(
            "The article, plain text; either this or `html`. Offsets count in exactly this string. `/info` names the "
            "limit.",
            minLength=1,
        ),
    )
    html = UnicodeText(
        validate=_not_blank,
        metadata=_about(
            "The article, HTML: a part of a page or a whole one; either this or `text`. The answer has the plain text "
            "that was read from it, and places in both. `/info` names the limit.",
            minLength=1,
        ),
    )
    title = UnicodeText(
        allow_none=True,
        load_default=None,
        metadata=_about('The headline. Its quotations have `"field": "title"` and offsets of their own.'),
    )
    language = UnicodeText(
        allow_none=True,
        load_default=None,
        validate=validate.OneOf(["de"]),
        metadata=_about("`de` says that the text is German, whatever the detector thinks."),
    )
    options = fields.Nested(OptionsSchema, load_default=Options)

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def _one_article(self, data: dict[str, Any], original: Any, **_: Any) -> None:
        if not isinstance(original, Mapping):
            return
        if "text" in original and "html" in original:
            raise ValidationError("`text` is there as well; only one of the two can be read.", "html")
        if "text" not in original and "html" not in original:
            raise ValidationError("Missing: an article has either `text` or `html`.", "text")
        options = data.get("options")
        if isinstance(options, Options) and options.ignore and "html" not in original:
            raise ValidationError({"options": {"ignore": ["Selects from `html`, but the article has `text`."]}})

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Wanted:
        return Wanted(**data)


class Answer(Schema):
    """Answers may get further members: the promise of `/v1` is that clients ignore what they do not know."""

    class Meta:
        unknown = INCLUDE


class PlaceSchema(Answer):
    start = fields.Integer(required=True, strict=True, validate=validate.Range(0), metadata=_about("First character."))
    end = fields.Integer(
        required=True, strict=True, validate=validate.Range(0), metadata=_about("Behind the last one.")
    )


class SpanSchema(PlaceSchema):
    html = fields.Nested(
        PlaceSchema,
        metadata=_about(
            "Where this stands in the submitted `html`: from its first character to behind its last one, with the "
            "tags between them. Only for articles in HTML, and not for the title."
        ),
    )


class WordsSchema(Answer):
    """Words of the article and their places."""

    text = fields.String(required=True, metadata=_about("The words; ` … ` stands where a gap was left out."))
    spans = fields.List(fields.Nested(SpanSchema), required=True, validate=validate.Length(min=1))


class CueSchema(WordsSchema):
    lemma = fields.String(required=True, metadata=_about("Dictionary form of the verb, noun or preposition in it."))


class ViaSchema(Answer):
    name = fields.String(required=True)
    spans = fields.List(
        fields.Nested(SpanSchema),
        required=True,
        metadata=_about("Where the article names it; empty where that is in another field."),
    )


class MentionSchema(SpanSchema):
    field = fields.String(required=True, validate=validate.OneOf(["title", "text"]))
    text = fields.String(required=True)


class CandidateSchema(Answer):
    name = fields.String(required=True, metadata=_about("Joint speakers with ` und `."))
    ids = fields.List(fields.String(), required=True, metadata=_about("Entries of `speakers`, where there are any."))
    confidence = fields.Float(required=True, validate=validate.Range(0, 1))


class QuoteSpeakerSchema(Answer):
    mention = fields.Nested(
        WordsSchema, required=True, allow_none=True, metadata=_about("The words that name the speaker there.")
    )
    ids = fields.List(fields.String(), required=True, metadata=_about("Entries of `speakers`; two for joint speakers."))
    name = fields.String(
        required=True, allow_none=True, metadata=_about("The fullest name in the article; joint speakers with ` und `.")
    )
    resolved_by = fields.String(required=True, metadata=_about("How the name was found; an open list of words."))
    confidence = fields.Float(required=True, validate=validate.Range(0, 1))
    chain = fields.List(
        fields.Nested(MentionSchema),
        required=True,
        metadata=_about("What led to the speaker, from mention to mention: the nearest first, the full name last."),
    )
    candidates = fields.List(
        fields.Nested(CandidateSchema),
        metadata=_about("Whom the mention may mean, likeliest first; only with `options.candidates`."),
    )


class QuoteSchema(Answer):
    id = fields.String(required=True, metadata=_about("Depends on the words and the speaker, not on the place."))
    type = fields.String(required=True, validate=validate.OneOf(QUOTATION_TYPES))
    medium = fields.String(required=True, validate=validate.OneOf(_MEDIA))
    field = fields.String(
        required=True, validate=validate.OneOf(["title", "text"]), metadata=_about("Where its offsets count.")
    )
    text = fields.String(required=True, metadata=_about("The words; ` … ` stands where the quotation is interrupted."))
    spans = fields.List(fields.Nested(SpanSchema), required=True, validate=validate.Length(min=1))
    cue = fields.Nested(CueSchema, required=True, allow_none=True, metadata=_about("The words that announce it."))
    frame = fields.Nested(
        WordsSchema, required=True, allow_none=True, metadata=_about("The introducing part of the sentence.")
    )
    addressee = fields.Nested(WordsSchema, required=True, allow_none=True, metadata=_about("Who is spoken to."))
    parent = fields.String(
        required=True, allow_none=True, metadata=_about("`id` of the quotation that this one is nested in.")
    )
    via = fields.Nested(
        ViaSchema, required=True, allow_none=True, metadata=_about("The medium that relays somebody else's words.")
    )
    speaker = fields.Nested(
        QuoteSpeakerSchema,
        required=True,
        allow_none=True,
        metadata=_about("Null where nobody can be named or pointed at."),
    )
    confidence = fields.Float(required=True, validate=validate.Range(0, 1))


class RegisterCandidateSchema(Answer):
    id = fields.String(required=True)
    name = fields.String(required=True)


class SpeakerSchema(Answer):
    id = fields.String(required=True, metadata=_about("Unique within this answer."))
    name = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(_KINDS))
    role = fields.String(required=True, allow_none=True, metadata=_about("Office or function, as the article says it."))
    organisation = fields.String(required=True, allow_none=True)
    gender = fields.String(required=True, allow_none=True, validate=validate.OneOf(["male", "female", "neutral"]))
    aliases = fields.List(fields.String(), required=True, metadata=_about("Other names that the article uses."))
    mentions = fields.List(fields.Nested(MentionSchema), required=True)
    quotes = fields.List(
        fields.String(),
        required=True,
        metadata=_about("`id`s of the speaker's quotations; none for those who are only among the `candidates`."),
    )
    register_id = fields.String(
        allow_none=True,
        metadata=_about("With `options.people` or `register`: the entry's `id`, where exactly one fits."),
    )
    register_candidates = fields.List(
        fields.Nested(RegisterCandidateSchema),
        metadata=_about("Entries that it may be, where several fit or something speaks against the only one."),
    )


class QuotationMarksSchema(SpanSchema):
    field = fields.String(required=True, validate=validate.OneOf(["title", "text"]))
    text = fields.String(required=True, metadata=_about("With both marks."))
    reading = fields.String(
        required=True,
        validate=validate.OneOf(_READINGS),
        metadata=_about(
            "What the marks are there for: words of somebody (`quotation`: a sentence or more, `partial`: a fragment), "
            "the `title` of a work, a `name`, a `term`, or a word that is held at a distance (`scare`)."
        ),
    )
    reason = fields.String(required=True, metadata=_about("The reading in words; may be worded otherwise tomorrow."))
    confidence = fields.Float(required=True, validate=validate.Range(0, 1))


class MetaRegisterSchema(Answer):
    name = fields.String(required=True, allow_none=True, metadata=_about("Null for `options.people`."))
    etag = fields.String(required=True, metadata=_about("Names what the list held."))


class MetaSchema(Answer):
    version = fields.String(required=True, metadata=_about("Release of the service."))
    model = fields.String(required=True, metadata=_about("Version of the models."))
    language = fields.String(required=True, metadata=_about("Language that the text was read as."))
    offset_unit = fields.String(required=True, validate=validate.OneOf(["codepoint", "utf16"]))
    characters = fields.Integer(
        required=True, strict=True, metadata=_about("Code points of `text`, whatever the unit.")
    )
    register = fields.Nested(MetaRegisterSchema, metadata=_about("The list that speakers were linked to, if any."))


class QuotesResponse(Answer):
    id = fields.String(required=True, metadata=_about("The same for the same title and text."))
    text = fields.String(metadata=_about("For articles in HTML: the plain text that all other offsets count in."))
    quotes = fields.List(fields.Nested(QuoteSchema), required=True)
    speakers = fields.List(fields.Nested(SpeakerSchema), required=True)
    quotation_marks = fields.List(
        fields.Nested(QuotationMarksSchema),
        required=True,
        metadata=_about("Every pair of quotation marks, whatever `options` leave out of `quotes`."),
    )
    meta = fields.Nested(MetaSchema, required=True)


class HealthSchema(Answer):
    status = fields.String(required=True, metadata=_about("`ok` while the process answers."))


class ReadySchema(Answer):
    status = fields.String(required=True, metadata=_about("`ready` once the models are loaded."))
    model = fields.String(required=True)


class LimitsSchema(Answer):
    max_characters = fields.Integer(required=True, metadata=_about("Code points of `text`, or of the text in `html`."))
    max_html_characters = fields.Integer(required=True, metadata=_about("Code points of `html`."))
    max_title_characters = fields.Integer(required=True, metadata=_about("Code points of `title`."))
    max_body_bytes = fields.Integer(required=True, metadata=_about("Bytes of the body, before and after gunzip."))
    max_people = fields.Integer(required=True, metadata=_about("Entries of `options.people`."))
    max_registers = fields.Integer(required=True, metadata=_about("Registers that are kept."))
    max_register_entries = fields.Integer(required=True, metadata=_about("Entries of one register."))
    max_register_bytes = fields.Integer(required=True, metadata=_about("Bytes of a register's body."))
    batch_articles = fields.Integer(required=True, metadata=_about("Articles of one batch."))
    job_articles = fields.Integer(required=True, metadata=_about("Articles of one job."))
    job_bytes = fields.Integer(required=True, metadata=_about("Bytes of a job's body, before and after decompression."))
    queue_places = fields.Integer(required=True, metadata=_about("Requests that may wait in one worker."))
    queue_seconds = fields.Float(required=True, metadata=_about("Longest wait for the models."))
    rate_limit = fields.String(
        required=True, allow_none=True, metadata=_about("Requests of one client address per worker.")
    )


class InfoSchema(Answer):
    name = fields.String(required=True)
    version = fields.String(required=True, metadata=_about("Release of the service."))
    api_version = fields.String(required=True, metadata=_about("Version of the contract."))
    models = fields.String(required=True, validate=validate.OneOf(["bundled", "stanza"]))
    model = fields.String(
        required=True, allow_none=True, metadata=_about("Version of the models; null until they are loaded.")
    )
    ready = fields.Boolean(required=True)
    languages = fields.List(fields.String(), required=True)
    quotation_types = fields.List(fields.String(), required=True)
    offset_units = fields.List(fields.String(), required=True)
    cache = fields.String(required=True, validate=validate.OneOf(["redis", "process", "none"]))
    jobs = fields.Boolean(required=True, metadata=_about("Whether there is a Redis for `/v1/jobs`."))
    limits = fields.Nested(LimitsSchema, required=True)


class FieldErrorSchema(Answer):
    pointer = fields.String(
        required=True, metadata=_about("JSON pointer (RFC 6901) into the request; empty for the whole body.")
    )
    detail = fields.String(required=True)


class ProblemSchema(Answer):
    """RFC 9457. Further members may appear."""

    type = fields.String(required=True, metadata=_about("Names the kind of problem; part of the API's promise."))
    title = fields.String(required=True, metadata=_about("The kind of problem in words."))
    status = fields.Integer(required=True, metadata=_about("The HTTP status again."))
    detail = fields.String(required=True, metadata=_about("What went wrong this time; its wording may change."))
    errors = fields.List(fields.Nested(FieldErrorSchema), metadata=_about("For 413 and 422: the fields at fault."))
    limit = fields.Integer(metadata=_about("For 413: the limit."))
    unit = fields.String(
        metadata=_about("For 413: the limit's unit."),
        validate=validate.OneOf(["characters", "bytes", "entries", "articles"]),
    )
    detected_language = fields.String(metadata=_about("For texts that are not German: ISO 639 code."))
    available = fields.List(
        fields.Dict(keys=fields.String(), values=fields.String()),
        metadata=_about("For 406: `format` and `media_type` of what there is."),
    )
    retry_after = fields.Integer(metadata=_about("For 503: seconds to wait, as in `Retry-After`."))
