"""Stanza's trainers on the packed, frozen encoder, and their models made ready to ship."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from stanza.models.common import bert_embedding
from torch import Tensor

from service.nlp.encoder import NAME, for_training, load_encoder
from service.nlp.files import stanza_model


@contextmanager
def frozen_encoder() -> Iterator[None]:
    """Within it Stanza finds the packed encoder under its symbolic name and reads every sentence only once."""
    encoder = load_encoder()
    model = for_training(encoder)
    before = bert_embedding.load_bert

    def load(name: str | None, *_: Any, **__: Any) -> tuple[Any, Any]:
        if name is None:
            return None, None
        assert name == NAME, name
        return model, encoder.tokenizer

    bert_embedding.load_bert = load
    try:
        yield
    finally:
        bert_embedding.load_bert = before


def ship(saved: Path, processor: str) -> None:
    """Writes a trained model where the service loads it: half precision, no optimizer, no paths of the machine."""
    checkpoint = torch.load(saved, map_location="cpu", weights_only=True)
    slim = {name: part for name, part in checkpoint.items() if "optim" not in name and "history" not in name}
    slim["model"] = {
        name: tensor.half() if isinstance(tensor, Tensor) and tensor.is_floating_point() else tensor
        for name, tensor in checkpoint["model"].items()
    }
    slim["config"] = {name: value for name, value in checkpoint["config"].items() if not _is_path(name, value)}
    target = stanza_model(processor)
    target.parent.mkdir(parents=True, exist_ok=True)
    torch.save(slim, target)
    print(f"{target.name} for {processor}: {target.stat().st_size / 1e6:.2f} MB")


def _is_path(name: str, value: object) -> bool:
    return name.endswith(("_dir", "_file")) or (isinstance(value, str) and "/" in value)
