"""Annotated articles in tokens: what gold annotations and predictions are compared as."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from service.domain import Medium, Quotation, QuotationType, Span

PARTS = ("quote", "addressee", "cue", "frame", "speaker")
ROLES = PARTS[1:]

TYPE_NAMES: dict[QuotationType, str] = {
    "direct": "Direct",
    "indirect": "Indirect",
    "indirect_free": "IndirectFreeIndirect",
    "free_indirect": "FreeIndirect",
    "reported": "Reported",
}
MEDIUM_NAMES: dict[Medium, str] = {
    "speech": "Speech",
    "writing": "Writing",
    "thought": "Thought",
    "speech_or_writing": "SW",
    "speech_or_thought": "ST",
    "thought_or_writing": "TW",
}
CODES: dict[str, QuotationType] = {name: code for code, name in TYPE_NAMES.items()}
MEDIUM_CODES: dict[str, Medium] = {name: code for code, name in MEDIUM_NAMES.items()}


@dataclass(frozen=True, slots=True)
class Annotation:
    """One quotation: token indices of each part, type and medium in the data set's own words."""

    type: str
    medium: str
    parts: Mapping[str, frozenset[int]]
    confidence: float = field(default=0.0, compare=False)  # of a prediction, in the quotation and in its speaker
    speaker_confidence: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """A text, its tokens in order and disjoint, and what is quoted in it."""

    name: str
    text: str
    tokens: tuple[Span, ...]
    annotations: tuple[Annotation, ...]
    marks: tuple[tuple[Span, str], ...] = ()  # pairs of quotation marks and their readings, where annotated
    file: str = ""  # the name of its file, without folder and ending; of our corpus, whose files hold many, the id


def tokens_in(tokens: Sequence[Span], spans: Iterable[Span]) -> frozenset[int]:
    """Indices of the tokens that have a character in any of the spans; `tokens` in order and disjoint."""
    found: set[int] = set()
    for span in spans:
        index = bisect_left(tokens, span.start, key=lambda token: token.end)
        while index < len(tokens) and tokens[index].start < span.end:
            if max(tokens[index].start, span.start) < min(tokens[index].end, span.end):
                found.add(index)
            index += 1
    return frozenset(found)


def to_annotation(quotation: Quotation, tokens: Sequence[Span]) -> Annotation:
    """A predicted quotation in the data set's terms."""
    spans = {
        "quote": quotation.spans,
        "addressee": quotation.addressee,
        "cue": quotation.cue.spans if quotation.cue else (),
        "frame": quotation.frame,
        "speaker": quotation.mention,
    }
    return Annotation(
        type=TYPE_NAMES[quotation.type],
        medium=MEDIUM_NAMES[quotation.medium],
        parts={part: tokens_in(tokens, of_part) for part, of_part in spans.items()},
        confidence=quotation.confidence,
        speaker_confidence=quotation.mention_confidence,
    )
