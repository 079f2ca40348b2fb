"""Reads request bodies strictly: JSON in UTF-8, gzip if said so, no duplicate keys, no more bytes than allowed."""

import json
import zlib
from typing import Any, NoReturn

import flask
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import RequestEntityTooLarge

from service.api.problems import Problem, invalid

_ACCEPTED = {"Accept": "application/json"}


class StrictParser(FlaskParser):
    """webargs' parser with an answer for everything that can be wrong with a body."""

    def load_json(self, req: flask.Request, schema: Schema) -> Any:  # noqa: ARG002 (webargs' signature)
        _check_media_type(req)
        return parse(_decoded(req))

    def handle_error(
        self,
        error: ValidationError,
        req: flask.Request,  # noqa: ARG002 (webargs' signature)
        schema: Schema,  # noqa: ARG002
        *,
        error_status_code: int | None,  # noqa: ARG002
        error_headers: Any,  # noqa: ARG002
    ) -> NoReturn:
        messages = error.messages_dict
        raise invalid(messages.get("json", messages)) from None


def _check_media_type(request: flask.Request) -> None:
    kind = request.mimetype
    if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
        raise Problem(415, f"The body must be application/json, not {kind or 'of an unnamed type'}.", headers=_ACCEPTED)
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise Problem(415, f"JSON is read in UTF-8, not in {charset}.", headers=_ACCEPTED)


def _decoded(request: flask.Request) -> bytes:
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in {"identity", "gzip", "x-gzip"}:
        detail = f"The body may be compressed with gzip, not with {coding}."
        raise Problem(415, detail, headers={"Accept-Encoding": "gzip, identity"})
    try:
        raw = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise _too_large() from None
    # Of a chunked body werkzeug reads as much as is allowed and drops the rest without a word, so it is allowed one
    # byte more than the limit.
    if len(raw) > _limit():
        raise _too_large()
    return raw if coding == "identity" else _unzipped(raw)


def _unzipped(raw: bytes) -> bytes:
    """At most one byte more than allowed is ever decompressed, whatever the body claims to be."""
    limit = _limit()
    stream = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        body = stream.decompress(raw, limit + 1)
    except zlib.error:
        raise Problem(400, "The body is not in gzip format, though Content-Encoding says so.") from None
    if len(body) > limit:
        raise _too_large()
    if not stream.eof or stream.unused_data:
        raise Problem(400, "The gzip stream of the body is cut off, or something follows it.")
    return body


def _too_large() -> Problem:
    return Problem(413, f"The body is longer than {_limit()} bytes.", limit=_limit(), unit="bytes")


def _limit() -> int:
    """What is allowed is a byte less than what werkzeug may read. A view may set `request.max_content_length`."""
    return int(flask.request.max_content_length or 0) - 1


class _DuplicateKeyError(ValueError):
    pass


def parse(raw: bytes, what: str = "body") -> Any:
    """The JSON document; `what` is how errors call it.

    Raises Problem 400, saying what is wrong and where but quoting nothing of it.
    """
    if not raw:
        raise Problem(400, f"The {what} is empty; a JSON object is expected.")
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise Problem(400, f"The {what} is not UTF-8 (byte {error.start}).") from None
    except json.JSONDecodeError as error:
        detail = f"The {what} is not JSON: {error.msg} (line {error.lineno}, column {error.colno})."
        raise Problem(400, detail) from None
    except _DuplicateKeyError as error:
        raise Problem(400, f"The {what} has the key {json.dumps(error.args[0])} twice in one object.") from None
    except RecursionError:
        raise Problem(400, f"The {what} is nested too deeply.") from None
    except ValueError as error:
        raise Problem(400, f"The {what} is not JSON: {error}.") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _DuplicateKeyError(next(key for key in keys if keys.count(key) > 1)[:100])
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")
