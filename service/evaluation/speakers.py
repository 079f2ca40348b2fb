"""How often the right speaker is named: gold quotations with the names that an article gives their speakers.

Quotations are handed over as annotated but for what only the models tell, the kind of speaker and the relaying medium;
or they are found by the models themselves, and those count that share more than half their tokens with a gold one.
"""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from service.domain import Analysis, AttributedQuotation, Attribution, Cue, Kind, Quotation, Sentence, Span, Speaker
from service.evaluation.annotations import CODES, MEDIUM_CODES, tokens_in
from service.evaluation.calibration import Reliability, Sample, reliability
from service.evaluation.corpus import CorpusArticle, mended
from service.evaluation.names import normalised, same_name
from service.nlp.quote.words import split_words
from service.speakers.vocabulary import FIRST_PERSON, PRONOUNS, SAME_SOURCE, possessive

THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_RIGHT = 0.5
"""Token F1 above which a quotation that was found is a gold one."""

Read = Callable[[str, Sequence[Quotation]], Analysis]
"""A text and its gold quotations → whose they are, in their order, or whatever was found in the text."""


@dataclass(slots=True)
class Tally:
    """Counts of gold quotations. `given`: a name was given; `abstained`: none, though the article tells one."""

    all: int = 0
    right: int = 0
    given: int = 0
    given_right: int = 0
    abstained: int = 0

    def add(self, gold: str, found: str | None) -> None:
        right = same_name(gold, found)
        self.all += 1
        self.right += right
        self.given += bool(found)
        self.given_right += bool(found) and right
        self.abstained += bool(gold) and not found

    def as_dict(self) -> dict[str, float]:
        return {
            "accuracy": _share(self.right, self.all),
            "accuracy_given": _share(self.given_right, self.given),
            "abstained": _share(self.abstained, self.all),
            "count": self.all,
        }


@dataclass(slots=True)
class Retrieval:
    """How often a relaying medium is found, and rightly."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def add(self, gold: str | None, found: str | None) -> None:
        self.right += bool(gold) and bool(found) and same_name(gold or "", found)
        self.gold += bool(gold)
        self.found += bool(found)

    def as_dict(self) -> dict[str, float]:
        precision, recall = _share(self.right, self.found), _share(self.right, self.gold)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"precision": precision, "recall": recall, "f1": round(f1, 4), "count": self.gold}


@dataclass(slots=True)
class SpeakerReport:
    names: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))  # all, and by kind of mention
    thresholds: dict[float, Tally] = field(default_factory=lambda: {limit: Tally() for limit in THRESHOLDS})
    kinds: dict[str, int] = field(default_factory=lambda: {"right": 0, "all": 0})
    via: Retrieval = field(default_factory=Retrieval)
    samples: list[Sample] = field(default_factory=list)
    found: int = 0  # gold quotations that were handed over or found
    milliseconds: list[float] = field(default_factory=list)  # by article

    @property
    def kind_accuracy(self) -> float:
        return _share(self.kinds["right"], self.kinds["all"])

    @property
    def calibration(self) -> Reliability:
        """Of the confidence in a speaker, whether above the threshold or not, against the names."""
        return reliability(self.samples)

    def as_dict(self) -> dict[str, Any]:
        """Plain figures, for JSON."""
        calibration = self.calibration
        return {
            "articles": len(self.milliseconds),
            "gold": self.names["all"].all,
            "found": self.found,
            "median_ms": round(statistics.median(self.milliseconds), 1) if self.milliseconds else 0.0,
            "names": {name: tally.as_dict() for name, tally in sorted(self.names.items())},
            "kind": {"accuracy": self.kind_accuracy, "count": self.kinds["all"]},
            "via": self.via.as_dict(),
            "calibration": {"error": round(calibration.error, 4), "bins": [asdict(part) for part in calibration.bins]},
            "thresholds": [{"threshold": limit, **tally.as_dict()} for limit, tally in self.thresholds.items()],
        }


def evaluate_speakers(
    articles: Iterable[CorpusArticle], read: Read, on_article: Callable[[], None] | None = None
) -> SpeakerReport:
    """Reads every article and compares the names; `on_article` is called after each."""
    report = SpeakerReport()
    for article in articles:
        rows = [mended(article.text, row) for row in article.quotations]
        gold = [gold_quotation(article.text, row) for row in rows]
        began = time.perf_counter()
        analysis = read(article.text, gold)
        report.milliseconds.append(1000 * (time.perf_counter() - began))
        partners = partners_of(article.text, gold, analysis.quotations)
        for row, quotation, partner in zip(rows, gold, partners, strict=True):
            _count(report, article.text, row, quotation, partner, analysis)
        if on_article:
            on_article()
    return report


def gold_quotation(text: str, row: dict[str, Any]) -> Quotation:
    """An annotated quotation as the `quote` processor would hand it on, the kind of its speaker and `via` unknown."""

    def spans(role: str) -> tuple[Span, ...]:
        return tuple(Span(part["start"], part["end"]) for part in row.get(role, []))

    cue = spans("cue")
    return Quotation(
        type=CODES[row["type"]],
        medium=MEDIUM_CODES[row["medium"]],
        spans=spans("quote"),
        confidence=1.0,
        cue=Cue(cue, text[cue[0].start : cue[0].end]) if cue else None,
        frame=spans("frame"),
        addressee=spans("addressee"),
        mention=spans("speaker"),
    )


def mention_class(text: str, quotation: Quotation, who: str, kind: str) -> str:
    """What kind of words mention the speaker: pronoun, full name, surname, role noun, other noun."""
    mention = " … ".join(text[span.start : span.end] for span in quotation.mention)
    first = mention.split(maxsplit=1)[0].lower() if mention else ""
    if not mention:
        return "no mention"
    if len(mention.split()) == 1 and (first in {*PRONOUNS, *FIRST_PERSON, *SAME_SOURCE} or possessive(first)):
        return "pronoun"
    if possessive(first) or "eigene" in mention.lower():
        return "possessive"
    if who and normalised(who) in normalised(mention):
        return "full name"
    surname = normalised(who).split()[-1:] if who else []
    if surname and surname[0] in normalised(mention).split():
        return "surname"
    return "role noun" if kind == "person" else "other noun"


def crosses_sentences(quotation: Quotation, sentences: Sequence[Sentence]) -> bool:
    """Whether the speaker is mentioned in no sentence that the quotation has a part in."""
    quoted = [sentence for sentence in sentences if any(sentence.span.overlaps(span) for span in quotation.spans)]
    return bool(quotation.mention) and not any(
        sentence.span.overlaps(span) for sentence in quoted for span in quotation.mention
    )


def kind_of(attribution: Attribution | None, speakers: Sequence[Speaker]) -> Kind:
    """Joint persons are a group, joint bodies what the first of them is; nobody is of unknown kind."""
    kinds = [speaker.kind for speaker in speakers if attribution and speaker.id in attribution.ids]
    if not kinds:
        return "unknown"
    return "group" if len(kinds) > 1 and set(kinds) == {"person"} else kinds[0]


def _count(
    report: SpeakerReport,
    text: str,
    row: dict[str, Any],
    quotation: Quotation,
    partner: AttributedQuotation | None,
    analysis: Analysis,
) -> None:
    who, attribution = row.get("who", ""), partner.attribution if partner else None
    name = attribution.name if attribution else None
    classes = ["all", mention_class(text, quotation, who, row.get("kind", ""))]
    if crosses_sentences(quotation, analysis.sentences):
        classes.append("across sentences")
    for key in classes:
        report.names[key].add(who, name)
    report.found += partner is not None
    report.via.add(row.get("via"), attribution.via if attribution else None)
    if row.get("kind") and attribution and attribution.ids:
        report.kinds["all"] += 1
        report.kinds["right"] += kind_of(attribution, analysis.speakers) == row["kind"]
    likeliest = attribution.candidates[0].name if attribution and attribution.candidates else None
    for limit, tally in report.thresholds.items():
        tally.add(who, likeliest if attribution and attribution.confidence >= limit else None)
    if attribution and likeliest:
        report.samples.append((attribution.confidence, same_name(who, likeliest)))


def partners_of(
    text: str, gold: Sequence[Quotation], found: Sequence[AttributedQuotation]
) -> list[AttributedQuotation | None]:
    """For each gold quotation the one found that shares most with it, and enough; of the same type rather than not."""
    if [attributed.quotation.spans for attributed in found] == [quotation.spans for quotation in gold]:
        return list(found)  # handed over
    words = split_words(text)
    tokens = [tokens_in(words, attributed.quotation.spans) for attributed in found]
    partners: list[AttributedQuotation | None] = []
    for quotation in gold:
        wanted = tokens_in(words, quotation.spans)
        alike = [
            (
                2 * len(wanted & ours) / (len(wanted) + len(ours)) + 0.01 * (other.quotation.type == quotation.type),
                index,
            )
            for index, (ours, other) in enumerate(zip(tokens, found, strict=True))
            if wanted & ours
        ]
        best = max(alike, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
        partners.append(found[best[1]] if best[0] > _RIGHT else None)
    return partners


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
