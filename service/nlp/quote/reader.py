"""From an article that the encoder has read to its quotations with their roles: networks and decoding put together."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
import torch

from service.domain import QUOTATION_TYPES, Cue, Quotation, QuotationMarks, Span, Spans
from service.nlp.context.article import ReadArticle, ReadWindow
from service.nlp.quote.bylines import byline_words
from service.nlp.quote.confidence import SURE_ENOUGH, Evidence, probability
from service.nlp.quote.decode import Candidate, Floats, read_candidates
from service.nlp.quote.joining import join_pieces
from service.nlp.quote.labels import KINDS, LAYERS, MEDIA, TAGS
from service.nlp.quote.marks import find_mark_pairs
from service.nlp.quote.network import Part, RoleScores
from service.nlp.quote.refine import fill_holes, keep_best, plausible, snap_to_marks, trim
from service.nlp.quote.roles import LEFT_CONTEXT, RIGHT_CONTEXT, Roles, read_roles
from service.nlp.quote.triage import read_marks
from service.nlp.quote.weights import QuoteNetworks
from service.nlp.quote.words import split_words

_BREAK = re.compile(r"\n\s*\n")
_AT_ONCE = 1_536
"""Pieces of all quotations whose roles are read at once: larger products are faster, up to what fits the cache."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A window with the quotation model's own words, which need not be Stanza's tokens."""

    window: ReadWindow
    words: range  # those that were read
    core: range  # those that are judged in this window
    first: list[int]  # by word that was read: its first piece
    last: list[int]


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    spans: list[Span]
    sentence_of: list[int]  # each word's sentence
    bylines: list[int]  # words of lines that name the author, a photographer or a date


@dataclass(frozen=True, slots=True)
class _Near:
    """A candidate with the words around it that the role reader sees, `start` to `end` among the article's."""

    part: Part
    candidate: Candidate
    start: int
    end: int
    quoted: list[int]  # the candidate's words, counted from `start`


class QuotationReader:
    def __init__(self, networks: QuoteNetworks) -> None:
        self._spans, self._roles, self._marks = networks.spans.eval(), networks.roles.eval(), networks.marks.eval()
        self._bias = np.asarray(networks.outside_bias, dtype=np.float32)
        self._calibration = networks.calibration

    def read(self, text: str, article: ReadArticle) -> list[Quotation]:
        """Quotations of a text in order; what is hardly sure is none."""
        found = self.read_with_evidence(text, article)
        return [quotation for quotation, _ in found if quotation.confidence >= SURE_ENOUGH]

    @torch.inference_mode()
    def read_with_evidence(self, text: str, article: ReadArticle) -> list[tuple[Quotation, Evidence]]:
        """All that could be a quotation, in order, each with what its confidence was made from."""
        spans = split_words(text)
        if not spans or not article.windows:
            return []
        starts = _words_at(spans, [sentence[0].span.start for sentence in article.sentences])
        read = _with_words(article, spans)
        scores = np.empty((len(spans), len(LAYERS), TAGS), dtype=np.float32)
        for part in read:
            last = part.last[part.core.start - part.words.start : part.core.stop - part.words.start]
            scores[part.core] = self._spans(part.window.states.last[last]).log_softmax(-1).numpy()
        return self._quotations(
            _Words(text, spans, _sentence_of(len(spans), starts), byline_words(text, spans)), read, scores
        )

    @torch.inference_mode()
    def tell(self, text: str, article: ReadArticle, quotations: Sequence[Quotation]) -> list[Quotation]:
        """Given quotations, in their order, with the kind of speaker and the relaying medium that are read for them."""
        spans = split_words(text)
        if not spans or not article.windows:
            return list(quotations)
        starts = _words_at(spans, [sentence[0].span.start for sentence in article.sentences])
        read = _with_words(article, spans)
        words = _Words(text, spans, _sentence_of(len(spans), starts), byline_words(text, spans))
        told = []
        for quotation in quotations:
            quoted = [i for i, span in enumerate(spans) if any(span.overlaps(part) for part in quotation.spans)]
            if quoted:
                window = next(part for part in read if quoted[0] in part.core)
                candidate = Candidate(quotation.type, False, quoted, quotation.confidence)
                found, _ = self._with_roles(words, [(window, candidate)])[0]
                quotation = replace(quotation, kind=found.kind, via=found.via)
            told.append(quotation)
        return told

    def read_marks(self, text: str, article: ReadArticle, quotations: Sequence[Quotation]) -> list[QuotationMarks]:
        """Every pair of quotation marks of a text, and why it is there."""
        return read_marks(text, article, self._marks, quotations)

    def _quotations(self, words: _Words, read: list[_Read], scores: Floats) -> list[tuple[Quotation, Evidence]]:
        text, spans = words.text, words.spans
        candidates = read_candidates(scores, self._bias, words.sentence_of)
        pairs = find_mark_pairs(text)
        candidates = [trim(snap_to_marks(c, text, spans, pairs), text, spans) for c in candidates]
        candidates = join_pieces(candidates, text, spans, pairs)
        kept = keep_best(fill_holes(plausible(candidates, text, spans)))
        quotations = self._with_roles(
            words, [(next(part for part in read if candidate.words[0] in part.core), candidate) for candidate in kept]
        )
        return sorted(quotations, key=lambda found: _in_text_order(found[0]))

    def _with_roles(self, words: _Words, found: Sequence[tuple[_Read, Candidate]]) -> list[tuple[Quotation, Evidence]]:
        """Candidates as quotations, in their order."""
        quotations = []
        for batch in _batches([_around(read, candidate) for read, candidate in found]):
            scores = self._roles.read_each([near.part for near in batch])
            quotations += [self._judged(words, near, each) for near, each in zip(batch, scores, strict=True)]
        return quotations

    def _judged(self, words: _Words, near: _Near, scores: RoleScores) -> tuple[Quotation, Evidence]:
        start, end, candidate = near.start, near.end, near.candidate
        never = [word - start for word in words.bylines if start <= word < end]
        roles = read_roles(scores, words.sentence_of[start:end], near.quoted, never)
        mention = roles.speaker_confidence if roles.speaker else 0.0
        evidence = Evidence(candidate.type, candidate.confidence, len(candidate.words), mention, bool(roles.cue))
        candidate = replace(candidate, confidence=probability(self._calibration, evidence))
        return _assemble(candidate, roles, words.spans, start, words.text), evidence


def _around(read: _Read, candidate: Candidate) -> _Near:
    """What the role reader sees of a candidate: its own pieces and those next to it."""
    offset, branch = read.words.start, read.window.states.branch
    quoted = [word - offset for word in candidate.words if word < read.words.stop]
    piece_from, piece_to = read.first[quoted[0]] - LEFT_CONTEXT, read.last[quoted[-1]] + RIGHT_CONTEXT
    start = next(i for i, piece in enumerate(read.first) if piece >= piece_from)
    end = next((i for i, piece in enumerate(read.last) if piece > piece_to), len(read.last))
    base = read.first[start] - 1
    hidden = torch.cat([branch[:1], branch[read.first[start] : read.last[end - 1] + 1]])
    marks = torch.zeros(len(hidden), dtype=torch.long)
    mark = 1 + QUOTATION_TYPES.index(candidate.type)
    for word in quoted:
        marks[read.first[word] - base : read.last[word] - base + 1] = mark
    last = torch.tensor([piece - base for piece in read.last[start:end]])
    part = Part(hidden, marks, last)
    return _Near(part, candidate, start + offset, end + offset, [word - start for word in quoted])


def _batches(found: Sequence[_Near]) -> Iterator[list[_Near]]:
    """As many at a time as make up no more than so many pieces."""
    batch: list[_Near] = []
    pieces = 0
    for near in found:
        if batch and pieces + len(near.part.marks) > _AT_ONCE:
            yield batch
            batch, pieces = [], 0
        batch.append(near)
        pieces += len(near.part.marks)
    if batch:
        yield batch


def _in_text_order(quotation: Quotation) -> tuple[int, int, int]:
    return quotation.start, -quotation.end, QUOTATION_TYPES.index(quotation.type)


def _with_words(article: ReadArticle, spans: Sequence[Span]) -> list[_Read]:
    """Every word is judged in exactly one window; one that no tokenizer made a token of has its neighbour's states."""
    found: list[_Read] = []
    for window in article.windows:
        seen, judged = window.span, window.core_span
        core = range(*(bisect_left(spans, place, key=lambda span: span.start) for place in (judged.start, judged.end)))
        start = bisect_left(spans, seen.start, key=lambda span: span.start)
        stop = bisect_right(spans, seen.end, key=lambda span: span.end)
        words = range(min(start, core.start), max(stop, core.stop))
        places = [window.pieces_of(spans[word]) for word in words]
        found.append(_Read(window, words, core, [first for first, _ in places], [last for _, last in places]))
    return found


def _assemble(candidate: Candidate, roles: Roles, spans: list[Span], offset: int, text: str) -> Quotation:
    def place(words: Sequence[int]) -> Spans:
        return join_words([word + offset for word in words], spans, text)

    cue = place(roles.cue)
    return Quotation(
        type=candidate.type,
        medium=MEDIA[roles.medium],
        spans=join_words(candidate.words, spans, text),
        confidence=candidate.confidence,
        cue=Cue(cue, lemma=text[cue[0].start : cue[-1].end]) if cue else None,
        frame=place(roles.frame),
        addressee=place(roles.addressee),
        mention=place(roles.speaker),
        mention_confidence=roles.speaker_confidence,
        kind=KINDS[roles.kind],
        via=place(roles.via),
    )


def join_words(words: Sequence[int], spans: Sequence[Span], text: str) -> Spans:
    """Spans of runs of neighbouring words, one for each paragraph."""
    joined: list[Span] = []
    previous = -2
    for word in words:
        if word == previous + 1 and not _BREAK.search(text, spans[previous].end, spans[word].start):
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
