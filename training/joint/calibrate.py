"""Fits what a confidence is worth, on held-back articles of our corpus and with the weights that ship.

usage: python -m training.joint.calibrate --corpus FOLDER
For each type of quotation: probability of being right = sigmoid(shift + slope × logit of the network's confidence)
(Platt 1999), right as in `service.evaluation.calibration`. Written into the quotation networks' file.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from service.domain import QUOTATION_TYPES
from service.evaluation import read_articles
from service.evaluation.annotations import TYPE_NAMES, to_annotation
from service.evaluation.calibration import quotation_samples, reliability
from service.evaluation.metric import Pair, pair_up
from service.nlp.context.article import read_article
from service.nlp.context.pieces import load_pieces
from service.nlp.encoder import load_encoder
from service.nlp.files import QUOTE_WEIGHTS
from service.nlp.quote.reader import QuotationReader
from service.nlp.quote.weights import UNCALIBRATED, load_networks, store_calibration
from training.joint.score import ruled_sentences

_AGREED = {"direct": 0.93, "indirect": 0.92, "indirect_free": 0.96, "free_indirect": 0.57, "reported": 0.41}
"""Of our annotations, the share that the published annotation of the same 700 articles also has (corpus README): our
guideline is wider, and a confidence has to hold by the narrower one."""
_HOLD = 2.0
"""How strongly a fit is held to "as it is" (squared distance of slope from 1 and shift from 0): types are rare."""


def fit(confidences: Tensor, right: Tensor) -> tuple[float, float]:
    """Shift and slope."""
    parameters = torch.tensor([0.0, 1.0], requires_grad=True)
    start = parameters.detach().clone()
    optimizer = torch.optim.LBFGS([parameters], max_iter=100, line_search_fn="strong_wolfe")
    logits = confidences.clamp(1e-4, 1 - 1e-4).logit()

    def loss() -> Tensor:
        optimizer.zero_grad()
        scores = parameters[0] + parameters[1] * logits
        total = binary_cross_entropy_with_logits(scores, right, reduction="sum")
        total = total + _HOLD * ((parameters - start) ** 2).sum()
        total.backward()
        return total

    optimizer.step(loss)
    shift, slope = parameters.tolist()
    return shift, slope


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    options = parser.parse_args()
    encoder, pieces = load_encoder(), load_pieces()
    reader = QuotationReader(replace(load_networks(QUOTE_WEIGHTS), calibration=UNCALIBRATED))
    pairs: list[Pair] = []
    for article in read_articles(options.corpus, split="check"):
        read = read_article(encoder.read, pieces, ruled_sentences(article.text))
        found = [to_annotation(quotation, article.tokens) for quotation in reader.read(article.text, read)]
        pairs += pair_up(found, article.annotations)
    fitted = []
    for type_ in QUOTATION_TYPES:
        samples = quotation_samples(pair for pair in pairs if pair[0].type == TYPE_NAMES[type_])
        confidences, right = (torch.tensor(column, dtype=torch.float32) for column in zip(*samples, strict=True))
        fitted.append(fit(confidences, right * _AGREED[type_]))
        before = reliability(samples).error
        print(f"{type_:15} {len(samples):4} found, error before {before:.3f}, shift, slope {fitted[-1]}")
    store_calibration(QUOTE_WEIGHTS, fitted)


if __name__ == "__main__":
    main()
