"""Every word of the text has its exact place in the submitted HTML, whatever the markup."""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.domain import Span
from service.html import HtmlText, NestedTooDeeplyError, read_html
from tests.html.documents import documents, scraps
from tests.html.stripping import solid, stripped

_MANY = settings(max_examples=1_000, deadline=None, suppress_health_check=list(HealthCheck))
_TAGS_AS_MARKS = "„“‚‘"


def _slice(article: HtmlText, span: Span) -> str:
    place = article.in_html(span)
    return article.html[place.start : place.end]


@_MANY
@given(documents, st.integers(0, 10**6))
def test_the_html_of_any_span_stripped_is_the_spans_text(html: str, seed: int) -> None:
    article = read_html(html)
    assert article.text.translate(str.maketrans("‚‘", "„“")).split() == stripped(html).split()
    random = Random(seed)
    for _ in range(5 if article.text else 0):
        start = random.randrange(len(article.text))
        span = Span(start, random.randint(start + 1, len(article.text)))
        words = article.text[span.start : span.end]
        assert solid(stripped(_slice(article, span))) == solid(words)
        pieces = "".join(html[one.start : one.end] for one in article.words_in(span))
        assert "<" not in pieces
        assert solid(stripped(pieces)).strip("„“") == solid(words).strip("„“") or "q" in _slice(article, span)


@_MANY
@given(scraps)
def test_malformed_html_is_read_and_every_character_keeps_its_place(html: str) -> None:
    try:
        article = read_html(html, ["i", ".a"])
    except NestedTooDeeplyError:
        return
    behind = 0
    for place, character in enumerate(article.text):
        if character in " \n":
            continue
        found = article.in_html(Span(place, place + 1))
        assert found.start >= behind or article.html[found.start] == "&"  # a reference may be two characters
        behind = found.end
        source = article.html[found.start : found.end]
        assert solid(character) in stripped(source) or (
            character in _TAGS_AS_MARKS and source.lower().startswith(("<q", "</q"))
        )
        assert len(source) == 1 or source[0] in "&<"


@_MANY
@given(scraps)
def test_the_words_of_a_document_are_its_text_without_any_tag(html: str) -> None:
    article = read_html(html)
    assert list(article.words) == sorted(article.words)
    assert all(one.end <= two.start for one, two in zip(article.words, article.words[1:], strict=False))
    for span in article.words_in(Span(0, len(article.text))):
        assert span.start < span.end
