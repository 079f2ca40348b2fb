"""Quotations are coloured where they stand, nested and interrupted ones too."""

from service.cli.annotate import coloured, paragraphs
from service.cli.colours import STYLES
from service.domain import AttributedQuotation, Quotation, QuotationType, Span

TEXT = "Er habe „nie“ gelogen, sagte Roth, und werde es „nie“ tun."


def quotation(type_: QuotationType, *words: str) -> AttributedQuotation:
    spans = tuple(Span(TEXT.index(w), TEXT.index(w) + len(w)) for w in words)
    return AttributedQuotation(words[0], Quotation(type_, "speech", spans, 0.9), None)


def test_the_inner_quotation_shows_inside_the_outer_one() -> None:
    outer, inner = quotation("indirect", "Er habe „nie“ gelogen"), quotation("direct", "„nie“")
    styles = [(span.start, span.end, span.style) for span in coloured(TEXT, [inner, outer]).spans]
    assert styles == [(0, 21, STYLES["indirect"]), (8, 13, STYLES["direct"])]


def test_the_words_between_two_parts_stay_plain() -> None:
    styled = coloured(TEXT, [quotation("indirect", "Er habe „nie“ gelogen", "werde es")])
    between = TEXT.index("sagte")
    assert not any(span.start <= between < span.end for span in styled.spans)


def test_every_character_of_the_article_belongs_to_a_line() -> None:
    text = "Eins\n\nZwei\r\nDrei"
    assert [text[start:end] for start, end in paragraphs(text)] == ["Eins", "", "Zwei", "Drei"]
