"""The quotation networks' weights in one file."""

from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file

from service.nlp.int8 import pack_state, unpack_state
from service.nlp.quote.network import RoleReader, SpanTagger

_BIAS = "outside_bias"


def save_networks(file: Path, spans: SpanTagger, roles: RoleReader, outside_bias: list[float]) -> None:
    """Matrices as int8 with one scale per row, everything else as float32."""
    state = {f"spans.{name}": tensor for name, tensor in spans.state_dict().items()}
    state |= {f"roles.{name}": tensor for name, tensor in roles.state_dict().items()}
    file.parent.mkdir(parents=True, exist_ok=True)
    save_file(pack_state(state) | {_BIAS: torch.tensor(outside_bias)}, file)


def load_networks(file: Path) -> tuple[SpanTagger, RoleReader, list[float]]:
    """Both networks ready to read, and the bias against "outside" of each tag layer."""
    with safe_open(file, framework="pt") as stored:
        tensors = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118 (not a dict)
    bias: list[float] = tensors.pop(_BIAS).tolist()
    state = unpack_state(tensors)
    spans, roles = SpanTagger(dropout=0.0), RoleReader(dropout=0.0)
    for prefix, network in (("spans.", spans), ("roles.", roles)):
        network.load_state_dict({k.removeprefix(prefix): v for k, v in state.items() if k.startswith(prefix)})
        network.requires_grad_(False).eval()
    return spans, roles, bias
