"""One invented article with an analysis written by hand: interrupted, nested, unattributed and relayed quotations."""

from service.domain import (
    Analysis,
    AttributedQuotation,
    Attribution,
    Cue,
    Field,
    Quotation,
    QuotationType,
    Span,
    Speaker,
)

TITLE = "Werk bleibt, sagt Brandt"
TEXT = (
    "Berlin. „Wir bauen weiter“, sagte Ministerin Lena Brandt am Freitag, „und zwar bis 2030.“\r\n"
    "\n"
    "Sie habe gehört, dass Roth „nie wieder“ komme. Das Werk sei sicher, so die Ministerin laut dpa.\n"
)
TEXTS: dict[Field, str] = {"title": TITLE, "text": TEXT}


def span(words: str, field: Field = "text") -> Span:
    start = TEXTS[field].index(words)
    return Span(start, start + len(words))


def quotation(type_: QuotationType, *words: str, field: Field = "text", cue: str = "", mention: str = "") -> Quotation:
    return Quotation(
        type_,
        "speech",
        tuple(span(part, field) for part in words),
        0.9,
        cue=Cue((span(cue, field),), cue) if cue else None,
        mention=(span(mention, field),) if mention else (),
        field=field,
    )


BRANDT = Attribution(("s1",), "Lena Brandt", "name", 0.9)
FOUND = (
    AttributedQuotation("q1", quotation("indirect", "Werk bleibt", field="title", cue="sagt"), BRANDT),
    AttributedQuotation("q2", quotation("direct", "„Wir bauen weiter“", "„und zwar bis 2030.“", cue="sagte"), BRANDT),
    AttributedQuotation("q3", quotation("indirect", "dass Roth „nie wieder“ komme", cue="gehört", mention="Sie"), None),
    AttributedQuotation("q4", quotation("direct", "„nie wieder“"), None, parent="q3"),
    AttributedQuotation(
        "q5", quotation("indirect_free", "Das Werk sei sicher"), Attribution(("s1",), "Lena Brandt", "role", 0.5, "dpa")
    ),
)
ANALYSIS = Analysis(FOUND, (Speaker("s1", "Lena Brandt", "person", role="Ministerin"),))
