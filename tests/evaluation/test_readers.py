"""Annotated articles are read as they are, and whatever is wrong with a file is said with its name."""

import json
from pathlib import Path
from typing import Any

import pytest

from service.domain import Span
from service.evaluation import BadDataError, is_corpus, read_articles
from service.evaluation.metric import pair_up, score
from service.evaluation.role_spans import mend_role
from tests.evaluation.articles import DIRECT, TEXT, TOKENS, row, write

SHARED = Path(__file__).resolve().parents[3] / "shared"


def test_an_article_of_the_data_set_is_read(tmp_path: Path) -> None:
    write(tmp_path)
    [article] = read_articles(tmp_path)
    assert (article.name, article.file, article.text) == ("7 - Werk bleibt (2026-01-02)", "7", TEXT)
    words = [TEXT[token.start : token.end] for token in article.tokens]
    assert words == [word for sentence in TOKENS for word in sentence]
    first, second = article.annotations
    assert {part: sorted(tokens) for part, tokens in first.parts.items() if tokens} == DIRECT
    assert [first.type, first.medium, second.type, second.medium] == ["Direct", "Speech", "IndirectFreeIndirect", "SW"]


def test_places_of_tokens_are_believed_only_where_they_are_true(tmp_path: Path) -> None:
    right = [{"text": "„Wir", "charBegin": 0, "charEnd": 4}]
    write(tmp_path, "1.json", tokens=right, annotations=[row("Direct", {"quote": [0]})])
    write(tmp_path, "2.json", tokens=[{"text": "Wir", "charBegin": 0, "charEnd": 4}])
    first, second = read_articles(tmp_path)
    assert first.tokens == (Span(0, 4),)
    assert len(second.tokens) == sum(map(len, TOKENS))


def test_articles_come_in_the_order_of_their_files(tmp_path: Path) -> None:
    for name in ("b.json", "a.json", "c.json"):
        write(tmp_path, name)
    assert [article.file for article in read_articles(tmp_path)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"{", "not JSON: Expecting property name enclosed in double quotes (line 1, column 2)"),
        (b"", "not JSON"),
        (b'{"originalText": "\xff"}', "not UTF-8 (byte 18)"),
        (b"[]", "not an annotated article"),
        (b"{}", "'originalText' is missing"),
        (b'{"originalText": 5, "sentences": [{"tokens": ["a"]}]}', "not an annotated article"),
        (b"[" * 100_000, "nested too deeply"),
    ],
    ids=["cut", "empty", "not UTF-8", "list", "nothing in it", "number for text", "deep"],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path: Path, content: bytes, complaint: str) -> None:
    write(tmp_path, "1.json")
    (tmp_path / "2.json").write_bytes(content)
    with pytest.raises(BadDataError) as caught:
        list(read_articles(tmp_path))
    assert str(caught.value).startswith(f"{tmp_path / '2.json'}: ")
    assert complaint in str(caught.value)
    assert len(str(caught.value)) < len(str(tmp_path)) + 200


@pytest.mark.parametrize(
    "changes",
    [
        {"annotations": None},
        {"annotations": [row("Direct", {"quote": [400]})]},
        {"annotations": [row("Direct", {"quote": [-1]})]},
        {"annotations": [{"type": "Direct"}]},
        {"annotations": [{**row("Direct", {}), "cue": {"tokenIds": [[1]]}}]},
        {"sentences": [{"words": ["a"]}]},
        {"sentences": "abc"},
        {"tokens": [{"text": "a"}]},
    ],
)
def test_an_article_of_another_form_is_named(tmp_path: Path, changes: dict[str, Any]) -> None:
    write(tmp_path, **changes)
    with pytest.raises(BadDataError, match=r"7\.json: not an annotated article"):
        list(read_articles(tmp_path))


def test_folders_that_hold_no_articles_are_named(tmp_path: Path) -> None:
    file = write(tmp_path)
    for folder, complaint in ((tmp_path / "none", "no such folder"), (file, "not a folder")):
        with pytest.raises(BadDataError, match=complaint):
            list(read_articles(folder))
    file.unlink()
    with pytest.raises(BadDataError, match=r"holds neither \*\.json articles nor a corpus"):
        list(read_articles(tmp_path))


def _corpus(folder: Path) -> None:
    quotation = {
        "type": "Direct",
        "medium": "Speech",
        "quote": [{"start": 1, "end": 17}],
        "speaker": [{"start": 26, "end": 37}],
        "cue": [{"start": 20, "end": 25}],
    }
    texts: list[dict[str, Any]] = [{"id": id_, "text": TEXT} for id_ in ("08", "09")]
    annotations: list[dict[str, Any]] = [{"id": id_, "quotations": [quotation]} for id_ in ("08", "09")]
    for name, rows in (("articles.jsonl", texts), ("annotations.jsonl", annotations)):
        (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (folder / "original").mkdir()
    rows = [{"id": id_, "text": TEXT, "quotations": []} for id_ in ("sport-18", "sport-19")]
    (folder / "original" / "sport.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def test_our_corpus_is_read_by_split(tmp_path: Path) -> None:
    _corpus(tmp_path)
    assert is_corpus(tmp_path)
    assert [article.name for article in read_articles(tmp_path)] == ["08", "09", "sport-18", "sport-19"]
    assert [article.name for article in read_articles(tmp_path, "check")] == ["09", "sport-19"]
    assert [article.name for article in read_articles(tmp_path, "train")] == ["08", "sport-18"]


def test_our_corpus_is_compared_in_words_and_single_signs(tmp_path: Path) -> None:
    _corpus(tmp_path)
    article = next(read_articles(tmp_path))
    [quotation] = article.annotations
    words = [TEXT[token.start : token.end] for token in article.tokens]
    assert words == [word for sentence in TOKENS for word in sentence]
    assert {part: sorted(tokens) for part, tokens in quotation.parts.items() if tokens} == {
        "quote": [1, 2, 3],
        "cue": [6],
        "speaker": [7, 8],
    }


@pytest.mark.parametrize(
    ("file", "content", "place"),
    [
        ("annotations.jsonl", '{"id": "08"}', r"annotations\.jsonl, line 1: .*'quotations' is missing"),
        ("annotations.jsonl", '{"id": "08", "quotations": []}\n{', r"annotations\.jsonl, line 2: not JSON"),
        ("articles.jsonl", '{"id": "08"}', r"articles\.jsonl, line 1: .*'text' is missing"),
        ("original/sport.jsonl", '{"id": 5}', r"sport\.jsonl, line 1: not an annotated article"),
    ],
)
def test_a_wrong_line_of_our_corpus_is_named(tmp_path: Path, file: str, content: str, place: str) -> None:
    _corpus(tmp_path)
    (tmp_path / file).write_text(content, encoding="utf-8")
    with pytest.raises(BadDataError, match=place):
        list(read_articles(tmp_path))


def test_a_role_inside_a_word_moves_to_the_whole_word_nearby() -> None:
    text = "Brandt sprach lange. Damals habe er über alles geschwiegen."
    inside = text.index("über") + 2
    quote = [{"start": text.index("Damals"), "end": len(text)}]
    [mended] = mend_role(text, [{"start": inside, "end": inside + 2}], quote, [], within_quote=False)
    assert mended["start"] == text.index(" er ") + 1


@pytest.mark.skipif(not (SHARED / "data" / "wikinews-dev").is_dir(), reason="the data set is not beside the checkout")
def test_the_whole_data_set_against_itself_is_perfect() -> None:
    articles = list(read_articles(SHARED / "data" / "wikinews-dev"))
    assert [len(articles), sum(len(article.annotations) for article in articles)] == [150, 653]
    scores = score([pair for article in articles for pair in pair_up(article.annotations, article.annotations)])
    assert all(part.f1 == 1 for part in (scores.messages, scores.roles, scores.joint, scores.type, scores.medium))


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the corpus is not beside the checkout")
def test_our_whole_corpus_is_read_and_every_quotation_has_tokens() -> None:
    articles = list(read_articles(SHARED / "corpus"))
    held_back = json.loads((SHARED / "corpus" / "split.json").read_text(encoding="utf-8"))["check"]
    assert len(articles) == 640 + 210
    assert [one.name for one in articles if one.name.isdigit() and one.name.endswith("9")] == held_back
    assert all(annotation.parts["quote"] for article in articles for annotation in article.annotations)
