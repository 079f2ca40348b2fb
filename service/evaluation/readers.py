"""Annotated articles from the WIKINEWS data set's JSON files and from our own corpus.

The corpus has no tokens: there they are the words that the quotation model reads, letters and digits in a row or one
other sign (`service.nlp.quote.words`).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from service.domain import Span
from service.evaluation.alignment import align
from service.evaluation.annotations import PARTS, AnnotatedArticle, Annotation, tokens_in
from service.evaluation.role_spans import mend_role
from service.nlp.quote.words import split_words

Split = Literal["check", "train", "all"]
_HELD_BACK = "9"
"""Ids of our corpus that end so are held back from training."""


class BadDataError(ValueError):
    """A file is not what the readers expect; the message names the file."""


def is_corpus(folder: Path) -> bool:
    """Whether a folder is laid out like our corpus, the only one that has splits."""
    return (folder / "annotations.jsonl").exists() or (folder / "original").is_dir()


def read_articles(folder: Path, split: Split = "all") -> Iterator[AnnotatedArticle]:
    """Articles of a folder in either format, in the order of their names.

    `split` applies to our corpus only. Raises BadDataError for a folder or file that holds no annotated article.
    """
    if not folder.is_dir():
        raise BadDataError(f"{folder}: not a folder" if folder.exists() else f"{folder}: no such folder")
    if is_corpus(folder):
        yield from _read_corpus(folder, split)
        return
    files = sorted(folder.glob("*.json"))
    if not files:
        raise BadDataError(f"{folder}: holds neither *.json articles nor a corpus (annotations.jsonl, original/)")
    for file in files:
        with _blaming(str(file)):
            yield _wikinews_article(file.stem, json.loads(file.read_text(encoding="utf-8")))


@contextmanager
def _blaming(place: str) -> Iterator[None]:
    """Turns whatever wrong data leads to into a BadDataError that says where and what."""
    try:
        yield
    except BadDataError:
        raise
    except (OSError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise BadDataError(f"{place}: {_what(error)}") from error


def _what(error: Exception) -> str:
    match error:
        case OSError():
            return f"cannot be read ({error.strerror})"
        case UnicodeDecodeError():
            return f"not UTF-8 (byte {error.start})"
        case json.JSONDecodeError():
            return f"not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        case RecursionError():
            return "nested too deeply"
        case KeyError():
            return f"not an annotated article: {error} is missing"
    return f"not an annotated article: {error}"


def _wikinews_article(file: str, row: Mapping[str, Any]) -> AnnotatedArticle:
    text = row["originalText"]
    tokens = _given_tokens(row) or align(text, [word for sentence in row["sentences"] for word in sentence["tokens"]])
    annotations = tuple(_wikinews_annotation(annotation, len(tokens)) for annotation in row["annotations"])
    return AnnotatedArticle(row["documentName"], text, tokens, annotations, file)


def _wikinews_annotation(row: Mapping[str, Any], tokens: int) -> Annotation:
    parts = {part: frozenset[int]((row.get(part) or {}).get("tokenIds", ())) for part in PARTS}
    if wrong := [token for of_part in parts.values() for token in of_part if not 0 <= token < tokens]:
        raise ValueError(f"there is no token {wrong[0]}")
    return Annotation(row["type"], row["medium"], parts)


def _given_tokens(row: Mapping[str, Any]) -> tuple[Span, ...]:
    """Token offsets where the file has them and they are true."""
    tokens = row.get("tokens") or []
    if all(row["originalText"][t["charBegin"] : t["charEnd"]] == t["text"] for t in tokens):
        return tuple(Span(t["charBegin"], t["charEnd"]) for t in tokens)
    return ()


def _read_corpus(folder: Path, split: Split) -> Iterator[AnnotatedArticle]:
    if (folder / "annotations.jsonl").exists():
        with _blaming(str(folder / "articles.jsonl")):
            texts = {row["id"]: row["text"] for _, row in _rows(folder / "articles.jsonl")}
        for place, row in _rows(folder / "annotations.jsonl"):
            with _blaming(place):
                if _wanted(row["id"], split):
                    yield _corpus_article(row["id"], texts[row["id"]], row["quotations"])
    for file in sorted((folder / "original").glob("*.jsonl")):
        for place, row in _rows(file):
            with _blaming(place):
                if _wanted(row["id"], split):
                    yield _corpus_article(row["id"], row["text"], row["quotations"])


def _wanted(id_: str, split: Split) -> bool:
    return split == "all" or (split == "check") is id_.endswith(_HELD_BACK)


def _rows(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row, and where it stands."""
    with _blaming(str(file)):
        lines = file.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        place = f"{file}, line {number}"
        if line:
            with _blaming(place):
                row = json.loads(line)
            yield place, row


def _corpus_article(id_: str, text: str, quotations: Sequence[dict[str, Any]]) -> AnnotatedArticle:
    tokens = tuple(split_words(text))
    annotations = tuple(_corpus_annotation(text, tokens, quotation) for quotation in quotations)
    return AnnotatedArticle(id_, text, tokens, annotations, id_)


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
