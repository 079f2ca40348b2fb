"""What Wortlaut talks about: words, quotations, mentions and speakers.

Plain frozen records that every layer shares. They import nothing of the service, so that `speakers`, `nlp`,
`evaluation` and `api` can all speak of the same things without importing one another.

All offsets are code points into exactly the submitted text: `text[span.start:span.end]` is the span's text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

QuotationType = Literal["direct", "indirect", "indirect_free", "free_indirect", "reported"]
Medium = Literal["speech", "writing", "thought", "speech_or_writing", "speech_or_thought", "thought_or_writing"]
Kind = Literal["person", "group", "organisation", "publication", "unknown"]
Gender = Literal["male", "female", "neutral"]
Field = Literal["title", "text"]
Reading = Literal["quotation", "partial", "title", "term", "scare", "name"]

QUOTATION_TYPES: tuple[QuotationType, ...] = (
    "direct",
    "indirect",
    "indirect_free",
    "free_indirect",
    "reported",
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of code points, `start` included, `end` not."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]

GAP = " … "
"""Stands between the pieces of an interrupted quotation where they are shown as one string."""


def text_of(text: str, spans: Iterable[Span]) -> str:
    """The words of one or several spans, the gaps between them shown as an ellipsis."""
    return GAP.join(text[span.start : span.end] for span in spans)


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word (UD). Words of a contraction (`im` = `in` + `dem`) share their token's span."""

    text: str
    span: Span
    lemma: str
    upos: str
    xpos: str
    feats: Mapping[str, str]
    head: int  # index of the head within the sentence, -1 for the root
    deprel: str
    ner: str = "O"  # BIOES tag with the entity's type, e.g. "B-PER"


@dataclass(frozen=True, slots=True)
class Sentence:
    span: Span
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that announce a quotation, and the lemma of the verb, noun or preposition among them."""

    spans: Spans
    lemma: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation as the `quote` processor finds it: spans and roles, the speaker still only a mention."""

    type: QuotationType
    medium: Medium
    spans: Spans
    confidence: float
    cue: Cue | None = None
    frame: Spans = ()
    addressee: Spans = ()
    mention: Spans = ()  # the words that name the speaker: a name, a noun phrase or a pronoun
    mention_confidence: float = 0.0
    kind: Kind = "unknown"
    via: Spans = ()  # the medium that relays somebody else's words
    field: Field = "text"

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a speaker is mentioned."""

    span: Span
    text: str
    field: Field = "text"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person or body of the article, whatever the words that mention it."""

    id: str
    name: str
    kind: Kind
    role: str | None = None
    organisation: str | None = None
    gender: Gender | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a quotation may belong to. `ids` are those of speakers, empty for one who says nothing else."""

    ids: tuple[str, ...]
    name: str
    confidence: float  # from 0 to 1; with the others' and that of nobody at all not more than 1


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said one quotation. `ids` has two entries for joint speakers, none when nobody can be named."""

    ids: tuple[str, ...]
    name: str | None
    resolved_by: str
    confidence: float
    via: str | None = None  # the name of the relaying medium
    via_spans: Spans = ()  # where the article names it
    chain: tuple[Mention, ...] = ()  # what led to the speaker: the quotation's mention, the one it means, the full name
    candidates: tuple[Candidate, ...] = ()  # likeliest first; several only where the mention could mean several


@dataclass(frozen=True, slots=True)
class AttributedQuotation:
    id: str
    quotation: Quotation
    attribution: Attribution | None
    parent: str | None = None  # id of the quotation this one is nested in


@dataclass(frozen=True, slots=True)
class QuotationMarks:
    """A pair of quotation marks and why it is there; `span` includes both marks."""

    span: Span
    reading: Reading
    reason: str
    confidence: float
    field: Field = "text"


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything said about one article. `sentences` is empty unless asked for."""

    quotations: tuple[AttributedQuotation, ...]
    speakers: tuple[Speaker, ...]
    marks: tuple[QuotationMarks, ...] = ()
    sentences: tuple[Sentence, ...] = field(default=(), compare=False)
