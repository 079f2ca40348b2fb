"""`wortlaut speakers` and `--people`: the cast of an article, linked to the newsroom's own list."""

import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from service.api.linked import with_links
from service.api.representation import represent
from service.cli.cast import cast_of
from service.cli.speakers import tables
from service.domain import Analysis
from service.registers import Entry, Register
from service.registers.index import Index
from tests.cli.analyses import ANALYSIS, TEXTS
from tests.cli.test_commands import refused, run

ANSWER = represent(ANALYSIS, text=TEXTS["text"], title=TEXTS["title"], model="m")
NOTHING = represent(Analysis((), ()), text="Ja.", model="m")
ARTICLE = (
    "„Wir fangen im März an“, sagte Bürgermeisterin Katrin Seifert. Das Bad werde im Juni öffnen, kündigte sie an. "
    "Jonas Wirth sagte, er glaube das nicht.\n"
)
PEOPLE = [
    {"id": "Q1", "name": "Katrin Seifert"},
    {"id": "a", "name": "Wirth, Jonas"},
    {"id": "b", "name": "Jonas Wirth"},
]


def shown(answer: Any, width: int = 120) -> list[str]:
    console = Console(width=width, force_terminal=False, highlight=False, markup=False, emoji=False)
    with console.capture() as capture:
        for part in tables(answer):
            console.print(part)
    return capture.get().splitlines()


def linked(*entries: Entry) -> list[str]:
    return shown(with_links(ANSWER, Index.of(Register.of(entries))))


def test_each_speaker_has_role_kind_number_and_first_and_last_words() -> None:
    lines = shown(ANSWER)
    assert lines[0].split() == ["Speaker", "Role", "Kind", "Times", "First", "and", "last"]
    assert lines[1].split() == ["Lena", "Brandt", "Ministerin", "person", "3", "Werk", "bleibt"]
    assert lines[2].split() == ["Das", "Werk", "sei", "sicher"]


def test_quotations_without_a_named_speaker_are_counted() -> None:
    assert shown(ANSWER)[-1].strip() == "2 quotations have no speaker with a name."


def test_an_article_without_quotations_says_so() -> None:
    assert shown(NOTHING) == ["No quotations found."]


def test_a_linked_speaker_has_the_entrys_id_or_candidates_with_question_marks() -> None:
    assert linked(Entry("Q1", "Lena Brandt"))[1].split()[4:6] == ["Q1", "3"]
    assert linked(Entry("a", "Lena Brandt"), Entry("b", "Lena Brandt"))[1].split()[4:7] == ["a?,", "b?", "3"]
    assert linked()[1].split()[3:5] == ["person", "3"]


def test_who_says_most_comes_first_and_nobody_is_guessed() -> None:
    (brandt,) = cast_of(ANSWER)
    assert (brandt["name"], brandt["count"]) == ("Lena Brandt", 3)
    assert (brandt["first"]["field"], brandt["first"]["text"]) == ("title", "Werk bleibt")
    unsure = json.loads(json.dumps(ANSWER))
    for quote in unsure["quotes"]:
        if quote["speaker"]:
            quote["speaker"]["name"] = None
    assert cast_of(unsure) == []


@pytest.mark.parametrize("command", ["speakers", "quotes"])
@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "empty"),
        (b"{", "not JSON"),
        (b"\xff", "not UTF-8"),
        (b"[]", "the file: "),
        (b'{"people": [{"id": "1"}]}', "/people/0/name: Missing data for required field."),
        (b'{"people": [{"id": "1", "name": "A"}, {"id": "1", "name": "B"}]}', "/people/1/id: Is the id of entry 0"),
        (b'{"people": [1, 2, 3, 4, 5]}', "; and 2 more"),
        (b" " * 8_000_001, "longer than 8,000,000 bytes (WORTLAUT_MAX_REGISTER_BYTES)"),
    ],
    ids=["empty", "cut", "not UTF-8", "list", "no name", "twice", "many", "long"],
)
def test_a_wrong_list_is_named_with_its_fault(command: str, content: bytes, complaint: str, tmp_path: Path) -> None:
    file = tmp_path / "people.json"
    file.write_bytes(content)
    error = refused(command, "-", "--people", str(file), given=ARTICLE.encode())
    assert error.startswith(f"Error: --people {file}: ")
    assert complaint in error


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    for file in (tmp_path / "none.json", tmp_path):
        assert f"--people {file}: " in refused("speakers", "-", "--people", str(file), given=ARTICLE.encode())


@pytest.mark.models
def test_the_cast_is_printed_and_linked(tmp_path: Path) -> None:
    file = tmp_path / "people.json"
    file.write_text(json.dumps({"people": PEOPLE}), encoding="utf-8")
    table = run("speakers", "-", "--people", str(file), given=ARTICLE.encode())
    assert table.exit_code == 0
    assert "Katrin Seifert  Bürgermeisterin" in table.stdout
    cast = json.loads(run("speakers", "-", "--json", "--people", str(file), given=ARTICLE.encode()).stdout)
    links = {one["name"]: (one["register_id"], one["register_candidates"]) for one in cast["speakers"]}
    assert links["Katrin Seifert"] == ("Q1", [])
    assert links["Jonas Wirth"] == (None, [{"id": "a", "name": "Wirth, Jonas"}, {"id": "b", "name": "Jonas Wirth"}])
    first = cast["speakers"][0]["first"]
    assert ARTICLE[first["spans"][0]["start"] : first["spans"][0]["end"]] == "„Wir fangen im März an“"
    quotes = run("quotes", "-", "--people", str(file), given=ARTICLE.encode()).stdout
    assert "a?, b?" in quotes
