"""Lines end sentences where newspapers end them, and offsets find their way back."""

from hypothesis import given
from hypothesis import strategies as st

from service.nlp.lines import expand, line_breaks


def cut_before(text: str) -> list[str]:
    """The first word after each break."""
    return [text[at:].split(maxsplit=1)[0] for at in line_breaks(text) if text[at:].split()]


def test_a_headline_a_byline_and_a_photo_credit_end_with_their_lines() -> None:
    text = "Rat stimmt zu\nVon Jana Kohl\nFoto: Ute Lang\nDer Rat hat am Montag zugestimmt."
    assert cut_before(text) == ["Von", "Foto:", "Der"]


def test_a_line_that_goes_on_in_lower_case_is_no_end() -> None:
    assert cut_before("Der Rat hat am Montag\nzugestimmt.") == []


def test_text_wrapped_to_a_fixed_width_is_cut_only_after_final_marks() -> None:
    line = "Der Rat hat am Montag dem Bau zugestimmt und den neuen Plan für"
    text = "\n".join([line, line, "Montag vorgelegt, so dass der Bau im Juni beginnen kann. Ende.", line])
    assert cut_before(text) == ["Der"]


def test_every_kind_of_line_end_counts() -> None:
    assert cut_before("Eins\r\nZwei\rDrei\u2028Vier\nFünf") == ["Zwei", "Drei", "Vier", "Fünf"]


@given(st.text(max_size=200), st.lists(st.integers(0, 200), max_size=12))
def test_every_character_finds_its_way_back(text: str, breaks: list[int]) -> None:
    expanded = expand(text, [at for at in breaks if at <= len(text)])
    inserted = {at + 2 * index + offset for index, at in enumerate(expanded.breaks) for offset in (0, 1)}
    kept = [position for position in range(len(expanded.text)) if position not in inserted]
    assert [expanded.text[position] for position in kept] == list(text)
    assert [expanded.back(position) for position in kept] == list(range(len(text)))
    # An end, which stands one behind a character, goes back to one behind the same character.
    assert [expanded.back(position + 1) for position in kept] == [i + 1 for i in range(len(text))]
