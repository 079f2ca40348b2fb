"""Whom learned weights choose, and how likely a choice is said to be."""

import pytest

from service.domain import Quotation, Span
from service.speakers import resolve
from service.speakers.resolver import Resolver
from service.speakers.weights import TRUST, WEIGHTS
from tests.speakers.marked import read


def test_weights_are_learned_for_every_form_of_mention() -> None:
    assert set(WEIGHTS) == {"pronoun", "source", "person", "body"}
    assert all(WEIGHTS.values())
    assert TRUST


def test_a_clear_name_is_surer_than_a_pronoun_between_two() -> None:
    article = read(
        "<s1>Die Lehrerin/n Anna Quell</s1> sagte, <q1>es eile</q1>. Berta Trost traf Anna Quell. "
        "<s2>Sie</s2> sagte, <q2>es reiche</q2>."
    )
    named, guessed = article.attributions
    assert named is not None
    assert guessed is not None
    assert named.confidence > max(0.9, guessed.confidence)


def test_below_the_threshold_nobody_is_named_but_the_likeliest_is_told() -> None:
    text = "Anna Quell traf Berta Trost. Sie sagte, es reiche."
    quotations = [Quotation("indirect", "speech", (Span(40, 49),), 1.0, mention=(Span(29, 32),), kind="person")]
    (named,) = resolve(text, (), quotations, threshold=0.0)[1]
    speakers, (unnamed,) = resolve(text, (), quotations, threshold=0.999)
    assert named is not None
    assert unnamed is not None
    assert named.name in {"Anna Quell", "Berta Trost"}
    assert unnamed.name is None
    assert unnamed.ids == named.ids == (speakers[0].id,)
    assert unnamed.confidence == named.confidence


def test_a_role_means_nobody_of_another_land() -> None:
    marked = (
        "Der iranische Außenminister/n Abbas Araghi wies das ab. Der amerikanische Außenminister/n Don Ramsfeld kam. "
        "<s1>Der iranische/a Außenminister/n</s1> sagte, <q1>das sei falsch</q1>."
    )
    assert read(marked, {1: "person"}).names == ["Abbas Araghi"]


def test_plural_they_are_the_two_named_together() -> None:
    marked = "Den Bau leiten Anna Quell und Bernd Trost. <s1>Sie</s1> fordern/v, <q1>den Hafen zu vertiefen</q1>."
    assert read(marked, {1: "group"}).names == ["Anna Quell und Bernd Trost"]


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("der Energieversorger/n Nordstrom/N", "Nordstrom"),
        ("des Nachrichtenmagazins/n FALKE/N", "FALKE"),
        ("die zuständige/a Polizei/n", "Polizei"),
    ],
)
def test_a_body_is_called_by_its_own_name(mention: str, name: str) -> None:
    marked = f"Das sei falsch, <q1>man wisse es besser</q1>, so <s1>{mention}</s1>."
    assert read(marked, {1: "organisation"}).names == [name]


def test_own_accounts_are_the_subjects() -> None:
    marked = (
        "Die Polizei/n prüfe nach <s1>eigenen Angaben/n</s1>, <q1>ob sie Beschwerde beim Oberverwaltungsgericht/n "
        "einlege</q1>."
    )
    assert [speaker.name for speaker in read(marked, {1: "organisation"}).speakers] == ["Polizei"]


def test_an_ordinal_belongs_to_the_name() -> None:
    assert read("<s1>Papst Benedikt XVI.</s1> sagte, <q1>er bete</q1>.", {1: "person"}).names == ["Benedikt XVI."]


def test_a_participle_before_the_role_keeps_the_name() -> None:
    marked = "<s1>Der noch im Amt/n befindliche Präsident/n Anton Quell</s1> sagte, <q1>er bleibe</q1>."
    assert read(marked, {1: "person"}).names == ["Anton Quell"]


def test_candidates_are_ranked_with_the_chosen_one_first() -> None:
    text = "Anna Quell traf Berta Trost. Sie sagte, es reiche."
    quotation = Quotation("indirect", "speech", (Span(40, 49),), 1.0, mention=(Span(29, 32),), kind="person")
    resolver = Resolver(text, (), [quotation], threshold=0.0)
    (attribution,) = resolver.resolve()[1]
    ranked = resolver.candidates(0)
    assert attribution is not None
    assert ranked[0][0] == attribution.name
    assert {name for name, _ in ranked} == {"Anna Quell", "Berta Trost"}
    assert [share for _, share in ranked] == sorted((share for _, share in ranked), reverse=True)
    assert sum(share for _, share in ranked) == pytest.approx(1.0)


def test_the_name_of_a_federation_is_no_german_person() -> None:
    marked = "<s1>Der Deutsche/N Fußball-Bund/N</s1> teilte mit, <q1>das Spiel finde statt</q1>."
    assert read(marked, {1: "organisation"}).names == ["Deutscher Fußball-Bund"]


def test_two_of_one_surname_are_told_apart_by_the_apposition() -> None:
    marked = (
        "Urs Zellweger und Monika Zellweger stritten. <s1>Zellweger, die Regierungsrätin/n</s1>, sagte, <q1>nein</q1>."
    )
    assert read(marked, {1: "person"}).names == ["Monika Zellweger"]
