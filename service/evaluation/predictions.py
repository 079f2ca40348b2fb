"""Found quotations in the data set's own JSON form, so that any other scorer can read them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from service.evaluation.annotations import PARTS, AnnotatedArticle, Annotation


def as_json(article: AnnotatedArticle, found: Iterable[Annotation]) -> dict[str, Any]:
    """`documentName` and `annotations`; each part with its token ids, and the text and places that they make up."""
    annotations = [
        {
            "id": number,
            "type": annotation.type,
            "medium": annotation.medium,
            **{part: _part(article, sorted(annotation.parts[part])) for part in PARTS},
        }
        for number, annotation in enumerate(found)
    ]
    return {"documentName": article.name, "annotations": annotations}


def _part(article: AnnotatedArticle, tokens: Sequence[int]) -> dict[str, Any]:
    runs = list(_runs(tokens))
    places = [(article.tokens[first].start, article.tokens[last].end) for first, last in runs]
    return {
        "tokenIds": list(tokens),
        "text": " ".join(article.text[start:end] for start, end in places),
        "spans": [
            {"begin": first, "end": last + 1, "charBegin": start, "charEnd": end}
            for (first, last), (start, end) in zip(runs, places, strict=True)
        ],
    }


def _runs(tokens: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each unbroken run of token ids."""
    first = 0
    for index in range(1, len(tokens) + 1):
        if index == len(tokens) or tokens[index] != tokens[index - 1] + 1:
            yield tokens[first], tokens[index - 1]
            first = index


def write_predictions(folder: Path, article: AnnotatedArticle, found: Iterable[Annotation]) -> Path:
    """Writes one article's file, named as the article's own was. Raises OSError where that cannot be done."""
    target = folder / f"{article.file}.json"
    target.write_text(json.dumps(as_json(article, found), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return target
