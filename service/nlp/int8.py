"""Matrices as eight-bit integers with one scale per row: how weights are stored, and how they are multiplied.

What is stored is what runs: the stored integers go into the kernel as they are, so that quality can be measured on the
exact weights that ship.
"""

import warnings
from collections.abc import Mapping

import torch
from torch import Tensor, nn

from service.nlp.precision import EIGHT_BITS

SCALE, INVERSE = ".scale", ".inverse"


def quantize_rows(matrix: Tensor) -> tuple[Tensor, Tensor]:
    """(rows, columns) float → int8 of the same shape and float32 scales (rows, 1); row = integers × scale."""
    scale = matrix.float().abs().amax(1, keepdim=True).clamp(min=1e-12) / 127
    return (matrix.float() / scale).round().clamp(-127, 127).to(torch.int8), scale


class Int8Linear(nn.Module):
    """A linear layer on stored integers; its inputs are quantised as they come (dynamic quantisation).

    A few columns of an encoder's inputs are a hundred times larger than the rest and would take all of the eight bits.
    `inverse` (columns,) evens the columns out before that, and the stored weights make up for it (SmoothQuant, Xiao et
    al. 2023).
    """

    def __init__(self, integers: Tensor, scale: Tensor, bias: Tensor, inverse: Tensor) -> None:
        super().__init__()
        zero_points = torch.zeros(len(integers), dtype=torch.long)
        scales = scale.flatten().double()
        with warnings.catch_warnings():
            # torch announces that it will move these kernels to another package; the version here is pinned.
            warnings.filterwarnings("ignore", message=".*quantized tensor creation functions.*")
            weight = torch._make_per_channel_quantized_tensor(integers, scales, zero_points, 0)
        self._packed = torch.ops.quantized.linear_prepack(weight, bias.float())
        self._inverse = inverse

    def forward(self, values: Tensor) -> Tensor:
        evened = values * self._inverse
        result: Tensor = torch.ops.quantized.linear_dynamic(evened, self._packed, reduce_range=not EIGHT_BITS)
        return result


class Int8Embedding(nn.Module):
    """An embedding whose rows stay integers until they are looked up."""

    def __init__(self, integers: Tensor, scale: Tensor) -> None:
        super().__init__()
        self._integers, self._scale = integers, scale

    def forward(self, ids: Tensor) -> Tensor:
        return self._integers[ids] * self._scale[ids]


def load_packed(network: nn.Module, tensors: Mapping[str, Tensor], prefix: str = "") -> None:
    """Loads what `pack_state` has stored under `prefix`, with `Int8Linear` and `Int8Embedding` where they serve."""
    used = _replace(network, tensors, prefix)
    rest = {name: tensor for name, tensor in tensors.items() if name.startswith(prefix) and name not in used}
    state = {name.removeprefix(prefix): tensor for name, tensor in unpack_state(rest).items()}
    network.load_state_dict(state, assign=True)
    network.requires_grad_(False).eval()


def _replace(module: nn.Module, tensors: Mapping[str, Tensor], prefix: str) -> set[str]:
    """Names of the tensors that went into the layers put in."""
    used: set[str] = set()
    for name, child in module.named_children():
        path = f"{prefix}{name}"
        weight, bias = f"{path}.weight", f"{path}.bias"
        if isinstance(child, nn.Linear) and weight + INVERSE in tensors:
            names = [weight, weight + SCALE, bias, weight + INVERSE]
            setattr(module, name, Int8Linear(*(tensors[part] for part in names)))
        elif isinstance(child, nn.Embedding) and weight + SCALE in tensors:
            names = [weight, weight + SCALE]
            setattr(module, name, Int8Embedding(*(tensors[part] for part in names)))
        else:
            names = list(_replace(child, tensors, f"{path}."))
        used.update(names)
    return used


def pack_state(state: dict[str, Tensor], inverse: dict[str, Tensor] | None = None) -> dict[str, Tensor]:
    """A network's state as it is stored: matrices as int8 with scales, everything else as it is.

    `inverse`: by a matrix' name, what its inputs will be multiplied with, see `Int8Linear`.
    """
    packed: dict[str, Tensor] = {}
    for name, tensor in state.items():
        if tensor.dim() != 2:
            packed[name] = tensor.float().contiguous()
            continue
        if inverse and name in inverse:
            tensor = tensor / inverse[name]
            packed[name + INVERSE] = inverse[name].contiguous()
        packed[name], packed[name + SCALE] = quantize_rows(tensor)
    return packed


def unpack_state(packed: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The float32 state that stored tensors stand for."""
    state = {}
    for name, tensor in packed.items():
        if name.endswith((SCALE, INVERSE)):
            continue
        if name + SCALE in packed:
            tensor = tensor.float() * packed[name + SCALE]
        state[name] = tensor * packed[name + INVERSE] if name + INVERSE in packed else tensor
    return state
