"""JSON-LD: W3C Web Annotations, and schema.org's words for search engines."""

from collections.abc import Mapping
from typing import Any, Final

import orjson

from service.domain import Span
from service.export.records import Article, Quote, Speaker

Json = dict[str, Any]

_CONTEXT_LENGTH: Final = 32  # characters before and after, by which a quotation is found again in a changed text
_ORGANISATIONS: Final = {
    "organisation": "Organization",
    "group": "Organization",
    "publication": "NewsMediaOrganization",
}
_GENDERS: Final = {"male": "https://schema.org/Male", "female": "https://schema.org/Female"}


def dumped(document: Mapping[str, Any]) -> str:
    """JSON that may also stand in a `<script>` of a page: nothing in it can end the element."""
    return orjson.dumps(document, option=orjson.OPT_INDENT_2).decode().replace("<", "\\u003c") + "\n"


def web_annotations(article: Article) -> str:
    """A collection of W3C Web Annotations, one for each quotation, a target for each of its spans.

    A target is found by its offsets (code points of the plain text) or, where the text has changed, by its words.
    """
    source = f"urn:wortlaut:{article.id}"
    items = [_annotation(article, quote, source) for quote in article.quotes]
    return dumped(
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": f"{source}:quotations",
            "type": "AnnotationCollection",
            "label": article.title or "Quotations",
            "total": len(items),
            "generator": {
                "id": f"urn:wortlaut:{article.model}",
                "type": "Software",
                "name": f"Wortlaut {article.version}, models {article.model}",
            },
            "first": {
                "id": f"{source}:quotations:1",
                "type": "AnnotationPage",
                "startIndex": 0,
                "items": items,
            },
        }
    )


def _annotation(article: Article, quote: Quote, source: str) -> Json:
    text = article.text_of(quote.field)
    bodies = [_body("classifying", quote.type)]
    if quote.speaker or quote.mention:
        bodies.append(_body("identifying", quote.speaker or quote.mention or ""))
    targets = [
        {"source": f"{source}:{quote.field}", "selector": [_position(span), _words(text, span)]} for span in quote.spans
    ]
    return {
        "id": f"{source}:{quote.id}",
        "type": "Annotation",
        "motivation": ["classifying", "identifying"][: len(bodies)],
        "body": bodies,
        "target": targets if len(targets) > 1 else targets[0],
    }


def _body(purpose: str, value: str) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _position(span: Span) -> Json:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _words(text: str, span: Span) -> Json:
    return {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - _CONTEXT_LENGTH) : span.start],
        "suffix": text[span.end : span.end + _CONTEXT_LENGTH],
    }


def schema_org(article: Article) -> str:
    """Who said what in the words of schema.org, to be pasted into the article's page.

    What stands in quotation marks is a Quotation; what the article only reports, in its own words, is a Statement.
    """
    page: Json = {"@type": "NewsArticle", "@id": "#article", **({"headline": article.title} if article.title else {})}
    graph = [page, *map(_agent, article.speakers), *(_said(article, quote) for quote in article.quotes)]
    return dumped({"@context": "https://schema.org", "@graph": graph})


def _agent(speaker: Speaker) -> Json:
    person = speaker.kind == "person"
    agent: Json = {
        "@type": "Person" if person else _ORGANISATIONS.get(speaker.kind, "Thing"),
        "@id": f"#{speaker.id}",
        "name": speaker.name,
    }
    if speaker.aliases:
        agent["alternateName"] = list(speaker.aliases)
    if person and speaker.role:
        agent["jobTitle"] = speaker.role
    if person and speaker.organisation:
        agent["affiliation"] = {"@type": "Organization", "name": speaker.organisation}
    if person and speaker.gender in _GENDERS:
        agent["gender"] = {"@id": _GENDERS[speaker.gender]}
    if speaker.register_id:
        agent["identifier"] = speaker.register_id
    return agent


def _said(article: Article, quote: Quote) -> Json:
    said: Json = {
        "@type": "Quotation" if quote.type == "direct" else "Statement",
        "@id": f"#{quote.id}",
        "text": quote.text,
        "inLanguage": "de",
        "isPartOf": {"@id": "#article"},
    }
    agents = [{"@id": f"#{speaker.id}"} for speaker in article.speakers_of(quote)]
    if agents:
        said["creator"] = agents if len(agents) > 1 else agents[0]
    if quote.via:
        said["isBasedOn"] = {
            "@type": "CreativeWork",
            "publisher": {"@type": "NewsMediaOrganization", "name": quote.via},
        }
    return said
