"""Who is one and the same in an article, and what is told of everybody."""

import pytest

from tests.speakers.marked import read


def test_a_couple_is_two_speakers() -> None:
    article = read("<s1>Sonja und Willi Bogensee</s1> sagten, <q1>man warte</q1>.", {1: "group"})
    assert [speaker.name for speaker in article.speakers] == ["Sonja Bogensee", "Willi Bogensee"]
    assert article.attributions[0] is not None
    assert article.attributions[0].ids == ("s1", "s2")


def test_persons_joined_behind_one_noun_all_speak() -> None:
    marked = (
        "<s1>Zwei Abgeordnete/n, Werner Trost (SPD) und Jelena Quell (FDP)</s1>, sagten, <q1>nein</q1>. "
        "<s2>Die Initiatoren/n Ole Holm und Anna Kolb</s2> meinten, <q2>ja</q2>."
    )
    assert read(marked, {1: "group", 2: "group"}).names == ["Werner Trost und Jelena Quell", "Ole Holm und Anna Kolb"]


def test_capitals_speak_for_their_states() -> None:
    marked = "<s1>Kiew/L</s1> sagte, <q1>man prüfe</q1>. <s2>Washington/L</s2> erklärte, <q2>man warte</q2>."
    article = read(marked, {1: "organisation", 2: "organisation"})
    assert [(speaker.name, speaker.kind) for speaker in article.speakers] == [
        ("Kiew", "organisation"),
        ("Washington", "organisation"),
    ]


def test_an_abbreviation_is_an_alias_of_what_it_stands_for() -> None:
    marked = (
        "Die Hamburger Kai und Lager/N AG/N (HKL/O) wächst. <s1>Die HKL/O</s1> teilte mit, <q1>man baue</q1>. "
        "<s2>Anna Quell</s2> sagte, <q2>ja</q2>."
    )
    article = read(marked, {1: "organisation"})
    assert article.names[0] == "Hamburger Kai und Lager AG"
    assert article.speakers[0].aliases == ("HKL",)


@pytest.mark.parametrize(
    ("before", "short", "full"),
    [
        ("Der Deutsche/N Segelbund/O tagt.", "DSB", "Deutscher Segelbund"),
        ("Die Wiener Kutschen/O GmbH/O fährt.", "Wiener Kutschen", "Wiener Kutschen GmbH"),
        ("Die Vereinten/O Nationen/O tagen.", "UN", "Vereinte Nationen"),
    ],
)
def test_a_short_name_stands_for_the_full_one(before: str, short: str, full: str) -> None:
    tagged = " ".join(f"{word}/O" for word in short.split())
    marked = f"{before} Es regnet. <s1>{tagged}</s1> teilte mit, <q1>man warte</q1>."
    assert read(marked, {1: "organisation"}).names == [full]


def test_everything_known_of_a_person_is_told() -> None:
    marked = (
        "Der Leiter des Hafenamts (HA), Ole Brandt, kam. <s1>Brandts</s1> Worte: <q1>„Es eilt“</q1>. "
        "Dann ging er. <s2>Ole Brandt</s2> sagte, <q2>es eile</q2>."
    )
    speaker = read(marked).speaker("Ole Brandt")
    assert (speaker.kind, speaker.gender, speaker.role, speaker.organisation) == (
        "person",
        "male",
        "Leiter des Hafenamts (HA)",
        "HA",
    )
    assert [mention.text for mention in speaker.mentions] == ["Ole Brandt", "Brandts", "Ole Brandt"]


def test_a_gender_that_nothing_tells_is_null() -> None:
    assert read("<s1>Xyl/P Brandt/P</s1> sagte, <q1>ja</q1>.").speakers[0].gender is None


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Der 58 Jahre/n alte/n Ole Brandt", "Ole Brandt"),
        ("den der Partei/n angehörenden/a Senator/n Ole Brandt", "Ole Brandt"),
        ("Die das Unglück/n überlebende/a Anna Quell", "Anna Quell"),
        ("Ole Ole Brandt", "Ole Brandt"),
        ("Ole Brandt selbst", "Ole Brandt"),
    ],
)
def test_whatever_stands_before_a_name_is_no_part_of_it(mention: str, name: str) -> None:
    assert read(f"<s1>{mention}</s1> sagte, <q1>ja</q1>. Danach ging {name}.").names == [name]


def test_a_place_before_a_name_is_no_part_of_it() -> None:
    marked = "Sie kommt aus Neustadt/L Anna Quell zufolge. <s1>Quell</s1> sagte, <q1>ja</q1>."
    assert read(marked).names == ["Anna Quell"]


def test_somebody_without_a_name_is_known_by_age() -> None:
    marked = (
        "Ein 51 Jahre/n alter/a Handwerker/n stürzte. Sanitäter/n Ole Brandt half. "
        "<s1>Der 51-Jährige/n</s1> sagte, <q1>es gehe ihm gut</q1>."
    )
    article = read(marked)
    assert [article.speakers[0].name, *article.ways] == ["51 Jahre alter Handwerker", "age"]


@pytest.mark.parametrize(
    ("mention", "kind", "name"),
    [
        ("einer Mitteilung/n des Hafenamts/n", "organisation", "Hafenamt"),
        ("dem Bericht/n des Hafenamts/n", "publication", "Bericht des Hafenamts"),
        ("Augenzeugenberichten/n", "group", "Augenzeugen"),
        ("den polizeilichen/a Angaben/n", "organisation", "Polizei"),
    ],
)
def test_a_document_is_its_issuers_words_or_speaks_itself(mention: str, kind: str, name: str) -> None:
    marked = f"Laut <s1>{mention}</s1> <q1>wird der Hafen tiefer</q1>."
    assert read(marked, {1: kind}).names == [name]  # type: ignore[dict-item]


def test_a_document_without_an_issuer_comes_from_the_body_spoken_of() -> None:
    marked = (
        "<s1>Das Hafenamt/n</s1> warnte, <q1>es werde eng</q1>. "
        "Laut <s2>einer Mitteilung/n</s2> <q2>sinkt der Pegel</q2>."
    )
    assert read(marked, {1: "organisation", 2: "organisation"}).names == ["Hafenamt", "Hafenamt"]
