"""Where the characters of a plain text stand in the HTML that it was read from."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from service.domain import Span


@dataclass(slots=True)
class Places:
    """Pieces of text in order, each with its stretch of the HTML; both only ever go forward.

    A piece as long as its stretch is the same characters one by one; any other (`&uuml;`, the mark that `<q>` stands
    for) is taken as a whole. Text that no piece covers (the gap between paragraphs) has no place of its own.
    """

    _starts: list[int] = field(default_factory=list)  # in the text
    _ends: list[int] = field(default_factory=list)
    _html: list[Span] = field(default_factory=list)

    def add(self, start: int, end: int, html: Span) -> None:
        """The next piece: `text[start:end]` stands at `html`."""
        if self._continues(start, end, html):
            self._ends[-1] = end
            self._html[-1] = Span(self._html[-1].start, html.end)
            return
        self._starts.append(start)
        self._ends.append(end)
        self._html.append(html)

    def _continues(self, start: int, end: int, html: Span) -> bool:
        if not self._starts or self._ends[-1] != start or self._html[-1].end != html.start:
            return False
        return self._even(-1) and end - start == html.end - html.start

    def _even(self, index: int) -> bool:
        html = self._html[index]
        return self._ends[index] - self._starts[index] == html.end - html.start

    def of(self, span: Span) -> Span:
        """The smallest stretch of the HTML with all the span's characters; one that covers none is empty."""
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end) - 1
        if first > last:  # nothing but a gap
            place = self._html[first].start if first < len(self._html) else (self._html[-1].end if self._html else 0)
            return Span(place, place)
        start, end = self._html[first].start, self._html[last].end
        if self._even(first):
            start += max(0, span.start - self._starts[first])
        if self._even(last):
            end -= max(0, self._ends[last] - span.end)
        return Span(start, end)
