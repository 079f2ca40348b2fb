"""From tag probabilities to quotations: the best legal tag sequence of each layer, and what it says."""

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


def read_candidates(log_probabilities: Floats, outside_bias: Floats) -> list[Candidate]:
    """Quotations of all layers from (words, layers, tags) log-probabilities.

    `outside_bias` (layers,) is added to the score of "outside": above 0 it trades recall for precision.
    """
    candidates: list[Candidate] = []
    if not len(log_probabilities):
        return candidates
    for index, layer in enumerate(LAYERS):
        scores = log_probabilities[:, index].copy()
        inside = 1.0 - np.exp(scores[:, OUTSIDE])
        if inside.max() < 0.1:
            continue
        scores[:, OUTSIDE] += outside_bias[index]
        current: Candidate | None = None
        for word, state in enumerate(best_tags(scores)):
            starts_anew = state == _BEGIN or (
                state == _IN and current is not None and word - current.words[-1] > _LONGEST_GAP
            )
            if starts_anew:
                current = Candidate(layer.type, layer.nested, [word])
                candidates.append(current)
            elif state == _IN and current is not None:
                current.words.append(word)
        for candidate in candidates:
            if candidate.confidence == 0.0:
                candidate.confidence = float(inside[candidate.words].mean())
    return candidates
