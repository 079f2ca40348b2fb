"""What is stored in eight bits multiplies nearly as the numbers it stands for."""

import torch
from torch import Tensor, nn

from service.nlp.int8 import load_packed, pack_state, unpack_state


class Network(nn.Module):
    def __init__(self, generator: torch.Generator) -> None:
        super().__init__()
        self.layer: nn.Module = nn.Linear(64, 32)
        self.weight = torch.randn(32, 64, generator=generator)
        self.layer.load_state_dict({"weight": self.weight, "bias": torch.ones(32)})

    def forward(self, values: Tensor) -> Tensor:
        result: Tensor = self.layer(values).detach()
        return result


def relative_error(got: Tensor, wanted: Tensor) -> float:
    return float((got - wanted).norm() / wanted.norm())


def test_stored_weights_stand_for_the_original_ones() -> None:
    network = Network(torch.Generator().manual_seed(1))
    state = unpack_state(pack_state(network.state_dict()))
    assert relative_error(state["layer.weight"], network.weight) < 0.01
    assert torch.equal(state["layer.bias"], torch.ones(32))


def test_evened_columns_leave_the_stored_meaning_unchanged() -> None:
    network = Network(torch.Generator().manual_seed(2))
    inverse = {"layer.weight": torch.linspace(0.5, 2.0, 64)}
    state = unpack_state(pack_state(network.state_dict(), inverse))
    assert relative_error(state["layer.weight"], network.weight) < 0.02


def test_integer_products_are_close_even_when_one_column_is_huge() -> None:
    generator = torch.Generator().manual_seed(3)
    network = Network(generator)
    values = torch.randn(20, 64, generator=generator)
    values[:, 7] *= 100
    wanted = network(values)
    inverse = {"layer.weight": 1 / values.abs().amax(0) ** 0.75}
    load_packed(network, pack_state(network.state_dict(), inverse))
    assert relative_error(network(values), wanted) < 0.02


def test_a_product_does_not_depend_on_chance() -> None:
    generator = torch.Generator().manual_seed(4)
    network = Network(generator)
    load_packed(network, pack_state(network.state_dict(), {"layer.weight": torch.ones(64)}))
    values = torch.randn(20, 64, generator=generator)
    assert torch.equal(network(values), network(values))
