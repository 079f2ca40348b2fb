"""Odd text, odd spans: the resolver answers all the same, and its offsets stay true."""

import gzip
import json

import pytest

from service.domain import Quotation, Sentence, Span, Word
from service.speakers import resolve
from service.speakers.lexicon import NAMES_FILE, first_name_gender, person_noun
from tests.speakers.marked import read


def quotation(start: int, end: int, mention: Span | None) -> Quotation:
    return Quotation("indirect", "speech", (Span(start, end),), 1.0, mention=(mention,) if mention else ())


@pytest.mark.parametrize(
    "text", ["", " ", ".", "“", "\ud800", "\x00\x01", "😀 e\u0301 \r\n„", "a" * 5000, "A. " * 2000, "A b " * 9000]
)
def test_odd_text_is_answered(text: str) -> None:
    speakers, attributions = resolve(text, (), [quotation(0, len(text), Span(0, len(text)))])
    assert len(attributions) == 1
    for speaker in speakers:
        assert all(text[m.span.start : m.span.end] == m.text for m in speaker.mentions)


def test_an_article_without_quotations_has_no_speakers() -> None:
    assert resolve("Anna Quell kam.", (), []) == ((), ())


def test_a_mention_of_marks_only_names_nobody() -> None:
    text = "„“ sagte, es regne."
    _, attributions = resolve(text, (), [quotation(10, 18, Span(0, 2))])
    assert attributions[0] is None or attributions[0].name is None


def test_words_of_a_contraction_share_a_span_and_do_no_harm() -> None:
    text = "Im Amt sagte Anna Quell, es regne."
    words = (
        Word("In", Span(0, 2), "in", "ADP", "APPR", {}, 2, "case"),
        Word("dem", Span(0, 2), "der", "DET", "ART", {}, 2, "det"),
        Word("Amt", Span(3, 6), "Amt", "NOUN", "NN", {}, 3, "obl"),
    )
    speakers, _ = resolve(text, (Sentence(Span(0, len(text)), words),), [quotation(25, 33, Span(13, 23))])
    assert [speaker.name for speaker in speakers] == ["Anna Quell"]


def test_headlines_do_not_grow_into_the_name_below() -> None:
    marked = "Neues aus Linz\nAnna Quell\n\n<s1>Die Bäckerin Anna Quell</s1> sagte, <q1>Brot sei teuer</q1>."
    assert read(marked).names == ["Anna Quell"]


def test_the_lists_say_where_they_come_from() -> None:
    with gzip.open(NAMES_FILE) as packed:
        content = json.load(packed)
    assert {source["licence"] for source in content["provenance"]} == {"CC BY 3.0 DE", "CC BY-SA 4.0"}


@pytest.mark.parametrize(
    ("name", "gender"), [("Anna", "female"), ("Heinz", "male"), ("Karl-Heinz", "male"), ("Xyrzq", None)]
)
def test_first_names_have_the_gender_of_their_bearers(name: str, gender: str | None) -> None:
    assert first_name_gender(name) == gender


@pytest.mark.parametrize(
    ("word", "base", "gender"),
    [
        ("Ministerin", "minister", "female"),
        ("Ministers", "minister", "male"),
        ("Bundesfinanzminister", "minister", "male"),
        ("Präsidenten", "präsident", "male"),
        ("Forscherinnen", "forscher", "female"),
        ("Vorsitzende", "vorsitzender", None),
        ("Ozeanografin", "ozeanograf", "female"),
    ],
)
def test_person_nouns_are_read_in_any_case_and_compound(word: str, base: str, gender: str | None) -> None:
    noun = person_noun(word)
    assert noun is not None
    assert (noun.base, noun.gender) == (base, gender)


@pytest.mark.parametrize("word", ["Regierung", "Computer", "Polizei", "Unternehmen", "Valentin", "Ministerium"])
def test_other_nouns_are_no_persons(word: str) -> None:
    assert person_noun(word) is None
