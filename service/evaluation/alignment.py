"""Where an annotated file's tokens stand in its text, for files that give the words but not their places."""

import re
from collections.abc import Sequence

from service.domain import Span

_REACH = 60
"""Characters of text, such as a caption that was not tokenised, that may be skipped before a token."""

_DOUBLE, _SINGLE, _DASHES = '"„“”‟»«', "'`‚‘’‛‹›", "-‐‑–—"


def align(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    """One span a word, in order and disjoint; a word that the text lacks gets an empty one.

    Words may differ from the text in white space within them and in the shape of quotation marks and dashes, as
    tokenisers change them. Text between words may be skipped, but not so much that one odd word loses its followers.
    """
    spans, position = [], 0
    for index, word in enumerate(words):
        here = _behind_space(text, position)
        span = _at(text, here, word)
        if span is None and not (index + 1 < len(words) and _at(text, here, words[index + 1])):
            match = _pattern(word).search(text, here, here + _REACH + len(word))
            span = Span(*match.span()) if match else None
        spans.append(span or Span(position, position))
        position = spans[-1].end
    return tuple(spans)


def _behind_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _at(text: str, start: int, word: str) -> Span | None:
    if text.startswith(word, start):
        return Span(start, start + len(word))
    match = _pattern(word).match(text, start)
    return Span(*match.span()) if match else None


def _pattern(word: str) -> re.Pattern[str]:
    if word in {"``", "''"}:  # double marks as the Penn Treebank writes them
        word = '"'
    return re.compile(r"\s*".join(_sign(character) for character in word if not character.isspace()) or r"(?!)")


def _sign(character: str) -> str:
    for alike in (_DOUBLE, _SINGLE, _DASHES):
        if character in alike:
            return f"[{re.escape(alike)}]"
    return re.escape(character)
