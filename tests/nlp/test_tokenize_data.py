"""What the tokenizer is trained on: spacing by rule, and newspaper paragraphs whose labels fit their text."""

import random
from collections import Counter
from pathlib import Path

import pytest

from training.tokens.newspaper import STYLES, paragraphs, with_other_marks
from training.tokens.prepare import write
from training.tokens.sentences import Sentence, Token, read_conllu, read_words

WORDS = "Er##PRON ging##VERB im##_ in##ADP dem##DET Park##NOUN spazieren##VERB .##PUNCT"


def spaced(line: str, folder: Path, seed: int = 0) -> list[str]:
    file = folder / "words.txt"
    file.write_text(line, encoding="utf-8")
    return [text_of(sentence) for sentence in read_words(file, random.Random(seed))]


def text_of(sentence: Sentence) -> str:
    return "".join(token.text + " " * token.space_after for token in sentence).rstrip()


def tagged(text: str) -> str:
    return " ".join(f"{word}##X" for word in text.split())


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ('Er sagte : " Nein , danke ! "', 'Er sagte: "Nein, danke!"'),
        ("Das ist `` neu '' , sagt er .", "Das ist ``neu'', sagt er."),
        ("Das ( alte ) Haus von » Grün « .", "Das (alte) Haus von »Grün«."),
        ("Die Rohstoff - und Energiekosten steigen .", "Die Rohstoff- und Energiekosten steigen."),
        ("Er kam - so hieß es - zu spät .", "Er kam - so hieß es - zu spät."),
    ],
)
def test_words_are_spaced_as_writers_do(words: str, text: str, tmp_path: Path) -> None:
    assert spaced(tagged(words), tmp_path) == [text]


def test_most_compounds_have_tight_hyphens_and_some_writers_loose_ones(tmp_path: Path) -> None:
    seen = Counter(spaced(tagged("Der SPD - Politiker ."), tmp_path, seed)[0] for seed in range(100))
    assert set(seen) == {"Der SPD-Politiker.", "Der SPD - Politiker."}
    assert seen["Der SPD-Politiker."] > 75


def test_contractions_are_one_token_with_two_words(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text(WORDS, encoding="utf-8")
    (sentence,) = read_words(file, random.Random(0))
    assert [token.parts for token in sentence if token.parts] == [("in", "dem")]
    assert text_of(sentence) == "Er ging im Park spazieren."


def test_lines_cut_at_an_ordinal_are_left_out(tmp_path: Path) -> None:
    assert spaced(tagged("Das war im 19."), tmp_path) == []
    assert spaced(tagged("Das war 1914 ."), tmp_path) == ["Das war 1914."]


def sentences(number: int) -> list[Sentence]:
    words = "Die Ministerin sprach am Montag in der Halle von Brücken und Wegen".split()
    return [(*map(Token, [*words, str(i)]), Token("Ende", False), Token(".")) for i in range(number)]


def test_arranging_loses_no_sentence_but_headlines() -> None:
    made = list(paragraphs(sentences(300), random.Random(1)))
    numbers = Counter(token.text for paragraph in made for s in paragraph for token in s if token.text.isdigit())
    assert sum(str(i) in numbers for i in range(300)) > 250
    assert max(len(paragraph) for paragraph in made) <= 12


def test_every_style_of_marks_is_made() -> None:
    made = [token.text for p in paragraphs(sentences(2000), random.Random(1)) for s in p for token in s]
    assert all(mark in made for style in STYLES for mark in style)


def test_a_style_of_marks_replaces_another_in_pairs() -> None:
    sentence = (Token('"', False), Token("Nein", False), Token('"', False), Token("."))
    made = {text_of(with_other_marks(sentence, random.Random(seed))) for seed in range(200)}
    assert made == {f"{opening}Nein{closing}." for opening, closing in STYLES}


def test_labels_stand_where_tokens_and_sentences_end(tmp_path: Path) -> None:
    made = list(paragraphs([*sentences(50), (Token("Im", True, ("in", "dem")), Token("Park"))], random.Random(2)))
    write(made, tmp_path / "made")
    texts = (tmp_path / "made.txt").read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    labels = (tmp_path / "made.labels").read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    assert [len(text) for text in texts] == [len(label) for label in labels]
    for paragraph, text, label in zip(made, texts, labels, strict=True):
        ends = [place for place, digit in enumerate(label, 1) if digit != "0"]
        found = [text[start:end].strip() for start, end in zip([0, *ends], ends, strict=False)]
        assert found == [token.text for sentence in paragraph for token in sentence]
        assert sum(digit in "24" for digit in label) == len(paragraph)
        assert sum(digit in "34" for digit in label) == sum(bool(token.parts) for s in paragraph for token in s)


def test_conllu_comes_back_as_it_went(tmp_path: Path) -> None:
    made: list[list[Sentence]] = [[(Token("Im", True, ("in", "dem")), Token("Park", False), Token("."))]]
    write(made, tmp_path / "made")
    assert [list(read_conllu(tmp_path / "made.conllu"))] == made
