"""Reading an article as if for the first time, and how long that takes."""

import time
from collections.abc import Callable, Iterator

from service.nlp import Analyzer
from service.nlp.encoder import NAME, RememberingEncoder


def forget(analyzer: Analyzer) -> None:
    """Makes the encoder forget the sentences it has read, so that a text that is read again costs what a new one does.

    What the service knows of single words (their pieces, names in its lists) stays known, as in a running service.
    """
    encoder: RememberingEncoder = analyzer._pipeline.foundation_cache.bert[NAME].model
    encoder._known.clear()
    encoder.pieces_remembered = 0


def read_new(analyzer: Analyzer, text: str) -> float:
    """Milliseconds of one whole analysis of a text that is not remembered."""
    forget(analyzer)
    return milliseconds(lambda: analyzer.analyze(text))


def milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def alternate(ours: Callable[[], float], theirs: Callable[[], float], repeats: int) -> Iterator[tuple[float, float]]:
    """Pairs of both times; who goes first changes with every pair, so that neither always finds a warmer machine."""
    for repeat in range(repeats):
        if repeat % 2:
            second = theirs()
            yield ours(), second
        else:
            first = ours()
            yield first, theirs()
