"""Scores the quotation networks of a training folder on held-back articles, and chooses the bias of each tag layer.

usage: python -m training.joint.score --model FOLDER --corpus FOLDER [--bias JSON] [--sweep TYPE]
Biases are chosen on our own corpus only. `Reported` and `FreeIndirect` are annotated more widely there than in the
published data (783 and 163 against 297 and 119, see the corpus README), so their layers aim at fewer.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor
from transformers import BertModel

from service.domain import Quotation
from service.evaluation import Report, evaluate, read_articles
from service.evaluation.annotations import TYPE_NAMES
from service.nlp.quote.labels import LAYERS
from service.nlp.quote.network import RoleReader, SpanTagger
from service.nlp.quote.pieces import Pieces
from service.nlp.quote.reader import QuotationReader
from training.joint.articles import sentence_starts


class RememberingEncoder:
    """Hidden states by piece ids, so that one article can be decoded many times."""

    def __init__(self, folder: Path) -> None:
        self._model = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="sdpa").eval()
        self._known: dict[tuple[int, ...], tuple[Tensor, ...]] = {}

    def __call__(self, pieces: Tensor) -> Sequence[Tensor]:
        key = tuple(pieces[0].tolist())
        if key not in self._known:
            states = self._model(input_ids=pieces, output_hidden_states=True).hidden_states
            empty = states[0][:, :0]
            self._known[key] = tuple(state if index >= 10 else empty for index, state in enumerate(states))
        return self._known[key]


def load_reader(folder: Path, encoder: RememberingEncoder, bias: Sequence[float]) -> QuotationReader:
    spans, roles = SpanTagger(0.0), RoleReader(0.0)
    saved = torch.load(folder / "quote.pt", weights_only=True)
    spans.load_state_dict(saved["spans"])
    roles.load_state_dict(saved["roles"])
    return QuotationReader(encoder, Pieces(folder / "encoder" / "tokenizer.json"), spans, roles, bias)


def score(reader: QuotationReader, corpus: Path, articles: int | None) -> Report:
    """Without Stanza, so that a training run can be scored before its heads are trained; sentences by rule."""

    def read(text: str) -> Sequence[Quotation]:
        return reader.read(text, sentence_starts(text))

    return evaluate(list(read_articles(corpus, split="check"))[:articles], read)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--bias", type=json.loads, default=[0.0] * len(LAYERS), help="one number per tag layer")
    parser.add_argument("--sweep", help="type of quotation whose bias is varied")
    parser.add_argument("--values", type=json.loads, default=[0.0, 0.5, 1.0, 1.5, 2.0, 3.0])
    options = parser.parse_args()
    encoder = RememberingEncoder(options.model / "encoder")
    if not options.sweep:
        print(score(load_reader(options.model, encoder, options.bias), options.corpus, options.articles))
        return
    for value in options.values:
        bias = [value if layer.type == options.sweep else b for layer, b in zip(LAYERS, options.bias, strict=True)]
        report = score(load_reader(options.model, encoder, bias), options.corpus, options.articles)
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
