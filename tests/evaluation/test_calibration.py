"""A confidence is compared with how often it was right."""

from dataclasses import replace

import pytest

from service.evaluation.calibration import quotation_samples, reliability, speaker_samples
from service.evaluation.metric import pair_up
from tests.evaluation.articles import annotation


def test_confidence_that_is_right_as_often_as_it_says_has_no_error() -> None:
    samples = [(0.75, True), (0.75, True), (0.75, True), (0.75, False), (0.25, True), *[(0.25, False)] * 3]
    assert reliability(samples).error == 0


def test_the_error_is_the_mean_distance_weighed_by_predictions() -> None:
    found = reliability([(0.95, True), (0.95, False), (0.15, False), (1.0, True)])
    assert [(part.count, part.right) for part in found.bins] == [(1, 0.0), (3, pytest.approx(2 / 3))]
    assert found.error == pytest.approx((0.15 + 3 * (2.9 / 3 - 2 / 3)) / 4)


def test_nothing_predicted_has_no_error() -> None:
    assert reliability([]).error == 0


def test_a_quotation_is_right_that_shares_more_than_half_its_tokens_and_its_speaker_counts_only_then() -> None:
    """… and only with a confidence: 0 says that whom the words mean is not annotated."""
    gold = [annotation(quote=range(10), speaker=[12, 13]), annotation(quote=range(20, 30), speaker=[31])]
    ours = [
        annotation(quote=range(6), speaker=[13]),  # F1 .75; speaker .67
        annotation(quote=range(20, 23), speaker=[31]),  # F1 .46
        annotation(quote=[40, 41], speaker=[42]),
    ]
    unsure = pair_up(ours, gold)
    assert not speaker_samples(unsure)
    pairs = pair_up([replace(one, speaker_confidence=0.8) for one in ours], gold)
    assert [right for _, right in quotation_samples(pairs)] == [True, False, False]
    assert [right for _, right in speaker_samples(pairs)] == [True]
