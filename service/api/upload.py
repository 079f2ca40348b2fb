"""The body of a job as a stream of lines: NDJSON, or a form's file; compressed or not; never held as a whole."""

from collections.abc import Iterator
from typing import IO

from flask import Request
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

from service.api.problems import Problem
from service.jobs.lines import Coding, Pieces, coding_of, lines, plain

_NDJSON = {"application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"}
_FORM = "multipart/form-data"
_ACCEPTED = {"Accept": "application/x-ndjson, multipart/form-data"}
_CODINGS: dict[str, Coding] = {"identity": "identity", "gzip": "gzip", "x-gzip": "gzip", "zstd": "zstd"}
_STEP = 65_536
_FILE = "file"


def upload(request: Request, *, limit: int, longest: int) -> Iterator[tuple[bytes, int]]:
    """Lines and their lengths, see `service.jobs.lines.lines`; `longest`: bytes of one line.

    Raises Problem 400, 413, 415 or 422. `limit`: bytes as they are sent; more than that are never read.
    """
    if (request.content_length or 0) > limit:
        raise too_large(limit)
    request.max_content_length = limit + 1  # of a body in chunks werkzeug would drop what is more without a word
    name = request.headers.get("Content-Encoding", "identity").strip().lower()
    if name not in _CODINGS:
        detail = f"The body may be compressed with gzip or zstd, not with {name}."
        raise Problem(415, detail, headers={"Accept-Encoding": "gzip, zstd, identity"})
    if request.mimetype not in {_FORM, *_NDJSON}:
        kind = request.mimetype or "of an unnamed type"
        detail = f"The body must be application/x-ndjson or multipart/form-data, not {kind}."
        raise Problem(415, detail, headers=_ACCEPTED)
    body = plain(Pieces(_counted(request, limit)), _CODINGS[name])
    return lines(_file_of(body, request) if request.mimetype == _FORM else body, longest)


def too_large(limit: int, unit: str = "bytes") -> Problem:
    detail = f"The job has more than {limit} {unit}. Split it into several."
    return Problem(413, detail, limit=limit, unit=unit)


def _counted(request: Request, limit: int) -> Iterator[bytes]:
    count = 0
    try:
        while data := request.stream.read(_STEP):
            count += len(data)
            if count > limit:
                raise too_large(limit)
            yield data
    except RequestEntityTooLarge:
        raise too_large(limit) from None
    except ClientDisconnected:
        raise Problem(400, "The body was cut off.") from None


def _file_of(body: IO[bytes], request: Request) -> IO[bytes]:
    boundary = request.mimetype_params.get("boundary", "")
    if not boundary:
        raise Problem(400, "The form's Content-Type names no boundary.")
    content = _content(body, MultipartDecoder(boundary.encode("latin-1", "replace"), max_parts=1))
    first = next(content, b"")
    return plain(Pieces(_chained(first, content)), coding_of(first))


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _content(body: IO[bytes], decoder: MultipartDecoder) -> Iterator[bytes]:
    """What the form's file holds."""
    found = False
    try:
        while not isinstance(event := decoder.next_event(), Epilogue):
            if isinstance(event, NeedData):
                decoder.receive_data(body.read(_STEP) or None)
            elif isinstance(event, Field | File):
                _check_part(event)
                found = True
            elif isinstance(event, Data):
                yield event.data
    except RequestEntityTooLarge:
        raise _only_file("") from None
    except ValueError:
        raise Problem(400, "The body is not a complete multipart/form-data form.") from None
    if not found:
        raise _only_file("")


def _check_part(part: Field | File) -> None:
    if part.name != _FILE or isinstance(part, Field):
        raise _only_file(part.name or "")


def _only_file(name: str) -> Problem:
    pointer = "/" + name.replace("~", "~0").replace("/", "~1") if name else "/file"
    errors = [{"pointer": pointer, "detail": "The form must have one file, and it must be named `file`."}]
    return Problem(422, "The form must have one file named `file`, and nothing else.", errors=errors)
