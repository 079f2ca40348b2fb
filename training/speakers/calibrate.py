"""`python -m training.speakers.calibrate`: what the confidence in a speaker is worth where the mention was found, too.

The resolver knows how likely a mention means somebody, the quotation model how likely these words are the mention. On
held-back articles, which neither has learned from, both log odds are weighed so that the whole is a probability. Prints
the three numbers that `service/speakers/trust.py` holds.
"""

import argparse
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from service.evaluation.corpus import mended, read_corpus_articles
from service.evaluation.names import same_name
from service.evaluation.speakers import gold_quotation, partners_of
from service.nlp.analyzer import Analyzer
from service.speakers.resolver import Resolver
from service.speakers.trust import log_odds, probability


def samples(corpus: Path) -> list[tuple[float, float, bool]]:
    """Log odds of the resolver and of the mention, and whether the name is right, for gold quotations found."""
    analyzer = Analyzer()
    found = []
    for article in read_corpus_articles(corpus, "check"):
        rows = [mended(article.text, row) for row in article.quotations]
        analysis = analyzer.analyze(article.text)
        quotations = [attributed.quotation for attributed in analysis.quotations]
        resolver = Resolver(article.text, analysis.sentences, quotations)
        resolver.resolve()
        gold = [gold_quotation(article.text, row) for row in rows]
        for row, partner in zip(rows, partners_of(article.text, gold, analysis.quotations), strict=True):
            if partner is None or not partner.quotation.mention_confidence:
                continue
            index = quotations.index(partner.quotation)
            outcome = resolver.outcome(index)
            if outcome.entities:
                likely = probability(resolver.reading, outcome, partner.quotation)
                name = " und ".join(entity.name for entity in outcome.entities)
                right = same_name(row.get("who", ""), name)
                found.append((log_odds(likely), log_odds(partner.quotation.mention_confidence), right))
    return found


def fit(found: list[tuple[float, float, bool]]) -> tuple[float, float, float]:
    """Shift and two weights of a logistic model."""
    features = np.array([(1.0, resolver, mention) for resolver, mention, _ in found])
    signs = np.array([1.0 if right else -1.0 for _, _, right in found])

    def loss(weights: np.ndarray) -> float:
        return float(np.mean(np.log1p(np.exp(-signs * (features @ weights)))))

    shift, resolver, mention = minimize(loss, [0.0, 1.0, 0.3]).x
    return float(shift), float(resolver), float(mention)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    found = samples(parser.parse_args().corpus)
    print(f"{len(found)} quotations:", ", ".join(f"{weight:.3f}" for weight in fit(found)))


if __name__ == "__main__":
    main()
