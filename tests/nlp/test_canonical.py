"""All styles of quotation marks become one, and no place in the text moves."""

import pytest

from service.nlp.quote.canonical import canonical

CANONICAL = "„Er rief: ‚Geht's noch?‘ Dann ging Hans' Hund“, sagte sie. „Ja.“"


@pytest.mark.parametrize(
    "text",
    [
        CANONICAL,
        "»Er rief: ›Geht’s noch?‹ Dann ging Hans’ Hund«, sagte sie. »Ja.«",
        "«Er rief: ‹Geht's noch?› Dann ging Hans' Hund», sagte sie. «Ja.»",
        "\"Er rief: 'Geht's noch?' Dann ging Hans' Hund\", sagte sie. \"Ja.\"",
        "“Er rief: ‘Geht’s noch?’ Dann ging Hans’ Hund”, sagte sie. “Ja.”",
        "„Er rief: ‚Geht's noch?‘ Dann ging Hans' Hund”, sagte sie. „Ja.\"",
    ],
)
def test_every_style_becomes_the_same_text(text: str) -> None:
    assert canonical(text) == CANONICAL
    assert canonical(CANONICAL) == CANONICAL


def test_a_quotation_over_paragraphs_keeps_its_open_ends() -> None:
    assert canonical('"Erst \'so.\'\n\n"Dann so."') == "„Erst ‚so.‘\n\n„Dann so.“"


@pytest.mark.parametrize("text", ["", "ohne alles", "5'", '"', "„offen", "zu“", "'n Tag", "''''", '""', "«", "\ud83d'"])
def test_odd_texts_keep_their_length_and_whatever_has_no_partner(text: str) -> None:
    assert len(canonical(text)) == len(text)
    assert [a for a, b in zip(canonical(text), text, strict=True) if a != b and b not in "\"'’“”„»«"] == []


def test_a_mark_without_partner_stays() -> None:
    assert canonical('Das ist 5" breit. »So«') == 'Das ist 5" breit. „So“'
