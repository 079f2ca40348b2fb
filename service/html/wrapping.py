"""Where elements can be put into HTML around a span of its text, without breaking what nests there already."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from service.domain import Span
from service.html.reader import PARAGRAPHS, HtmlText
from service.html.tokens import Characters, Tag, Token, tokens_of

_VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
_NEVER_NESTED: Final = frozenset({"a", "button", "nobr"})  # a second one closes the first, and all that lies in it
_DEEPEST: Final = 8  # inline elements that one wrapping may go into; for all that people write this is plenty


@dataclass(slots=True)
class _Gap:
    """Tags between two stretches of words, up to the first thing that no element can go over and from the last on."""

    closing: list[Tag] = field(default_factory=list)
    opening: list[Tag] = field(default_factory=list)
    passable: bool = True  # no such thing: both lists are the same

    def add(self, token: Token, inside: int) -> None:
        if self._stops(token, inside):
            self.passable = False
            self.opening = []
        elif isinstance(token, Tag):
            self.opening.append(token)
            if self.passable:
                self.closing.append(token)

    @staticmethod
    def _stops(token: Token, inside: int) -> bool:
        """`inside`: how many elements that must not nest are open."""
        if isinstance(token, Tag):
            return token.name in PARAGRAPHS or inside not in {0, 1}
        return isinstance(token, Characters) and bool(token.text.strip())  # words that are no article text


class Wrapping:
    """For one document. Takes linear time to make, and then for each span about as long as the span."""

    def __init__(self, page: HtmlText) -> None:
        self._page = page
        self._starts = [words.start for words in page.words]
        self._gaps = _gaps(page)

    def around(self, span: Span) -> list[Span]:
        """Stretches of the HTML that hold the text of a span of `text`, in order: as few as can be.

        In each, elements are opened and closed that lie in it wholly, and no paragraph begins or ends. Stretches of
        different spans nest or overlap, but never so that one ends inside of an element that began in the other.
        """
        pieces = self._page.words_in(span)
        if not pieces:
            return []
        first = bisect_right(self._starts, pieces[0].start) - 1
        found = []
        number = 0
        while number < len(pieces):
            stretch, last = self._longest(pieces, first, number)
            found.append(stretch)
            number = last + 1
        return found

    def _longest(self, pieces: Sequence[Span], first: int, number: int) -> tuple[Span, int]:
        """The stretch from a piece on, or from tags that open right before it; and its last piece."""
        start = pieces[number].start
        best, best_last = self._reach([], pieces, first, number)
        if start == self._starts[first + number]:
            openings = _openings(self._gaps[first + number])
            for count in range(1, len(openings) + 1):
                end, last = self._reach([tag.name for tag in openings[-count:]], pieces, first, number)
                if last > best_last:
                    start = self._page.lines.submitted(openings[-count].start)
                    best, best_last = end, last
        return Span(start, best), best_last

    def _reach(self, open_: list[str], pieces: Sequence[Span], first: int, number: int) -> tuple[int, int]:
        """How far a stretch goes in which elements are open already: its end, and its last piece or -1 for none."""
        end, last = 0, -1
        for piece in range(number, len(pieces)):
            words, behind = self._page.words[first + piece], self._gaps[first + piece + 1]
            if not open_:
                end, last = pieces[piece].end, piece
            elif pieces[piece].end == words.end and (closing := _last_closing(behind, open_)):
                end, last = self._page.lines.submitted(closing.end), piece
            if not behind.passable or not _nests(behind.closing, open_):
                break
        return end, last


def _openings(gap: _Gap) -> list[Tag]:
    """Tags at its end that open elements."""
    tags = gap.opening
    number = len(tags)
    while number and not tags[number - 1].closes and tags[number - 1].name not in _VOID:
        number -= 1
    return tags[number:][-_DEEPEST:]


def _last_closing(gap: _Gap, open_: Sequence[str]) -> Tag | None:
    """The end tag at its beginning that closes the outermost of the open elements, when all of them are closed."""
    tags = gap.closing[: len(open_)]
    closes = [tag.name for tag in tags if tag.closes] == list(reversed(open_))
    return tags[-1] if closes else None


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
    """What lies before the first stretch of words, and behind each."""
    gaps = [_Gap() for _ in range(len(page.words) + 1)]
    number = 0
    inside = 0  # elements that must not nest
    for token in tokens_of(page.lines.normalized):
        start = page.lines.submitted(token.start)
        while number < len(page.words) and page.words[number].start <= start:
            number += 1
        if isinstance(token, Tag) and token.name in _NEVER_NESTED:
            inside += -1 if token.closes else 1
        if number == 0 or start >= page.words[number - 1].end:
            gaps[number].add(token, inside)
    return gaps
