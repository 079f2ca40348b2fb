"""Annotated articles are read as they are, and a wrong file is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from service.domain import Quotation, Span
from service.evaluation import BadDataError, evaluate, read_articles
from service.evaluation.annotations import to_annotation, tokens_in
from service.evaluation.predictions import write_predictions
from service.evaluation.role_spans import mend_role

DATA = Path(__file__).parents[3] / "shared"
TEXT = "„Wir bauen“, sagte Lena Brandt."
WORDS = ["„", "Wir", "bauen", "“", ",", "sagte", "Lena", "Brandt", "."]


def wikinews(**changes: Any) -> dict[str, Any]:
    parts: dict[str, Any] = {part: {"tokenIds": []} for part in ("addressee",)}
    parts |= {"quote": {"tokenIds": [0, 1, 2, 3]}, "cue": {"tokenIds": [5]}}
    parts |= {"frame": {"tokenIds": [4, 5, 6, 7]}, "speaker": {"tokenIds": [6, 7]}}
    annotation = {"type": "Direct", "medium": "Speech", **parts}
    return {
        "documentName": "1 - Bau",
        "originalText": TEXT,
        "sentences": [{"tokens": WORDS}],
        "annotations": [annotation],
    } | changes


def written(folder: Path, row: dict[str, Any]) -> Path:
    (folder / "1.json").write_text(json.dumps(row), encoding="utf-8")
    return folder


def right_answer(text: str) -> list[Quotation]:
    def place(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    return [
        Quotation(
            "direct",
            "speech",
            (place("„Wir bauen“"),),
            0.9,
            frame=(place(", sagte Lena Brandt"),),
            mention=(place("Lena Brandt"),),
        )
    ]


def test_given_tokens_are_found_in_the_text(tmp_path: Path) -> None:
    (article,) = read_articles(written(tmp_path, wikinews()))
    assert [TEXT[token.start : token.end] for token in article.tokens] == WORDS


def test_character_spans_become_the_tokens_they_overlap(tmp_path: Path) -> None:
    (article,) = read_articles(written(tmp_path, wikinews()))
    found = to_annotation(right_answer(TEXT)[0], article.tokens)
    assert (found.type, found.medium) == ("Direct", "Speech")
    assert {part: sorted(tokens) for part, tokens in found.parts.items()} == {
        "quote": [0, 1, 2, 3],
        "frame": [4, 5, 6, 7],
        "speaker": [6, 7],
        "cue": [],
        "addressee": [],
    }


def test_a_span_inside_a_token_counts_as_the_token() -> None:
    assert tokens_in([Span(0, 5), Span(6, 12)], [Span(8, 9)]) == {1}


def test_an_evaluation_reads_texts_and_scores_what_was_found(tmp_path: Path) -> None:
    report = evaluate(read_articles(written(tmp_path, wikinews())), right_answer)
    assert (report.articles, report.gold, report.predicted) == (1, 1, 1)
    assert report.scores.messages.f1 == 1.0
    assert report.scores.by_role["cue"].recall == 0.0
    assert report.as_dict()["roles"]["recall"] == round(6 / 7, 4)


def test_predictions_can_be_read_again_and_score_the_same(tmp_path: Path) -> None:
    row = wikinews()
    (article,) = read_articles(written(tmp_path, row))
    file = write_predictions(tmp_path / "out", article, [to_annotation(q, article.tokens) for q in right_answer(TEXT)])
    predicted = json.loads(file.read_text(encoding="utf-8"))
    assert predicted["documentName"] == "1 - Bau"
    (again,) = read_articles(written(tmp_path, row | {"annotations": predicted["annotations"]}))
    assert again.annotations == (to_annotation(right_answer(TEXT)[0], article.tokens),)


@pytest.mark.parametrize(
    "content",
    ["{", "[]", "{}", json.dumps(wikinews(annotations=[{"type": "Direct"}]))],
    ids=["cut", "list", "empty", "half"],
)
def test_a_wrong_file_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "broken.json").write_text(content, encoding="utf-8")
    with pytest.raises(BadDataError, match=r"broken\.json"):
        list(read_articles(tmp_path))


def test_a_folder_without_articles_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadDataError, match=str(tmp_path)):
        list(read_articles(tmp_path))


def test_our_corpus_is_split_by_the_last_digit_of_the_id(tmp_path: Path) -> None:
    (tmp_path / "original").mkdir()
    rows = [{"id": f"sport-{n}", "text": TEXT, "quotations": []} for n in ("08", "09", "19")]
    (tmp_path / "original" / "sport.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [article.name for article in read_articles(tmp_path, "check")] == ["sport-09", "sport-19"]
    assert [article.name for article in read_articles(tmp_path, "train")] == ["sport-08"]
    assert len(list(read_articles(tmp_path))) == 3


def test_a_role_inside_a_word_moves_to_the_whole_word_nearby() -> None:
    text = "Brandt sprach lange. Damals habe er über alles geschwiegen."
    inside = text.index("über") + 2
    quote = [{"start": text.index("Damals"), "end": len(text)}]
    (mended,) = mend_role(text, [{"start": inside, "end": inside + 2}], quote, [], within_quote=False)
    assert mended["start"] == text.index(" er ") + 1


@pytest.mark.skipif(not (DATA / "data" / "wikinews-dev").is_dir(), reason="the data set is not beside this checkout")
def test_the_data_set_scores_perfectly_against_itself() -> None:
    from service.evaluation.metric import pair_up, score  # noqa: PLC0415

    articles = list(read_articles(DATA / "data" / "wikinews-dev"))
    pairs = [pair for article in articles for pair in pair_up(article.annotations, article.annotations)]
    assert (len(articles), len(pairs), score(pairs).joint.f1) == (150, 653, 1.0)
