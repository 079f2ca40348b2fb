"""Quotation marks are paired in every style, and an odd one does no harm."""

import pytest

from service.nlp.quote.marks import find_mark_pairs


def pairs_in(text: str) -> list[tuple[str, int]]:
    return [(text[pair.span.start : pair.span.end], pair.depth) for pair in find_mark_pairs(text)]


@pytest.mark.parametrize(("opening", "closing"), ["„“", "»«", "«»", '""', "“”", "„”", '„"'])
def test_every_style_is_paired(opening: str, closing: str) -> None:
    quoted = f"{opening}Wir bauen weiter{closing}"
    assert pairs_in(f"{quoted}, sagte sie.") == [(quoted, 0)]


@pytest.mark.parametrize(("outer", "inner"), [("„“", "‚‘"), ("»«", "›‹"), ("«»", "‹›"), ("„“", "»«")])
def test_an_inner_pair_lies_one_level_deeper(outer: str, inner: str) -> None:
    within = f"{inner[0]}Nie wieder{inner[1]}"
    whole = f"{outer[0]}Er rief: {within}{outer[1]}"
    assert pairs_in(whole) == [(whole, 0), (within, 1)]


def test_two_quotations_in_one_sentence_are_two_pairs() -> None:
    assert pairs_in('"Ja", sagte er, "natürlich."') == [('"Ja"', 0), ('"natürlich."', 0)]


def test_a_mark_without_partner_is_left_alone() -> None:
    assert pairs_in("Er sagte: „Das war es. Mehr kam nicht.") == []


def test_an_odd_mark_does_not_swallow_the_quotations_after_it() -> None:
    assert ("„Richtig“", 0) in pairs_in("Falsch ist das“ hier.\n\nSie sagte: „Richtig“.")


def test_a_quotation_over_paragraphs_has_one_pair_for_each() -> None:
    text = "„Erstens war es kalt.\n\n„Zweitens war es dunkel“, sagte er."
    assert [quoted for quoted, _ in pairs_in(text)] == ["„Erstens war es kalt.", "„Zweitens war es dunkel“"]


def test_an_apostrophe_closes_nothing() -> None:
    assert [quoted for quoted, _ in pairs_in("„Ich hab’s gesehen, so war's“, sagte er.")] == [
        "„Ich hab’s gesehen, so war's“"
    ]
