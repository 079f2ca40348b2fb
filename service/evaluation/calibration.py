"""Whether a confidence means what it says: of what is 0.8 sure, eight in ten should be right.

A predicted quotation is right when it shares more than half its tokens with the one it is paired with (token F1 above
.5). Its speaker is right when the same holds for the words that mention them; only right quotations count
there, and only those with a confidence in their speaker. Against names it is counted in `speakers.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.evaluation.annotations import Annotation
from service.evaluation.metric import Pair, token_f1

BINS = 10
_RIGHT = 0.5

Sample = tuple[float, bool]
"""A confidence, and whether what it was about was right."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of about the same confidence; shares from 0 to 1."""

    confidence: float
    right: float
    count: int


@dataclass(frozen=True, slots=True)
class Reliability:
    bins: tuple[Bin, ...]

    @property
    def error(self) -> float:
        """Expected calibration error: mean distance of confidence and share that is right, weighed by predictions."""
        total = sum(part.count for part in self.bins)
        return sum(part.count * abs(part.confidence - part.right) for part in self.bins) / total if total else 0.0


def is_right(ours: Annotation, gold: Annotation) -> bool:
    """Whether a predicted quotation is the one that it is paired with."""
    return token_f1(ours, gold, "quote") > _RIGHT


def quotation_samples(pairs: Iterable[Pair]) -> list[Sample]:
    return [(ours.confidence, is_right(ours, gold)) for ours, gold in pairs if ours.parts["quote"]]


def speaker_samples(pairs: Iterable[Pair]) -> list[Sample]:
    return [
        (ours.speaker_confidence, token_f1(ours, gold, "speaker") > _RIGHT)
        for ours, gold in pairs
        if is_right(ours, gold) and ours.parts["speaker"] and ours.speaker_confidence
    ]


def reliability(samples: Sequence[Sample]) -> Reliability:
    """In bins of equal width over the confidences from 0 to 1; empty bins are left out."""
    binned: list[list[Sample]] = [[] for _ in range(BINS)]
    for sample in samples:
        binned[min(int(sample[0] * BINS), BINS - 1)].append(sample)
    return Reliability(
        tuple(
            Bin(sum(c for c, _ in part) / len(part), sum(right for _, right in part) / len(part), len(part))
            for part in binned
            if part
        )
    )
