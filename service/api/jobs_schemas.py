"""What is asked of jobs and said about them, with examples."""

from typing import Any, Final

from marshmallow import EXCLUDE, Schema, fields, validate

from service.api.schemas import Answer

_TIME = "In UTC, as in RFC 3339."


class _Time(fields.String):
    def __init__(self, description: str, **more: Any) -> None:
        super().__init__(required=True, metadata={"description": description, "format": "date-time"}, **more)


class JobQuery(Schema):
    webhook = fields.String(
        load_default="",
        metadata={
            "description": "Address that is told when the job is done, signed as Standard Webhooks "
            "(standardwebhooks.com) say. Not every service allows it; it must be a public one.",
            "example": "https://cms.example/wortlaut",
        },
    )


class JobHeaders(Schema):
    class Meta:
        unknown = EXCLUDE

    key = fields.String(
        data_key="Idempotency-Key",
        load_default=None,
        validate=[validate.Length(1, 255), validate.Regexp("^[ -~]+$", error="Must be printable ASCII characters.")],
        metadata={
            "description": "A name of your own for this job, such as a UUID. Sent again with the same body it leads to "
            "the same job, so a request whose answer was lost can be repeated."
        },
    )


class JobSchema(Answer):
    id = fields.String(required=True)
    state = fields.String(
        required=True,
        validate=validate.OneOf(["queued", "running", "done", "cancelled"]),
        metadata={"description": "`queued` until the first article has been read."},
    )
    articles = fields.Integer(required=True, metadata={"description": "Lines of the body."})
    done = fields.Integer(required=True, metadata={"description": "Articles with a result."})
    answers = fields.Integer(required=True, metadata={"description": "Of these: answered."})
    problems = fields.Integer(required=True, metadata={"description": "Of these: with a problem instead."})
    progress = fields.Float(
        required=True, validate=validate.Range(0, 1), metadata={"description": "`done` of `articles`."}
    )
    created = _Time(f"When its body was complete. {_TIME}")
    finished = _Time(f"When the last result came, or when it was cancelled. {_TIME}", allow_none=True)
    expires = _Time(f"When it will be forgotten, results and all. {_TIME}")
    webhook = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf(["waiting", "delivered", "failed"]),
        metadata={"description": "What became of the webhook; null before the end, and where there is none."},
    )


class ResultsQuery(Schema):
    offset = fields.Integer(
        load_default=0,
        validate=validate.Range(0),
        metadata={"description": "Lines to leave out: how many you have already."},
    )
    limit = fields.Integer(
        validate=validate.Range(1), metadata={"description": "Most lines to send; all there are if left out."}
    )


JOB: Final[dict[str, Any]] = {
    "id": "9f2c7a9be041d0c35b1f6f3d2a7e8c40",
    "state": "running",
    "articles": 12_000,
    "done": 4_200,
    "answers": 4_198,
    "problems": 2,
    "progress": 0.35,
    "created": "2026-11-28T06:00:00Z",
    "finished": None,
    "expires": "2026-12-05T06:00:00Z",
    "webhook": None,
}
NEW_JOB: Final = {**JOB, "state": "queued", "done": 0, "answers": 0, "problems": 0, "progress": 0.0}

_LINES = (
    '{"title":"Brücke wird gebaut","text":"„Wir bauen weiter“, sagte Ministerin Lena Brandt."}\n'
    '{"text":"Laut Jan Holm fehlt das Geld."}\n'
)
_ARTICLES = "NDJSON: one article a line, each as for `POST /v1/quotes`."
BODY: Final[dict[str, Any]] = {
    "required": True,
    "description": f"{_ARTICLES} As the body, which may be compressed (`Content-Encoding: gzip` or `zstd`), or as a "
    "file of a form, which may be a .gz or .zst file.",
    # The form first: of several bodies OpenAPI Generator makes a method for the first, but an import for the form.
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {
                    "file": {
                        "type": "string",
                        "format": "binary",  # what generators of clients know a file by
                        "contentMediaType": "application/x-ndjson",
                        "description": _ARTICLES,
                    }
                },
                "required": ["file"],
            }
        },
        "application/x-ndjson": {"schema": {"type": "string", "description": _ARTICLES}, "example": _LINES},
    },
}
LOCATION: Final[dict[str, Any]] = {
    "Location": {"description": "The job's address.", "schema": {"type": "string", "format": "uri-reference"}}
}
NEXT_OFFSET: Final[dict[str, Any]] = {
    "Next-Offset": {"description": "The `offset` to go on with.", "schema": {"type": "integer"}},
    "Job-State": {"description": "The job's `state` when this was sent.", "schema": {"type": "string"}},
}
RESULT_LINES: Final = (
    '{"id":"d1d5d8e0d61f8d49","quotes":[],"speakers":[],"quotation_marks":[],"meta":{"version":"0.1.0",'
    '"model":"wortlaut-de-0123abcd","language":"de","offset_unit":"codepoint","characters":26}}\n'
    '{"type":"urn:wortlaut:problem:invalid-request","title":"A part of the request is not right","status":422,'
    '"detail":"Not as it should be: /text.","errors":[{"pointer":"/text","detail":"Is blank."}]}\n'
)
