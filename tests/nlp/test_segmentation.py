"""Line ends, quotation marks and sentence lengths, without any model."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.nlp.segmentation import LONGEST_SENTENCE, MARKS, Token, paragraphs, tidy

WRAPPED = (
    "Die Ministerin sagte am Dienstag vor dem Landtag, dass das\n"
    "Land Brücken sanieren werde. Dafür stünden im kommenden Jahr\n"
    "rund 40 Millionen Euro bereit. Der Landtag stimmte zu. Die\n"
    "Opposition enthielt sich."
)


def tokens(text: str) -> list[Token]:
    """One token for every run of characters without white space."""
    found, reached = [], 0
    for part in text.split():
        start = text.index(part, reached)
        reached = start + len(part)
        found.append(Token(part, start, reached))
    return found


def texts(sentences: list[list[Token]]) -> list[list[str]]:
    return [[token.text for token in sentence] for sentence in sentences]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\n\n", "\r\n\r\n", "\n \t\n"])
def test_every_kind_of_line_end_ends_a_paragraph(end: str) -> None:
    text = end.join(["Neue Brücke über die Elbe", "Von Anna Grün", "Magdeburg. Die Brücke steht."])
    assert list(paragraphs(text)) == ["Neue Brücke über die Elbe", "Von Anna Grün", "Magdeburg. Die Brücke steht."]


def test_lines_of_a_fixed_width_are_one_paragraph() -> None:
    assert list(paragraphs(f"Haushalt beraten\n\n{WRAPPED}\n\nFoto: dpa")) == ["Haushalt beraten", WRAPPED, "Foto: dpa"]


def test_a_long_headline_above_a_paragraph_is_not_taken_for_a_wrapped_line() -> None:
    lines = [
        "Warum die Sanierung der alten Elbbrücke so lange dauert",
        "Die Stadt wartet seit drei Jahren auf das Geld.",
    ]
    assert list(paragraphs("\n".join(lines))) == lines


@given(st.text(st.sampled_from("ab Ä.,\n\r\t\u2028\x85\x00„“\U0001f600\u0301")))
def test_paragraphs_hold_all_but_white_space(text: str) -> None:
    assert "".join("".join(paragraphs(text)).split()) == "".join(text.split())


def test_no_token_holds_white_space() -> None:
    text = "dann\x97noch  ein"
    assert texts(tidy([[Token("dann noch ein", 0, len(text))]], text)) == [["dann", "noch", "ein"]]


@pytest.mark.parametrize("mark", sorted(MARKS))
def test_a_mark_glued_to_a_word_becomes_a_token(mark: str) -> None:
    text = f"{mark}Nein{mark}, sagt er"
    assert texts(tidy([tokens(text)], text)) == [[mark, "Nein", mark, ",", "sagt", "er"]]


def test_an_apostrophe_stays_in_its_word() -> None:
    text = "Geht’s gut? Hans' Rad"
    assert texts(tidy([tokens(text)], text)) == [["Geht’s", "gut?", "Hans'", "Rad"]]


def test_no_sentence_starts_with_the_comma_behind_a_quotation() -> None:
    text = "„ Nein ! “ , sagt er"
    split = tokens(text)
    assert len(tidy([split[:4], split[4:]], text)) == 1


def test_a_closing_mark_belongs_to_the_sentence_it_touches() -> None:
    text = "Er rief: „Nein.“ Dann ging er."
    parts = [Token("Nein", 10, 14), Token(".", 14, 15), Token("“", 15, 16)]
    rest = [token for token in tokens(text) if token.start > 16]
    assert texts(tidy([parts[:2], parts[2:] + rest], text))[0][:3] == ["Nein", ".", "“"]


def test_an_opening_mark_may_start_a_sentence() -> None:
    text = 'Er ging. "Nein", sagte sie.'
    split = [Token("ging", 3, 7), Token(".", 7, 8)], [Token('"', 9, 10), Token("Nein", 10, 14)]
    assert texts(tidy(list(split), text)) == [["ging", "."], ['"', "Nein"]]


def test_a_comma_on_the_next_line_is_not_joined() -> None:
    text = "Tabelle\n, leer"
    assert len(tidy([tokens(text)[:1], tokens(text)[1:]], text)) == 2


def test_no_sentence_is_longer_than_the_encoder_reads() -> None:
    text = " ".join(["Wort"] * 5000)
    sentences = tidy([tokens(text)], text)
    assert sum(map(len, sentences)) == 5000
    assert max(map(len, sentences)) == LONGEST_SENTENCE


def test_overlong_sentences_are_cut_where_a_reader_pauses() -> None:
    words = ["Wort"] * 150 + [";"] + ["Wort"] * 100
    text = " ".join(words)
    assert [len(sentence) for sentence in tidy([tokens(text)], text)] == [151, 100]


@given(st.text(st.sampled_from("ab Ä.,„“”»«‚‘’\"'\n\x00\U0001f600\u0301"), max_size=60), st.data())
def test_whatever_comes_in_tokens_keep_their_place_and_order(text: str, data: st.DataObject) -> None:
    given_tokens = tokens(text)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(given_tokens)))))
    parts = [given_tokens[a:b] for a, b in pairwise([0, *cuts, len(given_tokens)])]
    found = [token for sentence in tidy(parts, text) for token in sentence]
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert "".join(token.text for token in found) == "".join(text.split())
