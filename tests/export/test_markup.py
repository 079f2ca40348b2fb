"""Annotated HTML: the article stays what it was; every word of a quotation is in an element that names the speaker."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from turbohtml import Element, parse

from service.api.representation import represent
from service.domain import Analysis, AttributedQuotation, Quotation, Span
from service.export import article_of
from service.export.markup import annotated_html
from service.export.records import Article
from service.html import NestedTooDeeplyError, read_html
from tests.export.articles import HTML, TEXT, TITLE, article, article_in_html, silent_article
from tests.html.documents import documents, scraps

_ADDED = re.compile(r'<(q|span) data-quote="[^>]*>')
_NO_MARKS = str.maketrans("", "", "„“‚‘")  # some stand for tags
_SOLID = str.maketrans("", "", "\u00ad\u200b")


def _elements(html: str, id_: str) -> list[Element]:
    return parse(html).select(f'[data-quote="{id_}"]')


def _without_added(html: str) -> str:
    """The HTML with every element taken out that was added; elements nest, so an end tag is that of the last one."""

    output: list[str] = []
    open_: list[bool] = []
    place = 0
    for tag in re.finditer(r"<(/?)(q|span)\b[^>]*>", html):
        added = bool(_ADDED.fullmatch(tag.group()))
        if tag[1]:
            added = open_.pop() if open_ else False
        else:
            open_.append(added)
        if added:
            output.append(html[place : tag.start()])
            place = tag.end()
    return "".join([*output, html[place:]])


def _words(elements: list[Element]) -> str:
    return "".join("".join(element.text for element in elements).translate(_SOLID).split())


def test_submitted_html_is_kept_sign_for_sign() -> None:
    annotated = annotated_html(article_in_html())
    assert annotated != HTML
    assert _without_added(annotated) == HTML
    assert parse(annotated).text == parse(HTML).text


def test_every_quotation_is_marked_with_its_speaker_in_the_submitted_html() -> None:
    whole = article_in_html()
    annotated = annotated_html(whole)
    for quote in whole.quotes:
        elements = _elements(annotated, quote.id)
        assert {element.tag for element in elements} == {"q" if quote.type == "direct" else "span"}
        assert {element.attrs.get("data-speaker") for element in elements} == {quote.speaker}
        expected = "".join(whole.text[span.start : span.end] for span in quote.spans)
        # The marks of the article's own `q` stand for its tags.
        assert _words(elements) == "".join(expected.split()).replace("„niewieder“", "niewieder")
    assert not parse(annotated).select("title [data-quote], title span")


def test_an_element_goes_around_those_that_lie_wholly_in_the_quotation() -> None:
    html = "<p>Er: „Wir <em>bauen</em> <a href=x>wei<b>t</b>er</a>“, und „j<i>a</i>, <b>nein“, so er</b>.</p>"
    page = read_html(html)
    spans = [Span(found.start(), found.end()) for found in re.finditer("„[^“]*“", page.text)]
    found = tuple(
        AttributedQuotation(f"q{number}", Quotation("direct", "speech", (span,), 0.9), None)
        for number, span in enumerate(spans)
    )
    answer = represent(Analysis(found, ()), text=page.text, model="m", page=page)
    marked = _ADDED.sub("<q>", annotated_html(article_of(answer, text=page.text, page=page)))
    assert marked == (
        "<p>Er: <q>„Wir <em>bauen</em> <a href=x>wei<b>t</b>er</a>“</q>, "
        "und <q>„j<i>a</i>, </q><b><q>nein“</q>, so er</b>.</p>"
    )


def test_elements_that_a_browser_would_give_marks_have_none() -> None:
    for element in parse(annotated_html(article())).select("q"):
        assert element.attrs["style"] == "quotes: none"


def test_a_text_becomes_a_page_with_the_same_words() -> None:
    page = parse(annotated_html(article()))
    (heading,), (whole,) = page.select("article > h1"), page.select("article")
    assert heading.text == TITLE
    assert whole.text == f"{TITLE}\n{TEXT}".replace("\r\n", "\n")
    assert [element.text for element in page.select("title")] == [TITLE]
    assert len(page.select("article p")) == 4
    assert page.select("script, b") == []


def test_a_paragraph_that_is_a_direct_quotation_is_a_blockquote() -> None:
    (block,) = parse(annotated_html(article())).select("blockquote")
    assert (block.attrs["data-quote"], block.attrs["data-speaker"]) == ("ff", "Stadt Kiel")
    assert block.text == "„Ein Absatz </script><b>für sich</b>.“"
    assert block.select("q") == []


def test_every_quotation_is_marked_in_the_page_made_from_a_text() -> None:
    whole = article()
    annotated = annotated_html(whole)
    for quote in whole.quotes:
        text = whole.text_of(quote.field)
        expected = "".join(text[span.start : span.end] for span in quote.spans)
        assert _words(_elements(annotated, quote.id)) == "".join(expected.split())


@pytest.mark.parametrize("text", ["", " \n", "Es regnete.", "a\x00b < c & d > e \"f' ]]>", "\ud800"])
def test_an_article_without_quotations_is_a_page_too(text: str) -> None:
    (element,) = parse(annotated_html(silent_article(text))).select("article")
    assert element.text == text.replace("\0", "\ufffd")


def _quoted_everywhere(html: str) -> Article | None:
    """Stretches of seven signs quoted, some of which overlap, and all of the text once more."""
    try:
        page = read_html(html)
    except NestedTooDeeplyError:
        return None
    end = len(page.text)
    starts = [place for place in range(end) if place % 14 in {0, 4}]
    spans = [Span(place, min(place + 7, end)) for place in starts] + ([Span(0, end)] if end else [])
    found = [
        AttributedQuotation(f"q{number}", Quotation("direct", "speech", (span,), 0.9), None)
        for number, span in enumerate(spans)
    ]
    answer = represent(Analysis(tuple(found), ()), text=page.text, model="m", page=page)
    return article_of(answer, text=page.text, page=page)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents)
def test_any_document_has_the_same_text_in_the_same_elements_when_it_is_annotated(html: str) -> None:
    whole = _quoted_everywhere(html)
    assert whole is not None
    before, after = parse(html), parse(annotated_html(whole))
    assert after.text == before.text
    for quote in whole.quotes:
        (span,) = quote.spans
        words = _words(after.select(f'[data-quote="{quote.id}"]'))
        assert words.translate(_NO_MARKS) == "".join(whole.text[span.start : span.end].split()).translate(_NO_MARKS)
    for element in after.select("[data-quote]"):
        element.unwrap()
    assert _outline(after) == _outline(before)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(scraps)
def test_malformed_html_is_kept_sign_for_sign_too(html: str) -> None:
    if whole := _quoted_everywhere(html):
        assert re.sub(r'<q data-quote="q\d+"[^>]*>', "", annotated_html(whole)).count("<") >= html.count("<")


def _outline(document: object) -> list[str]:
    return [element.tag for element in document.select("*")]  # type: ignore[attr-defined]
