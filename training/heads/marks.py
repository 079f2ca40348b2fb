"""`python -m training.heads.marks`: how what stands around quotation marks weighs beside what the network sees.

A softmax over the readings: the network's logits and `service/nlp/quote/markevidence.py`, fitted by gradient descent
with an L2 penalty on the annotated pairs of the training articles. The network has seen most of these in training, so
its logits are divided by a temperature. Prints the accuracy by cross-validation on articles that it has not seen, and
on those held back; writes `service/nlp/quote/markweights.py`. Deterministic; two minutes.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from service.domain import Reading, Span
from service.evaluation.corpus import CorpusArticle, read_corpus_articles
from service.nlp.analyzer import Analyzer
from service.nlp.context.processor import context_of
from service.nlp.files import QUOTE_WEIGHTS
from service.nlp.quote.canonical import canonical
from service.nlp.quote.labels import READINGS
from service.nlp.quote.markevidence import Features, evidence_of
from service.nlp.quote.processor import quotations_of
from service.nlp.quote.triage import TEMPERATURE, logits_of
from service.nlp.quote.weights import load_networks
from training.folds import FOLDS, folds_of

UNSEEN = ("ausland", "gesellschaft", "panorama")
"""Genres whose articles the networks have learned nothing from."""


@dataclass(frozen=True, slots=True)
class Pair:
    article: str
    logits: Tensor  # (readings,), of the network, divided by the temperature
    features: Features
    reading: Reading

    @property
    def unseen(self) -> bool:
        return self.article.startswith(UNSEEN)


def pairs_of(articles: Sequence[CorpusArticle]) -> list[Pair]:
    """All annotated pairs of some articles, read by the bundled models."""
    analyzer, network = Analyzer(), load_networks(QUOTE_WEIGHTS).marks
    found = []
    for article in articles:
        document = analyzer._pipeline(canonical(article.text))
        quotations = quotations_of(document)
        spans = [Span(mark["start"], mark["end"]) for mark in article.marks or ()]
        context = context_of(document)
        logits = logits_of(context, network, spans) if context else []
        for mark, span, scores in zip(article.marks or (), spans, logits, strict=True):
            evidence = evidence_of(document.text, span, quotations)
            found.append(Pair(article.id, scores / TEMPERATURE, evidence, mark["reading"]))
    return found


def fit(pairs: Sequence[Pair], names: Sequence[str], *, penalty: float, steps: int = 400) -> Tensor:
    """Weights (features, readings) that make the annotated readings likely."""
    values, wanted, logits = matrix(pairs, names), targets(pairs), torch.stack([pair.logits for pair in pairs])
    weights = torch.zeros(len(names), len(READINGS), requires_grad=True)
    optimizer = torch.optim.Adam([weights], lr=0.05)
    for _ in range(steps):
        loss = torch.nn.functional.cross_entropy(logits + values @ weights, wanted) + penalty * weights.square().sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return weights.detach()


def matrix(pairs: Sequence[Pair], names: Sequence[str]) -> Tensor:
    """(pairs, features)"""
    return torch.tensor([[pair.features.get(name, 0.0) for name in names] for pair in pairs])


def targets(pairs: Sequence[Pair]) -> Tensor:
    return torch.tensor([READINGS.index(pair.reading) for pair in pairs])


def right(pairs: Sequence[Pair], names: Sequence[str], weights: Tensor) -> list[bool]:
    told = (torch.stack([pair.logits for pair in pairs]) + matrix(pairs, names) @ weights).argmax(1)
    return (told == targets(pairs)).tolist()


def cross_validated(pairs: Sequence[Pair], names: Sequence[str], *, penalty: float) -> float:
    """Share of the pairs of unseen articles that are read rightly by weights learned without their articles."""
    articles = sorted({pair.article for pair in pairs})
    fold = dict(zip(articles, folds_of(articles), strict=True))
    hits: list[bool] = []
    for left_out in range(FOLDS):
        weights = fit([pair for pair in pairs if fold[pair.article] != left_out], names, penalty=penalty)
        hits += right([pair for pair in pairs if fold[pair.article] == left_out and pair.unseen], names, weights)
    return sum(hits) / len(hits)


def write(names: Sequence[str], weights: Tensor, file: Path) -> None:
    """Stores the weights as a Python module."""
    lines = [
        '"""What speaks for which reading of quotation marks; written by `python -m training.heads.marks`."""',
        "",
        "from collections.abc import Mapping, Sequence",
        "",
        "# By feature (`markevidence.py`): a weight for each of `labels.READINGS`, in their order.",
        "WEIGHTS: Mapping[str, Sequence[float]] = {",
    ]
    for name, row in zip(names, weights.tolist(), strict=True):
        lines.append(f'    "{name}": ({", ".join(f"{weight:.2f}" for weight in row)}),')
    file.write_text("\n".join([*lines, "}"]) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("training/corpus"))
    parser.add_argument("--penalty", type=float, default=0.002)
    parser.add_argument("--out", type=Path, default=Path("service/nlp/quote/markweights.py"))
    arguments = parser.parse_args()
    train, check = (
        pairs_of([article for article in read_corpus_articles(arguments.corpus, split) if article.marks])
        for split in ("train", "check")
    )
    names = sorted({name for pair in train for name in pair.features})
    weights = fit(train, names, penalty=arguments.penalty)
    unseen = cross_validated(train, names, penalty=arguments.penalty)
    held_back = right(check, names, weights)
    print(f"{len(train)} pairs; unseen articles, cross-validated {unseen:.4f}; held back {sum(held_back)}/{len(check)}")
    write(names, weights, arguments.out)


if __name__ == "__main__":
    main()
