"""Which format an answer is sent in: what `?format=` names, else what fits the `Accept` header best."""

from dataclasses import replace
from typing import Any, Final

import orjson
from flask import Request, Response

from service.api.examples import formatted
from service.api.problems import Problem
from service.api.wanted import Wanted
from service.export import FORMATS, Format, article_of

JSON: Final = "application/json"
_NAMES: Final = ["json", *FORMATS]
# In the order of preference where several fit. JSON-LD without a profile is taken for the first with one.
_OFFERS: Final[dict[str, Format | None]] = {
    JSON: None,
    "application/json; charset=utf-8": None,
    **{one.media_type: one for one in FORMATS.values()},
    "application/ld+json": FORMATS["webannotation"],
    "application/xml": FORMATS["tei"],
}

PARAMETER: Final[dict[str, Any]] = {
    "in": "query",
    "name": "format",
    "description": "The answer's format; goes before `Accept`. " + " ".join(
        f"`{one.name}` (`{one.media_type}`): {one.description}." for one in FORMATS.values()
    ),
    "schema": {"type": "string", "enum": _NAMES, "default": "json"},
}  # fmt: skip


def _contents() -> dict[str, Any]:
    by_type: dict[str, list[str]] = {}
    for one in FORMATS.values():
        by_type.setdefault(one.media_type.partition(";")[0], []).append(one.name)
    return {
        media_type: {
            "schema": {"type": "object" if media_type.startswith("application/ld+json") else "string"},
            "examples": formatted(*names),
        }
        for media_type, names in by_type.items()
    }


CONTENT: Final[dict[str, Any]] = _contents()


def chosen_format(request: Request) -> Format | None:
    """None for the answer's own JSON. Raises Problem 406, listing what there is, where nothing fits."""
    name = request.args.get("format")
    if name is not None:
        if name not in _NAMES:
            raise _not_acceptable("There is no such format.")
        return FORMATS.get(name)
    if not request.accept_mimetypes:
        return None
    best = request.accept_mimetypes.best_match(_OFFERS)
    if best is None:
        raise _not_acceptable("No format fits the Accept header.")
    return _OFFERS[best]


def in_code_points(wanted: Wanted) -> Wanted:
    """What is asked of the service for any format but its own: they all count in code points."""
    return replace(wanted, options=replace(wanted.options, offset_unit="codepoint"))


def written(format_: Format, answer: bytes, wanted: Wanted) -> Response:
    """The answer's JSON in another format."""
    article = article_of(orjson.loads(answer), text=wanted.text, title=wanted.title, page=wanted.page)
    response = Response(format_.write(article).encode(), content_type=format_.content_type)
    if format_.name == "html":  # whatever scripts were submitted, they are not this service's
        response.headers["Content-Security-Policy"] = "sandbox"
    return response


def _not_acceptable(detail: str) -> Problem:
    available = [{"format": "json", "media_type": JSON}]
    available += [{"format": one.name, "media_type": one.media_type} for one in FORMATS.values()]
    return Problem(406, detail, headers={"Vary": "Accept"}, available=available)
