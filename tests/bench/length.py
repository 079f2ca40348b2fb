"""Cost against length: a text against the ten texts that it consists of."""

from collections.abc import Sequence
from functools import partial

from service.nlp import Analyzer
from tests.bench.figures import Figure
from tests.bench.reading import alternate, read_new

PART = "length"
BAR = 11.0
LENGTHS = (50_000, 100_000)
TIMES = 10


def measure(analyzer: Analyzer, texts: Sequence[str], repeats: int, lengths: Sequence[int] = LENGTHS) -> list[Figure]:
    """Texts of `lengths` characters and of a tenth of that; articles too few for a length leave it out.

    No sentence comes twice: the encoder remembers sentences, and a text that repeats itself would cost too little.
    """
    together = "\n\n".join(texts)
    figures = []
    for length in (length for length in lengths if length <= len(together)):
        whole, slices = together[:length], parts(together[:length], TIMES)
        pieces = partial(_mean, analyzer, slices)
        pairs = list(alternate(partial(read_new, analyzer, whole), pieces, repeats))
        short = length // TIMES
        figures += [
            Figure(PART, f"{short:,} characters", tuple(tenth for _, tenth in pairs), "ms"),
            Figure(PART, f"{length:,} characters", tuple(long for long, _ in pairs), "ms"),
            Figure(PART, f"{length:,} against {short:,}", tuple(a / b for a, b in pairs), "×", bar=BAR),
        ]
    return figures


def _mean(analyzer: Analyzer, texts: Sequence[str]) -> float:
    return sum(read_new(analyzer, text) for text in texts) / len(texts)


def parts(text: str, count: int) -> list[str]:
    """A text in so many parts of about the same length, cut at white space."""
    found, start = [], 0
    for index in range(1, count):
        cut = text.find(" ", index * len(text) // count)
        found.append(text[start:cut])
        start = cut
    return [*found, text[start:]]
