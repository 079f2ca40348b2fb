"""Attention in short floats says nearly what attention in long ones says, and never nothing."""

import pytest
import torch
from torch import Tensor

from service.nlp import transformer
from service.nlp.precision import SHORT_FLOATS
from service.nlp.transformer import WIDTH, attend

pytestmark = pytest.mark.skipif(not SHORT_FLOATS, reason="this processor has no 16-bit floats: there is one way only")


def both_ways(values: Tensor, monkeypatch: pytest.MonkeyPatch) -> tuple[Tensor, Tensor]:
    with torch.inference_mode():
        short = attend(values, None)
        monkeypatch.setattr(transformer, "SHORT_FLOATS", False)
        return short, attend(values, None)


@pytest.mark.parametrize("length", [1, 2, 77, 512])
def test_it_differs_by_less_than_two_per_cent(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    values = torch.randn(1, length, 3 * WIDTH, generator=torch.Generator().manual_seed(length))
    short, long = both_ways(values, monkeypatch)
    assert (short - long).norm() < 0.02 * long.norm()


@pytest.mark.parametrize("size", [30.0, 1000.0], ids=["large", "beyond a float's powers"])
def test_any_size_of_scores_is_weighed(size: float, monkeypatch: pytest.MonkeyPatch) -> None:
    values = size * torch.randn(1, 60, 3 * WIDTH, generator=torch.Generator().manual_seed(1))
    short, long = both_ways(values, monkeypatch)
    assert short.isfinite().all()
    if size > 100:
        assert short.equal(long)


def test_scores_that_are_all_far_below_zero_are_weighed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    values = torch.ones(1, 8, 3 * WIDTH)
    values[:, :, :WIDTH] = -1000.0
    short, long = both_ways(values, monkeypatch)
    assert short.equal(long)


def test_learning_goes_the_long_way_since_the_short_one_has_no_way_back() -> None:
    values = torch.randn(1, 5, 3 * WIDTH, requires_grad=True)
    attend(values, None).sum().backward()
    assert values.grad is not None
    assert values.grad.isfinite().all()
