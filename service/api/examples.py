"""Examples and headers for the specification.

What the models answer to the example requests is in `examples.json`: `make examples` asks them anew. A test holds that
this is what the service really answers.
"""

from pathlib import Path
from typing import Any

import orjson

from service import __version__
from service.api.register_schemas import NAME, NAME_RULE
from service.cache import SCHEMA
from service.domain import QUOTATION_TYPES
from service.export import FORMATS
from service.registers import Entry, Register
from service.registers.entries import dumped
from service.settings import Settings

ANSWERS_FILE = Path(__file__).with_name("examples.json")
FORMATTED = "formats"
"""Where that file has answers in other formats."""
_ANSWERS: dict[str, Any] = orjson.loads(ANSWERS_FILE.read_bytes()) if ANSWERS_FILE.exists() else {}
_TEXT = "„Wir bauen weiter“, sagte Ministerin Lena Brandt."
_SILENT = "Es regnete den ganzen Tag."
_MODEL = "wortlaut-de-0123abcd"


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
    "html": {
        "summary": "An article in HTML",
        "value": {
            "html": "<nav>Start</nav><p>„Wir bauen <em>weiter</em>“, sagte Ministerin&nbsp;<b>Lena Brandt</b>.</p>"
            '<p class="teaser">Mehr zum Thema</p>',
            "options": {"ignore": [".teaser"]},
        },
    },
    "nothing": {"summary": "No quotation", "value": {"text": _SILENT}},
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
BATCH_REQUESTS: dict[str, Any] = {
    "two": {"summary": "Two articles, one of them blank", "value": {"articles": [{"text": _TEXT}, {"text": " "}]}}
}
_REQUESTS = {
    "findQuotes": REQUESTS,
    "findQuotesInBatch": BATCH_REQUESTS,
    "compareArticles": COMPARE_REQUESTS,
}


def answers(operation: str) -> dict[str, Any]:
    """The real answers to an operation's example requests, by the requests' names."""
    found = _ANSWERS.get(operation, {})
    return {
        name: {"summary": request["summary"], "value": found[name]}
        for name, request in _REQUESTS[operation].items()
        if name in found
    }


def formatted(*names: str) -> dict[str, Any]:
    """The first example's real answer in other formats, by their names."""
    found = _ANSWERS.get(FORMATTED, {})
    return {name: {"summary": FORMATS[name].description, "value": found[name]} for name in names if name in found}


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
    "jobs": True,
    "limits": {
        "max_characters": Settings().max_characters,
        "max_html_characters": Settings().max_html_characters,
        "max_title_characters": Settings().max_title_characters,
        "max_body_bytes": Settings().max_body_bytes,
        "max_people": Settings().max_people,
        "max_registers": Settings().max_registers,
        "max_register_entries": Settings().max_register_entries,
        "max_register_bytes": Settings().max_register_bytes,
        "batch_articles": 32,
        "job_articles": Settings().job_articles,
        "job_bytes": Settings().job_bytes,
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
