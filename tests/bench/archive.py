"""An archive: how many articles a second one and two processes read, and whether the answers stay the same."""

from collections.abc import Sequence

import torch

from service.nlp import Analyzer
from tests.bench.figures import Figure
from tests.bench.reading import forget, milliseconds
from tests.bench.worker import Workers, as_bytes, workers

PART = "archive"
BAR = 8.0
PROCESSES = 2


def measure(analyzer: Analyzer, texts: Sequence[str], repeats: int) -> list[Figure]:
    """One process and several take turns with the same texts; one value a turn."""
    single = _alone(analyzer, texts)
    one_rate: list[float] = []
    rates: list[float] = []
    equal: list[float] = []
    with workers(1) as one, workers(PROCESSES) as several:
        for pool in (one, several):
            pool.read(texts[:PROCESSES])
        for _ in range(repeats):
            one_rate.append(_turn(one, texts, single, equal))
            rates.append(_turn(several, texts, single, equal))
    gains = tuple(many / alone for alone, many in zip(one_rate, rates, strict=True))
    return [
        Figure(PART, f"{PROCESSES} processes of 1 thread", tuple(rates), "articles/s", bar=BAR, at_least=True),
        Figure(PART, "1 process of 1 thread", tuple(one_rate), "articles/s"),
        Figure(PART, f"{PROCESSES} processes against 1", gains, "×"),
        Figure(PART, "answers equal to single ones, byte for byte", tuple(equal), "%", bar=100.0, at_least=True),
    ]


def _alone(analyzer: Analyzer, texts: Sequence[str]) -> list[bytes]:
    """Each article by itself in this process, on one thread like the others."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        answers = []
        for text in texts:
            forget(analyzer)
            answers.append(as_bytes(analyzer.analyze(text)))
        return answers
    finally:
        torch.set_num_threads(threads)


def _turn(pool: Workers, texts: Sequence[str], single: Sequence[bytes], equal: list[float]) -> float:
    """Articles a second; the percentage of answers equal to `single` goes to `equal`."""
    answers: list[bytes] = []
    spent = milliseconds(lambda: answers.extend(pool.read(texts)))
    same = sum(mine == theirs for mine, theirs in zip(answers, single, strict=True))
    equal.append(100 * same / len(texts))
    return len(texts) / spent * 1000
