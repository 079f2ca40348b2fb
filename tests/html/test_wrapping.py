"""Elements go around others, and never over the edge of one, of a paragraph or of what is no text."""

from collections.abc import Callable

import pytest

from service.domain import Span
from service.html import Wrapping, read_html
from tests.html.timing import takes_linear_time


def _around(html: str, words: str) -> list[str]:
    page = read_html(html, [".ad"])
    start = page.text.index(words)
    return [html[one.start : one.end] for one in Wrapping(page).around(Span(start, start + len(words)))]


@pytest.mark.parametrize(
    ("html", "words", "found"),
    [
        ("<p>eins zwei drei</p>", "zwei", ["zwei"]),
        ("<p>a <b>b</b> c</p>", "a b c", ["a <b>b</b> c"]),
        ("<p>a <b>b</b> c</p>", "b", ["b"]),
        ("<p>a <b>b c</b> d</p>", "a b", ["a ", "b"]),
        ("<p>a <b>b c</b> d</p>", "c d", ["c", " d"]),
        ("<p>a <b>b <i>c</i></b> d <u>e</u> f</p>", "b c d e f", ["<b>b <i>c</i></b> d <u>e</u> f"]),
        ("<p>a<br>b <img src=x> c<!-- x --> d</p>", "a\nb c d", ["a<br>b <img src=x> c<!-- x --> d"]),
        ("<p>a <b>b</b></p><p><i>c</i> d</p>", "a b\n\nc d", ["a <b>b</b>", "<i>c</i> d"]),
        ("<nav>x</nav><p><b><i>a</i> b</b> c</p>", "a b", ["<i>a</i> b"]),
        ("<nav>x</nav><p><b><i>a</i> b</b> c</p>", "a b c", ["<b><i>a</i> b</b> c"]),
        ("<p><b> a</b> b <b>c </b></p>", "a b c", ["a", " b ", "c"]),
        ("<p>a</p>\r\n<p>b</p>", "a\n\nb", ["a", "b"]),
        ("<p>a <q>b</q> c</p>", "„b“", ["b"]),
        ("<p>a <span class=ad>x</span>b</p>", "a b", ["a ", "b"]),
        ("<p>a <script>x</script>b</p>", "a b", ["a ", "b"]),
        ("<p>a <b>b <i>c</b> d</i> e</p>", "a b c d e", ["a ", "b ", "c", " d", " e"]),
        ("<p><a href=x>a <b>b</b> <a href=y>c</a> d</p>", "a b c d", ["a <b>b</b>", "c", " d"]),
        ("<title>a</title><p>b</p>", "a\n\nb", ["b"]),
        ("<td>a<td>b", "a\n\nb", ["a", "b"]),
    ],
)
def test_an_element_goes_around_what_lies_in_the_span(html: str, words: str, found: list[str]) -> None:
    assert _around(html, words) == found


@pytest.mark.parametrize(
    "piece", ["a <b>b</b> ", "<p><b>a ", "</b>a ", "<b>a</b>", "a<br>", "<a>a ", "<p>a ", "<p><b>a<i>b</b>c</i> "]
)
def test_it_takes_linear_time(piece: str) -> None:
    def wrap(count: int) -> Callable[[], object]:
        page = read_html(piece * count)
        return lambda: Wrapping(page).around(Span(0, len(page.text)))

    assert takes_linear_time(wrap, 100)
