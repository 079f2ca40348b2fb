"""Writes the quotation networks of a training folder where the service looks for them.

usage: python -m training.joint.export --model FOLDER --corpus FOLDER [--bias JSON]
The encoder itself is packed by `training.heads`; some articles of the corpus show how large the networks' inputs get.
"""

import argparse
import json
import random
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from service.nlp.context.article import read_article
from service.nlp.files import QUOTE_WEIGHTS
from service.nlp.quote.labels import LAYERS
from service.nlp.quote.reader import QuotationReader
from service.nlp.quote.weights import save_networks
from training.heads.evening import evened, watch
from training.joint.articles import read_corpus
from training.joint.score import Scorer, ruled_sentences

_ARTICLES = 24


@torch.inference_mode()
def evened_columns(scorer: Scorer, corpus: Path) -> dict[str, Tensor]:
    """For the role reader's blocks, which are multiplied as integers; the small output layers stay as they are."""
    blocks = scorer.networks.roles.blocks
    largest = watch(blocks)
    reader = QuotationReader(scorer.networks)
    for article in random.Random(1).sample(read_corpus(corpus, held_back=False), _ARTICLES):
        reader.read(article.text, read_article(scorer.encoder, scorer.pieces, ruled_sentences(article.text)))
    return {f"roles.blocks.{name}": inverse for name, inverse in evened(blocks, largest).items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--bias", type=json.loads, default=[0.0] * len(LAYERS), help="one number per tag layer")
    parser.add_argument("--out", type=Path, default=QUOTE_WEIGHTS)
    options = parser.parse_args()
    scorer = Scorer(options.model, options.bias)
    inverse = evened_columns(scorer, options.corpus)
    save_networks(options.out, replace(scorer.networks, outside_bias=options.bias), inverse)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
