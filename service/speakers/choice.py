"""Chooses among the candidates for a mention by learned weights, and says how likely the choice is."""

import math
from collections.abc import Callable, Mapping, Sequence

from service.speakers.reading import Outcome
from service.speakers.sought import Candidate, Form, Sought
from service.speakers.weights import WEIGHTS

Weights = Mapping[Form, Mapping[str, float]]
MOST = 5
"""Candidates that an outcome keeps."""
Watch = Callable[[Sought, Sequence[Candidate]], None]


def probabilities(candidates: Sequence[Candidate], weights: Mapping[str, float]) -> list[float]:
    """Softmax over the candidates' weighted features, in their order; sums to one."""
    scores = [sum(weights.get(name, 0.0) * value for name, value in c.features.items()) for c in candidates]
    highest = max(scores)
    shares = [math.exp(score - highest) for score in scores]
    total = sum(shares)
    return [share / total for share in shares]


def choose(sought: Sought, candidates: Sequence[Candidate], rule: Outcome, weights: Weights = WEIGHTS) -> Outcome:
    """The likeliest candidate with its probability; what the rules say where nothing is learned."""
    learned = weights.get(sought.form)
    if not candidates or not learned:
        return rule
    likely = probabilities(candidates, learned)
    best = max(range(len(candidates)), key=lambda index: likely[index])
    chosen = candidates[best]
    order = sorted(range(len(candidates)), key=lambda index: -likely[index])[:MOST]
    ranked = tuple((candidates[index].entities, likely[index]) for index in order)
    signs = tuple(name for name, value in chosen.features.items() if value == 1.0)
    return Outcome(chosen.entities, chosen.how, likely[best], learned=True, signs=signs, ranked=ranked)
