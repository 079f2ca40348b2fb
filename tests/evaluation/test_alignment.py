"""Tokens are found in the text, also where a tokeniser changed them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain import Span
from service.evaluation.alignment import align
from service.evaluation.annotations import tokens_in

WIKINEWS = Path(__file__).resolve().parents[3] / "shared" / "data" / "wikinews-dev"


def _found(text: str, words: list[str]) -> list[str]:
    return [text[span.start : span.end] for span in align(text, words)]


@given(
    st.lists(st.text("aäß„“.,-–'1", min_size=1, max_size=4), max_size=30),
    st.sampled_from([" ", "\n\n", "\t ", "\u00a0"]),
)
def test_words_that_are_in_the_text_get_their_own_places(words: list[str], between: str) -> None:
    text = between.join(words)
    assert _found(text, words) == words


def test_other_quotation_marks_and_dashes_are_the_same_token() -> None:
    text = "Er sagte: „Ja“ – und ging’s an. »Nein«"
    words = ["Er", "sagte", ":", "``", "Ja", "''", "-", "und", "ging's", "an", ".", '"', "Nein", '"']
    expected = ["Er", "sagte", ":", "„", "Ja", "“", "–", "und", "ging’s", "an", ".", "»", "Nein", "«"]
    assert _found(text, words) == expected


def test_white_space_within_a_token_may_differ() -> None:
    assert _found("z. B. 10\u00a0000 Euro", ["z.B.", "10 000", "Euro"]) == ["z. B.", "10\u00a0000", "Euro"]


def test_a_word_that_the_text_lacks_does_not_take_a_later_ones_place() -> None:
    """A full stop put behind a headline; the text's own full stop comes later."""
    text = "Werk bleibt\nEs geht weiter. Gut."
    words = ["Werk", "bleibt", ".", "Es", "geht", "weiter", ".", "Gut", "."]
    assert _found(text, words) == ["Werk", "bleibt", "", "Es", "geht", "weiter", ".", "Gut", "."]


def test_text_that_was_not_tokenised_is_skipped() -> None:
    assert _found("Werk (Bild: dpa) bleibt", ["Werk", "bleibt"]) == ["Werk", "bleibt"]


def test_a_word_that_stands_nowhere_near_is_nowhere() -> None:
    text = "Anfang. " + "x " * 100 + "Ende"
    assert _found(text, ["Anfang", ".", "Ende"]) == ["Anfang", ".", ""]


@pytest.mark.skipif(not WIKINEWS.is_dir(), reason="the WIKINEWS data set is not beside the checkout")
def test_all_tokens_of_the_data_set_are_where_it_says() -> None:
    files = sorted(WIKINEWS.glob("*.json"))
    assert len(files) == 150
    for file in files:
        row = json.loads(file.read_text(encoding="utf-8"))
        words = [word for sentence in row["sentences"] for word in sentence["tokens"]]
        given_places = tuple(Span(token["charBegin"], token["charEnd"]) for token in row["tokens"])
        assert align(row["originalText"], words) == given_places, file.name


TOKENS = [Span(0, 3), Span(3, 4), Span(5, 9), Span(9, 9), Span(10, 12)]


@pytest.mark.parametrize(
    ("spans", "indices"),
    [
        ([], set()),
        ([Span(0, 12)], {0, 1, 2, 4}),
        ([Span(2, 3)], {0}),
        ([Span(4, 5)], set()),
        ([Span(3, 6)], {1, 2}),
        ([Span(0, 1), Span(11, 12)], {0, 4}),
        ([Span(9, 10)], set()),
        ([Span(20, 30)], set()),
        ([Span(7, 7)], set()),
    ],
)
def test_spans_mean_the_tokens_they_overlap(spans: list[Span], indices: set[int]) -> None:
    assert tokens_in(TOKENS, spans) == indices
