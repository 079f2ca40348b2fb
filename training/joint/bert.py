"""BERT as transformers lays it out, in the layout of the service's own transformer."""

import torch
from torch import Tensor, nn
from transformers import BertModel

from service.nlp.transformer import Transformer


def block_state(layer: nn.Module) -> dict[str, Tensor]:
    """One layer's weights as a `Block` takes them."""
    attention = layer.get_submodule("attention.self")
    parts = [attention.get_submodule(name) for name in ("query", "key", "value")]
    state = {
        f"query_key_value.{kind}": torch.cat([part.get_parameter(kind) for part in parts])
        for kind in ("weight", "bias")
    }
    for ours, theirs in (
        ("attended", "attention.output.dense"),
        ("attended_norm", "attention.output.LayerNorm"),
        ("inner", "intermediate.dense"),
        ("outer", "output.dense"),
        ("outer_norm", "output.LayerNorm"),
    ):
        for kind in ("weight", "bias"):
            state[f"{ours}.{kind}"] = layer.get_submodule(theirs).get_parameter(kind)
    return state


@torch.no_grad()
def as_transformer(bert: BertModel) -> Transformer:
    """The same network; the embedding of the one type of text that there is goes into those of the positions."""
    config, embeddings = bert.config, bert.embeddings
    model = Transformer(config.vocab_size, config.max_position_embeddings, config.num_hidden_layers)
    model.words.load_state_dict(embeddings.word_embeddings.state_dict())
    positions = embeddings.position_embeddings.weight + embeddings.token_type_embeddings.weight[0]
    model.positions.load_state_dict({"weight": positions})
    model.norm.load_state_dict(embeddings.LayerNorm.state_dict())
    for block, layer in zip(model.blocks, bert.encoder.layer, strict=True):
        block.load_state_dict(block_state(layer))
    return model.eval()
