"""The quotation networks' weights in one file."""

from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from service.nlp.quote.labels import LAYERS
from service.nlp.quote.network import RoleReader, SpanTagger

_BIAS = "outside_bias"
_SCALE = ".scale"


def save_networks(file: Path, spans: SpanTagger, roles: RoleReader, outside_bias: list[float]) -> None:
    """Matrices as int8 with one scale per row, everything else as float32."""
    tensors: dict[str, Tensor] = {_BIAS: torch.tensor(outside_bias)}
    for prefix, network in (("spans", spans), ("roles", roles)):
        for name, tensor in network.state_dict().items():
            key = f"{prefix}.{name}"
            if tensor.dim() == 2:
                scale = tensor.abs().amax(1, keepdim=True).clamp(min=1e-12) / 127
                tensors[key] = (tensor / scale).round().to(torch.int8)
                tensors[key + _SCALE] = scale
            else:
                tensors[key] = tensor.clone()
    file.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, file, metadata={"layers": str(len(LAYERS))})


def load_networks(file: Path) -> tuple[SpanTagger, RoleReader, list[float]]:
    """Both networks ready to read, and the bias against "outside" of each tag layer."""
    with safe_open(file, framework="pt") as stored:
        tensors = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118 (not a dict)
    bias: list[float] = tensors.pop(_BIAS).tolist()
    whole = {
        name: tensor.float() * tensors[name + _SCALE] if name + _SCALE in tensors else tensor
        for name, tensor in tensors.items()
        if not name.endswith(_SCALE)
    }
    spans, roles = SpanTagger(dropout=0.0), RoleReader(dropout=0.0)
    for prefix, network in (("spans.", spans), ("roles.", roles)):
        network.load_state_dict({k.removeprefix(prefix): v for k, v in whole.items() if k.startswith(prefix)})
        network.requires_grad_(False).eval()
    return spans, roles, bias
