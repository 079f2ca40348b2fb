"""Whose spokesperson, whose office: nameless speakers are called by the body or person that they belong to."""

import pytest

from tests.speakers.marked import read


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Die Polizei sperrte den Hafen.", "Sprecherin der Polizei"),
        ("Das Auswärtige/a Amt/n rät von Reisen ab.", "Sprecherin des Auswärtigen Amtes"),
        ("Der Fischereiverband klagt.", "Sprecherin des Fischereiverbands"),
        ("Die Behörden schwiegen, das Landgericht Oldenmoor auch.", "Sprecherin des Landgerichts Oldenmoor"),
    ],
)
def test_a_bare_spokesperson_speaks_for_the_body_told_of_last(before: str, name: str) -> None:
    assert read(f"{before} <q1>„Wir prüfen das“</q1>, sagte <s1>eine Sprecherin</s1>.").names == [name]


def test_a_spokesperson_without_a_body_nearby_stays_bare() -> None:
    marked = "Am Hafen war es still. <q1>„Wir prüfen das“</q1>, sagte <s1>eine Sprecherin</s1>."
    assert read(marked).names == ["Sprecherin"]


def test_a_body_far_above_is_not_taken_for_the_employer() -> None:
    far = "Die Polizei kam. Es regnete. Der Wind drehte. Die Boote lagen fest. Es wurde dunkel."
    assert read(f"{far} <q1>„Wir prüfen das“</q1>, sagte <s1>eine Sprecherin</s1>.").names == ["Sprecherin"]


def test_a_spokesperson_of_a_named_kind_needs_no_body() -> None:
    marked = "Das Landgericht tagt. <q1>„Er ist weg“</q1>, sagte <s1>eine Polizeisprecherin</s1>."
    assert read(marked).names == ["Polizeisprecherin"]


def test_a_noun_that_only_takes_a_body_up_is_replaced_by_its_name() -> None:
    marked = (
        "Das Klinikum/n Altach/N nimmt niemanden auf. "
        "<q1>„Alles steht“</q1>, sagte <s1>eine Sprecherin der Klinik</s1>."
    )
    assert read(marked).names == ["Sprecherin des Klinikums Altach"]


@pytest.mark.parametrize(
    ("mention", "name"),
    [("Ihr Büro", "Büro von Katharina Moor"), ("Ihre Anwältin", "Anwältin von Katharina Moor")],
)
def test_somebody_who_is_only_somebodys_is_called_by_the_owner(mention: str, name: str) -> None:
    marked = (
        "<s1>Die Landrätin Katharina Moor</s1> sagte, <q1>sie bleibe</q1>. "
        f"<s2>{mention}</s2> teilte mit, <q2>der Termin entfalle</q2>."
    )
    article = read(marked, kinds={2: "organisation"} if mention == "Ihr Büro" else {})
    assert article.names == ["Katharina Moor", name]


def test_the_bare_description_stays_an_alias() -> None:
    marked = (
        "<s1>Die Landrätin Katharina Moor</s1> sagte, <q1>sie bleibe</q1>. "
        "<s2>Ihre Anwältin</s2> sagte, <q2>der Termin entfalle</q2>."
    )
    assert "Anwältin" in read(marked).speaker("Anwältin von Katharina Moor").aliases


def test_a_speakers_own_words_are_no_speaker_to_complete() -> None:
    marked = "Die Landrätin Katharina Moor ging. <q1>Das reiche</q1>, so <s1>ihre Worte</s1>."
    assert read(marked).names == ["Katharina Moor"]
