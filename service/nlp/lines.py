"""Where a text must be cut for Stanza's tokenizer, and the way back to the submitted offsets.

The tokenizer takes a line break for a space and only blank lines for ends. In newspaper text a headline, a byline, a
date or a photo credit ends at its line's end without a full stop; only text wrapped to a fixed width goes on there.
Breaks are made by inserting line feeds, so every token must find its way back to the text as it was sent.
"""

import re
import statistics
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_FINAL = ".!?…:“”«»\"'‘’)"
_WRAPPED_AT = range(50, 101)
"""Line lengths, in characters, that text wrapped to a fixed width has."""
_FEWEST_LINES = 4
_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Expanded:
    """A text with breaks inserted at some of its positions."""

    text: str
    breaks: tuple[int, ...]  # positions in the submitted text, in order

    def back(self, position: int) -> int:
        """The submitted text's position for a position in the expanded one."""
        inserted = bisect_right([at + index * len(_BREAK) for index, at in enumerate(self.breaks)], position - 1)
        return position - inserted * len(_BREAK)


def expand(text: str, breaks: Sequence[int]) -> Expanded:
    """`text` with a blank line inserted at each of the positions."""
    ordered = tuple(sorted(set(breaks)))
    parts, last = [], 0
    for at in ordered:
        parts += [text[last:at], _BREAK]
        last = at
    return Expanded("".join([*parts, text[last:]]), ordered)


def line_breaks(text: str) -> list[int]:
    """Positions of the line ends at which a sentence ends."""
    ends = list(_LINE_END.finditer(text))
    wrapped = _is_wrapped(text)
    found, start = [], 0
    for end in ends:
        line = text[start : end.start()].rstrip()
        following = text[end.end() : end.end() + 1]
        start = end.end()
        if line and not (following.islower() or (wrapped and len(line) in _WRAPPED_AT and line[-1] not in _FINAL)):
            found.append(end.start())
    return found


def _is_wrapped(text: str) -> bool:
    lengths = [len(line) for line in text.splitlines() if line.strip()]
    return len(lengths) >= _FEWEST_LINES and int(statistics.median(lengths)) in _WRAPPED_AT
