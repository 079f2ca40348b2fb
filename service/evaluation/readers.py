"""Annotated articles from the WIKINEWS data set's JSON files and from our own corpus.

The corpus has no tokens: there they are the words that the quotation model reads, letters and digits in a row or one
other sign (`service.nlp.quote.words`).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from service.domain import Span
from service.evaluation.alignment import align
from service.evaluation.annotations import PARTS, AnnotatedArticle, Annotation, tokens_in
from service.evaluation.corpus import CorpusArticle, Split, is_corpus, mended, read_corpus_articles
from service.evaluation.problems import BadDataError, blaming
from service.nlp.quote.words import split_words


def read_articles(folder: Path, split: Split = "all") -> Iterator[AnnotatedArticle]:
    """Articles of a folder in either format, in the order of their names; or of one file of our corpus.

    `split` applies to our corpus only, of which articles whose text is not there are left out with a note on stderr.
    Raises BadDataError for a folder or file that holds no annotated article.
    """
    if not folder.is_dir() and not is_corpus(folder):
        raise BadDataError(f"{folder}: not a folder" if folder.exists() else f"{folder}: no such folder")
    if is_corpus(folder):
        for article in read_corpus_articles(folder, split):
            with blaming(article.place):
                annotated = _corpus_article(article)
            yield annotated
        return
    files = sorted(folder.glob("*.json"))
    if not files:
        raise BadDataError(f"{folder}: holds neither *.json articles nor a corpus (annotations.jsonl, original/)")
    for file in files:
        with blaming(str(file)):
            yield _wikinews_article(file.stem, json.loads(file.read_text(encoding="utf-8")))


def _wikinews_article(file: str, row: Mapping[str, Any]) -> AnnotatedArticle:
    text = row["originalText"]
    tokens = _given_tokens(row) or align(text, [word for sentence in row["sentences"] for word in sentence["tokens"]])
    annotations = tuple(_wikinews_annotation(annotation, len(tokens)) for annotation in row["annotations"])
    return AnnotatedArticle(row["documentName"], text, tokens, annotations, file=file)


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


def _corpus_article(article: CorpusArticle) -> AnnotatedArticle:
    tokens = tuple(split_words(article.text))
    annotations = tuple(_corpus_annotation(article.text, tokens, quotation) for quotation in article.quotations)
    marks = tuple((Span(mark["start"], mark["end"]), mark["reading"]) for mark in article.marks or ())
    return AnnotatedArticle(article.id, article.text, tokens, annotations, marks, article.id)


def _corpus_annotation(text: str, tokens: Sequence[Span], quotation: Mapping[str, Any]) -> Annotation:
    row = mended(text, dict(quotation))
    in_tokens = {part: tokens_in(tokens, [Span(s["start"], s["end"]) for s in row[part]]) for part in PARTS}
    return Annotation(quotation["type"], quotation["medium"], in_tokens)
