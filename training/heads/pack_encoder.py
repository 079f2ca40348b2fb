"""Packs a jointly trained encoder into the form the service ships.

usage: python -m training.heads.pack_encoder --model FOLDER --corpus FOLDER
FOLDER is the output of training.joint.train; some articles of the corpus show how large the encoder's inputs get.
"""

import argparse
import json
import random
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import BertModel

from service.nlp.encoder import LONGEST_INPUT, MIX
from service.nlp.files import ENCODER_CONFIG, ENCODER_WEIGHTS, TOKENIZER
from service.nlp.int8 import pack_state
from service.nlp.quote.pieces import CLS, SEP, Pieces
from service.nlp.quote.words import split_words
from training.joint.articles import read_corpus

_ARTICLES = 24
_ALPHA = 0.75
"""How much of the inputs' unevenness goes into the weights; see SmoothQuant (Xiao et al. 2023). Relative error of the
last hidden state without it .09 to .13, at .5 .08, at .65 and .8 .05."""


@torch.inference_mode()
def evened_columns(model: BertModel, tokenizer: Path, corpus: Path) -> dict[str, Tensor]:
    """By weight: what to multiply each input column with so that no column takes all of the eight bits."""
    largest: dict[str, Tensor] = {}

    def watch(name: str) -> None:
        def see(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            columns = inputs[0].abs().flatten(0, -2).amax(0)
            largest[name] = torch.maximum(largest.get(name, columns), columns)

        model.get_submodule(name).register_forward_pre_hook(see)

    linear = {name: module for name, module in model.named_modules() if isinstance(module, nn.Linear)}
    for name in linear:
        watch(name)
    pieces = Pieces(tokenizer)
    articles = read_corpus(corpus, held_back=False)
    for article in random.Random(1).sample(articles, min(_ARTICLES, len(articles))):
        ids = [i for word in pieces.of(article.text[s.start : s.end] for s in split_words(article.text)) for i in word]
        model(input_ids=torch.tensor([[CLS, *ids[: LONGEST_INPUT - 2], SEP]]))
    inverse = {}
    for name, module in linear.items():
        weights = module.weight.abs().amax(0).clamp(min=1e-3)
        inverse[f"{name}.weight"] = weights ** (1 - _ALPHA) / largest[name].clamp(min=1e-3) ** _ALPHA
    return inverse


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    options = parser.parse_args()
    folder = options.model / "encoder"
    model = BertModel.from_pretrained(folder, add_pooling_layer=False)
    tensors = pack_state(model.state_dict(), evened_columns(model, folder / "tokenizer.json", options.corpus))
    tensors[MIX] = torch.load(options.model / "probes.pt", weights_only=True)["mix"].clone()
    ENCODER_WEIGHTS.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, ENCODER_WEIGHTS)
    shutil.copy(folder / "tokenizer.json", TOKENIZER)
    # Only the shape: nothing of the machine that trained it.
    shape = {
        name: getattr(model.config, name)
        for name in (
            "vocab_size",
            "hidden_size",
            "num_hidden_layers",
            "num_attention_heads",
            "intermediate_size",
            "max_position_embeddings",
            "type_vocab_size",
            "pad_token_id",
        )
    }
    ENCODER_CONFIG.write_text(json.dumps(shape, indent=2) + "\n")
    print(f"{ENCODER_WEIGHTS}: {ENCODER_WEIGHTS.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
