"""What a noun phrase calls its speaker: what belongs to the name, and what is said of it only here."""

import pytest

from service.domain import Kind
from tests.speakers.marked import read


def _named(mention: str, kind: Kind = "organisation") -> str | None:
    return read(f"<s1>{mention}</s1> sagte, <q1>das reiche nicht</q1>.", kinds={1: kind}).names[0]


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Die niederländische/a Sonnblick-Stiftung/n", "Sonnblick-Stiftung"),
        ("Die hessische/a SPD-Fraktion/n", "hessische SPD-Fraktion"),
        ("Das russische/a Außenministerium/n", "russisches Außenministerium"),
    ],
)
def test_an_adjective_stays_only_where_it_tells_one_body_from_others(mention: str, name: str) -> None:
    assert _named(mention) == name


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Die Banca/O d'Adria/O", "Banca d'Adria"),
        ("Der Front/n de Droite/N", "Front de Droite"),
        ("Die Bühnen/n Altach/L GmbH/N", "Bühnen Altach GmbH"),
        ("Die Firma/n Altwerk/N GmbH/N", "Altwerk GmbH"),
        ("Die Hilfsorganisation/n Köche/O ohne/O Grenzen/O", "Köche ohne Grenzen"),
        ("Die Organisation/n Article/O 12/O", "Article 12"),
        ("Die Kreisschulbehörde/n Altach-Nord/L", "Kreisschulbehörde Altach-Nord"),
        ("Der Obst- und Gemüsebund/n", "Obst- und Gemüsebund"),
    ],
)
def test_a_name_is_told_whole(mention: str, name: str) -> None:
    assert _named(mention) == name


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Eine Gruppe/n namens „Grauer Reiher“", "Grauer Reiher"),
        ("Eine Studie/n mit dem Titel „Das stille Dorf“", "Das stille Dorf"),
        ("Das Magazin/n „Rad, Weg und Ziel“", "Rad, Weg und Ziel"),
    ],
)
def test_a_title_in_quotation_marks_is_the_name(mention: str, name: str) -> None:
    assert _named(mention, "publication") == name


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Die Dienststelle/n des Innenministeriums/n vom März 2011", "Dienststelle des Innenministeriums"),
        ("Das Mossfield/O Observatory/O in Texas/L", "Mossfield Observatory"),
        ("Die Lotsenkammer/n im norwegischen/a Bergen/L", "Lotsenkammer"),
        ("Die Lotsenkammer/n in Bergen/L", "Lotsenkammer in Bergen"),
        ("Die zur Universität/n Altach/L gehörende/a Lotsenkammer/n", "Lotsenkammer"),
    ],
)
def test_time_and_place_that_are_told_by_the_way_are_no_part_of_a_name(mention: str, name: str) -> None:
    assert _named(mention) == name


def test_somebody_of_several_is_called_so() -> None:
    assert _named("Einer der drei Lotsen/n", "person") == "Einer der drei Lotsen"


@pytest.mark.parametrize("mention", ["Hunderte Fischer/n", "Verschiedene Fischer/n"])
def test_vague_numbers_are_no_part_of_a_description(mention: str) -> None:
    assert _named(mention, "group") == "Fischer"


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Die größte/a deutsche/a Privatbank/N, die Altwerk/O Bank/O", "Altwerk Bank"),
        ("Die Regierungspartei/N Palästinas/N, die Fatima/O Liga/O", "Fatima Liga"),
        ("Das brasilianische/a Außenministerium/N, der Itanema/O", "brasilianisches Außenministerium"),
    ],
)
def test_a_body_that_is_only_described_is_named_behind_the_comma(mention: str, name: str) -> None:
    assert _named(mention) == name


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Die „Altachische Neue Zeitung“", "Altachische Neue Zeitung"),
        ("Angaben der „Altachischen/N Neuen/N Zeitung/N“", "Altachische Neue Zeitung"),
        ("Angaben des „Altacher Boten“", "Altacher Boten"),
    ],
)
def test_a_paper_is_called_by_its_title_as_it_stands_on_page_one(mention: str, name: str) -> None:
    assert _named(mention, "publication") == name


def test_adjectives_in_small_letters_are_no_names_whatever_a_tagger_says() -> None:
    assert _named("Die offizielle/N Nachrichtenagentur/n Altinfo/O", "publication") == "Altinfo"


def test_a_child_whose_age_is_told_is_called_by_its_first_name() -> None:
    assert _named("Die zwölfjährige/a Lotta/P aus der 7b", "person") == "Lotta"


def test_a_spokesman_is_called_by_whom_he_speaks_for_without_titles() -> None:
    marked = (
        "Staatssekretär Lukas Feigl/N ging. "
        "<q1>„Er bleibt“</q1>, sagte <s1>ein Sprecher von Staatssekretär Lukas Feigl/N</s1>."
    )
    assert read(marked).names == ["Sprecher von Lukas Feigl"]
