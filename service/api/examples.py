"""Examples and headers for the specification. The answers are made by the code that makes the real ones."""

from typing import Any

from service import __version__
from service.api.representation import represent
from service.cache import SCHEMA
from service.domain import (
    QUOTATION_TYPES,
    Analysis,
    AttributedQuotation,
    Attribution,
    Cue,
    Mention,
    Quotation,
    QuotationMarks,
    Span,
    Speaker,
)
from service.settings import Settings

_TEXT = "„Wir bauen weiter“, sagte Ministerin Lena Brandt."
_MODEL = "wortlaut-de-0123abcd"


def _span(words: str) -> Span:
    start = _TEXT.index(words)
    return Span(start, start + len(words))


_ANALYSIS = Analysis(
    quotations=(
        AttributedQuotation(
            id="5f2c7a9be041",
            quotation=Quotation(
                type="direct",
                medium="speech",
                spans=(_span("„Wir bauen weiter“"),),
                confidence=0.97,
                cue=Cue((_span("sagte"),), "sagen"),
                frame=(_span("sagte Ministerin Lena Brandt"),),
                mention=(_span("Ministerin Lena Brandt"),),
                mention_confidence=0.98,
                kind="person",
            ),
            attribution=Attribution(("s1",), "Lena Brandt", "name", 0.96),
        ),
    ),
    speakers=(
        Speaker(
            id="s1",
            name="Lena Brandt",
            kind="person",
            role="Ministerin",
            gender="female",
            mentions=(Mention(_span("Lena Brandt"), "Lena Brandt"),),
        ),
    ),
    marks=(
        QuotationMarks(_span("„Wir bauen weiter“"), "quotation", "somebody's words, at least a sentence of them", 0.98),
    ),
)

REQUESTS: dict[str, Any] = {
    "text": {"summary": "An article", "value": {"text": _TEXT}},
    "options": {
        "summary": "With everything that can be said",
        "value": {
            "title": "Brücke wird gebaut",
            "text": _TEXT,
            "language": "de",
            "options": {"types": ["direct", "indirect"], "min_confidence": 0.5, "offset_unit": "utf16"},
        },
    },
}
ANSWERS: dict[str, Any] = {
    "text": {"summary": "One quotation", "value": represent(_ANALYSIS, text=_TEXT, model=_MODEL)},
    "nothing": {
        "summary": "No quotation",
        "value": represent(Analysis((), ()), text="Es regnete den ganzen Tag.", model=_MODEL),
    },
}
BATCH_REQUESTS: dict[str, Any] = {
    "two": {"summary": "Two articles, one of them blank", "value": {"articles": [{"text": _TEXT}, {"text": " "}]}}
}
BATCH_ANSWER: dict[str, Any] = {
    "results": [
        {"status": 200, "answer": ANSWERS["text"]["value"]},
        {
            "status": 422,
            "problem": {
                "type": "urn:wortlaut:problem:invalid-request",
                "title": "A part of the request is not right",
                "status": 422,
                "detail": "Not as it should be: /text.",
                "errors": [{"pointer": "/text", "detail": "Is blank."}],
            },
        },
    ]
}
READY = {"status": "ready", "model": _MODEL}
INFO: dict[str, Any] = {
    "name": "wortlaut",
    "version": __version__,
    "api_version": SCHEMA,
    "models": "bundled",
    "model": _MODEL,
    "ready": True,
    "languages": ["de"],
    "quotation_types": list(QUOTATION_TYPES),
    "offset_units": ["codepoint", "utf16"],
    "cache": "redis",
    "limits": {
        "max_characters": Settings().max_characters,
        "max_title_characters": Settings().max_title_characters,
        "max_body_bytes": Settings().max_body_bytes,
        "queue_places": Settings().queue_places,
        "queue_seconds": Settings().queue_seconds,
        "rate_limit": None,
    },
}
METRICS = "# HELP wortlaut_ready Workers with loaded models.\n# TYPE wortlaut_ready gauge\nwortlaut_ready 2.0\n"


def _header(description: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}}


ETAG = {"ETag": _header("Names this answer; send it back as `If-None-Match`.")}
HEADERS: dict[str, Any] = {
    **ETAG,
    "Cache-Status": _header("RFC 9211: `wortlaut; hit`, or `wortlaut; fwd=miss` with `stored` and `collapsed`."),
    "Server-Timing": _header("Milliseconds spent on `cache`, `queue`, `inference` and in `total`."),
    "X-Request-ID": _header("The request's own `X-Request-ID`, or one made for it; also in the log."),
}
IF_NONE_MATCH: dict[str, Any] = {
    "in": "header",
    "name": "If-None-Match",
    "description": "`ETag` of an earlier answer; if that is still right, the answer is 304.",
    "schema": {"type": "string"},
}
