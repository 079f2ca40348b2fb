"""Scores the quotation networks of a training folder on held-back articles, and chooses the bias of each tag layer.

usage: python -m training.joint.score --model FOLDER --corpus FOLDER [--bias JSON] [--sweep TYPE]
Biases are chosen on our own corpus only. `Reported` and `FreeIndirect` are annotated more widely there than in the
published data (783 and 163 against 297 and 119, see the corpus README), so their layers aim at fewer.
"""

import argparse
import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor
from transformers import BertModel

from service.evaluation import Found, Report, evaluate, read_articles
from service.evaluation.annotations import TYPE_NAMES
from service.nlp.context.article import BRANCH_AT, ArticleToken, States, read_article
from service.nlp.context.pieces import Pieces
from service.nlp.quote.labels import LAYERS
from service.nlp.quote.reader import QuotationReader
from service.nlp.quote.weights import QuoteNetworks, new_networks
from service.nlp.quote.words import split_words
from training.joint.articles import sentence_starts


class KnowingEncoder:
    """States by piece ids, so that one article can be decoded many times."""

    def __init__(self, folder: Path) -> None:
        self._model = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="sdpa").eval()
        self._known: dict[tuple[int, ...], States] = {}

    def __call__(self, pieces: Tensor) -> States:
        key = tuple(pieces[0].tolist())
        if key not in self._known:
            layers = self._model(input_ids=pieces, output_hidden_states=True).hidden_states
            self._known[key] = States(layers[BRANCH_AT][0], layers[-1][0], layers[-1][0, :0])
        return self._known[key]


class Scorer:
    """Reads without Stanza, so that a training run can be scored before its heads are trained; sentences by rule."""

    def __init__(self, folder: Path, bias: Sequence[float]) -> None:
        self.encoder, self.pieces = KnowingEncoder(folder / "encoder"), Pieces(folder / "encoder" / "tokenizer.json")
        self.networks = replace(load_trained(folder), outside_bias=list(bias))

    def score(self, corpus: Path, articles: int | None, bias: Sequence[float] | None = None) -> Report:
        reader = QuotationReader(replace(self.networks, outside_bias=list(bias)) if bias else self.networks)

        def read(text: str) -> Found:
            article = read_article(self.encoder, self.pieces, ruled_sentences(text))
            quotations = reader.read(text, article)
            return Found(quotations, reader.read_marks(text, article, quotations))

        return evaluate(list(read_articles(corpus, split="check"))[:articles], read)


def load_trained(folder: Path) -> QuoteNetworks:
    """The quotation networks as `training.joint.train` leaves them."""
    saved = torch.load(folder / "quote.pt", weights_only=True)
    networks = new_networks()
    for name, network in networks.by_name().items():
        network.load_state_dict(saved[name])
    return networks


def ruled_sentences(text: str) -> list[list[ArticleToken]]:
    """The quotation model's own words as tokens, in sentences cut by a simple rule."""
    starts = [*sentence_starts(text), len(text) + 1]
    sentences: list[list[ArticleToken]] = [[] for _ in starts]
    for span in split_words(text):
        word = text[span.start : span.end]
        sentences[bisect_right(starts, span.start)].append(ArticleToken(span, word, (word,)))
    return [sentence for sentence in sentences if sentence]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--bias", type=json.loads, default=[0.0] * len(LAYERS), help="one number per tag layer")
    parser.add_argument("--sweep", help="type of quotation whose bias is varied")
    parser.add_argument("--values", type=json.loads, default=[0.0, 0.5, 1.0, 1.5, 2.0, 3.0])
    options = parser.parse_args()
    scorer = Scorer(options.model, options.bias)
    if not options.sweep:
        print(scorer.score(options.corpus, options.articles))
        return
    for value in options.values:
        bias = [value if layer.type == options.sweep else b for layer, b in zip(LAYERS, options.bias, strict=True)]
        report = scorer.score(options.corpus, options.articles, bias)
        scores, name = report.scores, TYPE_NAMES[options.sweep]
        of_type = scores.by_type[name]["messages"]
        print(
            f"{options.sweep} {value:+.2f}: joint {scores.joint.f1:.3f} messages {scores.messages.f1:.3f} "
            f"roles {scores.roles.f1:.3f}; {name} P {of_type.precision:.3f} R {of_type.recall:.3f}; "
            f"{report.predicted} found",
            flush=True,
        )


if __name__ == "__main__":
    main()
