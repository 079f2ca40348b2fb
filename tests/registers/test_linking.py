"""Whom a register's entries are taken for, and whom not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain import Gender, Kind
from service.registers import Entry, Link, Register, Subject, link
from service.registers.index import Index
from service.registers.names import plain

BRANDT = Entry("Q1", "Lena Brandt", ("Lena Marie Brandt",), "person")
MERZ = Entry("Q2", "Friedrich Merz", (), "person")
HHLA = Entry("Q3", "Hamburger Hafen und Logistik AG", ("HHLA",), "organisation")
MUELLER_1 = Entry("gnd:1", "Müller, Michael", (), "person")
MUELLER_2 = Entry("gnd:2", "Michael Müller", ("Der Sportler",), "person")
PLAIN = Entry("kid", "Jan Holm")
PORT = Entry("port", "Kieler Hafen")
ERDOGAN = Entry("Q4", "Recep Tayyip Erdoğan", (), "person")
LEYEN = Entry("Q5", "Ursula von der Leyen", (), "person")
ALL = (BRANDT, MERZ, HHLA, MUELLER_1, MUELLER_2, PLAIN, PORT, ERDOGAN, LEYEN)


def linked(*subjects: Subject, entries: tuple[Entry, ...] = ALL) -> list[Link]:
    return link(subjects, Index.of(Register.of(entries)))


def person(name: str, *aliases: str, gender: Gender | None = None, kind: Kind = "person") -> Subject:
    return Subject(name, kind, gender, aliases)


def ids(link: Link) -> str | list[str] | None:
    """What the answer would say: the id, the candidates' ids, or None."""
    return link.entry.id if link.entry else [entry.id for entry in link.candidates] or None


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (person("Lena Brandt"), "Q1"),
        (person("LENA BRANDT"), "Q1"),
        (person("Dr. Lena Brandt"), "Q1"),
        (person("Lena Marie Brandt"), "Q1"),
        (person("L. Brandt"), "Q1"),
        (person("Friedrich Karl Merz"), "Q2"),
        (person("Recep Tayyip Erdogan"), "Q4"),
        (person("Erdogan"), "Q4"),
        (person("von der Leyen"), "Q5"),
        (person("Leyen"), "Q5"),
        (person("Jan Holm"), "kid"),
        (person("Holm"), "kid"),
        (person("Hamburger Hafen und Logistik", kind="organisation"), "Q3"),
        (person("HHLA", kind="organisation"), "Q3"),
        (person("die Hafengesellschaft", "HHLA", kind="organisation"), "Q3"),
        (person("HHLA", kind="unknown"), "Q3"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_name_an_alias_or_a_lone_surname_leads_to_the_entry(subject: Subject, expected: str) -> None:
    assert [ids(one) for one in linked(subject)] == [expected]


@pytest.mark.parametrize(
    "subject",
    [
        person("Anna Brandt"),
        person("Brandt", "Anna Brandt"),
        person("Lena"),
        person("Lena Brand"),
        person("Hafen"),
        person("Merz", kind="organisation"),
        person("ein Sprecher der HHLA", kind="unknown"),
        person("Der"),
        person("-"),
        person("„“"),
    ],
    ids=lambda value: value.name,
)
def test_a_differing_first_name_or_another_word_leads_nowhere(subject: Subject) -> None:
    assert [ids(one) for one in linked(subject)] == [None]


def test_two_entries_of_one_name_are_candidates_and_no_choice() -> None:
    assert [ids(one) for one in linked(person("Michael Müller"))] == [["gnd:1", "gnd:2"]]
    assert [ids(one) for one in linked(person("Müller"))] == [["gnd:1", "gnd:2"]]
    assert [ids(one) for one in linked(person("Der Sportler"))] == ["gnd:2"]


def test_a_title_that_says_another_gender_is_evidence_against_a_lone_surname() -> None:
    """ "Ministerin Merz" is hardly Friedrich Merz; but first names do not prove it, so he stays a candidate."""
    assert [ids(one) for one in linked(person("Merz", gender="female"))] == [["Q2"]]
    assert [ids(one) for one in linked(person("Merz", gender="male"))] == ["Q2"]


def test_somebody_else_of_that_surname_in_the_article_is_evidence_against_it() -> None:
    anna, lone = linked(person("Anna Brandt"), person("Brandt"))
    assert (ids(anna), ids(lone)) == (None, ["Q1"])


def test_the_kind_decides_between_two_of_one_name_and_against_a_single_word() -> None:
    firm = Entry("firm", "Anton Maier", ("Maier",), "organisation")
    assert [ids(one) for one in linked(person("Anton Maier"), entries=(firm,))] == ["firm"]
    assert [ids(one) for one in linked(person("Maier"), entries=(firm,))] == [["firm"]]
    both = (firm, Entry("man", "Anton Maier", (), "person"))
    assert [ids(one) for one in linked(person("Anton Maier"), entries=both)] == ["man"]
    assert [ids(one) for one in linked(person("Anton Maier", kind="unknown"), entries=both)] == [["firm", "man"]]


def test_accents_tell_apart_where_the_register_has_both() -> None:
    entries = (Entry("1", "Jan Cech"), Entry("2", "Jan Čech"))
    assert [ids(one) for one in linked(person("Jan Čech"), person("Jan Cech"), entries=entries)] == ["2", "1"]


def test_candidates_are_no_more_than_twenty() -> None:
    crowd = tuple(Entry(str(number), "Eva Schmidt", (), "person") for number in range(50))
    (one,) = linked(person("Schmidt"), entries=crowd)
    assert [entry.id for entry in one.candidates] == [str(number) for number in range(20)]


def test_equal_entries_have_one_etag_and_others_another() -> None:
    assert Register.of(ALL).etag == Register.of(list(ALL)).etag
    assert len({Register.of(part).etag for part in (ALL, ALL[:-1], ALL[::-1], ())}) == 4


def test_a_register_of_ten_thousand_is_indexed_and_searched_in_no_time() -> None:
    entries = tuple(Entry(str(n), f"Vorname{n % 700} Nachname{n}", (f"Spitz{n}",), "person") for n in range(10_000))
    started = time.perf_counter()
    index = Index.of(Register.of(entries))
    built = time.perf_counter()
    found = link([person(f"Nachname{n}") for n in range(100)], index)
    done = time.perf_counter()
    assert [ids(one) for one in found] == [str(n) for n in range(100)]
    assert built - started < 5, "seconds, on a busy machine"
    assert done - built < 0.5


NAMES = st.text(min_size=1, max_size=30) | st.sampled_from(
    ["Prof. Dr.", "„“", ",", "- -", "ﷺ", "von der", "A. B.", "ß, İ"]
)


@given(st.lists(st.tuples(NAMES, NAMES), max_size=5), NAMES, st.sampled_from(["person", "organisation", "unknown"]))
def test_any_names_can_be_linked_and_every_entry_is_found_by_its_own(
    names: list[tuple[str, str]], other: str, kind: Kind
) -> None:
    entries = tuple(Entry(str(number), name, (alias,)) for number, (name, alias) in enumerate(names))
    subjects = [Subject(name, kind, None, (other,)) for name in [other, *(name for name, _ in names)]]
    found = linked(*subjects, entries=entries)
    assert len(found) == len(subjects)
    for number, one in enumerate(found[1:]):
        if plain(names[number][0]):
            assert entries[number] in {one.entry, *one.candidates}
