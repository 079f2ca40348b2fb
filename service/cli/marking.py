"""Quotations marked in the text that they stand in, so that nested and interrupted ones can be told apart.

Every stretch of a quotation stands between brackets with the quotation's number, ⟦¹like this¹⟧, and has its type's
colour: the brackets say the same where there are no colours.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text

from service.cli.terminal import STYLES, printable
from service.domain import Quotation

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_OPENS = "opens"

Numbered = Mapping[int, Quotation]


def raised(number: int) -> str:
    return str(number).translate(_RAISED)


@dataclass(frozen=True, slots=True, order=True)
class _Mark:
    """In the order in which marks at one place are set: what ends before what begins, the inner ends first."""

    place: int
    opens: bool
    outwards: tuple[int, int]
    number: int


def marked_lines(text: str, quotations: Numbered) -> Iterator[Text]:
    """The lines of the text, each with the marks that belong into it."""
    lines = list(_lines(text))
    marks = _marks_by_line(quotations, [start for start, _ in lines])
    for index, ((start, end), styled) in enumerate(zip(lines, _coloured_lines(text, lines, quotations), strict=True)):
        line, done = Text(), 0
        for mark in sorted(marks[index]):
            place = min(mark.place, end) - start  # a quotation may end in the line break
            line.append_text(styled[done:place]).append_text(_bracket(mark, quotations[mark.number]))
            done = place
        yield line.append_text(styled[done:])


def opened(line: Text) -> list[int]:
    """Numbers of the quotations of which a stretch begins in a line, or in a part of it."""
    styles = (span.style for span in line.spans if isinstance(span.style, Style))
    return [style.meta[_OPENS] for style in styles if _OPENS in style.meta]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every line, its break left out."""
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line.splitlines()[0])
        start += len(line)


def _marks_by_line(quotations: Numbered, starts: list[int]) -> defaultdict[int, list[_Mark]]:
    marks = defaultdict(list)
    for number, quotation in quotations.items():
        for span in quotation.spans:
            if span.start < span.end:
                opening = _Mark(span.start, True, (-span.end, number), number)
                closing = _Mark(span.end, False, (-span.start, -number), number)
                marks[bisect_right(starts, span.start) - 1].append(opening)
                marks[bisect_left(starts, span.end) - 1].append(closing)
    return marks


def _coloured_lines(text: str, lines: list[tuple[int, int]], quotations: Numbered) -> Iterator[Text]:
    """Each line in the colours of its quotations: the inner one's where they overlap. Cues are underlined."""
    styled = Text(printable(text))
    stretches = [(span, quotation.type) for quotation in quotations.values() for span in quotation.spans]
    for span, type_ in sorted(stretches, key=lambda stretch: stretch[0].start - stretch[0].end):
        styled.stylize(STYLES[type_], span.start, span.end)
    for quotation in quotations.values():
        for span in quotation.cue.spans if quotation.cue else ():
            styled.stylize("underline", span.start, span.end)
    pieces = styled.divide([start for start, _ in lines[1:]]) if lines else ()
    for (start, end), line in zip(lines, pieces, strict=True):
        yield line[: end - start]


def _bracket(mark: _Mark, quotation: Quotation) -> Text:
    number = raised(mark.number)
    style = Style.parse(STYLES[quotation.type])
    if mark.opens:
        return Text(f"⟦{number}", style + Style(meta={_OPENS: mark.number}))
    return Text(f"{number}⟧", style)
