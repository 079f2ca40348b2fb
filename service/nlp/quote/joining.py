"""Pieces that are one quotation: interrupted by the frame, going on in the next paragraph, or a chain in Konjunktiv.

In all articles of our corpus (1,756 direct and 684 free quotations) these rules join what the annotators joined, but
for three lists of quoted words ("unersetzlich" und … "peinlich"), and nothing else.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

from service.domain import Span
from service.nlp.quote.decode import Candidate
from service.nlp.quote.marks import MarkPair, can_close_pair

_BEGINS = re.compile(r"(?:^|\n|[.!?:…–][“”«»\"’‘'›‹)]*)\s*$")
"""What stands before a quotation that begins a sentence."""
_FRAME = re.compile(r",?\s+(?!(?:und|oder)\b)[^„“”»«\"\n]*?\w[^„“”»«\"\n]*?,\s+")
"""Between two pieces: a frame in commas, without marks of its own."""
_NEW_SENTENCE = re.compile(r"(?<!\b(?:Dr|St|Nr|ca))(?<!\bProf)(?<!\b[A-Z])[.!?]\s+[A-ZÄÖÜ]")
_LONGEST_FRAME = 300  # characters
_BEFORE = 60  # characters that are looked at before a quotation
_MOST_OF = 0.5


def join_pieces(
    candidates: Sequence[Candidate], text: str, spans: Sequence[Span], pairs: Sequence[MarkPair]
) -> list[Candidate]:
    """The same candidates, those that are pieces of one quotation as one."""
    pieces: list[range] = []
    group_of: list[int] = []
    for number, group in enumerate(find_groups(text, pairs)):
        pieces += [_words_within(spans, pair.span) for pair in group]
        group_of += [number] * len(group)
    piece_of = {word: number for number, piece in enumerate(pieces) for word in piece}
    joined: list[Candidate] = []
    members: defaultdict[int, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        shared = Counter(piece_of[word] for word in candidate.words if word in piece_of)
        outer = candidate.type == "direct" and not candidate.nested
        # One candidate may run through two quotations that follow one another: it counts for both.
        groups = {group_of[piece] for piece, count in shared.items() if count > _MOST_OF * len(pieces[piece])}
        if outer and groups:
            for number in groups:
                members[number].append(candidate)
        else:
            joined.append(candidate)
    for number, found in members.items():
        words = [word for piece, group in zip(pieces, group_of, strict=True) if group == number for word in piece]
        joined.append(Candidate("direct", nested=False, words=words, confidence=max(c.confidence for c in found)))
    return _with_chains(joined, text, spans)


def _words_within(spans: Sequence[Span], outer: Span) -> range:
    first = bisect_left(spans, outer.start, key=lambda span: span.start)
    return range(first, bisect_left(spans, outer.end, key=lambda span: span.start))


def find_groups(text: str, pairs: Sequence[MarkPair]) -> list[list[MarkPair]]:
    """Outer pairs of marks that belong to one quotation, two or more at a time."""
    groups: list[list[MarkPair]] = []
    group: list[MarkPair] = []
    open_before = False  # whether the piece before has no closing mark since it goes on
    for pair in (pair for pair in pairs if pair.depth == 0):
        before = group[-1] if group else None
        is_open = before is not None and not can_close_pair(text[before.span.start], text[before.span.end - 1])
        begins = len(group) > 1 or (before is not None and _begins_sentence(text, before.span.start))
        if before and _are_one(text, before.span, pair.span, is_open, open_before, begins):
            group.append(pair)
        else:
            groups.append(group)
            group = [pair]
        open_before = is_open
    return [group for group in [*groups, group] if len(group) > 1]


def _begins_sentence(text: str, start: int) -> bool:
    return _BEGINS.search(text[max(0, start - _BEFORE) : start]) is not None


def _are_one(text: str, one: Span, other: Span, is_open: bool, open_before: bool, begins: bool) -> bool:
    between = text[one.end : other.start]
    if between.isspace() and "\n" in between:
        # Marks that are closed in every paragraph: only where the first paragraph is nothing but the quotation, and
        # does not close one that was left open before.
        before = text[max(0, one.start - _BEFORE) : one.start].rstrip(" \t\xa0")
        return is_open or (not open_before and before[-1:] in ("", "\n"))
    return (
        begins
        and len(between) <= _LONGEST_FRAME
        and _FRAME.fullmatch(between) is not None
        and not _NEW_SENTENCE.search(between)
        and (between[0] == "," or text[one.end - 2] in "!?")
    )


def _with_chains(candidates: Sequence[Candidate], text: str, spans: Sequence[Span]) -> list[Candidate]:
    """Sentences in Konjunktiv that follow one another in a paragraph are one quotation."""
    joined: list[Candidate] = []
    chain: Candidate | None = None
    for candidate in sorted(candidates, key=lambda c: c.words[0]):
        if candidate.type != "indirect_free":
            joined.append(candidate)
        elif chain and "\n" not in (gap := _between(chain, candidate, text, spans)) and not gap.strip():
            chain.confidence = max(chain.confidence, candidate.confidence)
            chain.words = [*chain.words, *candidate.words]
        else:
            chain = Candidate(candidate.type, candidate.nested, list(candidate.words), candidate.confidence)
            joined.append(chain)
    return joined


def _between(one: Candidate, other: Candidate, text: str, spans: Sequence[Span]) -> str:
    start, end = spans[one.words[-1]].end, spans[other.words[0]].start
    return text[start:end] if start <= end else text[end:start] + "\n"  # overlapping ones stay apart
