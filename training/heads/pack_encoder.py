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
from torch import Tensor
from transformers import BertModel

from service.nlp.context.pieces import CLS, SEP, Pieces
from service.nlp.context.wordtokenizer import LONGEST_INPUT
from service.nlp.encoder import MIX
from service.nlp.files import ENCODER_CONFIG, ENCODER_WEIGHTS, TOKENIZER
from service.nlp.int8 import pack_state
from service.nlp.quote.words import split_words
from service.nlp.transformer import Transformer
from training.heads.evening import evened, watch
from training.joint.articles import read_corpus
from training.joint.bert import as_transformer

_ARTICLES = 24


@torch.inference_mode()
def evened_columns(model: Transformer, tokenizer: Path, corpus: Path) -> dict[str, Tensor]:
    """By weight: what to multiply each input column with before it becomes integers."""
    largest = watch(model)
    pieces = Pieces(tokenizer)
    articles = read_corpus(corpus, held_back=False)
    for article in random.Random(1).sample(articles, min(_ARTICLES, len(articles))):
        ids = [i for word in pieces.of(article.text[s.start : s.end] for s in split_words(article.text)) for i in word]
        model(torch.tensor([[CLS, *ids[: LONGEST_INPUT - 2], SEP]]))
    return evened(model, largest)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    options = parser.parse_args()
    folder = options.model / "encoder"
    bert = BertModel.from_pretrained(folder, add_pooling_layer=False)
    model = as_transformer(bert)
    tensors = pack_state(model.state_dict(), evened_columns(model, folder / "tokenizer.json", options.corpus))
    tensors[MIX] = torch.load(options.model / "probes.pt", weights_only=True)["mix"].clone()
    ENCODER_WEIGHTS.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, ENCODER_WEIGHTS)
    shutil.copy(folder / "tokenizer.json", TOKENIZER)
    # Only the shape: nothing of the machine that trained it.
    shape = {
        name: getattr(bert.config, name)
        for name in (
            "vocab_size",
            "hidden_size",
            "num_hidden_layers",
            "num_attention_heads",
            "intermediate_size",
            "max_position_embeddings",
            "pad_token_id",
        )
    }
    ENCODER_CONFIG.write_text(json.dumps(shape, indent=2) + "\n")
    print(f"{ENCODER_WEIGHTS}: {ENCODER_WEIGHTS.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
