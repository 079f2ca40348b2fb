"""From quotations in characters to a report, and to files that another scorer reads."""

import json
from pathlib import Path
from typing import get_args

import pytest

from service.domain import Cue, Medium, Quotation, QuotationType, Span
from service.evaluation import Found, evaluate, read_articles, write_predictions
from service.evaluation.annotations import to_annotation
from tests.evaluation.articles import DIRECT, FREE, TEXT, row, write

FOUND = Quotation(
    type="direct",
    medium="speech",
    spans=(Span(1, 17),),
    confidence=0.9,
    cue=Cue((Span(20, 25),), "sagen"),
    frame=(Span(18, 37),),
    mention=(Span(26, 37),),
)


def test_one_of_two_found_scores_half_the_recall(tmp_path: Path) -> None:
    write(tmp_path)
    report = evaluate(read_articles(tmp_path), lambda text: Found([FOUND] if text == TEXT else []))
    assert (report.articles, report.gold, report.predicted) == (1, 2, 1)
    assert (report.scores.joint.precision, report.scores.joint.recall) == (1, 0.5)
    assert report.scores.type.f1 == pytest.approx(2 / 3)


def test_every_type_and_medium_of_ours_is_one_of_the_data_set() -> None:
    named = [to_annotation(Quotation(t, m, (), 1.0), ()) for t in get_args(QuotationType) for m in get_args(Medium)]
    assert list(dict.fromkeys(a.type for a in named)) == [
        "Direct",
        "Indirect",
        "IndirectFreeIndirect",
        "FreeIndirect",
        "Reported",
    ]
    assert list(dict.fromkeys(a.medium for a in named)) == ["Speech", "Writing", "Thought", "SW", "ST", "TW"]


def test_the_median_is_of_the_time_that_reading_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        write(tmp_path, f"{number}.json")
    clock = iter([0.0, 0.1, 5.0, 5.4, 7.0, 7.2])
    monkeypatch.setattr("time.perf_counter", lambda: next(clock))
    assert evaluate(read_articles(tmp_path), lambda _: Found([])).median_ms == pytest.approx(200)


def test_character_spans_become_the_tokens_they_overlap(tmp_path: Path) -> None:
    write(tmp_path)
    [article] = read_articles(tmp_path)
    found = to_annotation(FOUND, article.tokens)
    assert {part: sorted(tokens) for part, tokens in found.parts.items() if tokens} == {**DIRECT, "frame": [5, 6, 7, 8]}
    assert (found.type, found.medium) == ("Direct", "Speech")


def test_no_articles_make_an_empty_report() -> None:
    report = evaluate([], lambda _: Found([FOUND]))
    assert (report.articles, report.median_ms, report.scores.joint.f1) == (0, 0, 0)


def test_a_report_can_be_written_as_json_and_read_in_a_terminal(tmp_path: Path) -> None:
    write(tmp_path)
    report = evaluate(read_articles(tmp_path), lambda _: Found([FOUND]))
    plain = json.loads(json.dumps(report.as_dict()))
    assert plain["joint"] == {"precision": 1.0, "recall": 0.5, "f1": 0.6667, "count": 2}
    assert plain["by_role"]["speaker"]["recall"] == 0.5
    assert plain["by_type"]["IndirectFreeIndirect"]["messages"]["recall"] == 0
    assert "joint" in str(report)
    assert "0.667" in str(report)


def test_written_predictions_read_back_as_what_was_found(tmp_path: Path) -> None:
    """Gold written as predictions, read as gold: nothing is lost, and the words are the text's."""
    gold, written = tmp_path / "gold", tmp_path / "written"
    gold.mkdir()
    written.mkdir()
    apart = {"quote": [1, 3], "addressee": [10, 11, 13]}
    write(gold, annotations=[row("Direct", DIRECT), row("IndirectFreeIndirect", FREE), row("Reported", apart, "ST")])
    [article] = read_articles(gold)
    file = write_predictions(written, article, article.annotations)
    assert file == written / "7.json"
    prediction = json.loads(file.read_text(encoding="utf-8"))
    assert prediction["documentName"] == article.name
    first, _, last = prediction["annotations"]
    assert first["quote"] == {
        "tokenIds": [1, 2, 3],
        "text": "Wir bauen weiter",
        "spans": [{"begin": 1, "end": 4, "charBegin": 1, "charEnd": 17}],
    }
    assert first["addressee"] == {"tokenIds": [], "text": "", "spans": []}
    assert [span["begin"] for span in last["addressee"]["spans"]] == [10, 13]
    assert last["quote"]["text"] == "Wir weiter"
    write(gold, annotations=prediction["annotations"])
    [again] = read_articles(gold)
    assert again.annotations == article.annotations


def test_whoever_watches_sees_each_article_with_its_predictions(tmp_path: Path) -> None:
    for number in range(2):
        write(tmp_path, f"{number}.json")
    seen = []
    evaluate(
        read_articles(tmp_path), lambda _: Found([FOUND]), lambda article, found: seen.append((article.file, found))
    )
    assert [file for file, _ in seen] == ["0", "1"]
    assert all(found[0].parts["quote"] == {1, 2, 3} for _, found in seen)
