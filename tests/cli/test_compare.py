"""`wortlaut compare` shows what became of each quotation, readable without colours."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from service.cli import main
from service.cli.compare import tables
from service.compare import Said, compare


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["compare", *arguments], input=given)


def shown(before: list[Said], after: list[Said], width: int = 100) -> str:
    console = Console(width=width, no_color=True)
    with console.capture() as capture:
        for part in tables(compare(before, after), before, after):
            console.print(part)
    return capture.get()


def said(text: str, *speakers: str) -> Said:
    return Said(f"{text}{speakers}", text, "direct", speakers)


def test_changed_words_are_marked_within_the_quotation() -> None:
    table = shown([said("„Wir fangen Ende Juni an“", "Lena Brandt")], [said("„Wir fangen doch an“", "Lena Brandt")])
    assert "altered  Lena Brandt  „Wir fangen [-Ende Juni-]{+doch+} an“" in table
    assert table.endswith("\n1 altered\n")


def test_another_speaker_is_shown_beside_the_first() -> None:
    assert "Jan Holm → Lena Brandt" in shown([said("„Nein“", "Jan Holm")], [said("„Nein“", "Lena Brandt")])


def test_new_gone_and_unchanged_ones_are_counted() -> None:
    before = [said("„Nein“"), said("„Das Geld reicht niemals bis zum Jahresende“")]
    table = shown(before, [said("„Nein“"), said("„Die Brücke bleibt\nim Frühling gesperrt“", "Jan Holm")])
    assert table.endswith("\n1 unchanged, 1 new, 1 gone\n")
    assert "„Die Brücke bleibt im Frühling gesperrt“" in table


def test_nothing_in_the_text_reaches_the_terminal_as_a_command() -> None:
    assert "\x1b" not in shown([said("„Ro\x1b[31mt und Blau“")], [said("„Ro\x1b[31mt und Grün“")])


def test_nothing_said_is_said() -> None:
    assert shown([], []) == "No quotations found in either.\n"


def test_standard_input_can_be_one_version_only() -> None:
    result = run("-", "-", given="Ja.")
    assert result.exit_code == 2
    assert "standard input can be one version, not both" in result.stderr


def test_a_missing_version_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ja.", encoding="utf-8")
    result = run(str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert (result.exit_code, result.stderr) == (2, f"Error: {tmp_path / 'b.txt'}: no such file\n")


@pytest.mark.models
def test_two_files_give_the_interfaces_answer(tmp_path: Path) -> None:
    file = tmp_path / "before.txt"
    file.write_text("„Wir fangen im März an“, sagte Bürgermeisterin Katrin Seifert.", encoding="utf-8")
    after = "„Wir fangen im Juli an“, sagte Bürgermeisterin Katrin Seifert."
    answer = json.loads(run("--json", str(file), "-", given=after).stdout)
    assert answer["counts"]["altered"] == 1
    assert answer["quotes"][0]["before"]["speaker"]["name"] == "Katrin Seifert"
