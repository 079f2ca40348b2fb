"""TEI P5: the article with every quotation as `said`, and its speakers as `listPerson` and `listOrg`."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree as ET

from service.domain import QUOTATION_TYPES, Field, Span
from service.export.layers import Closing, Opening, layers
from service.export.paragraphs import LINE_END, paragraphs
from service.export.records import Article, Quote, Speaker

_TEI: Final = "http://www.tei-c.org/ns/1.0"
_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SEXES: Final = {"male": "M", "female": "F", "neutral": "O"}
_MEANINGS: Final = dict(
    zip(
        QUOTATION_TYPES,
        (
            "direct speech, in quotation marks",
            "indirect speech, reported with a frame",
            "indirect speech without a frame of its own",
            "free indirect speech",
            "summed up by the article",
        ),
        strict=True,
    )
)


def tei(article: Article) -> str:
    """A whole TEI document.

    A quotation that TEI's tree cannot hold in one element (over paragraphs, interrupted, or overlapping another) is
    several `said` linked by `next` and `prev`. Signs that XML cannot hold become U+FFFD.
    """
    ET.register_namespace("", _TEI)
    root = ET.Element(_name("TEI"))
    _header(root, article)
    body = _child(_child(root, "text", {_LANGUAGE: "de"}), "body")
    parts = _Parts(article)
    if article.title:
        parts.write(_child(body, "head"), "title", Span(0, len(article.title)))
    for paragraph in paragraphs(article.text):
        parts.write(_child(body, "p"), "text", paragraph)
    if not article.text.strip():
        _child(body, "p")  # TEI asks for one
    parts.link()
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def _name(tag: str) -> str:
    return f"{{{_TEI}}}{tag}"


def _child(parent: ET.Element, tag: str, attributes: dict[str, str] | None = None, text: str = "") -> ET.Element:
    child = ET.SubElement(parent, _name(tag), attributes or {})
    child.text = _plain(text) or None
    return child


def _plain(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _header(root: ET.Element, article: Article) -> None:
    header = _child(root, "teiHeader")
    file = _child(header, "fileDesc")
    _child(_child(file, "titleStmt"), "title", text=article.title or f"Article {article.id}")
    _child(_child(file, "publicationStmt"), "p", text="Unpublished: quotations found by a program.")
    _child(_child(file, "sourceDesc"), "p", text=f"Article {article.id}")
    encoding = _child(header, "encodingDesc")
    application = _child(_child(encoding, "appInfo"), "application", {"ident": "wortlaut", "version": article.version})
    _child(application, "label", text=f"Wortlaut, models {article.model}")
    taxonomy = _child(_child(encoding, "classDecl"), "taxonomy", {_XML_ID: "quotation-types"})
    for type_, meaning in _MEANINGS.items():
        _child(_child(taxonomy, "category", {_XML_ID: type_}), "catDesc", text=meaning)
    profile = _child(header, "profileDesc")
    _child(_child(profile, "langUsage"), "language", {"ident": "de"}, "German")
    _speakers(profile, article.speakers)


def _speakers(profile: ET.Element, speakers: Iterable[Speaker]) -> None:
    people = [one for one in speakers if one.kind in {"person", "unknown"}]
    bodies = [one for one in speakers if one not in people]
    if not people and not bodies:
        return
    description = _child(profile, "particDesc")
    if people:
        list_ = _child(description, "listPerson")
        for one in people:
            sex = {"sex": _SEXES[one.gender]} if one.gender in _SEXES else {}
            person = _child(list_, "person", {_XML_ID: one.id, **sex})
            _names(person, "persName", one)
            if one.role:
                _child(person, "occupation", text=one.role)
            if one.organisation:
                _child(_child(person, "affiliation"), "orgName", text=one.organisation)
    if bodies:
        list_ = _child(description, "listOrg")
        for one in bodies:
            _names(_child(list_, "org", {_XML_ID: one.id, "type": one.kind}), "orgName", one)


def _names(element: ET.Element, tag: str, speaker: Speaker) -> None:
    _child(element, tag, text=speaker.name)
    for alias in speaker.aliases:
        _child(element, tag, {"type": "alias"}, alias)
    if speaker.register_id:
        _child(element, "idno", text=speaker.register_id)


class _Parts:
    """Writes paragraphs, and remembers the elements that each quotation became."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._of: dict[str, list[ET.Element]] = {}

    def write(self, element: ET.Element, field: Field, stretch: Span) -> None:
        text = self._article.text_of(field)
        inner = [element]
        place = stretch.start
        spans = [(span, quote) for quote in self._article.quotes_in(field) for span in quote.spans]
        for event in layers(stretch, spans):
            _append(inner[-1], text[place : event.place])
            place = event.place
            if isinstance(event, Closing):
                inner.pop()
            else:
                inner.append(self._said(inner[-1], event))
        _append(inner[-1], text[place : stretch.end])

    def _said(self, parent: ET.Element, opening: Opening[Quote]) -> ET.Element:
        quote = opening.content
        parts = self._of.setdefault(quote.id, [])
        number = f".{len(parts) + 1}" if parts else ""
        attributes = {
            _XML_ID: f"q-{quote.id}{number}",
            "direct": "true" if quote.type == "direct" else "false",
            "ana": f"#{quote.type}",
            "cert": f"{quote.confidence:.3f}",
        }
        if speakers := self._article.speakers_of(quote):
            attributes["who"] = " ".join(f"#{speaker.id}" for speaker in speakers)
        parts.append(_child(parent, "said", attributes))
        return parts[-1]

    def link(self) -> None:
        for parts in self._of.values():
            for one, following in pairwise(parts):
                one.set("next", f"#{following.get(_XML_ID)}")
                following.set("prev", f"#{one.get(_XML_ID)}")


def _append(element: ET.Element, text: str) -> None:
    """Text behind what is in the element already; line ends become `lb`."""
    for number, line in enumerate(map(_plain, LINE_END.split(text))):
        if number:
            _child(element, "lb")
        if len(element):
            element[-1].tail = (element[-1].tail or "") + line
        else:
            element.text = (element.text or "") + line
