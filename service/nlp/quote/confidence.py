"""How sure a quotation is, by what speaks for it.

The networks' own probability says little by itself: they are nearly always sure. Longer quotations that somebody
announces are right more often than scraps without a cue, and types differ. What each of these is worth was fitted on
articles that the networks have not learned from (`training.joint.calibrate`).
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from service.domain import QUOTATION_TYPES, QuotationType

SURE_ENOUGH = 0.3
"""Confidence from which on something is a quotation. F1 is best where things are kept from half of the best F1 on
(Lipton et al. 2014), here about .4, and hardly worse down to .3."""
UNCALIBRATED: tuple[float, ...] = (*(0.0 for _ in QUOTATION_TYPES), 1.0, 0.0, 0.0, 0.0)
"""The networks' own probability: one weight for each type, then one for each kind of evidence."""


class Evidence(NamedTuple):
    type: QuotationType
    inside: float  # mean probability of its words to be inside such a quotation
    words: int
    mention: float  # probability of the speaker's mention, 0 if there is none
    cue: bool


def features(evidence: Evidence) -> list[float]:
    """As many numbers as there are weights, those of usual quotations around zero."""
    return [
        *(float(evidence.type == type_) for type_ in QUOTATION_TYPES),
        _logit(evidence.inside, 1e-3),
        math.log(evidence.words) - 2.5,
        _logit(evidence.mention, 0.02) / 4,
        evidence.cue - 0.8,
    ]


def probability(weights: Sequence[float], evidence: Evidence) -> float:
    """The share of quotations with this evidence that is right."""
    score = sum(weight * feature for weight, feature in zip(weights, features(evidence), strict=True))
    return 1 / (1 + math.exp(-score))


def _logit(share: float, least: float) -> float:
    held = min(max(share, least), 1 - least)
    return math.log(held / (1 - held))
