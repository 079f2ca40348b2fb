"""Our corpus is read as it lies in a fresh clone; texts put beside it are believed only if they are the right ones."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from service.cli import main
from service.evaluation import BadDataError, read_articles, read_corpus_articles
from service.evaluation.corpus import read_article, read_rows
from tests.evaluation.articles import TEXT
from training.joint.articles import read_corpus

CORPUS = Path(__file__).resolve().parents[2] / "training" / "corpus"
QUOTATION = {"type": "Direct", "medium": "Speech", "quote": [{"start": 1, "end": 17}]}
HASH = sha256(TEXT.encode()).hexdigest()


def write(file: Path, rows: list[dict[str, Any]]) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles that are annotated without their texts, and one original."""
    rows = [{"id": id_, "sha256": HASH, "quotations": [QUOTATION]} for id_ in ("08", "09", "19")]
    write(tmp_path / "annotations.jsonl", rows)
    write(tmp_path / "original" / "sport.jsonl", [{"id": "sport-09", "text": TEXT, "quotations": [], "marks": []}])
    return tmp_path


def ids(folder: Path) -> list[str]:
    return [article.name for article in read_articles(folder)]


def test_one_file_with_texts_is_a_corpus_too(folder: Path) -> None:
    assert ids(folder / "original" / "sport.jsonl") == ["sport-09"]
    with pytest.raises(BadDataError, match=r"annotations\.jsonl, line 1: .*'text' is missing"):
        ids(folder / "annotations.jsonl")


def test_articles_without_text_are_left_out_and_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ids(folder) == ["sport-09"]
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{folder}: 3 annotated articles left out, since their texts are not here")
    assert "there is no articles.jsonl" in err
    assert len(err.splitlines()) == 1


def test_the_note_counts_only_the_split_that_is_read(folder: Path) -> None:
    notes: list[str] = []
    list(read_corpus_articles(folder, "check", notes.append))
    assert [note.split(": ")[1].split()[0] for note in notes] == ["2"]


def test_texts_that_were_put_there_are_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder / "articles.jsonl", [{"id": id_, "text": TEXT} for id_ in ("08", "19")])
    assert ids(folder) == ["08", "19", "sport-09"]
    assert "1 annotated articles left out, since their texts are not here (articles.jsonl does not have them" in (
        capsys.readouterr().err
    )
    write(folder / "articles.jsonl", [{"id": id_, "text": TEXT} for id_ in ("08", "09", "19")])
    assert ids(folder) == ["08", "09", "19", "sport-09"]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("change", [TEXT + "\n", TEXT.replace("„", '"'), TEXT.replace("ü", "u\u0308") + " ", ""])
def test_a_text_other_than_the_annotated_one_is_named(folder: Path, change: str) -> None:
    write(folder / "articles.jsonl", [{"id": "08", "text": TEXT}, {"id": "09", "text": change}])
    with pytest.raises(BadDataError, match=r"articles\.jsonl: not the text that was annotated, by its SHA-256: 09$"):
        ids(folder)
    assert [article.name for article in read_articles(folder, "train")] == ["08"]


def test_a_hash_beside_the_text_counts_too(folder: Path) -> None:
    write(folder / "annotations.jsonl", [{"id": "08", "quotations": [QUOTATION]}])
    write(folder / "articles.jsonl", [{"id": "08", "text": TEXT, "sha256": HASH}])
    assert ids(folder) == ["08", "sport-09"]
    write(folder / "articles.jsonl", [{"id": "08", "text": TEXT + "!", "sha256": HASH}])
    with pytest.raises(BadDataError, match="SHA-256: 08"):
        ids(folder)


def test_many_wrong_texts_make_one_short_message(folder: Path) -> None:
    names = [f"1{number}" for number in range(8)]
    write(folder / "annotations.jsonl", [{"id": id_, "sha256": HASH, "quotations": []} for id_ in names])
    write(folder / "articles.jsonl", [{"id": id_, "text": "other"} for id_ in names])
    with pytest.raises(BadDataError, match=r"10, 11, 12, 13, 14 and 3 more$"):
        ids(folder)


def test_a_corpus_none_of_whose_texts_are_here_is_an_error_and_no_empty_report(folder: Path) -> None:
    (folder / "original" / "sport.jsonl").unlink()
    result = CliRunner().invoke(main, ["evaluate", str(folder), "--split", "check"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "2 annotated articles left out" in result.stderr
    assert f"Error: {folder}: holds no article with a text in the split 'check'" in result.stderr


def test_the_project_s_corpus_is_read_for_evaluation_and_training_alike() -> None:
    check = [article.name for article in read_articles(CORPUS, "check")]
    assert [article.id for article in read_corpus(CORPUS, held_back=True)] == check
    originals = [id_ for id_ in check if not id_.isdigit()]
    assert len(originals) == 27
    assert all(id_.endswith("9") for id_ in check)
    split = json.loads((CORPUS / "split.json").read_text(encoding="utf-8"))
    assert [id_ for id_ in split["check"] if not id_.isdigit()] == originals
    trained = [article.id for article in read_corpus(CORPUS, held_back=False) if not article.id.isdigit()]
    assert [id_ for id_ in split["train"] if not id_.isdigit()] == trained


def test_every_place_in_the_project_s_corpus_is_in_its_text_and_every_mark_has_a_reading() -> None:
    articles = [a for a in read_corpus_articles(CORPUS, note=lambda _: None) if not a.id.isdigit()]
    assert len(articles) == 282
    articles += [read_article(row, place) for place, row in read_rows(CORPUS / "cases.jsonl")]
    for article in articles:
        places = [s for q in article.quotations for role in ("quote", "speaker", "cue") for s in q.get(role, [])]
        assert all(0 <= place["start"] < place["end"] <= len(article.text) for place in places), article.id
        assert all(quotation["quote"] for quotation in article.quotations), article.id
        assert article.marks is not None
        assert all(mark["reading"] for mark in article.marks), article.id


def test_no_text_of_others_is_in_the_project_s_corpus() -> None:
    """Annotations of others' articles hold places, hashes and names: no field is long enough for a sentence's words."""
    rows = [json.loads(line) for line in (CORPUS / "annotations.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 640
    assert {field for row in rows for field in row} == {"id", "wikinews_id", "title", "sha256", "quotations"}
    quotations = [quotation for row in rows for quotation in row["quotations"]]
    places = {"quote", "speaker", "cue", "frame", "addressee"}
    assert all(set(place) == {"start", "end"} for q in quotations for role in places & set(q) for place in q[role])
    names = {field for quotation in quotations for field in quotation} - places
    assert names == {"type", "medium", "who", "kind", "via"}
    assert max(len(quotation.get(field, "")) for quotation in quotations for field in names) < 150
    assert not any(quotation.get(field, "").endswith(("!", "?")) for quotation in quotations for field in names)


def test_the_readme_counts_what_is_there() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    files = {"original/*.jsonl": 282, "annotations.jsonl": 640, "cases.jsonl": 18}
    for pattern, articles in files.items():
        rows = [row for file in CORPUS.glob(pattern) for _, row in read_rows(file)]
        assert len(rows) == articles
        quotations = sum(len(row["quotations"]) for row in rows)
        line = next(line for line in readme.splitlines() if line.startswith(f"| `{pattern}`"))
        assert line.endswith(f"| {articles} | {quotations:,} |"), (pattern, quotations)


def test_cases_for_the_tests_are_in_no_split() -> None:
    cases = {row["id"] for _, row in read_rows(CORPUS / "cases.jsonl")}
    assert cases.isdisjoint(article.id for article in read_corpus_articles(CORPUS, note=lambda _: None))
    split = json.loads((CORPUS / "split.json").read_text(encoding="utf-8"))
    assert cases.isdisjoint(split["check"] + split["train"])
