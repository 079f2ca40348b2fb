"""Pieces of one quotation are joined, and pieces of two are not."""

import pytest

from service.nlp.quote.decode import Candidate
from service.nlp.quote.joining import find_groups, join_pieces
from service.nlp.quote.marks import find_mark_pairs
from service.nlp.quote.words import split_words


def groups_in(text: str) -> list[list[str]]:
    return [[text[p.span.start : p.span.end] for p in group] for group in find_groups(text, find_mark_pairs(text))]


@pytest.mark.parametrize(
    "text",
    [
        "„Wenn wir so spielen“, sagte er, „steigen wir ab.“",
        "Danach war Pause. »Eigentlich«, meinte Dr. Ida Roth, »ist es gut.«",
        "«Ein Kabel!», rief sie und warf die Hände in die Luft, «und das heute!»",
        '"Wer zahlt das?" fragte Jan Ott im Rat, "und wann?"',
        "Sie sagte: “Wir sind”, so Kogler, “immer noch da.”",
    ],
)
def test_a_quotation_that_its_frame_interrupts_is_one(text: str) -> None:
    [group] = groups_in(text)
    assert len(group) == 2


def test_three_pieces_are_one_too() -> None:
    [group] = groups_in("„Erst“, sagte sie, „kam der Regen“, fuhr sie fort, „dann das Boot.“")
    assert len(group) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Sie nannte das „peinlich“ und den Rest „unnötig“.",
        "Er sprach von „Chaos“, nannte aber keinen Grund, „den man versteht“.",
        "„Ja“, sagte er. Später rief sie, „nie“ sei das wahr.",
        "„Nein“, sagte Ott.\n\n„Doch“, sagte Roth.",
        "Er fragte: „Warum?“\n\n„Darum“, sagte sie.",
        "„Erst“, „dann“ und „danach“ sind Wörter.",
        "„Ja“" + " sagte er und redete" * 40 + ", „aber.“",
    ],
)
def test_two_quotations_stay_two(text: str) -> None:
    assert groups_in(text) == []


def test_a_quotation_goes_on_where_its_paragraph_ends_without_a_mark() -> None:
    text = "Er sagt: „Erstens.\n\n„Zweitens.\n\n„Drittens.“\n\n„Viertens“, ruft sie."
    assert groups_in(text) == [["„Erstens.", "„Zweitens.", "„Drittens.“"]]


def test_paragraphs_that_are_closed_each_are_one_where_the_first_is_nothing_else() -> None:
    assert groups_in("Er sagt:\n\n»Erstens.«\n\n»Zweitens.«") == [["»Erstens.«", "»Zweitens.«"]]


def joined(text: str, *found: tuple[str, str]) -> list[tuple[str, str]]:
    spans = split_words(text)
    candidates = []
    for type_, words in found:
        start = text.index(words)
        inside = [i for i, span in enumerate(spans) if start <= span.start < start + len(words)]
        candidates.append(Candidate(type_, nested=False, words=inside, confidence=0.5))  # type: ignore[arg-type]
    return [
        (c.type, " ".join(text[spans[word].start : spans[word].end] for word in c.words))
        for c in join_pieces(candidates, text, spans, find_mark_pairs(text))
    ]


def test_what_the_network_found_of_the_pieces_becomes_the_whole() -> None:
    text = "„Wir gehen“, sagte er, „nach Hause.“"
    whole = [("direct", "„ Wir gehen “ „ nach Hause . “")]
    assert joined(text, ("direct", "„Wir gehen“"), ("direct", "„nach Hause.“")) == whole
    assert joined(text, ("direct", "„nach Hause.“")) == whole
    assert joined(text) == []


def test_what_runs_through_two_quotations_counts_for_both() -> None:
    first, second = "„Wir gehen“, sagte er, „nach Hause.“", "„Es ist spät.\n\n„Sehr spät.“"
    both = [words for _, words in joined(f"{first}\n\n{second}", ("direct", f"{first}\n\n{second}"))]
    assert both == ["„ Wir gehen “ „ nach Hause . “", "„ Es ist spät . „ Sehr spät . “"]


def test_other_types_and_small_parts_are_left_alone() -> None:
    text = "„Wir gehen“, sagte er, „weit weg nach Hause.“"
    assert joined(text, ("indirect", "„Wir gehen“")) == [("indirect", "„ Wir gehen “")]
    assert joined(text, ("direct", "weit")) == [("direct", "weit")]
    assert joined("Er nannte es „so“.", ("direct", "„so“")) == [("direct", "„ so “")]


def test_a_chain_is_one_quotation_up_to_the_end_of_its_paragraph() -> None:
    text = "Er komme bald. Sie bleibe. Das stimmt.\n\nEs regne."
    chain = [("indirect_free", "Er komme bald."), ("indirect_free", "Sie bleibe.")]
    assert joined(text, *chain) == [("indirect_free", "Er komme bald . Sie bleibe .")]
    assert (
        len(joined("Er komme.\n\nSie bleibe.", ("indirect_free", "Er komme."), ("indirect_free", "Sie bleibe."))) == 2
    )
    assert len(joined(text, ("indirect_free", "Er komme bald."), ("indirect_free", "Es regne."))) == 2
    assert len(joined(text, ("indirect_free", "Er komme bald."), ("reported", "Sie bleibe."))) == 2
