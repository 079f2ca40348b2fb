"""An article read by the encoder: the hidden states of every token in its context.

The encoder reads windows of several sentences, once. The quotation networks need that context, and Stanza's tagger,
parser and entity recogniser get their sentences' states cut out of the same windows.
"""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

import torch
from torch import Tensor

from service.domain import Span
from service.nlp.context.pieces import CLS, SEP, Pieces
from service.nlp.context.windows import Window, plan_windows

BRANCH_AT = 10
"""Hidden state the role reader starts from: the output of this encoder layer (of 12)."""


class States(NamedTuple):
    """Of one window's pieces, each (pieces, width)."""

    branch: Tensor  # after layer BRANCH_AT: for the role reader
    last: Tensor  # for the span tagger and the mark reader
    mixed: Tensor  # for Stanza's heads


ReadPieces = Callable[[Tensor], States]
"""An encoder: piece ids (1, pieces), at most 512 → their states."""


@dataclass(frozen=True, slots=True)
class ArticleToken:
    """A token in its place, and the words the encoder reads for it: itself, or "in" and "dem" for "im"."""

    span: Span
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadWindow:
    """A window after the encoder has read it. Pieces count from the window's first sign on."""

    window: Window
    core_span: Span  # the characters that are judged in this window: from its core's first to the next core's
    states: States
    first: list[int]  # by token of the window: its first piece
    starts: list[int]  # by piece: the first character it covers, and one past the last
    ends: list[int]

    @property
    def span(self) -> Span:
        """The characters read."""
        return Span(self.starts[1], self.ends[-2])

    def pieces_of(self, span: Span) -> tuple[int, int]:
        """First and last piece of a stretch of characters that was read."""
        last = max(bisect_left(self.starts, span.end, 1, len(self.starts) - 1) - 1, 1)
        first = bisect_right(self.ends, span.start, 1, len(self.ends) - 1)
        return min(first, last), last


@dataclass(slots=True)
class _Row:
    """A sentence as Stanza asks for it: ids, and where in all windows' states each one's state stands."""

    ids: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def add(self, ids: Sequence[int], places: Sequence[int]) -> None:
        """A word's ids; Stanza's heads look at its last one only, so that the last states must be those of its end."""
        self.ids += ids
        fitting = list(places[-len(ids) :])
        self.places += fitting + fitting[-1:] * (len(ids) - len(fitting))


@dataclass(frozen=True, slots=True)
class ReadArticle:
    sentences: Sequence[Sequence[ArticleToken]]
    windows: Sequence[ReadWindow]

    def sentence_states(self, pieces: Pieces) -> dict[tuple[int, ...], Tensor]:
        """States of each sentence's pieces by the ids with which Stanza asks for it, of its words or of its tokens."""
        states = torch.cat([read.states.mixed for read in self.windows]) if self.windows else torch.empty(0)
        base = list(accumulate((len(read.starts) for read in self.windows), initial=0))
        found: dict[tuple[int, ...], Tensor] = {}
        window = token = 0
        for sentence in self.sentences:
            words, tokens = _Row(), _Row()
            for index, part in enumerate(sentence):
                while token >= self.windows[window].window.core_end:
                    window += 1
                read = self.windows[window]
                if not index:
                    words.add((CLS,), [base[window]])
                    tokens.add((CLS,), [base[window]])
                piece = base[window] + read.first[token - read.window.start]
                places: list[int] = []
                for word in part.words:
                    parted = pieces.of_word(word)
                    places = list(range(piece, piece + len(parted.ids)))
                    words.add(parted.whole, places)
                    piece += len(places)
                tokens.add(pieces.of_word(part.text).whole, places)
                token += 1
            end = base[window + 1] - 1
            for row in (words, tokens):
                row.add((SEP,), [end])
                found[tuple(row.ids)] = states[row.places]
        return found


@torch.inference_mode()
def read_article(encoder: ReadPieces, pieces: Pieces, sentences: Sequence[Sequence[ArticleToken]]) -> ReadArticle:
    """Reads an article's sentences, none of them empty, in windows that follow one another."""
    tokens = [token for sentence in sentences for token in sentence]
    sizes = [sum(len(pieces.of_word(word).ids) for word in token.words) for token in tokens]
    starts = list(accumulate((len(sentence) for sentence in sentences), initial=0))
    windows = [_read_window(encoder, pieces, window, tokens) for window in plan_windows(sizes, starts)]
    return ReadArticle(sentences, windows)


def _core_span(window: Window, tokens: Sequence[ArticleToken]) -> Span:
    first = tokens[window.core_start].span.start if window.core_start else 0
    return Span(first, tokens[window.core_end].span.start if window.core_end < len(tokens) else sys.maxsize)


def _read_window(encoder: ReadPieces, pieces: Pieces, window: Window, tokens: Sequence[ArticleToken]) -> ReadWindow:
    ids, starts, ends, first = [CLS], [-1], [-1], []
    for token in tokens[window.start : window.end]:
        first.append(len(ids))
        for word in token.words:
            parted = pieces.of_word(word)
            ids += parted.ids
            if len(token.words) == 1:
                starts += [min(token.span.start + start, token.span.end - 1) for start in parted.starts]
                ends += [min(token.span.start + end, token.span.end) for end in parted.ends]
            else:
                starts += [token.span.start] * len(parted.ids)
                ends += [token.span.end] * len(parted.ids)
    beyond = ends[-1] + 1
    states = encoder(torch.tensor([[*ids, SEP]]))
    return ReadWindow(window, _core_span(window, tokens), states, first, [*starts, beyond], [*ends, beyond])
