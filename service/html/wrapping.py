"""Where elements can be put into HTML around a span of its text, without breaking what nests there already."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from service.domain import Span
from service.html.reader import PARAGRAPHS, HtmlText
from service.html.tokens import Characters, Tag, Token, tokens_of

_VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
_NEVER_NESTED: Final = frozenset({"a", "button", "nobr"})  # a second one closes the first, and all that lies in it
_DEEPEST: Final = 8  # inline elements that one wrapping may go into; for all that people write this is plenty

_Gap = list[Tag] | None
"""Tags between two stretches of words; None where no element can go over them."""


class Wrapping:
    """For one document. Takes linear time to make, and then for each span about as long as the span."""

    def __init__(self, page: HtmlText) -> None:
        self._page = page
        self._starts = [words.start for words in page.words]
        self._gaps = _gaps(page)

    def around(self, span: Span) -> list[Span]:
        """Stretches of the HTML that hold the text of a span of `text`, in order: as few and as long as can be.

        Each begins and ends in the same element, and no paragraph begins or ends in it. Stretches of different spans
        nest or overlap, but never so that one of them ends inside of an element that began in the other.
        """
        pieces = self._page.words_in(span)
        if not pieces:
            return []
        first = bisect_right(self._starts, pieces[0].start) - 1
        found = []
        number = 0
        while number < len(pieces):
            last = number + self._reach(self._gaps[first + number : first + len(pieces) - 1])
            found.append(Span(pieces[number].start, pieces[last].end))
            number = last + 1
        return found

    @staticmethod
    def _reach(gaps: Sequence[_Gap]) -> int:
        """Over how many gaps an element can go that begins before the first."""
        open_: list[str] = []
        reach = 0
        for number, gap in enumerate(gaps, 1):
            if gap is None or not _nests(gap, open_):
                break
            if not open_:
                reach = number
        return reach


def _nests(tags: Iterable[Tag], open_: list[str]) -> bool:
    """Opens and closes elements; says whether none of them began before."""
    for tag in tags:
        if tag.name in _VOID:
            continue
        if not tag.closes:
            open_.append(tag.name)
        elif not open_ or open_.pop() != tag.name:
            return False
    return len(open_) <= _DEEPEST


def _gaps(page: HtmlText) -> list[_Gap]:
    """What lies behind each stretch of words."""
    gaps: list[_Gap] = [[] for _ in page.words]
    number = -1
    inside = 0  # elements that must not nest
    for token in tokens_of(page.lines.normalized):
        start = page.lines.submitted(token.start)
        while number + 1 < len(gaps) and page.words[number + 1].start <= start:
            number += 1
        if isinstance(token, Tag) and token.name in _NEVER_NESTED:
            inside += -1 if token.closes else 1
        if number >= 0 and start >= page.words[number].end:
            gaps[number] = _with(gaps[number], token, inside)
    return gaps


def _with(gap: _Gap, token: Token, inside: int) -> _Gap:
    if gap is None or (isinstance(token, Characters) and token.text.strip()):
        return None  # words that are no article text
    if not isinstance(token, Tag):
        return gap
    if token.name in PARAGRAPHS or inside not in {0, 1}:
        return None
    return [*gap, token]
