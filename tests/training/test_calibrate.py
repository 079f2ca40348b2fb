"""A fitted confidence is the share that is right."""

import math

import pytest

from service.domain import QUOTATION_TYPES, QuotationType
from service.nlp.quote.confidence import UNCALIBRATED, Evidence, features, probability
from training.joint.calibrate import fit


def evidence(inside: float, words: int = 12, *, cue: bool = True) -> Evidence:
    return Evidence("direct", inside, words, 0.9, cue)


def test_overconfidence_is_taken_back_to_what_was_seen() -> None:
    weights = fit([evidence(0.95)] * 400 + [evidence(0.6)] * 400, [1.0] * 320 + [0.0] * 80 + [1.0] * 200 + [0.0] * 200)
    assert probability(weights, evidence(0.95)) == pytest.approx(0.8, abs=0.05)
    assert probability(weights, evidence(0.6)) == pytest.approx(0.5, abs=0.05)


def test_a_handful_of_quotations_hardly_moves_a_confidence() -> None:
    weights = fit([evidence(0.8), evidence(0.9)], [0.0, 0.0])
    assert probability(weights, evidence(0.85)) > 0.25


def test_what_long_and_announced_quotations_have_in_advance_is_learned() -> None:
    long, scrap = evidence(0.9, 30), evidence(0.9, 1, cue=False)
    weights = fit([long, scrap] * 100, [1.0, 0.0] * 100)
    assert probability(weights, long) > 0.9
    assert probability(weights, scrap) < 0.1


@pytest.mark.parametrize("type_", QUOTATION_TYPES)
def test_without_a_fit_it_is_the_networks_own_probability(type_: QuotationType) -> None:
    assert probability(UNCALIBRATED, evidence(0.7)._replace(type=type_)) == pytest.approx(0.7)


def test_certainty_stays_within_what_a_share_can_be() -> None:
    for extreme in (0.0, 1.0):
        assert 0 < probability(UNCALIBRATED, evidence(extreme)) < 1
        assert all(map(math.isfinite, features(evidence(extreme)._replace(mention=extreme))))
