"""How unevenly the columns of a network's inputs are filled, and what evens them out before they become integers."""

import torch
from torch import Tensor, nn

_ALPHA = 0.75
"""How much of the inputs' unevenness goes into the weights; see SmoothQuant (Xiao et al. 2023). Relative error of the
encoder's last hidden state without it .09 to .13, at .5 .08, at .65 and .8 .05."""


def watch(network: nn.Module) -> dict[str, Tensor]:
    """From now on, the largest input of every column of each linear layer, by the layer's name."""
    largest: dict[str, Tensor] = {}

    def see(name: str) -> None:
        def record(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            columns = inputs[0].abs().flatten(0, -2).amax(0)
            largest[name] = torch.maximum(largest.get(name, columns), columns)

        network.get_submodule(name).register_forward_pre_hook(record)

    for name, module in network.named_modules():
        if isinstance(module, nn.Linear):
            see(name)
    return largest


def evened(network: nn.Module, largest: dict[str, Tensor]) -> dict[str, Tensor]:
    """By weight: what to multiply each input column with so that no column takes all of the eight bits."""
    inverse = {}
    for name, inputs in largest.items():
        weight: Tensor = network.get_submodule(name).get_parameter("weight")
        columns = weight.abs().amax(0).clamp(min=1e-3)
        inverse[f"{name}.weight"] = (columns ** (1 - _ALPHA) / inputs.clamp(min=1e-3) ** _ALPHA).detach()
    return inverse
