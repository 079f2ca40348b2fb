"""`python -m training.speakers.fit`: learns whom pronouns and nouns mean, on the training part of our corpus.

Every mention that rules do not settle is a choice among candidates (`service/speakers/sought.py`). For each form of
mention a softmax over the candidates' features is fitted by gradient descent with an L2 penalty; the weights go to
`service/speakers/weights.py`. How far an attribution is to be trusted is learned from articles that its weights have
not seen, by cross-validation. Deterministic; a minute without an encoder, once the articles are parsed.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from service.domain import Kind, Quotation, Sentence
from service.evaluation.names import same_name
from service.evaluation.speakers import gold_quotation
from service.speakers.choice import Weights
from service.speakers.resolver import Resolver
from service.speakers.sought import Candidate, Features, Form, Sought
from service.speakers.trust import evidence
from training.folds import folds_of
from training.joint.articles import Article, read_corpus
from training.speakers.cached import bundled_parse, parse_all

FORMS: tuple[Form, ...] = ("pronoun", "source", "person", "body")
KINDS: tuple[Kind, ...] = ("person", "group", "organisation", "publication", "unknown")
TOLD_AS: Mapping[str, Sequence[float]] = {
    "person": (0.93, 0.02, 0.02, 0.02, 0.01),
    "group": (0.22, 0.46, 0.2, 0.1, 0.02),
    "organisation": (0.01, 0.05, 0.81, 0.1, 0.03),
    "publication": (0.03, 0.01, 0.03, 0.92, 0.01),
    "unknown": (0.2, 0.1, 0.15, 0.15, 0.4),
}
"""How often the role reader tells each kind for quotations of a kind (about, on held-back articles), as in KINDS.

Those of articles it has learned from, it tells better than any others: kinds to learn from are drawn by these shares.
"""

Case = tuple[Article, Sequence[Sentence], list[Quotation]]


@dataclass(frozen=True, slots=True)
class Example:
    """One choice: the candidates' features, and which of them are right."""

    candidates: tuple[Features, ...]
    right: tuple[bool, ...]


def cases_of(corpus: Path, parsed: dict[str, Sequence[Sentence]]) -> list[Case]:
    """The training part, with kinds as they would be told of unseen articles."""
    chance = random.Random(7)

    def told(article: Article, row: dict[str, Any]) -> Quotation:
        return replace(gold_quotation(article.text, row), kind=chance.choices(KINDS, TOLD_AS[row["kind"]])[0])

    return [
        (article, parsed[article.id], [told(article, row) for row in article.quotations])
        for article in read_corpus(corpus, held_back=False)
        if article.quotations and article.id in parsed
    ]


def examples_of(case: Case, weights: Weights) -> list[tuple[Form, Example]]:
    """The choices of one article as they come up with some weights. A mention of joint speakers teaches nothing."""
    article, sentences, quotations = case
    gold = {q.spans: row.get("who", "") for q, row in zip(quotations, article.quotations, strict=True)}
    seen: defaultdict[tuple[object, ...], list[tuple[Form, Example]]] = defaultdict(list)

    def watch(sought: Sought, candidates: Sequence[Candidate]) -> None:
        who = gold.get(sought.quotation.spans, "")
        right = tuple(same_name(who, " und ".join(entity.name for entity in c.entities)) for c in candidates)
        example = Example(tuple(c.features for c in candidates), right)
        seen[sought.quotation.spans].append((sought.form, example))

    Resolver(article.text, sentences, quotations, weights, watch).resolve()
    return [choices[0] for choices in seen.values() if len(choices) == 1 and any(choices[0][1].right)]


def fit(examples: Sequence[Example], *, penalty: float, steps: int = 400, rate: float = 0.1) -> dict[str, float]:
    """Weights that make the right candidates likely: Adam on the mean log loss plus `penalty` x squared weights."""
    names = sorted({name for example in examples for features in example.candidates for name in features})
    place = {name: index for index, name in enumerate(names)}
    rows = [(owner, features) for owner, e in enumerate(examples) for features in e.candidates]
    matrix = np.zeros((len(rows), len(names)), dtype=np.float32)
    for index, (_, features) in enumerate(rows):
        for name, value in features.items():
            matrix[index, place[name]] = value
    owners = np.array([owner for owner, _ in rows])
    right = np.array([flag for example in examples for flag in example.right])
    weights = np.zeros(len(names))
    mean, square = np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, steps + 1):
        scores = matrix @ weights
        highest = np.full(len(examples), -np.inf)
        np.maximum.at(highest, owners, scores)
        shares = np.exp(scores - highest[owners])
        likely = shares / np.bincount(owners, shares)[owners]
        among_right = np.where(right, likely, 0.0)
        wanted = among_right / np.bincount(owners, among_right)[owners]
        slope = matrix.T @ (likely - wanted) / len(examples) + 2 * penalty * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(weights[index]), 3) for name, index in place.items() if abs(weights[index]) >= 0.005}


def fit_all(cases: Sequence[Case], folds: Sequence[int], *, rounds: int, penalty: float) -> list[Weights]:
    """Weights for every form of mention: one set for each fold, learned without it, and last one from all articles.

    What was said before shapes the features: after the first round each article is read with the weights that were
    learned without it.
    """
    count = max(folds) + 1
    weights: list[Weights] = [{} for _ in range(count + 1)]
    for _ in range(rounds):
        found: defaultdict[Form, list[tuple[int, Example]]] = defaultdict(list)
        for case, fold in zip(cases, folds, strict=True):
            for form, example in examples_of(case, weights[fold]):
                found[form].append((fold, example))
        weights = [
            {
                form: fit([example for fold, example in found[form] if fold != left_out], penalty=penalty)
                for form in FORMS
                if found[form]
            }
            for left_out in range(count + 1)
        ]
    return weights


def outcomes_of(case: Case, weights: Weights) -> list[tuple[dict[str, float], bool]]:
    """Each attribution of one article with its evidence, and whether it names the right speaker."""
    article, sentences, quotations = case
    resolver = Resolver(article.text, sentences, quotations, weights, threshold=0.0)
    _, attributions = resolver.resolve()
    return [
        (
            evidence(resolver.reading, resolver.outcome(index), quotation),
            same_name(row.get("who", ""), attribution.name),
        )
        for index, (row, quotation, attribution) in enumerate(
            zip(article.quotations, quotations, attributions, strict=True)
        )
        if attribution is not None and attribution.ids and attribution.resolved_by != "continuation"
    ]


def fit_trust(outcomes: Sequence[tuple[dict[str, float], bool]], *, penalty: float) -> dict[str, float]:
    """A logistic model of which attributions are right: one real candidate against one without features."""
    nothing: Features = {"": 0.0}
    examples = [Example((features, nothing), (right, not right)) for features, right in outcomes]
    return fit(examples, penalty=penalty)


def write(weights: Weights, trust: Mapping[str, float], file: Path) -> None:
    """Stores the weights as a Python module."""
    lines = [
        '"""Weights learned on the training part of our corpus.',
        "",
        'Written by `python -m training.speakers.fit`.\n"""',
        "",
        "from collections.abc import Mapping",
        "",
        "from service.speakers.sought import Form",
        "",
        "# What bears on whether an attribution is right (`trust.py`).",
        "TRUST: Mapping[str, float] = {",
        *(f'    "{name}": {value},' for name, value in trust.items()),
        "}",
        "# What speaks for a candidate (`sought.py`), by the form of the mention.",
        "WEIGHTS: Mapping[Form, Mapping[str, float]] = {",
    ]
    for form, learned in weights.items():
        lines += [f'    "{form}": {{', *(f'        "{name}": {value},' for name, value in learned.items()), "    },"]
    file.write_text("\n".join([*lines, "}"]) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--parsed", type=Path, help="a cache of parsed articles; made where it does not exist")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--penalty", type=float, default=0.001)
    parser.add_argument("--trust-penalty", type=float, default=0.0015)
    parser.add_argument("--out", type=Path, default=Path("service/speakers/weights.py"))
    arguments = parser.parse_args()
    articles = read_corpus(arguments.corpus, held_back=False)
    parsed = parse_all(articles, arguments.parsed, bundled_parse)
    cases = cases_of(arguments.corpus, parsed)
    folds = folds_of(cases)
    weights = fit_all(cases, folds, rounds=arguments.rounds, penalty=arguments.penalty)
    unseen = [pair for case, fold in zip(cases, folds, strict=True) for pair in outcomes_of(case, weights[fold])]
    trust = fit_trust(unseen, penalty=arguments.trust_penalty)
    write(weights[-1], trust, arguments.out)


if __name__ == "__main__":
    main()
