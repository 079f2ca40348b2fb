"""Windows of whole sentences that fit the encoder, each with context on both sides.

An article that fits is one window. A longer one is cut into cores that follow one another; every core is read with
some words before and after it, so that nothing is judged at a window's edge and the cost grows linearly with the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

ROOM = 510
"""Pieces of a window, without the encoder's first and last sign."""
BEFORE, AFTER = 112, 64
"""Pieces of context around a core."""


@dataclass(frozen=True, slots=True)
class Window:
    """Word indices, ends excluded: the window's words, and the core whose words are judged in it."""

    start: int
    end: int
    core_start: int
    core_end: int


def plan_windows(sizes: Sequence[int], sentence_starts: Sequence[int]) -> list[Window]:
    """Windows for words of `sizes` pieces; cores begin at sentences where one begins in the second half of the room."""
    total = len(sizes)
    if sum(sizes) <= ROOM:
        return [Window(0, total, 0, total)] if total else []
    starts = set(sentence_starts)
    windows: list[Window] = []
    core_start = 0
    while core_start < total:
        start, before = core_start, 0
        while start > 0 and before + sizes[start - 1] <= BEFORE:
            start -= 1
            before += sizes[start]
        room = ROOM - before
        end, used, last_sentence = core_start, 0, core_start
        while end < total and used + sizes[end] <= room - AFTER:
            used += sizes[end]
            end += 1
            if end in starts and used >= room // 3:
                last_sentence = end
        core_end = last_sentence if last_sentence > core_start and end < total else end
        reach = core_end
        used = sum(sizes[core_start:core_end])
        while reach < total and used + sizes[reach] <= room:
            used += sizes[reach]
            reach += 1
        if reach == total and core_end >= end:
            core_end = total
        windows.append(Window(start, reach, core_start, core_end))
        core_start = core_end
    return windows
