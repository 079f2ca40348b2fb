"""The command line says what it found, and what is wrong with what it was given."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.cli import main

ARTICLE = (
    "„Wir fangen im März an“, sagte Bürgermeisterin Katrin Seifert. Das Bad werde im Juni öffnen, kündigte sie an.\n"
)


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=given)


@pytest.mark.parametrize("command", ["quotes", "annotate"])
@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"a" * 100_001, "WORTLAUT_MAX_CHARACTERS"),
    ],
    ids=["empty", "blank", "not UTF-8", "too long"],
)
def test_a_wrong_article_is_named_with_its_fault(command: str, content: bytes, complaint: str, tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(content)
    result = run(command, str(file))
    assert result.exit_code == 2
    assert f"{file}: " in result.output
    assert complaint in result.output


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "no such file" in run("quotes", str(tmp_path / "none.txt")).output
    assert "is a folder" in run("quotes", str(tmp_path)).output


def test_standard_input_is_named_too() -> None:
    assert "standard input: is empty" in run("quotes", "-", given=b"").output


def test_evaluating_a_folder_without_articles_is_a_usage_error(tmp_path: Path) -> None:
    result = run("evaluate", str(tmp_path))
    assert result.exit_code == 2
    assert str(tmp_path) in result.output


@pytest.mark.models
def test_quotes_prints_a_table_of_speakers_and_words(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    result = run("quotes", str(file))
    assert result.exit_code == 0
    assert "Katrin Seifert" in result.output
    assert "„Wir fangen" in result.output


@pytest.mark.models
def test_quotes_as_json_is_the_interfaces_answer_with_exact_places() -> None:
    answer = json.loads(run("quotes", "-", "--json", given=ARTICLE.encode()).stdout)
    direct = next(quote for quote in answer["quotes"] if quote["type"] == "direct")
    assert [ARTICLE[span["start"] : span["end"]] for span in direct["spans"]] == ["„Wir fangen im März an“"]
    assert direct["speaker"]["name"] == "Katrin Seifert"
    assert answer["meta"]["characters"] == len(ARTICLE)


@pytest.mark.models
def test_annotate_shows_the_whole_article_and_the_speakers() -> None:
    result = run("annotate", "-", given=ARTICLE.encode())
    assert "Katrin Seifert" in result.output
    assert " ".join(ARTICLE.split())[:40] in " ".join(result.output.split())


@pytest.mark.models
def test_evaluate_reports_and_writes_predictions(tmp_path: Path) -> None:
    words = ARTICLE.replace("„", "„ ").replace("“", " “").replace(",", " ,").replace(".", " .").split()
    part = {"tokenIds": []}
    gold = {"type": "Direct", "medium": "Speech", "quote": {"tokenIds": list(range(7))}, "cue": part, "frame": part}
    row = {
        "documentName": "bad",
        "originalText": ARTICLE,
        "sentences": [{"tokens": words}],
        "annotations": [gold | {"speaker": part, "addressee": part}],
    }
    (tmp_path / "bad.json").write_text(json.dumps(row), encoding="utf-8")
    result = run("evaluate", str(tmp_path), "--json", "--predictions-out", str(tmp_path / "out"))
    report = json.loads(result.stdout)
    assert report["articles"] == 1
    assert report["messages"]["recall"] == 1.0
    predicted = json.loads((tmp_path / "out" / "bad.json").read_text(encoding="utf-8"))
    assert predicted["annotations"][0]["quote"]["tokenIds"] == list(range(7))
