"""Plain text as it comes into being: white space as a browser sets it, paragraphs, and a place for every character."""

import re
from typing import Final

from service.domain import Span
from service.html.places import Places
from service.html.tokens import Characters

_SPACE: Final = " \t\n\f\r\u00a0"  # the no-break space with it: CMSs pad with it
_UNSEEN: Final = "\u00ad\u200b\u2060\ufeff\0"  # soft hyphen, zero-width space and joiner, byte order mark, NUL
_PART: Final = re.compile(f"(?P<space>[{_SPACE}]+)|(?P<unseen>[{_UNSEEN}]+)|[^{_SPACE}{_UNSEEN}]+")
_PARAGRAPH: Final = "\n\n"
_LINE: Final = "\n"
_MARKS: Final = frozenset("„“”»«‚‘’›‹\"'")
_OPENING, _CLOSING = ("„", "‚"), ("“", "‘")


class Writer:
    """Takes a document piece by piece, in the order of its source."""

    def __init__(self) -> None:
        self.places = Places()
        self._parts: list[str] = []
        self._length = 0
        self._break = ""  # owed before the next character: a line or paragraph end
        self._before: str | None = None  # what was owed before something that is not shown, if it goes on
        self._space: Span | None = None  # owed as well: the place of a space
        self._opening: list[tuple[Span, int]] = []  # `<q>` tags that nothing follows yet
        self._marked: dict[int, bool] = {}  # by level: whether the last `<q>` got a mark

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def end_paragraph(self) -> None:
        self._break = _PARAGRAPH

    def end_line(self) -> None:
        self._break = _PARAGRAPH if self._break else _LINE

    def skip(self, *, begin: bool) -> None:
        """From here on, or no longer, stands something inside a line that is not shown: it does not end the line."""
        if begin and self._before is None:
            self._before = self._break
        elif not begin and self._before is not None:
            self._break, self._before = self._before, None

    def write(self, characters: Characters, *, preformatted: bool = False) -> None:
        """The next text. `preformatted`: its line ends are line ends, not spaces."""
        text, start, end = characters.text, characters.start, characters.end
        even = len(text) == end - start
        for part in _PART.finditer(text):
            place = Span(start + part.start(), start + part.end()) if even else Span(start, end)
            if part["space"]:
                if preformatted and "\n" in part.group():
                    self.end_line()
                elif self._space is None and not self._opening:
                    self._space = Span(place.start, place.start + 1) if even else place
            elif not part["unseen"]:
                self._pay_debts(part.group()[0])
                self._put(part.group(), place)

    def open_quote(self, place: Span, level: int) -> None:
        """A `<q>` at `place`. Its mark is written before what follows, which may bring a mark of its own.

        `level`: how many `<q>` are open now; 0 where the tag opens nothing.
        """
        if level:
            self._opening.append((place, level))

    def close_quote(self, place: Span, level: int) -> None:
        """A `</q>`. One that closes nothing is left out, and so are both marks where nothing lies between."""
        if self._opening:
            self._opening.pop()
            return
        if level not in self._marked:  # misnested tags: it closes what was opened last
            level = max(self._marked, default=0)
        if self._marked.pop(level, False):
            if self._space:  # stood before the mark, but belongs behind it
                self._space = Span(place.end, place.end)
            self._put(_CLOSING[(level - 1) % 2], place)

    def _pay_debts(self, following: str) -> None:
        if self._parts and self._break:
            self._put(self._break, None)
        elif self._parts and self._space:
            self._put(" ", self._space if self._space.end > self._space.start else None)
        self._break, self._before, self._space = "", None, None
        for place, level in self._opening:
            has_one = following in _MARKS or (bool(self._parts) and self._parts[-1][-1] in _MARKS)
            if not has_one:
                self._put(_OPENING[(level - 1) % 2], place)
            self._marked[level] = not has_one
        self._opening.clear()

    def _put(self, text: str, place: Span | None) -> None:
        if place is not None:
            self.places.add(self._length, self._length + len(text), place)
        self._parts.append(text)
        self._length += len(text)
