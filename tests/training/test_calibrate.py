"""A fitted confidence is the share that is right."""

import torch

from service.nlp.quote.reader import calibrated
from training.joint.calibrate import fit


def test_overconfidence_is_taken_back_to_what_was_seen() -> None:
    confidences = torch.tensor([0.95] * 400 + [0.6] * 400)
    right = torch.tensor([1.0] * 320 + [0.0] * 80 + [1.0] * 200 + [0.0] * 200)
    shift, slope = fit(confidences, right)
    assert abs(calibrated(0.95, shift, slope) - 0.8) < 0.02
    assert abs(calibrated(0.6, shift, slope) - 0.5) < 0.02


def test_a_handful_of_quotations_hardly_moves_a_confidence() -> None:
    shift, slope = fit(torch.tensor([0.8, 0.9]), torch.tensor([0.0, 0.0]))
    assert calibrated(0.85, shift, slope) > 0.4


def test_certainty_stays_within_what_a_share_can_be() -> None:
    assert 0 < calibrated(0.0, 0.0, 1.0) < calibrated(1.0, 0.0, 1.0) < 1
