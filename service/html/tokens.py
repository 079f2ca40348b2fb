"""HTML as a sequence of tokens, each with its exact place in the source.

turbohtml's tokenizer follows the WHATWG standard, so that malformed markup falls apart as it does in a browser, and
says of every token what it was made from. Its newlines are those of the standard, where CR LF and CR became LF before
anything else; `Lines` leads back.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from turbohtml import TokenType, tokenize

_CARRIAGE_RETURN: Final = re.compile("\r\n?")


@dataclass(frozen=True, slots=True)
class Characters:
    """Text of the document. A character reference is `text` as a whole: its `source` has another length."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag; `name` in lower case."""

    start: int
    end: int
    name: str
    closes: bool


@dataclass(frozen=True, slots=True)
class Other:
    """A comment, a doctype: nothing to read."""

    start: int
    end: int


Token = Characters | Tag | Other


class Lines:
    """Leads from places in HTML whose line ends are all LF to places in the HTML as it was submitted."""

    def __init__(self, html: str) -> None:
        self._pairs = []  # places, in the normalized HTML, of line ends that were CR LF
        for number, found in enumerate(re.finditer("\r\n", html)):
            self._pairs.append(found.start() - number)
        self.normalized = _CARRIAGE_RETURN.sub("\n", html) if "\r" in html else html

    def submitted(self, place: int) -> int:
        return place + bisect_left(self._pairs, place)


def tokens_of(html: str) -> Iterator[Token]:
    """Tokens in order; what is left unfinished at the end has none. `html`: with normalized line ends."""
    lines = [0, *(found.end() for found in re.finditer("\n", html))]
    for token in tokenize(_whole(html), resolve_references=False, capture_source=True):
        source = token.source
        start = lines[token.line - 1] + token.col
        end = start + len(source if source is not None else token.data or "")
        if token.type == TokenType.TEXT:
            yield Characters(start, end, html[start:end])
        elif token.type == TokenType.CHARACTER_REFERENCE:
            yield from _reference(start, source or "", token.data or "")
        elif token.type in {TokenType.START_TAG, TokenType.END_TAG}:
            yield Tag(start, end, token.tag or "", token.type == TokenType.END_TAG)
        else:
            yield Other(start, end)


def _whole(html: str) -> str:
    """The same for a tokenizer, and as long, without what it would skip or change inside of a text."""
    return html.replace("</>", "<!>").replace("\0", "\u200b")


def _reference(start: int, source: str, text: str) -> Iterator[Characters]:
    # `&ampx` is the reference `&amp` and an x, but comes as one token.
    rest = 0 if source.endswith(";") else len(text) - 1
    end = start + len(source)
    yield Characters(start, end - rest, text[: len(text) - rest])
    if rest:
        yield Characters(end - rest, end, text[len(text) - rest :])
