"""From tag probabilities to quotations: the best legal tag sequence of each layer, and what it says."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from service.domain import QuotationType
from service.nlp.quote.labels import BEGIN, INSIDE, LAYERS, OUTSIDE

Floats = NDArray[np.float32]

_OUT, _BEGIN, _IN, _GAP = range(4)
_EMITS = (OUTSIDE, BEGIN, INSIDE, OUTSIDE)
_ENTER_GAP = -0.7
"""Log-probability-like cost of pausing a quotation (for ", sagte X,") instead of ending it."""
_FORBIDDEN = -1e9
_LONGEST_GAP = 40  # words
_HOLE = 2
"""Words; a shorter gap inside a sentence is no frame but an oversight."""
_INTERRUPTED = frozenset({"direct", "indirect"})
"""Types whose quotations have frames, and so gaps; a gap in another type is a hole."""
_HARDLY = 0.1


def _transitions() -> Floats:
    moves = np.full((4, 4), _FORBIDDEN, dtype=np.float32)
    for origin, target in (
        (_OUT, _OUT), (_OUT, _BEGIN), (_BEGIN, _OUT), (_BEGIN, _BEGIN), (_BEGIN, _IN),
        (_IN, _OUT), (_IN, _BEGIN), (_IN, _IN), (_GAP, _GAP), (_GAP, _IN),
    ):  # fmt: skip
        moves[origin, target] = 0.0
    moves[_BEGIN, _GAP] = moves[_IN, _GAP] = _ENTER_GAP
    return moves


_MOVES = _transitions()


@dataclass(slots=True)
class Candidate:
    """A quotation in words: indices in order, possibly with gaps."""

    type: QuotationType
    nested: bool
    words: list[int] = field(default_factory=list)
    confidence: float = 0.0


def best_tags(log_probabilities: Floats) -> NDArray[np.int8]:
    """Viterbi over one layer's (words, tags) log-probabilities: no `I` without a `B` before it."""
    emissions = log_probabilities[:, _EMITS]
    count = len(emissions)
    back = np.zeros((count, 4), dtype=np.int8)
    score = emissions[0].copy()
    score[[_IN, _GAP]] = _FORBIDDEN
    for position in range(1, count):
        paths = score[:, None] + _MOVES
        back[position] = paths.argmax(0)
        score = paths.max(0) + emissions[position]
    states = np.empty(count, dtype=np.int8)
    score[_GAP] = _FORBIDDEN
    states[-1] = int(score.argmax())
    for position in range(count - 1, 0, -1):
        states[position - 1] = back[position, states[position]]
    return states


def read_candidates(log_probabilities: Floats, outside_bias: Floats, sentence_of: Sequence[int]) -> list[Candidate]:
    """Quotations of all layers from (words, layers, tags) log-probabilities.

    `outside_bias` (layers,) is added to the score of "outside": above 0 it trades recall for precision.
    `sentence_of`: each word's sentence.
    """
    candidates: list[Candidate] = []
    if not len(log_probabilities):
        return candidates
    for index, layer in enumerate(LAYERS):
        scores = log_probabilities[:, index].copy()
        inside = 1.0 - np.exp(scores[:, OUTSIDE])
        if inside.max() < _HARDLY:
            continue
        scores[:, OUTSIDE] += outside_bias[index]
        candidates += [
            Candidate(layer.type, layer.nested, words, float(inside[words].mean()))
            for words in _stretches(best_tags(scores), layer.type, sentence_of)
        ]
    return candidates


def _stretches(states: NDArray[np.int8], type_: QuotationType, sentence_of: Sequence[int]) -> list[list[int]]:
    """Words of each quotation of one layer."""
    found: list[list[int]] = []
    for word in np.flatnonzero((states == _BEGIN) | (states == _IN)).tolist():
        gap = range(found[-1][-1] + 1, word) if found else range(0)
        if not found or states[word] == _BEGIN or (gap and not _pauses(gap, type_, sentence_of)):
            found.append([word])
            continue
        crossed = sentence_of[word] != sentence_of[found[-1][-1]]
        if type_ not in _INTERRUPTED or (len(gap) <= _HOLE and not crossed):
            found[-1] += gap
        found[-1].append(word)
    return found


def _pauses(gap: range, type_: QuotationType, sentence_of: Sequence[int]) -> bool:
    """Whether a quotation goes on behind a gap, rather than another one having begun without being told."""
    crossed = sentence_of[gap.stop] - sentence_of[gap.start - 1]
    if type_ == "direct":  # "…", sagte X, "…" – perhaps with a sentence of its own for the frame
        return len(gap) <= _LONGEST_GAP and crossed <= 2
    if type_ == "indirect":  # around its frame, or over the full stop to the "Das" of "Das teilte X mit"
        return len(gap) <= (_LONGEST_GAP if not crossed else 1)
    return len(gap) <= _LONGEST_GAP // 2 and crossed <= 1
