"""The articles that the benchmarks read, and how long their annotations would be if a model had to write them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from tokenizers import Tokenizer

from service.evaluation import AnnotatedArticle, is_corpus, read_articles
from service.nlp import Analyzer
from service.nlp.files import TOKENIZER

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds" / "articles"
DEV = ROOT.parent / "shared" / "data" / "wikinews-dev"
_ORDER = ("quote", "speaker", "cue", "frame", "addressee")
_Item = TypeVar("_Item")


def default_folder() -> Path:
    """The dev split beside the checkout, or the seeds, which come along."""
    return DEV if DEV.is_dir() else SEEDS


def read_folder(folder: Path) -> list[AnnotatedArticle]:
    """All articles of a folder; those of plain JSON files with `text`, like the seeds, have no annotations."""
    if is_corpus(folder):
        return list(read_articles(folder, "check"))
    articles = []
    for file in sorted(folder.glob("*.json")):
        row = json.loads(file.read_text(encoding="utf-8"))
        if "originalText" in row:
            return list(read_articles(folder))
        articles.append(AnnotatedArticle(file.stem, row["text"], (), (), file=file.stem))
    if not articles:
        raise SystemExit(f"{folder}: no articles")
    return articles


def evenly(items: Sequence[_Item], count: int | None) -> list[_Item]:
    """At most `count` items from all over a sequence: the middles of as many equal stretches."""
    if count is None or count >= len(items):
        return list(items)
    return [items[(2 * index + 1) * len(items) // (2 * count)] for index in range(count)]


def linearised(article: AnnotatedArticle, analyzer: Analyzer) -> str:
    """What a text-to-text model would write: of each quotation its type and the words of every part, in one line.

    Kept short on purpose: no labels for the parts, no offsets. An article without annotations gets the service's own.
    """
    if article.tokens:
        lines = [
            " | ".join([note.type, *(_words(article, note.parts.get(part, frozenset())) for part in _ORDER)])
            for note in article.annotations
        ]
    else:
        lines = [
            " | ".join(
                [
                    quotation.type,
                    *(
                        " ".join(article.text[span.start : span.end] for span in spans)
                        for spans in (
                            quotation.spans,
                            quotation.mention,
                            quotation.cue.spans if quotation.cue else (),
                            quotation.frame,
                            quotation.addressee,
                        )
                    ),
                ]
            )
            for quotation in (found.quotation for found in analyzer.analyze(article.text).quotations)
        ]
    return "\n".join(lines)


def _words(article: AnnotatedArticle, tokens: frozenset[int]) -> str:
    spans = (article.tokens[index] for index in sorted(tokens))
    return " ".join(article.text[span.start : span.end] for span in spans)


def count_pieces(text: str) -> int:
    """Word pieces of a text by our encoder's tokenizer, an estimate of how many another model's would make."""
    return len(Tokenizer.from_file(str(TOKENIZER)).encode(text, add_special_tokens=False).ids)
