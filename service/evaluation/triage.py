"""How many annotated pairs of quotation marks were read for what they are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from service.domain import QuotationMarks, Span


@dataclass(slots=True)
class MarkScores:
    """Counts of annotated pairs by their reading: all, and those whose reading was found."""

    wanted: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def add(self, gold: Iterable[tuple[Span, str]], found: Iterable[QuotationMarks]) -> None:
        """One article's pairs; those that nobody annotated do not count."""
        readings = {marks.span: marks.reading for marks in found}
        for span, reading in gold:
            self.wanted[reading] += 1
            self.right[reading] += readings.get(span) == reading

    @property
    def accuracy(self) -> float:
        return self.right.total() / self.wanted.total() if self.wanted else 0.0

    def as_dict(self) -> dict[str, object]:
        shares = {name: round(self.right[name] / count, 4) for name, count in sorted(self.wanted.items())}
        return {"accuracy": round(self.accuracy, 4), "count": self.wanted.total(), "by_reading": shares}
