"""One evaluation: every article read, its quotations scored, the figures kept."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from service.domain import Quotation, QuotationMarks
from service.evaluation.annotations import AnnotatedArticle, Annotation, to_annotation
from service.evaluation.calibration import Reliability, quotation_samples, reliability, speaker_samples
from service.evaluation.metric import Pair, Score, Scores, pair_up, score
from service.evaluation.triage import MarkScores


class Found(NamedTuple):
    """What was found in one article. A quotation's `mention_confidence` counts as that in its speaker, if any."""

    quotations: Sequence[Quotation]
    marks: Sequence[QuotationMarks] = ()


@dataclass(frozen=True, slots=True)
class Report:
    scores: Scores
    articles: int
    gold: int
    predicted: int
    median_ms: float  # time to read one article
    marks: MarkScores
    calibration: dict[str, Reliability]  # of the confidence in a quotation and in its speaker

    def __str__(self) -> str:
        rows = [(name, getattr(self.scores, name)) for name in ("messages", "roles", "joint", "type", "medium")]
        rows += [(f"role {name}", value) for name, value in self.scores.by_role.items()]
        rows += [(f"{name} messages", value["messages"]) for name, value in self.scores.by_type.items()]
        rows += [(f"{name} joint", value["joint"]) for name, value in self.scores.by_type.items()]
        lines = [f"{name:32} P {s.precision:.3f}  R {s.recall:.3f}  F1 {s.f1:.3f}  n {s.count}" for name, s in rows]
        head = f"{self.articles} articles, {self.gold} annotated, {self.predicted} found, {self.median_ms:.0f} ms"
        return "\n".join([head, *lines])

    def as_dict(self) -> dict[str, Any]:
        """Plain figures, for JSON."""

        def plain(value: Score) -> dict[str, float]:
            figures = {"precision": value.precision, "recall": value.recall, "f1": value.f1}
            return {name: round(figure, 4) for name, figure in figures.items()} | {"count": value.count}

        scores = self.scores
        return {
            "articles": self.articles,
            "gold": self.gold,
            "predicted": self.predicted,
            "median_ms": round(self.median_ms, 1),
            **{name: plain(getattr(scores, name)) for name in ("messages", "roles", "joint", "type", "medium")},
            "direct_paired_f1": round(scores.direct_paired, 4),
            "marks": self.marks.as_dict(),
            "calibration": {
                name: {"error": round(value.error, 4), "bins": [asdict(part) for part in value.bins]}
                for name, value in self.calibration.items()
            },
            "by_role": {name: plain(value) for name, value in scores.by_role.items()},
            "by_type": {
                name: {part: plain(value) for part, value in parts.items()} for name, parts in scores.by_type.items()
            },
        }


def evaluate(
    articles: Iterable[AnnotatedArticle],
    read: Callable[[str], Found],
    on_article: Callable[[AnnotatedArticle, list[Annotation]], None] | None = None,
) -> Report:
    """Reads every article's text and scores what was found; `on_article` sees each article's predictions."""
    pairs: list[Pair] = []
    times: list[float] = []
    marks = MarkScores()
    gold = predicted = 0
    for article in articles:
        began = time.perf_counter()
        everything = read(article.text)
        times.append(1000 * (time.perf_counter() - began))
        found = [to_annotation(quotation, article.tokens) for quotation in everything.quotations]
        pairs += pair_up(found, article.annotations)
        marks.add(article.marks, everything.marks)
        gold += len(article.annotations)
        predicted += len(found)
        if on_article:
            on_article(article, found)
    calibration = {"quotation": reliability(quotation_samples(pairs)), "speaker": reliability(speaker_samples(pairs))}
    median = statistics.median(times) if times else 0.0
    return Report(score(pairs), len(times), gold, predicted, median, marks, calibration)
