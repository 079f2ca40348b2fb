"""Speakers mentioned by name: the fullest form the article has, whatever the mention."""

import pytest

from tests.speakers.marked import read


def test_a_surname_stands_for_the_full_name_met_before() -> None:
    article = read("Bürgermeisterin Erna Kolbing trat zurück. <q1>Das sei nötig</q1>, sagte <s1>Kolbing</s1>.")
    assert article.names == ["Erna Kolbing"]
    assert article.ways == ["name"]
    assert article.mentions("Erna Kolbing") == ["Erna Kolbing", "Kolbing"]


def test_a_full_name_that_comes_only_later_still_names_the_speaker() -> None:
    article = read("<s1>Kolbing</s1> sagte, <q1>das reiche</q1>. Später gratulierte Erna Kolbing den Siegern.")
    assert article.names == ["Erna Kolbing"]


def test_a_first_name_alone_stands_for_the_person() -> None:
    article = read("Die Turnerin Malin Oberhaus gewann. <q1>„Ich war nervös“</q1>, sagte <s1>Malin</s1>.")
    assert article.names == ["Malin Oberhaus"]


@pytest.mark.parametrize(
    "mention",
    [
        "Kanzler Merz",
        "Herr Merz",
        "Dr. Merz",
        "der frühere/a Kanzler Friedrich Merz (CDU)",
        "Friedrich Merz, Vorsitzender der CDU/N,",
        "F. Merz",
    ],
)
def test_titles_roles_and_initials_do_not_hide_a_person(mention: str) -> None:
    article = read(f"Friedrich Merz kam nach Linz. <s1>{mention}</s1> sagte, <q1>er bleibe</q1>.")
    assert article.names == ["Friedrich Merz"]
    assert len(article.speakers) == 1


def test_a_title_with_a_surname_is_named_without_the_title() -> None:
    assert read("<s1>Kanzler Kolbing</s1> sagte, <q1>er bleibe</q1>.").names == ["Kolbing"]


def test_the_genitive_ending_is_no_part_of_a_name() -> None:
    article = read("Angela Kolbing siegte. Nach <s1>Angaben Kolbings</s1> <q1>sei alles gut</q1>.")
    assert article.names == ["Angela Kolbing"]


def test_two_people_with_one_surname_are_told_apart_by_title() -> None:
    marked = (
        "Ilse Brandner und ihr Bruder Kurt Brandner stritten. <q1>„Nein“</q1>, rief <s1>Frau Brandner</s1>. "
        "<q2>„Doch“</q2>, rief <s2>Herr Brandner</s2>."
    )
    assert read(marked).names == ["Ilse Brandner", "Kurt Brandner"]


def test_a_name_with_particles_stays_whole() -> None:
    article = read("Ursula von der Leyen/N reiste an. <s1>Von der Leyen</s1> sagte, <q1>es eile</q1>.")
    assert article.names == ["Ursula von der Leyen"]


def test_a_name_within_somebodys_description_is_not_the_speaker() -> None:
    article = read("Paul Wiesinger schwieg. <s1>Ein Sprecher von Paul Wiesinger</s1> sagte, <q1>er bleibe</q1>.")
    assert article.names == ["Sprecher von Paul Wiesinger"]


def test_names_are_found_without_any_parse() -> None:
    marked = (
        "Ministerin Olga Petrowna kam. <q1>Es sei kalt</q1>, sagte <s1>Petrowna</s1>. "
        "<q2>Sie bleibe</q2>, so <s2>sie</s2>."
    )
    article = read(marked, parsed=False)
    assert article.names == ["Olga Petrowna", "Olga Petrowna"]


def test_speakers_are_numbered_by_their_first_quotation() -> None:
    marked = (
        "<s1>Anna Quell</s1> sagte, <q1>ja</q1>. <s2>Bernd Trost</s2> sagte, <q2>nein</q2>. "
        "<s3>Quell</s3> sagte, <q3>doch</q3>."
    )
    article = read(marked)
    assert [speaker.id for speaker in article.speakers] == ["s1", "s2"]
    assert [attribution.ids for attribution in article.attributions if attribution] == [("s1",), ("s2",), ("s1",)]


def test_quotations_come_back_in_the_order_given_even_when_their_spans_do_not() -> None:
    marked = "<s2>Anna Quell</s2> sagte, <q2>ja</q2>. <s1>Bernd Trost</s1> sagte, <q1>nein</q1>."
    assert read(marked).names == ["Bernd Trost", "Anna Quell"]


def test_a_quotation_without_mention_and_frame_goes_on_with_the_speaker_before() -> None:
    article = read(
        "<s1>Anna Quell</s1> sagte, <q1>es regne</q1>. <q2>Es werde kälter.</q2>", types={2: "indirect_free"}
    )
    assert article.names == ["Anna Quell", "Anna Quell"]
    assert article.ways[1] == "continuation"


def test_a_quotation_with_a_cue_but_nobody_mentioned_has_no_speaker() -> None:
    article = read("<s1>Anna Quell</s1> sagte, <q1>es regne</q1>. Es <c2>wurde bekannt</c2>, <q2>dass es schneit</q2>.")
    assert article.attributions[1] is None
