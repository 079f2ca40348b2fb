"""Articles of our corpus that the bundled models have not learned from, and what is difficult in them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from service.domain import QuotationType, Span
from service.evaluation import CorpusArticle
from service.evaluation.annotations import TYPE_NAMES, tokens_in
from service.evaluation.corpus import read_article, read_corpus_articles, read_rows
from service.nlp.quote.words import split_words
from tests.nlp.mark_styles import APOSTROPHES

CORPUS = Path(__file__).resolve().parents[2] / "training" / "corpus"
Kind = Literal["over paragraphs", "interrupted", "chain"]
_SENTENCE_END = re.compile(r"[.!?][“”«»\"’‘'›‹]*(?=\s+\W?[A-ZÄÖÜ]|\s*$)")
_FREE = frozenset({"IndirectFreeIndirect", "FreeIndirect"})


def read_cases() -> list[CorpusArticle]:
    """Articles written for the difficult forms; nothing is trained on them."""
    return [read_article(row, place) for place, row in read_rows(CORPUS / "cases.jsonl")]


def read_original(split: Literal["check", "train"]) -> list[CorpusArticle]:
    """Articles written for this project: those held back, or those that models are trained on."""
    return [article for article in read_corpus_articles(CORPUS, split, lambda _: None) if article.marks is not None]


def has_inner_marks_or_apostrophes(article: CorpusArticle) -> bool:
    return any(sign in article.text for sign in APOSTROPHES + "‚‘›‹")


@dataclass(frozen=True, slots=True)
class Case:
    """One annotated quotation of a difficult form."""

    kind: Kind
    article: CorpusArticle
    row: dict[str, Any]

    @property
    def words(self) -> str:
        """For messages: where it stands and how it begins."""
        start = self.row["quote"][0]["start"]
        return f"{self.article.id}: {self.article.text[start : start + 60]!r}"


def cases_in(articles: Iterable[CorpusArticle]) -> Iterator[Case]:
    for article in articles:
        for row in article.quotations:
            kind = _kind(article.text, row)
            if kind:
                yield Case(kind, article, row)


def _kind(text: str, row: dict[str, Any]) -> Kind | None:
    if row["type"] == "IndirectFreeIndirect":
        sentences = sum(len(_SENTENCE_END.findall(text[s["start"] : s["end"]])) for s in row["quote"])
        return "chain" if sentences > 1 else None
    if row["type"] != "Direct" or len(row["quote"]) == 1:
        return None
    gaps = [(before["end"], after["start"]) for before, after in pairwise(row["quote"])]
    if all(text[start:end].isspace() for start, end in gaps):
        return "over paragraphs"
    cues = row.get("cue", [])
    return "interrupted" if all(any(s <= cue["start"] < e for cue in cues) for s, e in gaps) else None


def is_right(case: Case, found: Sequence[tuple[QuotationType, Sequence[Span]]], least_f1: float) -> bool:
    """Whether one quotation of the same family of types has nearly the same words, and as many pieces if direct."""
    tokens = split_words(case.article.text)
    wanted = tokens_in(tokens, [Span(s["start"], s["end"]) for s in case.row["quote"]])
    for type_, spans in found:
        if _family(TYPE_NAMES[type_]) != _family(case.row["type"]):
            continue
        if type_ == "direct" and len(spans) != len(case.row["quote"]):
            continue
        got = tokens_in(tokens, spans)
        if 2 * len(got & wanted) >= least_f1 * (len(got) + len(wanted)):
            return True
    return False


def _family(type_: str) -> str:
    return "free" if type_ in _FREE else type_
