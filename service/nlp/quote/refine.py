"""What the tags leave rough: marks belong to a direct quotation, the comma before a frame to no quotation."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from service.domain import Span
from service.nlp.quote.decode import Candidate
from service.nlp.quote.marks import MarkPair

_MOST_OF = 0.5
_SAME = 0.7
_FEWEST_WORDS, _FEW_WORDS, _SURE = 3, 5, 0.7
_EDGES = {"indirect": ",:;–—", "indirect_free": ",:;", "free_indirect": ",:;", "reported": ",:;"}


def snap_to_marks(candidate: Candidate, text: str, spans: Sequence[Span], pairs: Sequence[MarkPair]) -> Candidate:
    """A direct quotation begins and ends on a pair of marks that most of it lies in; others stay as they are."""
    if candidate.type != "direct":
        return candidate
    words = set(candidate.words)
    chosen: set[int] = set()
    for pair in sorted(pairs, key=lambda pair: pair.span.end - pair.span.start):
        inside = list(_within(spans, pair.span))
        shared = words.intersection(inside)
        if shared and len(shared) >= _MOST_OF * len(inside) and not shared <= chosen:
            chosen.update(inside)
            words -= shared
    if not chosen:
        return candidate
    left = [word for word in words if text[spans[word].start : spans[word].end].isalnum()]
    if len(left) > len(chosen):  # mostly outside any marks: not what the marks are about
        return candidate
    return Candidate(candidate.type, candidate.nested, sorted(chosen), candidate.confidence)


def _within(spans: Sequence[Span], outer: Span) -> range:
    first = bisect_left(spans, outer.start, key=lambda span: span.start)
    end = bisect_left(spans, outer.end, key=lambda span: span.start)
    return range(first, end)


def trim(candidate: Candidate, text: str, spans: Sequence[Span]) -> Candidate:
    """Without separating signs at the outer edges; never empty."""
    edges = _EDGES.get(candidate.type, "")
    words = list(candidate.words)
    while len(words) > 1 and text[spans[words[-1]].start] in edges:
        words.pop()
    while len(words) > 1 and text[spans[words[0]].start] in edges:
        words.pop(0)
    return Candidate(candidate.type, candidate.nested, words, candidate.confidence)


def plausible(candidates: Sequence[Candidate], text: str, spans: Sequence[Span]) -> list[Candidate]:
    """Without scraps: what is not in marks needs some words to be a statement, and the fewer the surer.

    On our held-back articles non-direct candidates of one or two words shared 3 % of their words with an annotation.
    """

    def counts(candidate: Candidate) -> bool:
        words = sum(text[spans[word].start].isalnum() for word in candidate.words)
        if candidate.type == "direct":
            return words > 0
        return words >= _FEWEST_WORDS and (words >= _FEW_WORDS or candidate.confidence >= _SURE)

    return [candidate for candidate in candidates if counts(candidate)]


def fill_holes(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Indirect quotations with the direct ones inside them: a quoted fragment is a part of both."""
    directs = [set(candidate.words) for candidate in candidates if candidate.type == "direct"]
    return [_filled(candidate, directs) if candidate.type == "indirect" else candidate for candidate in candidates]


def _filled(candidate: Candidate, directs: Sequence[set[int]]) -> Candidate:
    words = set(candidate.words)
    for before, after in pairwise(candidate.words):
        hole = set(range(before + 1, after))
        if hole and any(hole <= direct for direct in directs):
            words |= hole
    return Candidate(candidate.type, candidate.nested, sorted(words), candidate.confidence)


def keep_best(candidates: Sequence[Candidate]) -> list[Candidate]:
    """One quotation for nearly the same words: the surest, or the direct one where marks decide."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.type != "direct", -c.confidence)):
        words = set(candidate.words)
        if not any(_alike(words, set(other.words)) for other in kept):
            kept.append(candidate)
    return kept


def _alike(one: set[int], other: set[int]) -> bool:
    return len(one & other) > _SAME * len(one | other)
