"""Why each pair of quotation marks is there: somebody's words, or a title, a name, a term, a word held at a distance.

The network judges the pair in its context; what stands around and in it, and whether a quotation was found there,
weighs beside it.
"""

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from service.domain import Quotation, QuotationMarks, Reading, Span, text_of
from service.nlp.context.article import ReadArticle, ReadWindow
from service.nlp.quote.labels import READINGS
from service.nlp.quote.markevidence import direct_in, evidence_of
from service.nlp.quote.marks import find_mark_pairs
from service.nlp.quote.markweights import WEIGHTS
from service.nlp.quote.network import MarkReader, pair_states

QUOTED: frozenset[Reading] = frozenset({"quotation", "partial"})
TEMPERATURE = 3.0
"""The network is surer than it should be: it has seen 1,484 annotated pairs many times."""
_REASONS: dict[Reading, str] = {
    "quotation": "somebody's words, at least a sentence of them",
    "partial": "a few of somebody's words within a sentence of the article's own",
    "title": "the title of a work",
    "term": "a term, or a word that is spoken about",
    "scare": "a word that the article keeps its distance from",
    "name": "a name that is not a person's",
}


@torch.inference_mode()
def read_marks(
    text: str, article: ReadArticle, network: MarkReader, quotations: Sequence[Quotation]
) -> list[QuotationMarks]:
    """Every pair of marks of a text, nested ones included, in order."""
    pairs = [pair.span for pair in find_mark_pairs(text)]
    logits = logits_of(article, network, pairs)
    return [_judged(text, pair, scores, quotations) for pair, scores in zip(pairs, logits, strict=True)]


@torch.inference_mode()
def logits_of(article: ReadArticle, network: MarkReader, pairs: Sequence[Span]) -> list[Tensor]:
    """What the network makes of each pair, (readings,), in their order."""
    found: dict[int, Tensor] = {}
    for window in article.windows:
        core = [index for index, pair in enumerate(pairs) if _begins_in_core(pair, window)]
        if core:
            first, last = torch.tensor([window.pieces_of(pairs[index]) for index in core]).unbind(1)
            states = window.states.last.expand(len(core), -1, -1)
            found.update(zip(core, network(pair_states(states, first, last)), strict=True))
    return [found[index] for index in range(len(pairs))]


def _begins_in_core(pair: Span, window: ReadWindow) -> bool:
    first, last = window.core_span.start, window.core_span.end
    return first <= pair.start < last


def _judged(text: str, pair: Span, logits: Tensor, quotations: Sequence[Quotation]) -> QuotationMarks:
    scores: list[float] = (logits / TEMPERATURE).tolist()
    for name, value in evidence_of(text, pair, quotations).items():
        for index, weight in enumerate(WEIGHTS.get(name, ())):
            scores[index] += value * weight
    highest = max(scores)
    shares = [math.exp(score - highest) for score in scores]
    best = shares.index(max(shares))
    reading = READINGS[best]
    reason = _REASONS[reading]
    direct = direct_in(pair, quotations) if reading in QUOTED else None
    if direct is not None and direct.cue:
        reason += f", announced by {text_of(text, direct.cue.spans)}"
    return QuotationMarks(pair, reading, reason, shares[best] / sum(shares))
