"""`python -m training.speakers.fit`: fits the weights of antecedents on the training part of our corpus.

Coordinate ascent on the number of quotations whose speaker is named right; prints the weights to be put into
`service/speakers/antecedents.py`. Deterministic; about four minutes with the crude parse.
"""

import argparse
from dataclasses import fields, replace
from pathlib import Path

from service.domain import Quotation, Sentence
from service.speakers.antecedents import WEIGHTS, Weights
from service.speakers.resolver import Resolver
from training.joint.articles import Article, read_corpus
from training.speakers.measure import parser_named, quotation_of, same_name

STEPS = (0.5, -0.5, 1.5, -1.5)

Case = tuple[Article, tuple[Sentence, ...], list[Quotation]]


def count_right(cases: list[Case], weights: Weights) -> int:
    """How many gold quotations get their gold speaker's name."""
    right = 0
    for article, sentences, quotations in cases:
        _, attributions = Resolver(article.text, sentences, quotations, weights).resolve()
        right += sum(
            same_name(row.get("who", ""), attribution.name if attribution else None)
            for row, attribution in zip(article.quotations, attributions, strict=True)
        )
    return right


def fit(cases: list[Case], weights: Weights, rounds: int) -> Weights:
    """Tries every step of every weight in turn and keeps what helps."""
    best = count_right(cases, weights)
    print(f"{best} right at the start", flush=True)
    for _ in range(rounds):
        for field in fields(weights):
            value = getattr(weights, field.name)
            for step in STEPS:
                changed = replace(weights, **{field.name: round(value + step, 2)})
                right = count_right(cases, changed)
                if right > best:
                    best, weights = right, changed
                    print(f"{best} right with {field.name} = {value + step}", flush=True)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--tagged", type=Path, default=Path("../shared/data/ud/de_gsd-train-words-upos.txt"))
    parser.add_argument("--parse", choices=["crude", "bundled"], default="crude")
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    parse = parser_named(arguments.parse, arguments.tagged)
    cases = [
        (
            article,
            tuple(parse(article.text)),
            [quotation_of(row, with_kind=True, text=article.text) for row in article.quotations],
        )
        for article in read_corpus(arguments.corpus, held_back=False)
        if article.quotations
    ]
    print(fit(cases, WEIGHTS, arguments.rounds))


if __name__ == "__main__":
    main()
