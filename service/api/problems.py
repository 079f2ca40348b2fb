"""Every error is a problem detail (RFC 9457): what went wrong, where in the request, and when to come back."""

import json
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

import structlog
from flask import Flask, Response
from flask_limiter import RateLimitExceeded
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

log = structlog.get_logger(__name__)

CONTENT_TYPE: Final = "application/problem+json"
_MOST_ERRORS: Final = 100  # told of one request
_TYPE: Final = "urn:wortlaut:problem:"
_TYPES: Final[dict[int, tuple[str, str]]] = {
    400: ("unreadable", "The request cannot be read"),
    404: ("not-found", "There is nothing here"),
    405: ("method-not-allowed", "This method is not allowed here"),
    406: ("not-acceptable", "There is no format that would fit"),
    409: ("conflict", "This does not go together with what is there"),
    410: ("gone", "This is no longer here"),
    412: ("precondition-failed", "It is not what the request expects"),
    413: ("content-too-large", "The request is too long"),
    415: ("unsupported-media-type", "This kind of content is not read here"),
    422: ("invalid-request", "A part of the request is not right"),
    429: ("too-many-requests", "Too many requests from this address"),
    500: ("internal-error", "Something went wrong here"),
    503: ("unavailable", "Not now"),
    507: ("insufficient-storage", "There is no room for this"),
}


class Problem(Exception):  # noqa: N818 (RFC 9457's own word)
    """An error to answer with. `members` are added to the problem's standard ones."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        type_: str | None = None,
        title: str | None = None,
        headers: Mapping[str, str] | None = None,
        **members: Any,
    ) -> None:
        super().__init__(type_ or status)  # not the detail: exceptions are logged, and details may quote the request
        self.status = status
        self.detail = detail
        self.type, self.title = kind_of(status, type_, title)
        self.headers = dict(headers or {})
        self.members = members

    def under(self, name: str) -> "Problem":
        """The same problem of a part of the request: `name` is the member that holds the part."""
        members = dict(self.members)
        if "errors" in members:
            members["errors"] = [{**error, "pointer": f"/{name}{error['pointer']}"} for error in members["errors"]]
        type_ = self.type.removeprefix(_TYPE)
        return Problem(
            self.status, f"In {name}: {self.detail}", type_=type_, title=self.title, headers=self.headers, **members
        )

    def body(self) -> bytes:
        """The problem detail as JSON on one line."""
        body = {"type": self.type, "title": self.title, "status": self.status, "detail": self.detail, **self.members}
        # Pointers may name fields with lone surrogates, which UTF-8 cannot hold: "backslashreplace" writes them
        # as \ud800, which is just how JSON escapes them.
        return json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")

    def response(self) -> Response:
        response = Response(self.body(), self.status, content_type=CONTENT_TYPE)
        response.headers.update(self.headers)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def kind_of(status: int, type_: str | None = None, title: str | None = None) -> tuple[str, str]:
    """The `type` and `title` of a problem; HTTP's own words for a status that has none of ours."""
    slug, words = _TYPES.get(status, ("", HTTPStatus(status).phrase))
    name = type_ or slug
    return (_TYPE + name if name else "about:blank"), title or words


def invalid(errors: Mapping[str, Any]) -> Problem:
    """422 for marshmallow's messages, each error with a JSON pointer (RFC 6901) to its field."""
    found = [{"pointer": pointer, "detail": detail} for pointer, detail in _flat("", errors)]
    told, more = found[:_MOST_ERRORS], len(found) - _MOST_ERRORS
    where = ", ".join(error["pointer"] or "the whole body" for error in told)
    return Problem(422, f"Not as it should be: {where}{f' and {more} more' if more > 0 else ''}.", errors=told)


def too_long(pointer: str, length: int, limit: int, unit: str = "characters", of: str = "") -> Problem:
    """413 for one field. `of`: what was counted, where that is not the whole field."""
    detail = f"{pointer} has {length} {unit}{of}; the limit is {limit}."
    errors = [{"pointer": pointer, "detail": f"longer than {limit} {unit}{of}"}]
    return Problem(413, detail, errors=errors, limit=limit, unit=unit)


def _flat(pointer: str, messages: Any) -> Iterator[tuple[str, str]]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            token = str(key).replace("~", "~0").replace("/", "~1")
            yield from _flat(pointer if key == "_schema" else f"{pointer}/{token}", inner)
    elif isinstance(messages, list):
        for inner in messages:
            yield from _flat(pointer, inner)
    else:
        yield pointer, str(messages)


def _from_http(error: HTTPException) -> BaseResponse:
    status = error.code or 500
    if error.response is not None or status < 400:
        return error.get_response()  # a redirect
    headers = {name: value for name, value in error.get_headers() if name.lower() != "content-type"}
    if isinstance(error, RateLimitExceeded):
        # The limiter's description only repeats the limit; its headers (Retry-After) are added after the request.
        return Problem(status, f"The limit is {error.description}.", headers=headers).response()
    detail = {
        404: "Unknown address. GET /openapi.json lists all there are.",
        413: "The body is longer than this service reads; GET /info says how much that is.",
        400: "This is not a request that can be read.",
    }
    return Problem(
        status, detail.get(status, error.description or HTTPStatus(status).phrase), headers=headers
    ).response()


def internal_error() -> Problem:
    """500 for a fault of the service."""
    return Problem(
        500, "This is a fault of the service, not of the request. The log has more under the id in X-Request-ID."
    )


def _unexpected(error: Exception) -> Response:
    log.error("unexpected error", exc_info=error)
    return internal_error().response()


def handle_all(app: Flask) -> None:
    """Whatever is raised in a request becomes a problem."""
    app.register_error_handler(Problem, Problem.response)
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(Exception, _unexpected)
