"""A quotation keeps its id when the article around it changes."""

from service.domain import Quotation, Span
from service.nlp.identity import quotation_ids


def quotation(text: str, words: str) -> Quotation:
    start = text.index(words)
    return Quotation("direct", "speech", (Span(start, start + len(words)),), 0.9)


def id_of(text: str, words: str, speaker: str | None) -> str:
    return quotation_ids(text, [quotation(text, words)], [speaker])[0]


def test_moving_in_the_article_or_changing_marks_keeps_the_id() -> None:
    before = id_of("„Wir bauen“, sagte Brandt.", "„Wir bauen“", "Lena Brandt")
    after = id_of("Neu: Brandt sagte am Montag »Wir bauen«.", "»Wir bauen«", "Lena Brandt")
    assert before == after


def test_other_words_or_another_speaker_change_the_id() -> None:
    text = "„Wir bauen“, „Wir bauen nicht“"
    ids = {
        id_of(text, "„Wir bauen“", "Lena Brandt"),
        id_of(text, "„Wir bauen“", "Jan Roth"),
        id_of(text, "„Wir bauen“", None),
        id_of(text, "„Wir bauen nicht“", "Lena Brandt"),
    }
    assert len(ids) == 4


def test_equal_quotations_of_one_article_get_different_ids() -> None:
    text = "„Nein“, „Nein“"
    twice = [quotation(text, "„Nein“")] * 2
    first, second = quotation_ids(text, twice, ["Jan Roth"] * 2)
    assert second == f"{first}-2"
