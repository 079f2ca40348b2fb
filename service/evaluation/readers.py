"""Annotated articles from the WIKINEWS data set's JSON files and from our own corpus."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from service.domain import Span
from service.evaluation.annotations import PARTS, AnnotatedArticle, Annotation, tokens_in
from service.evaluation.role_spans import mend_role
from service.nlp.quote.words import split_words

Split = Literal["check", "train", "all"]
_HELD_BACK = "9"
"""Ids of our corpus that end so are held back from training."""


class BadDataError(ValueError):
    """A file is not what the readers expect; the message names the file."""


def read_articles(folder: Path, split: Split = "all") -> Iterator[AnnotatedArticle]:
    """Articles of a folder in either format, in the order of their names.

    `split` applies to our corpus only. Raises BadDataError for a folder or file that holds no annotated article.
    """
    if not folder.is_dir():
        raise BadDataError(f"{folder}: no such folder")
    if (folder / "annotations.jsonl").exists() or (folder / "original").is_dir():
        yield from _read_corpus(folder, split)
        return
    files = sorted(folder.glob("*.json"))
    if not files:
        raise BadDataError(f"{folder}: holds neither *.json articles nor a corpus (annotations.jsonl, original/)")
    for file in files:
        yield _read_wikinews(file)


def _read_wikinews(file: Path) -> AnnotatedArticle:
    try:
        row = json.loads(file.read_text(encoding="utf-8"))
        text = row["originalText"]
        words = [word for sentence in row["sentences"] for word in sentence["tokens"]]
        tokens = _given_tokens(row) or _aligned(text, words)
        annotations = tuple(
            Annotation(a["type"], a["medium"], {part: _ids(a.get(part)) for part in PARTS}) for a in row["annotations"]
        )
        return AnnotatedArticle(row["documentName"], text, tokens, annotations)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadDataError(f"{file}: not an article of the WIKINEWS data set ({error!r})") from error


def _ids(part: Mapping[str, Any] | None) -> frozenset[int]:
    return frozenset(part["tokenIds"]) if part else frozenset()


def _given_tokens(row: Mapping[str, Any]) -> tuple[Span, ...]:
    """Token offsets where the file has them and they are true."""
    tokens = row.get("tokens") or []
    if all(row["originalText"][t["charBegin"] : t["charEnd"]] == t["text"] for t in tokens):
        return tuple(Span(t["charBegin"], t["charEnd"]) for t in tokens)
    return ()


def _aligned(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    """Offsets of words found one after the other; a word that the text lacks gets an empty span."""
    spans, position = [], 0
    for word in words:
        start = text.find(word, position)
        if start < 0:
            spans.append(Span(position, position))
            continue
        position = start + len(word)
        spans.append(Span(start, position))
    return tuple(spans)


def _read_corpus(folder: Path, split: Split) -> Iterator[AnnotatedArticle]:
    if (folder / "annotations.jsonl").exists():
        texts = {row["id"]: row["text"] for row in _rows(folder / "articles.jsonl")}
        for row in _rows(folder / "annotations.jsonl"):
            if _wanted(row["id"], split):
                yield _corpus_article(row["id"], texts[row["id"]], row["quotations"])
    for file in sorted((folder / "original").glob("*.jsonl")):
        for row in _rows(file):
            if _wanted(row["id"], split):
                yield _corpus_article(row["id"], row["text"], row["quotations"])


def _wanted(id_: str, split: Split) -> bool:
    return split == "all" or (split == "check") is id_.endswith(_HELD_BACK)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield json.loads(line)
            except ValueError as error:
                raise BadDataError(f"{file}, line {number}: not JSON ({error})") from error


def _corpus_article(id_: str, text: str, quotations: Sequence[dict[str, Any]]) -> AnnotatedArticle:
    tokens = tuple(split_words(text))
    return AnnotatedArticle(id_, text, tokens, tuple(_corpus_annotation(text, tokens, q) for q in quotations))


def _corpus_annotation(text: str, tokens: Sequence[Span], quotation: Mapping[str, Any]) -> Annotation:
    quote, frame = quotation["quote"], quotation.get("frame", [])
    parts = {"quote": quote}
    for role in PARTS[1:]:
        parts[role] = mend_role(
            text,
            quotation.get(role, []),
            quote,
            [] if role == "frame" else frame,
            within_quote=quotation["type"] == "Reported",
        )
    in_tokens = {
        part: tokens_in(tokens, [Span(s["start"], s["end"]) for s in stretches]) for part, stretches in parts.items()
    }
    return Annotation(quotation["type"], quotation["medium"], in_tokens)
