"""What is stored in eight bits multiplies nearly as the numbers it stands for."""

import torch
from torch import Tensor, nn

from service.nlp.int8 import pack_state, replace_linear, unpack_state


def linear(generator: torch.Generator) -> nn.Sequential:
    network = nn.Sequential(nn.Linear(64, 32))
    nn.init.normal_(network[0].weight, generator=generator)
    return network


def relative_error(got: Tensor, wanted: Tensor) -> float:
    return float((got - wanted).detach().norm() / wanted.detach().norm())


def test_stored_weights_stand_for_the_original_ones() -> None:
    network = linear(torch.Generator().manual_seed(1))
    state = unpack_state(pack_state(network.state_dict()))
    assert relative_error(state["0.weight"], network[0].weight) < 0.01
    assert torch.equal(state["0.bias"], network[0].bias)


def test_evened_columns_leave_the_stored_meaning_unchanged() -> None:
    network = linear(torch.Generator().manual_seed(2))
    inverse = {"0.weight": torch.linspace(0.5, 2.0, 64)}
    state = unpack_state(pack_state(network.state_dict(), inverse))
    assert relative_error(state["0.weight"], network[0].weight) < 0.02


def test_integer_products_are_close_even_when_one_column_is_huge() -> None:
    generator = torch.Generator().manual_seed(3)
    network = linear(generator)
    values = torch.randn(20, 64, generator=generator)
    values[:, 7] *= 100
    wanted = network(values).detach()
    inverse = {"0.weight": 1 / values.abs().amax(0) ** 0.75}
    replace_linear(network, pack_state(network.state_dict(), inverse))
    assert relative_error(network(values), wanted) < 0.02


def test_a_product_does_not_depend_on_chance() -> None:
    generator = torch.Generator().manual_seed(4)
    network = linear(generator)
    replace_linear(network, pack_state(network.state_dict(), {"0.weight": torch.ones(64)}))
    values = torch.randn(20, 64, generator=generator)
    assert torch.equal(network(values), network(values))
