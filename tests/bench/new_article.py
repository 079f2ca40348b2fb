"""A new article: how long the whole analysis takes, and which of its parts take how long."""

import statistics
import time
from collections.abc import Sequence

from service.nlp import Analyzer
from tests.bench.figures import Figure, p95
from tests.bench.profile import REST, profiled
from tests.bench.reading import forget, read_new

PART = "new article"
BAR = 150.0


def measure(analyzer: Analyzer, texts: Sequence[str], repeats: int) -> list[Figure]:
    """Every text once a round, as many rounds as `repeats`; a figure's values are those of the rounds."""
    read_new(analyzer, texts[0])  # the first analysis of a process warms the kernels up
    rounds = [[read_new(analyzer, text) for text in texts] for _ in range(repeats)]
    figures = [
        Figure(PART, "median", tuple(map(statistics.median, rounds)), "ms", bar=BAR),
        Figure(PART, "mean", tuple(map(statistics.fmean, rounds)), "ms"),
        Figure(PART, "95th percentile", tuple(map(p95, rounds)), "ms"),
    ]
    return figures + _processors(analyzer, texts, repeats)


def _processors(analyzer: Analyzer, texts: Sequence[str], repeats: int) -> list[Figure]:
    """Mean milliseconds an article spends in each processor; one value a round."""
    rounds: list[dict[str, float]] = []
    for _ in range(repeats):
        with profiled(analyzer) as profile:
            started = time.perf_counter()
            for text in texts:
                forget(analyzer)
                analyzer.analyze(text)
            whole = (time.perf_counter() - started) * 1000
        row = dict(profile.stages)
        row[REST] = whole - sum(profile.stages.values())
        row |= {f"{stage}, encoder": spent for stage, spent in profile.encoder.items()}
        rounds.append({name: spent / len(texts) for name, spent in row.items()})
    names = sorted(rounds[0], key=list(rounds[0]).index)
    return [Figure("  mean by processor", name, tuple(row[name] for row in rounds), "ms") for name in names]
