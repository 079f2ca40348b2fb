"""The annotated page shows every word, every stretch of a quotation, and who said it, with colours and without."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from service.cli.annotate import page
from service.cli.marking import marked_lines, opened
from service.cli.terminal import STYLES
from service.domain import Analysis, Quotation, Span
from tests.cli.analyses import ANALYSIS, FOUND, TEXT, TEXTS

NUMBERED: Mapping[int, Quotation] = {n: found.quotation for n, found in enumerate(FOUND, 1) if n > 1}
MARKS = re.compile("⟦[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+⟧")


def screen(width: int = 80) -> Console:
    return Console(width=width, force_terminal=False, highlight=False, markup=False)


def shown(width: int = 80, analysis: Analysis = ANALYSIS) -> list[str]:
    return [line.plain for line in page(analysis, TEXTS, screen(width))]


def test_marks_nest_and_interrupted_quotations_are_closed_between() -> None:
    assert [line.plain for line in marked_lines(TEXT, NUMBERED)] == [
        "Berlin. ⟦²„Wir bauen weiter“²⟧, sagte Ministerin Lena Brandt am Freitag, ⟦²„und zwar bis 2030.“²⟧",
        "",
        "Sie habe gehört, ⟦³dass Roth ⟦⁴„nie wieder“⁴⟧ komme³⟧. ⟦⁵Das Werk sei sicher⁵⟧, so die Ministerin laut dpa.",
    ]


@pytest.mark.parametrize(
    ("spans", "marked"),
    [
        ([(0, 4), (0, 9)], "⟦²⟦¹Eins¹⟧ Zwei²⟧\n Drei"),
        ([(0, 9), (5, 9)], "⟦¹Eins ⟦²Zwei²⟧¹⟧\n Drei"),
        ([(0, 9), (0, 9)], "⟦¹⟦²Eins Zwei²⟧¹⟧\n Drei"),
        ([(0, 4), (4, 9)], "⟦¹Eins¹⟧⟦² Zwei²⟧\n Drei"),
        ([(0, 15), (5, 15)], "⟦¹Eins ⟦²Zwei\n Drei²⟧¹⟧"),
        ([(0, 6), (3, 9)], "⟦¹Ein⟦²s Z¹⟧wei²⟧\n Drei"),
        ([(5, 10)], "Eins ⟦¹Zwei¹⟧\n Drei"),
        ([(10, 15)], "Eins Zwei\n⟦¹ Drei¹⟧"),
        ([(3, 3)], "Eins Zwei\n Drei"),
    ],
)
def test_marks_stand_where_stretches_begin_and_end(spans: list[tuple[int, int]], marked: str) -> None:
    text = "Eins Zwei\n Drei"
    numbered = {n: Quotation("direct", "speech", (Span(*span),), 1.0) for n, span in enumerate(spans, 1)}
    assert "\n".join(line.plain for line in marked_lines(text, numbered)) == marked


@given(
    st.text(alphabet="ab „“\n\r\t\u2028é👍\u0301\x07", max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 10)), max_size=5),
)
def test_no_character_is_lost_and_every_mark_is_closed(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(start, min(start + length, len(text))) for start, length in places if start < len(text)]
    # A quotation begins and ends with a word or a mark, never with a line's end.
    spans = [span for span in spans if not {text[span.start], text[span.end - 1]} & set("\r\n\u2028")]
    numbered = {n: Quotation("indirect", "speech", (span,), 1.0) for n, span in enumerate(spans, 1)}
    lines = [line.plain for line in marked_lines(text, numbered)]
    plain = [MARKS.sub("", line) for line in lines]
    assert plain == [re.sub("\x07", "\ufffd", line.replace("\t", " ")) for line in text.splitlines()]
    marks = MARKS.findall("".join(lines))
    assert sorted(mark[1:] for mark in marks if mark[0] == "⟦") == sorted(
        mark[:-1] for mark in marks if mark[-1] == "⟧"
    )
    assert sum(len(opened(line)) for line in marked_lines(text, numbered)) == len(spans)


def test_colours_are_the_types_and_the_inner_quotations_within_the_outer() -> None:
    line = list(marked_lines(TEXT, NUMBERED))[2]
    assert _style(line, "dass Roth") == STYLES["indirect"]
    assert _style(line, "nie wieder") == STYLES["direct"]
    assert _style(line, "komme") == STYLES["indirect"]
    assert _style(line, "sei sicher") == STYLES["indirect_free"]
    assert _style(line, "gehört") == "underline"
    assert _style(line, "so die Ministerin") == ""


def _style(line: Text, words: str) -> str:
    """The last style is the one that shows."""
    at = line.plain.index(words)
    over = [str(span.style) for span in line.spans if span.start <= at and at + len(words) <= span.end]
    return over[-1] if over else ""


def test_speakers_stand_beside_the_line_in_which_their_quotation_begins() -> None:
    lines = shown(width=100)
    beside = {name: next(line for line in lines if line.startswith(name)) for name in ("¹", "² Lena", "³", "⁵")}
    assert "¹ Lena Brandt" in beside["¹"]
    assert "⟦¹Werk bleibt¹⟧" in beside["¹"]
    assert "⟦²„Wir bauen" in beside["² Lena"]
    assert "³ Sie" in beside["³"]
    assert any("⁴ –" in line for line in lines)
    assert any("indirect_free, via dpa" in line for line in lines)


def test_a_quotation_that_goes_on_is_not_introduced_again() -> None:
    lines = shown(width=60)
    assert sum("² Lena Brandt" in line for line in lines) == 1
    assert sum("² …" in line for line in lines) == 1


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_whole_article_is_there_at_every_width(width: int) -> None:
    lines = shown(width)
    article = [line.partition("│")[2] for line in lines]
    words = MARKS.sub("", "".join(article)).replace(" ", "")
    assert words == "".join((TEXTS["title"] + TEXT).split())
    assert all(len(line) <= max(width, 27) for line in lines[:-1])


def test_an_article_without_quotations_says_so() -> None:
    assert shown(analysis=Analysis((), ()))[-1] == "No quotations found."


def test_an_article_cannot_steer_the_terminal() -> None:
    lines = list(marked_lines("\x1b[31mRot\x9b \u202etor\x07", {}))
    assert [line.plain for line in lines] == ["\ufffd[31mRot\ufffd \ufffdtor\ufffd"]
