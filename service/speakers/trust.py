"""How likely it is that an attribution is right: a logistic model over the way it was found and how clear it was."""

import math
from collections.abc import Mapping

from service.domain import Quotation
from service.speakers.reading import Outcome
from service.speakers.weights import TRUST

THRESHOLD = 0.5
"""Probability below which a quotation gets no name: it would more likely be wrong than right."""
CONTINUATION = 0.55
"""For quotations without a mention: in the corpus nearly all have one, so nothing is learned of them."""
_SUREST = 0.99


def evidence(outcome: Outcome, quotation: Quotation) -> dict[str, float]:
    """What bears on whether an outcome with entities is right."""
    sure = min(max(outcome.sure, 1 - _SUREST), _SUREST)
    clear = math.log(sure / (1 - sure))
    first = outcome.entities[0]
    found = {f"by {outcome.how}": 1.0, f"clear, by {outcome.how}": clear, f"is {first.kind}": 1.0}
    if len(outcome.entities) == 1 and quotation.kind not in {"unknown", first.kind}:
        found["kind differs"] = 1.0
    if first.kind == "person" and not first.described:
        found["first and last name" if first.first and first.last else "part of a name"] = 1.0
        found["named twice" if len(first.mentions) > 1 else "named once"] = 1.0
    if not first.is_person:
        found["proper" if first.proper else "common noun"] = 1.0
        found["one word" if " " not in first.name else "several words"] = 1.0
    if len(outcome.entities) > 1:
        found["joint"] = 1.0
    if outcome.learned:
        found["learned"] = 1.0
    return found


def probability(outcome: Outcome, quotation: Quotation, weights: Mapping[str, float] = TRUST) -> float:
    """Between 0 and 1; 0 without entities."""
    if not outcome.entities:
        return 0.0
    if outcome.how == "continuation":
        return CONTINUATION
    score = sum(weights.get(name, 0.0) * value for name, value in evidence(outcome, quotation).items())
    return 1 / (1 + math.exp(-score))
