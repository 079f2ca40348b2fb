"""Fits what a confidence is worth, on held-back articles of our corpus and with the weights that ship.

usage: python -m training.joint.calibrate --corpus FOLDER
A logistic regression on what speaks for a quotation (`service.nlp.quote.confidence`), right as in
`service.evaluation.calibration`. Written into the quotation networks' file.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from service.evaluation import read_articles
from service.evaluation.annotations import to_annotation
from service.evaluation.calibration import is_right
from service.evaluation.metric import pair_up
from service.nlp.context.article import read_article
from service.nlp.context.pieces import load_pieces
from service.nlp.encoder import load_encoder
from service.nlp.files import QUOTE_WEIGHTS
from service.nlp.quote.confidence import Evidence, features
from service.nlp.quote.reader import QuotationReader
from service.nlp.quote.weights import load_networks, store_calibration
from training.joint.score import ruled_sentences

_AGREED = {"free_indirect": 0.57, "reported": 0.41}
"""Of our annotations of these two types, the share that the published annotation of the same 700 articles also has
(corpus README): our guideline is wider there, and a confidence has to hold by the narrower one."""
_HOLD = 2.0
"""How strongly weights are held to zero (squared distance): there are some hundred quotations."""


def fit(evidence: Sequence[Evidence], right: Sequence[float]) -> list[float]:
    """Weights as `confidence.probability` takes them; `right` may be a share."""
    inputs = torch.tensor([features(one) for one in evidence], dtype=torch.float64)
    wanted = torch.tensor(right, dtype=torch.float64)
    weights = torch.zeros(inputs.shape[1], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=300, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        total = binary_cross_entropy_with_logits(inputs @ weights, wanted, reduction="sum")
        total = total + _HOLD * (weights**2).sum()
        total.backward()
        return total

    optimizer.step(loss)
    fitted: list[float] = weights.detach().tolist()
    return fitted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    options = parser.parse_args()
    encoder, pieces = load_encoder(), load_pieces()
    reader = QuotationReader(load_networks(QUOTE_WEIGHTS))
    evidence: list[Evidence] = []
    right: list[float] = []
    for article in read_articles(options.corpus, split="check"):
        read = read_article(encoder.read, pieces, ruled_sentences(article.text))
        found = reader.read_with_evidence(article.text, read)
        annotations = [to_annotation(quotation, article.tokens) for quotation, _ in found]
        partners = {id(ours): gold for ours, gold in pair_up(annotations, article.annotations)}
        for annotation, (quotation, one) in zip(annotations, found, strict=True):
            if annotation.parts["quote"]:
                evidence.append(one)
                right.append(is_right(annotation, partners[id(annotation)]) * _AGREED.get(quotation.type, 1.0))
    weights = fit(evidence, right)
    store_calibration(QUOTE_WEIGHTS, weights)
    print(f"{len(right)} quotations, weights {' '.join(f'{weight:.2f}' for weight in weights)}")


if __name__ == "__main__":
    main()
