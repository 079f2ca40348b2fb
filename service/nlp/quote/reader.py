"""Reads a text and finds its quotations with their roles: encoder, networks and decoding put together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from service.domain import QUOTATION_TYPES, Cue, Quotation, Span, Spans
from service.nlp.quote.bylines import byline_words
from service.nlp.quote.decode import Candidate, Floats, read_candidates
from service.nlp.quote.labels import KINDS, LAYERS, MEDIA, TAGS
from service.nlp.quote.marks import find_mark_pairs
from service.nlp.quote.network import BRANCH_AT, RoleReader, SpanTagger
from service.nlp.quote.pieces import CLS, SEP, Pieces
from service.nlp.quote.refine import fill_holes, keep_best, plausible, snap_to_marks, trim
from service.nlp.quote.roles import LEFT_CONTEXT, RIGHT_CONTEXT, Roles, read_roles
from service.nlp.quote.windows import Window, plan_windows
from service.nlp.quote.words import split_words


class HiddenStates(Protocol):
    """An encoder: piece ids (1, pieces) → hidden states of all layers, each (1, pieces, width)."""

    def __call__(self, pieces: Tensor) -> Sequence[Tensor]: ...


@dataclass(frozen=True, slots=True)
class _Read:
    """One window after the encoder has read it."""

    window: Window
    branch: Tensor  # (pieces, width)
    first: tuple[int, ...]  # index of each word's first piece
    last: tuple[int, ...]  # index of each word's last piece


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    spans: list[Span]
    sentence_of: list[int]  # each word's sentence
    bylines: list[int]  # words of lines that name the author, a photographer or a date


class QuotationReader:
    def __init__(
        self, encoder: HiddenStates, pieces: Pieces, spans: SpanTagger, roles: RoleReader, outside_bias: Sequence[float]
    ) -> None:
        """`outside_bias`: one number per tag layer, see `decode.read_candidates`."""
        self._encoder, self._pieces = encoder, pieces
        self._spans, self._roles = spans.eval(), roles.eval()
        self._bias = np.asarray(outside_bias, dtype=np.float32)

    @torch.inference_mode()
    def read(self, text: str, sentence_starts: Sequence[int] = ()) -> list[Quotation]:
        """Quotations of a text in order; `sentence_starts` are offsets at which a window may best be cut."""
        spans = split_words(text)
        if not spans:
            return []
        pieces = self._pieces.of([text[span.start : span.end] for span in spans])
        starts = _words_at(spans, sentence_starts)
        windows = plan_windows([len(ids) for ids in pieces], starts)
        scores = np.empty((len(spans), len(LAYERS), TAGS), dtype=np.float32)
        read: list[_Read] = []
        for window in windows:
            result, tags = self._read_window(window, pieces)
            read.append(result)
            core = slice(window.core_start - window.start, window.core_end - window.start)
            scores[window.core_start : window.core_end] = tags[core]
        return self._quotations(
            _Words(text, spans, _sentence_of(len(spans), starts), byline_words(text, spans)), read, scores
        )

    def _read_window(self, window: Window, pieces: Sequence[tuple[int, ...]]) -> tuple[_Read, Floats]:
        ids, first, last = [CLS], [], []
        for word in range(window.start, window.end):
            first.append(len(ids))
            ids += pieces[word]
            last.append(len(ids) - 1)
        ids.append(SEP)
        states = self._encoder(torch.tensor([ids]))
        tags = self._spans(states[-1][0, last]).log_softmax(-1).numpy()
        return _Read(window, states[BRANCH_AT][0], tuple(first), tuple(last)), tags

    def _quotations(self, words: _Words, read: list[_Read], scores: Floats) -> list[Quotation]:
        text, spans = words.text, words.spans
        candidates = read_candidates(scores, self._bias, words.sentence_of)
        pairs = find_mark_pairs(text)
        candidates = [trim(snap_to_marks(c, text, spans, pairs), text, spans) for c in candidates]
        quotations = []
        for candidate in keep_best(fill_holes(plausible(candidates, text, spans))):
            window = next(r for r in read if r.window.core_start <= candidate.words[0] < r.window.core_end)
            quotations.append(self._with_roles(words, window, candidate))
        return sorted(quotations, key=lambda q: (q.start, -q.end, QUOTATION_TYPES.index(q.type)))

    def _with_roles(self, words: _Words, read: _Read, candidate: Candidate) -> Quotation:
        offset = read.window.start
        quoted = [word - offset for word in candidate.words if word < read.window.end]
        piece_from, piece_to = read.first[quoted[0]] - LEFT_CONTEXT, read.last[quoted[-1]] + RIGHT_CONTEXT
        start = next(i for i, piece in enumerate(read.first) if piece >= piece_from)
        end = next((i for i, piece in enumerate(read.last) if piece > piece_to), len(read.last))
        base = read.first[start] - 1
        hidden = torch.cat([read.branch[:1], read.branch[read.first[start] : read.last[end - 1] + 1]])[None]
        marks = torch.zeros(1, hidden.shape[1], dtype=torch.long)
        mark = 1 + QUOTATION_TYPES.index(candidate.type)
        for word in quoted:
            marks[0, read.first[word] - base : read.last[word] - base + 1] = mark
        last = torch.tensor([[piece - base for piece in read.last[start:end]]])
        scores = self._roles(hidden, marks, None, last, torch.ones_like(last, dtype=torch.bool))
        sentences = words.sentence_of[start + offset : end + offset]
        never = [word - offset - start for word in words.bylines if start <= word - offset < end]
        roles = read_roles(scores, sentences, [word - start for word in quoted], never)
        return _assemble(candidate, roles, words.spans, start + offset, words.text)


def _assemble(candidate: Candidate, roles: Roles, spans: list[Span], offset: int, text: str) -> Quotation:
    def place(words: Sequence[int]) -> Spans:
        return join_words([word + offset for word in words], spans)

    cue = place(roles.cue)
    return Quotation(
        type=candidate.type,
        medium=MEDIA[roles.medium],
        spans=join_words(candidate.words, spans),
        confidence=candidate.confidence,
        cue=Cue(cue, lemma=text[cue[0].start : cue[-1].end]) if cue else None,
        frame=place(roles.frame),
        addressee=place(roles.addressee),
        mention=place(roles.speaker),
        mention_confidence=roles.speaker_confidence,
        kind=KINDS[roles.kind],
        via=place(roles.via),
    )


def join_words(words: Sequence[int], spans: Sequence[Span]) -> Spans:
    """Spans of runs of neighbouring words."""
    joined: list[Span] = []
    previous = -2
    for word in words:
        if word == previous + 1:
            joined[-1] = replace(joined[-1], end=spans[word].end)
        else:
            joined.append(spans[word])
        previous = word
    return tuple(joined)


def _sentence_of(count: int, starts: Sequence[int]) -> list[int]:
    first = set(starts)
    return list(accumulate(int(word in first) for word in range(count)))


def _words_at(spans: Sequence[Span], offsets: Sequence[int]) -> list[int]:
    """Index of the first word at or after each offset; both in order."""
    found, word = [], 0
    for offset in sorted(offsets):
        while word < len(spans) and spans[word].start < offset:
            word += 1
        found.append(word)
    return found
