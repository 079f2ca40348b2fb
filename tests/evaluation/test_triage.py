"""Readings of quotation marks are compared with the annotated ones, pair by pair."""

from service.domain import QuotationMarks, Reading, Span
from service.evaluation.triage import MarkScores


def marks(start: int, reading: Reading) -> QuotationMarks:
    return QuotationMarks(Span(start, start + 5), reading, "", 0.9)


def test_accuracy_is_over_the_annotated_pairs_and_a_missing_one_is_wrong() -> None:
    scores = MarkScores()
    gold = [(Span(0, 5), "title"), (Span(10, 15), "name"), (Span(20, 25), "name"), (Span(30, 35), "term")]
    scores.add(gold, [marks(0, "title"), marks(10, "name"), marks(20, "scare"), marks(50, "quotation")])
    assert scores.accuracy == 0.5
    assert scores.as_dict()["by_reading"] == {"name": 0.5, "term": 0.0, "title": 1.0}


def test_where_nothing_is_annotated_there_is_no_accuracy() -> None:
    scores = MarkScores()
    scores.add([], [marks(0, "title")])
    assert (scores.accuracy, scores.wanted.total()) == (0.0, 0)
