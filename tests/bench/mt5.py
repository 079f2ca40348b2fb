"""Against a text-to-text model: mT5-base that writes an article's annotation word piece by word piece.

The model has mT5-base's published sizes (Xue et al. 2021) and random weights: how long it takes depends on its shape
and on how much it reads and writes, not on what it has learned. It reads as many pieces as the article has and is made
to write exactly as many as the linearised gold annotation has, greedily, with its cache, in float32. Pieces are
counted with our own tokenizer, which is an estimate: mT5's does not come along.

The ratio follows from how much an article makes the model write, so a few articles say little about all: the report
has a line for each, and says how much of the folder they stand for. Articles without quotations are left out; the
model would have next to nothing to write for them, and the ratio would be far lower.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from unittest import mock

import torch
from torch import Tensor

from service.evaluation import AnnotatedArticle
from service.nlp import Analyzer, memory
from tests.bench.articles import count_pieces, evenly, linearised
from tests.bench.figures import Figure
from tests.bench.reading import alternate, milliseconds, read_new

if TYPE_CHECKING:
    from transformers import MT5ForConditionalGeneration

PART = "against mT5-base"
BAR = 100.0
_END, _FIRST_WORD = 1, 3  # ids below these are padding, end and unknown


@dataclass(frozen=True, slots=True)
class Sizes:
    """mT5-base's; smaller ones are for trying the benchmark out."""

    width: int = 768
    inner: int = 2048
    layers: int = 12
    heads: int = 12
    head_width: int = 64
    vocabulary: int = 250_112


@dataclass(frozen=True, slots=True)
class _Task:
    text: str
    read: int  # pieces of the article
    write: int  # pieces of its linearised annotation


def measure(
    analyzer: Analyzer, articles: Sequence[AnnotatedArticle], count: int, repeats: int, sizes: Sizes | None = None
) -> list[Figure]:
    """`count` articles whose annotations are short, middling and long among those of `articles`, `repeats` times."""
    tasks = sorted((_task(article, analyzer) for article in articles), key=lambda task: task.write)
    model = _random_model(sizes or Sizes())
    chosen = evenly([task for task in tasks if task.write], count)
    ours: list[float] = []
    theirs: list[float] = []
    pieces: list[float] = []
    each: list[Figure] = []
    read_new(analyzer, chosen[0].text)
    # A worker is large by its own memory: the other model's must not make ours give memory back all the time.
    with mock.patch.object(memory, "LARGE", memory.LARGE + _bytes(model)):
        for task in chosen:
            generation = partial(milliseconds, partial(_generate, model, _random_pieces(model, task.read), task.write))
            for mine, other in alternate(partial(read_new, analyzer, task.text), generation, repeats):
                ours.append(mine)
                theirs.append(other)
                pieces.append(other / task.write)
            own = tuple(other / mine for mine, other in zip(ours[-repeats:], theirs[-repeats:], strict=True))
            each.append(Figure(PART, f"  article of {task.read} pieces, {task.write} written", own, "×"))
    ratios = tuple(other / mine for mine, other in zip(ours, theirs, strict=True))
    written = [task.write for task in tasks if task.write]
    return [
        Figure(PART, "generation against our analysis", ratios, "×", bar=BAR, at_least=True),
        *each,
        Figure(PART, "generation", tuple(theirs), "ms"),
        Figure(PART, "generation, per piece written", tuple(pieces), "ms"),
        Figure(PART, "our analysis of the same articles", tuple(ours), "ms"),
        Figure(PART, "pieces to write, median of the folder", (float(statistics.median(written)),), ""),
        Figure(PART, "articles left out, nothing to write", (100 * (1 - len(written) / len(tasks)),), "%"),
    ]


def _task(article: AnnotatedArticle, analyzer: Analyzer) -> _Task:
    return _Task(article.text, count_pieces(article.text), count_pieces(linearised(article, analyzer)))


def _random_model(sizes: Sizes) -> "MT5ForConditionalGeneration":
    # Only here: 130 MB, with which the other parts would measure a process that is larger than a worker.
    from transformers import MT5Config, MT5ForConditionalGeneration  # noqa: PLC0415

    config = MT5Config(
        d_model=sizes.width,
        d_ff=sizes.inner,
        d_kv=sizes.head_width,
        num_layers=sizes.layers,
        num_decoder_layers=sizes.layers,
        num_heads=sizes.heads,
        vocab_size=sizes.vocabulary,
        feed_forward_proj="gated-gelu",
        tie_word_embeddings=False,
    )
    torch.manual_seed(0)
    return MT5ForConditionalGeneration(config).eval()


def _bytes(model: "MT5ForConditionalGeneration") -> int:
    return sum(tensor.nbytes for tensor in model.parameters())


def _random_pieces(model: "MT5ForConditionalGeneration", count: int) -> Tensor:
    words = torch.randint(_FIRST_WORD, model.config.vocab_size, (1, count))
    return torch.cat([words, torch.tensor([[_END]])], 1)


@torch.inference_mode()
def _generate(model: "MT5ForConditionalGeneration", pieces: Tensor, write: int) -> None:
    """Reads the pieces and writes exactly so many."""
    written = model.generate(
        input_ids=pieces,
        attention_mask=torch.ones_like(pieces),
        min_new_tokens=write,
        max_new_tokens=write,
        do_sample=False,
        num_beams=1,
        use_cache=True,
    )
    if written.shape[1] != write + 1:  # with the sign it starts from
        raise RuntimeError(f"{written.shape[1] - 1} pieces written, not {write}")
