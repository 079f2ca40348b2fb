"""Which of the quotations that were found is the expected one."""

from collections.abc import Iterable

from seeds.check import Expected
from service.domain import Analysis, AttributedQuotation, Quotation, Span


def found(expected: Expected, analysis: Analysis) -> AttributedQuotation | None:
    """The quotation that shares most with the expected one, if that is more than half of both together."""
    best = max(analysis.quotations, key=lambda one: same_place(expected, one.quotation), default=None)
    return best if best is not None and same_place(expected, best.quotation) > 0.5 else None


def same_place(expected: Expected, quotation: Quotation) -> float:
    """Characters in common over characters in either."""
    if expected.field != quotation.field:
        return 0.0
    ours, theirs = _characters(expected.spans), _characters(quotation.spans)
    return len(ours & theirs) / len(ours | theirs)


def _characters(spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}
