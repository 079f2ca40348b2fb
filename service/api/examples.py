"""Examples and headers for the specification. The answers are made by the code that makes the real ones."""

from typing import Any

import orjson

from service import __version__
from service.api.linked import with_links
from service.api.register_schemas import NAME, NAME_RULE
from service.api.representation import Options, represent
from service.cache import SCHEMA
from service.domain import (
    QUOTATION_TYPES,
    Analysis,
    AttributedQuotation,
    Attribution,
    Candidate,
    Cue,
    Mention,
    Quotation,
    QuotationMarks,
    Span,
    Speaker,
)
from service.registers import Entry, Register
from service.registers.entries import dumped
from service.registers.index import Index
from service.settings import Settings

_TEXT = "„Wir bauen weiter“, sagte Ministerin Lena Brandt."
_SILENT = "Es regnete den ganzen Tag."
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
            attribution=Attribution(
                ("s1",),
                "Lena Brandt",
                "name",
                0.96,
                chain=(Mention(_span("Ministerin Lena Brandt"), "Ministerin Lena Brandt"),),
                candidates=(Candidate(("s1",), "Lena Brandt", 0.96),),
            ),
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

_REGISTER = Register.of(
    (
        Entry("Q4711", "Lena Brandt", ("Lena Marie Brandt",), "person"),
        Entry("gnd:0815-4", "Kieler Werft AG", ("KWA",), "organisation"),
    )
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
    "people": {
        "summary": "With the newsroom's own list of people",
        "value": {"text": _TEXT, "options": {"candidates": True, "people": [{"id": "Q4711", "name": "Lena Brandt"}]}},
    },
}
ANSWERS: dict[str, Any] = {
    "text": {"summary": "One quotation", "value": represent(_ANALYSIS, text=_TEXT, model=_MODEL)},
    "people": {
        "summary": "With candidates, linked to the newsroom's own list of people",
        "value": with_links(
            represent(_ANALYSIS, text=_TEXT, model=_MODEL, options=Options(candidates=True)),
            Index.of(Register.of([Entry("Q4711", "Lena Brandt")])),
        ),
    },
    "nothing": {
        "summary": "No quotation",
        "value": represent(Analysis((), ()), text=_SILENT, model=_MODEL),
    },
}
COMPARE_REQUESTS: dict[str, Any] = {
    "versions": {
        "summary": "Two versions",
        "value": {
            "before": {"text": f"{_TEXT} Im März solle die Brücke stehen, sagte sie."},
            "after": {
                "text": "„Wir bauen nicht weiter“, sagte Ministerin Lena Brandt. „Das ist bitter“, sagte Jan Holm."
            },
        },
    },
    "nothing": {
        "summary": "Nothing said in either",
        "value": {"before": {"text": _SILENT}, "after": {"text": _SILENT}},
    },
}
COMPARE_ANSWERS = {}
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
REGISTER: dict[str, Any] = orjson.loads(dumped(_REGISTER.entries))
REGISTERS: dict[str, Any] = {
    "registers": [
        {
            "name": "landespolitik",
            "etag": _REGISTER.etag,
            "entries": len(_REGISTER.entries),
            "size": len(dumped(_REGISTER.entries)),
            "modified": "2026-11-28T02:00:00+00:00",
        }
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
        "max_html_characters": Settings().max_html_characters,
        "max_title_characters": Settings().max_title_characters,
        "max_body_bytes": Settings().max_body_bytes,
        "max_people": Settings().max_people,
        "max_registers": Settings().max_registers,
        "max_register_entries": Settings().max_register_entries,
        "max_register_bytes": Settings().max_register_bytes,
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
REGISTER_NAME: dict[str, Any] = {
    "in": "path",
    "name": "name",
    "required": True,
    "description": NAME_RULE,
    "schema": {"type": "string", "pattern": f"^{NAME.pattern}$"},
}
IF_MATCH: dict[str, Any] = {
    "in": "header",
    "name": "If-Match",
    "description": "`ETag` of what is to be changed, or `*`; if that is not what is there, the answer is 412.",
    "schema": {"type": "string"},
}
IF_ABSENT: dict[str, Any] = {
    "in": "header",
    "name": "If-None-Match",
    "description": "`*`: only if nothing of that name is there, else the answer is 412.",
    "schema": {"type": "string"},
}
IF_NONE_MATCH: dict[str, Any] = {
    "in": "header",
    "name": "If-None-Match",
    "description": "`ETag` of an earlier answer; if that is still right, the answer is 304.",
    "schema": {"type": "string"},
}
