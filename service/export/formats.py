"""The formats that an answer can be had in, with their names and media types."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from service.export.linked import schema_org, web_annotations
from service.export.markup import annotated_html
from service.export.records import Article
from service.export.rows import csv_table, ndjson
from service.export.tei import tei


@dataclass(frozen=True, slots=True)
class Format:
    """`media_type`: as sent, with its parameters but `charset`."""

    name: str
    media_type: str
    description: str
    write: Callable[[Article], str]

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


FORMATS: Final = {
    one.name: one
    for one in (
        Format(
            "webannotation",
            'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
            "W3C Web Annotations: an AnnotationCollection with an annotation for each quotation",
            web_annotations,
        ),
        Format(
            "schemaorg",
            'application/ld+json; profile="https://schema.org"',
            "schema.org JSON-LD: Quotation, Statement, Person, Organization, to paste into a page",
            schema_org,
        ),
        Format("tei", "application/tei+xml", "TEI P5: the article with `said` and `listPerson`", tei),
        Format("html", "text/html", "the article in HTML, each quotation in `q` or `span`", annotated_html),
        Format("csv", "text/csv", "one quotation a line, for spreadsheets", csv_table),
        Format("ndjson", "application/x-ndjson", "one quotation a line, for programs", ndjson),
    )
}
