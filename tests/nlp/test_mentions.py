"""Mentions that the tags cut too short or too long."""

import pytest

from service.domain import Quotation, Sentence, Span, Word
from service.nlp.quote.mentions import with_mended_mention

TAGS = {"Brandt": "PROPN", "Holm": "PROPN", "Kieler": "ADJ", "Bürgermeister": "NOUN", "die": "DET", "der": "DET"}
TAGS |= {"Wir": "PRON", "er": "PRON", "haben": "AUX", "selbst": "ADV"}
TAGS |= {"Grünen": "PROPN", "kam": "VERB", "sagten": "VERB", "sagte": "VERB", "Kiew": "PROPN", "Bonn": "PROPN"}


def parsed(text: str) -> list[Sentence]:
    words, at = [], 0
    for part in text.split():
        start = text.index(part, at)
        at = start + len(part)
        words.append(Word(part, Span(start, at), part, TAGS.get(part, "ADV"), "", {}, -1, "dep"))
    return [Sentence(Span(0, len(text)), tuple(words))]


def mention(text: str, found: str) -> str:
    start = text.index(found)
    quotation = Quotation("direct", "speech", (Span(0, 1),), 0.9, mention=(Span(start, start + len(found)),))
    (whole,) = with_mended_mention(quotation, parsed(text)).mention
    return text[whole.start : whole.end]


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Sowohl Brandt als auch Holm sagten gestern", "Brandt", "Sowohl Brandt als auch Holm"),
        ("Das sagten sowohl Kiew als auch Bonn dazu", "Bonn", "sowohl Kiew als auch Bonn"),
        ("Sowohl die Grünen wie auch der Kieler Bürgermeister Holm sagten", "die Grünen", None),
        ("Weder Brandt noch Holm sagten gestern", "Holm", "Weder Brandt noch Holm"),
        ("Sowohl Brandt als Holm sagten gestern", "Sowohl Brandt als Holm", "Sowohl Brandt als Holm"),
    ],
)
def test_the_other_half_of_a_pair_belongs_to_the_mention(text: str, found: str, expected: str | None) -> None:
    assert mention(text, found) == (expected or text.removesuffix(" sagten"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sowohl Brandt als auch Holm kam bevor Bonn sagte", "Bonn"),
        ("Sowohl gestern kam Brandt als auch Holm sagte", "Holm"),
        ("Sowohl Brandt sagte", "Brandt"),
        ("Brandt als Bürgermeister sagte", "Brandt"),
    ],
)
def test_nothing_else_does(text: str, found: str) -> None:
    assert mention(text, found) == found


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Wir haben in der Gemeinde gefragt", "Wir haben in der Gemeinde", "Wir"),
        ("Das sagte er selbst gestern", "er selbst", "er selbst"),
        ("Das sagte er", "er", "er"),
    ],
)
def test_a_pronoun_ends_before_its_verb(text: str, found: str, expected: str) -> None:
    assert mention(text, found) == expected
