"""`wortlaut evaluate` measures, writes what was found, and names what is wrong with what it was given."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from service.cli import main
from service.cli.evaluate import table_of
from service.evaluation import Found, evaluate, read_articles
from tests.evaluation.articles import write
from tests.evaluation.test_report import FOUND


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["evaluate", *arguments])


def refused(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    return result.stderr


def test_a_folder_that_is_none_or_holds_nothing_is_named(tmp_path: Path) -> None:
    assert refused(str(tmp_path / "none")) == f"Error: {tmp_path / 'none'}: no such folder\n"
    assert f"Error: {tmp_path}: holds neither" in refused(str(tmp_path))


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "8.json").write_text('{"documentName": ', encoding="utf-8")
    assert refused(str(tmp_path)) == f"Error: {tmp_path / '8.json'}: not JSON: Expecting value (line 1, column 18)\n"


def test_only_our_corpus_has_splits(tmp_path: Path) -> None:
    write(tmp_path)
    assert "--split check: only our own corpus has splits" in refused(str(tmp_path), "--split", "check")


def test_predictions_never_overwrite_the_annotated_articles(tmp_path: Path) -> None:
    file = write(tmp_path)
    before = file.read_bytes()
    assert "would overwrite the annotated articles" in refused(
        str(tmp_path), "--predictions-out", f"{tmp_path}/../{tmp_path.name}"
    )
    assert file.read_bytes() == before


def test_predictions_that_cannot_be_written_are_refused_before_the_work(tmp_path: Path) -> None:
    file = write(tmp_path)
    assert f"--predictions-out {file}" in refused(str(tmp_path), "--predictions-out", str(file))


def test_the_table_shows_all_figures(tmp_path: Path) -> None:
    write(tmp_path)
    console = Console(width=80, force_terminal=False)
    with console.capture() as capture:
        console.print(table_of(evaluate(read_articles(tmp_path), lambda _: Found([FOUND]))))
    lines = [line.split() for line in capture.get().splitlines()]
    assert lines[0] == ["P", "R", "F1", "n"]
    assert ["joint", "(macro)", "1.000", "0.500", "0.667", "2"] in lines
    assert ["type", "(micro)", "1.000", "0.500", "0.667", "2"] in lines
    assert ["speaker", "1.000", "0.500", "0.667", "2"] in lines
    assert ["IndirectFreeIndirect"] in lines


@pytest.mark.models
def test_the_pipeline_is_measured_from_the_text_and_its_predictions_written(tmp_path: Path) -> None:
    gold, out = tmp_path / "gold", tmp_path / "new" / "out"
    gold.mkdir()
    write(gold)
    result = run(str(gold), "--json", "--predictions-out", str(out))
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert (report["articles"], report["gold"]) == (1, 2)
    assert report["messages"]["recall"] >= 0.5
    predicted = json.loads((out / "7.json").read_text(encoding="utf-8"))
    assert len(predicted["annotations"]) == report["predicted"]
    assert any({1, 2, 3} <= set(found["quote"]["tokenIds"]) for found in predicted["annotations"])


def test_speakers_are_measured_on_our_corpus_only(tmp_path: Path) -> None:
    write(tmp_path)
    assert "--speakers: only our own corpus names the speakers" in refused(str(tmp_path), "--speakers")
    assert "--found: only with --speakers" in refused(str(tmp_path), "--found")
    assert "takes neither" in refused(str(tmp_path), "--speakers", "--predictions-out", str(tmp_path / "out"))


@pytest.mark.models
@pytest.mark.parametrize("found", [[], ["--found"]])
def test_speakers_are_measured_given_the_quotations_and_on_those_found(tmp_path: Path, found: list[str]) -> None:
    text = "Hafenmeisterin Lena Brandt sagte am Montag: „Wir bauen weiter.“"
    row = {
        "id": "regional-99",
        "text": text,
        "quotations": [
            {
                "type": "Direct",
                "medium": "Speech",
                "quote": [{"start": text.index("„"), "end": len(text)}],
                "speaker": [{"start": 0, "end": 26}],
                "who": "Lena Brandt",
                "kind": "person",
            }
        ],
    }
    (tmp_path / "original").mkdir()
    (tmp_path / "original" / "regional.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    result = run(str(tmp_path), "--speakers", "--json", *found)
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    assert figures["names"]["all"] == {"accuracy": 1.0, "accuracy_given": 1.0, "abstained": 0.0, "count": 1}
    assert figures["found"] == 1
