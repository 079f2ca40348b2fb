"""Pairs of quotation marks, in every style German newspapers use, nested ones included.

A mark's meaning depends on its style: “ closes „ but opens ”, « closes » but opens » in Swiss spelling, and " is both.
The scan keeps a stack of open marks; whatever cannot be paired is left alone, so that an odd mark spoils at most its
own paragraph and never the article.
"""

import re
from dataclasses import dataclass

from service.domain import Span

_CLOSERS = {
    "„": '“”"',
    "“": "”",
    "»": "«",
    "«": "»",
    "‚": "‘’'",
    "‘": "’",
    "›": "‹",
    "‹": "›",
    '"': '"',
}
_MARKS = '„“”»«›‹‚‘"'
_BREAK = re.compile(r"\n\s*\n")
_FURTHEST_PARAGRAPHS = 4
"""A quotation may run over paragraphs; one that stays open longer than this is an odd mark."""


@dataclass(frozen=True, slots=True)
class MarkPair:
    """`span` includes both marks, or runs to the end of a paragraph whose quotation goes on in the next;

    `depth` 0 is outermost.
    """

    span: Span
    depth: int


@dataclass(slots=True)
class _Open:
    mark: str
    position: int
    paragraph: int


def find_mark_pairs(text: str) -> list[MarkPair]:
    """All pairs, in order of their opening marks. Linear in the length of the text."""
    breaks = [match.start() for match in _BREAK.finditer(text)]
    pairs: list[MarkPair] = []
    stack: list[_Open] = []
    paragraph = 0
    for match in re.finditer(f"[{_MARKS}’']", text):
        mark, position = match.group(), match.start()
        while paragraph < len(breaks) and breaks[paragraph] < position:
            paragraph += 1
        stack = [opened for opened in stack if paragraph - opened.paragraph <= _FURTHEST_PARAGRAPHS]
        closes = next((i for i in reversed(range(len(stack))) if mark in _CLOSERS[stack[i].mark]), None)
        if closes is not None and _can_close(text, position, mark, stack[closes]):
            opened = stack[closes]
            del stack[closes:]
            pairs.append(MarkPair(Span(opened.position, position + 1), len(stack)))
        elif mark in _CLOSERS and _can_open(text, position, mark):
            if stack and stack[-1].mark == mark and _continues_paragraph(text, position):
                # A quotation over paragraphs repeats its opening mark at each and closes only the last.
                opened = stack.pop()
                end = len(text[:position].rstrip())
                pairs.append(MarkPair(Span(opened.position, end), len(stack)))
            stack.append(_Open(mark, position, paragraph))
    return sorted(pairs, key=lambda pair: (pair.span.start, -pair.span.end))


def can_close_pair(opening: str, closing: str) -> bool:
    """Whether one mark closes what the other opens, in any style."""
    return closing in _CLOSERS.get(opening, "")


def _can_open(text: str, position: int, mark: str) -> bool:
    after = text[position + 1 : position + 2]
    before = text[position - 1 : position]
    if mark in "„‚":
        return bool(after)
    return bool(after) and not after.isspace() and not before.isalnum()


def _can_close(text: str, position: int, mark: str, opened: _Open) -> bool:
    before = text[position - 1 : position]
    after = text[position + 1 : position + 2]
    if mark in "’'":  # an apostrophe inside a word is none
        return not (before.isalnum() and after.isalnum())
    if mark == opened.mark:  # the same sign opens and closes
        return not before.isspace() or not after or after.isspace()
    return not (mark in "»«›‹" and before.isspace() and after and not after.isspace())


def _continues_paragraph(text: str, position: int) -> bool:
    return position > 0 and text[:position].rstrip(" \t\xa0").endswith("\n")
