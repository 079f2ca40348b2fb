"""flask-smorest as this service uses it: strict bodies in, problem details documented for every error."""

import re
from http import HTTPStatus
from typing import Any, ClassVar

import flask_smorest
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from service.api.body import StrictParser
from service.api.problems import CONTENT_TYPE, kind_of
from service.api.schemas import ProblemSchema

_DESCRIPTIONS = {
    400: "The body is not JSON, has a key twice, is cut off or cannot be decompressed.",
    404: "Unknown address, or nothing of that name.",
    405: "This method is not allowed here; `Allow` says which are.",
    406: "No format fits `Accept` or `format`; `available` lists those there are.",
    409: "Another request with this `Idempotency-Key` has not been answered yet.",
    410: "The job was cancelled; its results are gone.",
    412: "`If-Match` or `If-None-Match` does not fit what is there.",
    413: "The body, the text or the title is too long; the problem names the limit.",
    415: "The body is not `application/json`, or is compressed in an unknown way.",
    422: "A field is wrong, or the text is not German. `errors` points to the fields.",
    429: "Too many requests from this address. `Retry-After` says when to come back, in seconds.",
    500: "A fault of the service. The log has more under the id in `X-Request-ID`.",
    503: "Models not loaded yet, too many requests are waiting, or Redis does not answer a request for a register. "
    "`Retry-After` says when to come back, in seconds.",
    507: "No room: too many registers, or a full Redis or disk.",
}
_RETRY = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}}
_HEADERS: dict[int, dict[str, Any]] = {
    405: {"Allow": {"description": "Methods that are allowed here.", "schema": {"type": "string"}}},
    429: _RETRY,
    503: _RETRY,
}
_EXAMPLES: dict[int, dict[str, Any]] = {
    400: {"detail": "The body is not JSON: Expecting value (line 1, column 10)."},
    404: {"detail": "Unknown address. GET /openapi.json lists all there are."},
    406: {
        "detail": "No format fits the Accept header.",
        "available": [
            {"format": "json", "media_type": "application/json"},
            {"format": "csv", "media_type": "text/csv"},
        ],
    },
    409: {"detail": "A request with this Idempotency-Key is still being read. Try again when that has been answered."},
    410: {"detail": "The job was cancelled, and its results were deleted."},
    412: {"detail": "The register is not the one that If-Match names."},
    413: {
        "detail": "/text has 200000 characters; the limit is 100000.",
        "errors": [{"pointer": "/text", "detail": "longer than 100000 characters"}],
        "limit": 100000,
        "unit": "characters",
    },
    415: {"detail": "The body must be application/json, not text/plain."},
    422: {
        "detail": "Not as it should be: /options/min_confidence.",
        "errors": [
            {
                "pointer": "/options/min_confidence",
                "detail": "Must be greater than or equal to 0 and less than or equal to 1.",
            }
        ],
    },
    429: {"detail": "The limit is 60 per 1 minute."},
    500: {"detail": "This is a fault of the service, not of the request."},
    503: {"detail": "16 requests are waiting already."},
    507: {"detail": "100 registers are kept already, which is the limit."},
}


class Blueprint(flask_smorest.Blueprint):
    """Reads bodies with `StrictParser`."""

    ARGUMENTS_PARSER: ClassVar[StrictParser] = StrictParser()


class Api(flask_smorest.Api):
    """Leaves errors to `problems.handle_all`: flask-smorest's handler drops `Allow` and knows no problem details."""

    DEFAULT_ERROR_RESPONSE_NAME = None
    ERROR_SCHEMA: ClassVar[type[Schema]] = ProblemSchema

    def _register_error_handlers(self) -> None:
        """Nothing to register; see above."""

    def _register_pagination_header(self) -> None:
        """No route has pages, and its schema would be in the specification all the same."""

    def _register_responses(self) -> None:
        for status in HTTPStatus:
            if status == HTTPStatus.NOT_MODIFIED:
                content = {"description": "`If-None-Match` names the answer's current `ETag`: it has not changed."}
            else:
                content = _problem(status)
            self.spec.components.response(status.name, content, lazy=True)


def _problem(status: HTTPStatus) -> dict[str, Any]:
    type_, title = kind_of(status)
    example = {"type": type_, "title": title, "status": int(status), **_EXAMPLES.get(status, {"detail": status.phrase})}
    response: dict[str, Any] = {
        "description": _DESCRIPTIONS.get(status, status.phrase),
        "content": {CONTENT_TYPE: {"schema": ProblemSchema, "example": example}},
    }
    if status in _HEADERS:
        response["headers"] = _HEADERS[status]
    return response


def errors(blueprint: Blueprint, *statuses: int) -> Any:
    """Documents the errors that a view may answer with."""

    def decorate(view: Any) -> Any:
        for status in statuses:
            view = blueprint.alt_response(status, HTTPStatus(status).name)(view)
        return view

    return decorate


def marshmallow_plugin() -> MarshmallowPlugin:
    """Names schemas in the specification `Quote` for QuoteSchema, and `QuotesRequest` as it is."""

    def name(schema: Schema | type[Schema]) -> str:
        kind = schema if isinstance(schema, type) else type(schema)
        return re.sub(r"Schema$", "", kind.__name__)

    return _Plugin(schema_name_resolver=name)


class _Plugin(MarshmallowPlugin):
    """Writes a choice that may be null as a choice or null.

    apispec's one list of types and values is right, too, but of it generated clients make several types for one choice.
    """

    def init_spec(self, spec: APISpec) -> None:
        super().init_spec(spec)
        if self.converter is not None:  # it has been made just now
            self.converter.add_attribute_function(_choice_or_null)  # type: ignore[no-untyped-call]


def _choice_or_null(_converter: object, _field: object, ret: dict[str, Any], **_: object) -> dict[str, Any]:
    types, values = ret.get("type"), ret.get("enum", ())
    if not isinstance(types, list) or None not in values:
        return {}
    kinds = [kind for kind in types if kind != "null"]
    del ret["type"], ret["enum"]
    return {"anyOf": [{"type": kinds[0], "enum": [one for one in values if one is not None]}, {"type": "null"}]}
