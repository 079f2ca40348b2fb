"""Speakers mentioned by a role, a description or a body's noun."""

import pytest

from service.domain import Kind
from tests.speakers.marked import read

CHIEF = (
    "<s1>Danylo Hrebin, der Leiter des ukrainischen/a Seenotdienstes (USD)</s1>, sagte, <q1>man helfe</q1>. "
    "<s2>Ein Sprecher des ukrainischen/a Seenotdienstes</s2> sagte, <q2>man warte</q2>. "
    "<q3>Es eile</q3>, so <s3>der Seenotdienstchef</s3>."
)


def test_an_apposition_gives_the_role_as_the_article_words_it() -> None:
    speaker = read(CHIEF).speaker("Danylo Hrebin")
    assert speaker.role == "Leiter des ukrainischen Seenotdienstes (USD)"
    assert speaker.organisation == "USD"


def test_a_described_speaker_is_not_merged_with_a_named_one() -> None:
    article = read(CHIEF)
    assert article.names[1] == "Sprecher des ukrainischen Seenotdienstes"
    assert article.ways[1] == "description"
    assert article.attributions[1] != article.attributions[0]


def test_a_role_noun_means_whoever_holds_that_role() -> None:
    article = read(CHIEF)
    assert article.names[2] == "Danylo Hrebin"
    assert article.ways[2] == "role"


def test_a_name_behind_its_role_is_found_by_apposition() -> None:
    article = read("<s1>Die Vorsitzende des Fischereiverbands, Inge Mattsen</s1>, sagte, <q1>es fehle an Hering</q1>.")
    assert article.names == ["Inge Mattsen"]
    assert article.ways == ["apposition"]
    speaker = article.speaker("Inge Mattsen")
    assert (speaker.role, speaker.gender) == ("Vorsitzende des Fischereiverbands", "female")


def test_the_party_in_parentheses_is_the_organisation() -> None:
    article = read("<s1>Innenminister Karl Wendt (SPD)</s1> sagte, <q1>das gehe</q1>.")
    assert article.speaker("Karl Wendt").organisation == "SPD"
    assert article.speaker("Karl Wendt").role == "Innenminister"


def test_an_age_means_the_person_of_that_age() -> None:
    marked = (
        "Tom Adler (41) und Ralf Moser (57) ruderten mit. <q1>„Herrlich“</q1>, sagte <s1>der 41-Jährige</s1>. "
        "<q2>„Mühsam“</q2>, sagte <s2>der 57-Jährige</s2>."
    )
    assert read(marked).names == ["Tom Adler", "Ralf Moser"]


def test_a_noun_that_says_something_new_means_the_person_who_just_spoke() -> None:
    marked = (
        "<s1>Die Autorin Ada Lenz</s1> sagte, <q1>sie schreibe nachts</q1>. "
        "<q2>„Tags wird geschlafen“</q2>, so <s2>die Wahlwienerin/n</s2>."
    )
    assert read(marked).names == ["Ada Lenz", "Ada Lenz"]


def test_a_party_tells_whom_a_politician_means() -> None:
    marked = (
        "Anna Quell (SPD) und Ilse Brandner (FDP) stritten. <q1>„Nein“</q1>, sagte <s1>die SPD-Politikerin</s1>. "
        "<q2>„Doch“</q2>, sagte <s2>die FDP-Politikerin</s2>."
    )
    assert read(marked).names == ["Anna Quell", "Ilse Brandner"]


def test_both_are_the_two_who_spoke() -> None:
    marked = (
        "<s1>Anna Quell</s1> sagte, <q1>ja</q1>. <s2>Bernd Trost</s2> sagte, <q2>nein</q2>. "
        "<s3>Beide</s3> forderten, <q3>bald zu wählen</q3>."
    )
    assert read(marked, {3: "group"}).names[2] == "Anna Quell und Bernd Trost"


def test_a_named_persons_role_nouns_count_as_mentions() -> None:
    article = read(
        "Bürgermeister Bernd Trost kam. Dann ging der Bürgermeister. <s1>Trost</s1> sagte, <q1>es sei spät</q1>."
    )
    assert article.mentions("Bernd Trost") == ["Bernd Trost", "der Bürgermeister", "Trost"]


def test_a_group_described_before_is_meant_by_its_short_noun() -> None:
    marked = (
        "<s1>Forscher der Universität/n Walden/L</s1> fanden, <q1>Füchse träumten</q1>. "
        "<s2>Die Wissenschaftler</s2> vermuten, <q2>auch Dachse</q2>."
    )
    assert read(marked, {1: "group", 2: "group"}).names == ["Forscher der Universität Walden"] * 2


def test_the_body_behind_the_comma_is_named() -> None:
    marked = "<s1>Der Veranstalter, die Firma/n Lautmal/N</s1>, kündigte an, <q1>zu zahlen</q1>."
    assert read(marked, {1: "organisation"}).names == ["Lautmal"]


def test_a_company_that_spoke_is_meant_by_its_class() -> None:
    marked = (
        "<s1>Nordpumpe/O</s1> teilte mit, <q1>man baue aus</q1>. Es ist laut. "
        "<s2>Das Unternehmen/n</s2> plane, <q2>neu zu bauen</q2>."
    )
    assert read(marked, {1: "organisation", 2: "organisation"}).names == ["Nordpumpe"] * 2


def test_a_role_nobody_holds_stays_a_description() -> None:
    marked = "Trainerin Ada Lenz jubelte. <q1>Das Tor zähle nicht</q1>, sagte <s1>der Schiedsrichter</s1>."
    assert read(marked).names == ["Schiedsrichter"]


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("dem Deutschen Wetterdienst/n", "Deutscher Wetterdienst"),
        ("des Auswärtigen/a Amtes/n", "Auswärtiges Amt"),
        ("der Polizei/n", "Polizei"),
        ("Angaben der Polizei/n", "Polizei"),
        ("Polizeiangaben/n", "Polizei"),
        ("Ansicht der örtlichen/a Feuerwehr/n", "örtliche Feuerwehr"),
        ("Informationen des Magazins „Kutter“", "Kutter"),
        ("einem Bericht/n der Zeitung/n „Wattkurier“", "Wattkurier"),
        ("der Nachrichtenagentur/n Nordfunk/O", "Nordfunk"),
        ("israelischen/a Angaben/n", "Israel"),
        ("Meinung politischer/a Beobachter/n", "politische Beobachter"),
    ],
)
def test_bodies_are_named_in_the_nominative_without_article(mention: str, name: str) -> None:
    kind: Kind = "group" if "Beobachter" in mention else "organisation"
    assert read(f"<q1>Es bleibe ruhig</q1>, hieß es nach <s1>{mention}</s1>.", {1: kind}).names == [name]


def test_an_abbreviation_stands_for_the_name_it_abbreviates() -> None:
    marked = (
        "<s1>Die Weltgesundheitsorganisation/n (WHO)</s1> rief dazu auf, <q1>sich impfen zu lassen</q1>. "
        "Laut <s2>WHO/N</s2> <q2>ist es Zeit</q2>."
    )
    article = read(marked, {1: "organisation", 2: "organisation"})
    assert article.names == ["Weltgesundheitsorganisation"] * 2
    assert article.speaker("Weltgesundheitsorganisation").aliases == ("WHO",)


def test_a_court_met_before_is_meant_by_its_short_noun() -> None:
    marked = "Das Landgericht/n Walden/L verhandelt. <s1>Das Gericht/n</s1> teilte mit, <q1>es urteile bald</q1>."
    assert read(marked, {1: "organisation"}).names == ["Landgericht Walden"]


def test_joint_speakers_are_two_speakers_with_one_joined_name() -> None:
    article = read(
        "<q1>Das sei nötig</q1>, erklärten <s1>sowohl Kiew/L als auch Washington/L</s1>.", {1: "organisation"}
    )
    assert article.names == ["Kiew und Washington"]
    assert [speaker.name for speaker in article.speakers] == ["Kiew", "Washington"]
    assert article.attributions[0] is not None
    assert article.attributions[0].ids == ("s1", "s2")


def test_two_named_persons_speak_jointly() -> None:
    article = read(
        "<s1>Die Minister Anna Quell und Bernd Trost</s1> sagten, <q1>man sei sich einig</q1>.", {1: "group"}
    )
    assert article.names == ["Anna Quell und Bernd Trost"]


def test_a_name_with_and_in_it_is_one_speaker() -> None:
    article = read(
        "<s1>Die Gewerkschaft/n Erziehung/n und Wissenschaft/n</s1> sagte, <q1>das reiche</q1>.", {1: "organisation"}
    )
    assert article.names == ["Gewerkschaft Erziehung und Wissenschaft"]


@pytest.mark.parametrize("mention", ["ersten/a Angaben/n", "jemand", "man", "einer"])
def test_nobody_is_invented_where_nobody_is_named(mention: str) -> None:
    article = read(f"Erna Kolbing reiste ab. Nach <s1>{mention}</s1> <q1>sei es spät</q1>.", {1: "unknown"})
    assert article.names == [None]
    assert article.speakers == ()


def test_a_feminine_noun_is_one_woman_even_where_the_models_take_her_for_a_group() -> None:
    article = read(
        "<s1>Staatsanwältin Wiebke Thoms</s1> sagte, <q1>das reiche nicht</q1>. "
        "<s2>Die Staatsanwältin</s2> sagte, <q2>es bleibe dabei</q2>.",
        kinds={2: "group"},
    )
    assert article.names == ["Wiebke Thoms", "Wiebke Thoms"]
    assert article.ways[1] == "role"
