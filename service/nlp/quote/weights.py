"""The quotation networks' weights in one file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from service.nlp.int8 import load_packed, pack_state
from service.nlp.quote.confidence import UNCALIBRATED
from service.nlp.quote.network import MarkReader, RoleReader, SpanTagger

_BIAS, _CALIBRATION = "outside_bias", "calibration"


@dataclass(frozen=True, slots=True)
class QuoteNetworks:
    spans: SpanTagger
    roles: RoleReader
    marks: MarkReader
    outside_bias: list[float]
    """One number per tag layer, see `decode.read_candidates`."""
    calibration: Sequence[float]
    """What makes a confidence of the evidence, see `confidence.probability`."""

    def by_name(self) -> dict[str, nn.Module]:
        return {"spans": self.spans, "roles": self.roles, "marks": self.marks}


def new_networks() -> QuoteNetworks:
    """Networks as they are before any weights are loaded."""
    return QuoteNetworks(SpanTagger(0.0), RoleReader(0.0), MarkReader(0.0), [], UNCALIBRATED)


def save_networks(file: Path, networks: QuoteNetworks, inverse: dict[str, Tensor]) -> None:
    """Matrices as int8 with one scale per row, everything else as float32; `inverse` as in `int8.pack_state`."""
    state = {
        f"{prefix}.{name}": tensor
        for prefix, network in networks.by_name().items()
        for name, tensor in network.state_dict().items()
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    plain = {_BIAS: torch.tensor(networks.outside_bias), _CALIBRATION: torch.tensor(list(networks.calibration))}
    save_file(pack_state(state, inverse) | plain, file)


def store_calibration(file: Path, calibration: Sequence[float]) -> None:
    """Puts another calibration into a file of networks."""
    save_file(_stored(file) | {_CALIBRATION: torch.tensor(list(calibration))}, file)


def _stored(file: Path) -> dict[str, Tensor]:
    with safe_open(file, framework="pt") as stored:
        return {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118 (not a dict)


def load_networks(file: Path) -> QuoteNetworks:
    """The networks ready to read."""
    tensors = _stored(file)
    bias: list[float] = tensors.pop(_BIAS).tolist()
    calibration: list[float] = tensors.pop(_CALIBRATION).tolist()
    loaded = new_networks()
    for prefix, network in loaded.by_name().items():
        load_packed(network, tensors, f"{prefix}.")
    return QuoteNetworks(loaded.spans, loaded.roles, loaded.marks, bias, calibration)
