"""Articles with hand-made analyses that are hard to write down: nested, overlapping, interrupted, hostile."""

from collections.abc import Sequence

from service.api.representation import represent
from service.domain import (
    Analysis,
    AttributedQuotation,
    Attribution,
    Cue,
    Quotation,
    QuotationType,
    Span,
    Spans,
    Speaker,
)
from service.export import Article, article_of
from service.html import HtmlText, read_html

TITLE = "„Ja & nein“, sagt <Brandt>"
TEXT = (
    "Kiel. „Wir bauen weiter“, sagte Ministerin Lena Brandt, „und zwar bis 2030.\r\n\r\n"
    "Dass Roth ‚nie wieder‘ komme, höre ich gern.“ 😀\x07\n"
    "=1+1 sei die Rechnung, so Jan Holm laut dpa.\n\n"
    "„Ein Absatz </script><b>für sich</b>.“\n \n"
    "Holm und Brandt wollten sparen."
)
HTML = (
    "<!DOCTYPE html><html><head><title>Ja &amp; nein</title></head><body><nav>Start</nav>\r\n<article><p class=a>Kiel. "
    "<b>„Wir bauen <i>wei&shy;ter</b>“</i>, sagte Ministerin&nbsp;Lena Brandt, „und zwar bis 2030.</p>\r\n"
    "<p>Dass Roth <q>nie wieder</q> komme, höre ich gern.“ 😀<br>=1+1 sei die Rechnung, so Jan Holm laut dpa.</p>"
    "<table><tr><td>„Ein Absatz &lt;/script&gt;<td>für sich.“</table>"
    "<ul><li>Holm und <!-- x -->Brandt wollten sparen.</ul>"
    "<aside>„Werbung“</aside></article></body></html>"
)
SPEAKERS = (
    Speaker("s1", "Lena Brandt", "person", "Ministerin", "Land <Kiel>", "female", ("Brandt",)),
    Speaker("s2", "Jan Holm", "person", gender="male"),
    Speaker("s3", "Stadt Kiel", "organisation"),
    Speaker("s4", "Post", "publication"),
    Speaker("s5", "=Anwohner", "group", gender="neutral"),
    Speaker("s6", "Roth", "unknown"),
)
BRANDT = Attribution(("s1",), "Lena Brandt", "name", 0.9)
HOLM = Attribution(("s2",), "Jan Holm", "name", 0.8, "dpa")
BOTH = Attribution(("s1", "s2"), "Lena Brandt und Jan Holm", "surname", 0.7)
UNSURE = Attribution(("s6",), None, "pronoun", 0.3)


def _spans(text: str, *words: tuple[str, str]) -> Spans:
    """From the first words to the end of the second."""
    found = []
    for first, last in words:
        start = text.index(first)
        found.append(Span(start, text.index(last, start) + len(last)))
    return tuple(found)


def _found(
    id_: str, type_: QuotationType, spans: Spans, attribution: Attribution | None, mention: Spans = (), cue: Spans = ()
) -> AttributedQuotation:
    quotation = Quotation(type_, "speech", spans, 0.9, Cue(cue, "sagen") if cue else None, mention=mention)
    return AttributedQuotation(id_, quotation, attribution)


def _quotations(text: str) -> Sequence[AttributedQuotation]:
    return (
        _found(
            "aa",
            "direct",
            _spans(text, ("„Wir bauen", "weiter“"), ("„und zwar", "gern.“")),
            BRANDT,
            _spans(text, ("Ministerin", "Brandt")),
            _spans(text, ("sagte", "sagte")),
        ),
        _found("bb", "indirect", _spans(text, ("Dass Roth", "komme")), None, _spans(text, ("Roth", "Roth"))),
        _found(
            "cc",
            "direct",
            _spans(text, ("‚nie", "wieder‘")) if "‚" in text else _spans(text, ("„nie", "wieder“")),
            UNSURE,
            _spans(text, ("Roth", "Roth")),
        ),
        # Overlaps the first one, as no model should have it.
        _found(
            "dd", "reported", _spans(text, ("höre ich", "die Rechnung")), HOLM, _spans(text, ("Jan Holm", "Jan Holm"))
        ),
        _found("ee", "indirect_free", _spans(text, ("=1+1", "Rechnung")), HOLM),
        _found("ff", "direct", _spans(text, ("„Ein Absatz", ".“")), Attribution(("s3",), "Stadt Kiel", "role", 0.6)),
        _found("gg", "free_indirect", _spans(text, ("Holm und", "sparen")), BOTH),
        _found("hh", "reported", _spans(text, ("Holm und", "sparen")), Attribution(("s5",), "=Anwohner", "noun", 0.6)),
        _found("ii", "reported", _spans(text, ("wollten", "sparen")), Attribution(("s4",), "Post", "name", 0.6)),
    )


def _in_title() -> AttributedQuotation:
    quotation = Quotation("direct", "speech", _spans(TITLE, ("„Ja", "nein“")), 0.8, field="title")
    return AttributedQuotation("t1", quotation, BRANDT)


def article(text: str = TEXT, title: str | None = TITLE, page: HtmlText | None = None) -> Article:
    quotations = (*((_in_title(),) if title == TITLE else ()), *_quotations(text))
    answer = represent(Analysis(quotations, SPEAKERS), text=text, title=title, model="wortlaut-de-0", page=page)
    for speaker in answer["speakers"]:  # as a register would
        speaker["register_id"] = f"Q{speaker['id']}" if speaker["id"] in {"s1", "s3"} else None
    return article_of(answer, text=text, title=title, page=page)


def article_in_html(html: str = HTML) -> Article:
    page = read_html(html)
    return article(page.text, None, page)


def silent_article(text: str = "Es regnete.") -> Article:
    return article_of(represent(Analysis((), ()), text=text, model="wortlaut-de-0"), text=text)
