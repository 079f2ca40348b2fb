"""Measures the tokenizer: on GSD's test split from raw text, and by its errors around quotations in our corpus.

usage: python -m training.tokens.measure [--data FOLDER] [--corpus FOLDER] [--tokenizer FILE] [--bare] [--show N]

GSD's test split has no paragraphs, so its sentences are joined to one by spaces, as Stanza's own preparation does. In
the corpus nobody has marked sentences, but quotations say where there can be no boundary and where there must be one.
"""

import argparse
import tempfile
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stanza.models.common.doc import Document
from stanza.models.common.utils import ud_scores
from stanza.utils.conll import CoNLL

from service.domain import Span
from service.nlp.files import stanza_model
from service.nlp.segmentation import MARKS, paragraphs
from training.joint.articles import Article, read_corpus
from training.tokens.loading import load
from training.tokens.sentences import read_conllu

Read = Callable[[str], Document]

_FINAL = frozenset(".!?…:")
_CLOSING = MARKS | frozenset("‘’')]")
_OPENING = "„“”»«›‹\"‚'"
_CONTEXT = 40

ERRORS = {
    "inside": "boundary inside a direct quotation, neither behind a final mark nor at a line end",
    "glued": "quotation mark that is not a token of its own",
    "missing": "no boundary behind a quotation with a final mark, before a capital letter",
    "comma": "boundary between a quotation and the comma behind it",
    "line end": "no boundary at a line end",
}


@dataclass(frozen=True, slots=True)
class Error:
    kind: str
    article: str
    around: str


class Boundaries:
    """Where the tokens and sentences of a read article start."""

    def __init__(self, text: str, document: Document) -> None:
        self.text = text
        self.tokens = [Span(token.start_char, token.end_char) for s in document.sentences for token in s.tokens]
        self._token_starts = [token.start for token in self.tokens]
        self.sentences = {sentence.tokens[0].start_char for sentence in document.sentences}

    def token_from(self, place: int) -> int | None:
        """Start of the first token at or behind a place."""
        index = bisect_left(self._token_starts, place)
        return self._token_starts[index] if index < len(self.tokens) else None

    def errors(self, quotations: Sequence[Sequence[Span]]) -> Iterator[tuple[str, int]]:
        """Kind and place of what is wrong, as far as the spans of direct quotations tell."""
        for token in self.tokens:
            if token.end - token.start > 1 and MARKS.intersection(self.text[token.start : token.end]):
                yield "glued", token.start
        yield from self._errors_of_lines()
        for spans in quotations:
            for span in spans:
                for start in self.sentences:
                    if span.start < start < span.end and not _ends(self.text[:start]):
                        yield "inside", start
            yield from self._errors_behind(spans[-1].end)

    def _errors_of_lines(self) -> Iterator[tuple[str, int]]:
        reached = 0
        for paragraph in paragraphs(self.text):
            reached = self.text.index(paragraph, reached) + len(paragraph)
            following = self.token_from(reached)
            if following is not None and following not in self.sentences:
                yield "line end", following

    def _errors_behind(self, end: int) -> Iterator[tuple[str, int]]:
        following = self.token_from(end)
        if following is None or "\n" in self.text[end:following]:
            return
        if self.text[following] == "," and following in self.sentences:
            yield "comma", following
        final = self.text[end - 1] in _CLOSING and self.text[end - 2] in _FINAL - {":"}
        next_word = self.text[following:].lstrip(_OPENING)[:1]
        if final and following > end and next_word.isupper() and following not in self.sentences:
            yield "missing", following


def _ends(text: str) -> bool:
    """Whether a text ends at a line end or with a final mark, perhaps with closing marks behind it."""
    bare = text.rstrip()
    if "\n" in text[len(bare) :]:
        return True
    while bare and bare[-1] in _CLOSING:
        bare = bare[:-1].rstrip()
    return bare[-1:] in _FINAL


def corpus_errors(articles: Sequence[Article], read: Read) -> list[Error]:
    found = []
    for article in articles:
        direct = [
            [Span(part["start"], part["end"]) for part in quotation["quote"]]
            for quotation in article.quotations
            if quotation["type"] == "Direct"
        ]
        for kind, place in Boundaries(article.text, read(article.text)).errors(direct):
            left, right = article.text[max(place - _CONTEXT, 0) : place], article.text[place : place + _CONTEXT]
            found.append(Error(kind, article.id, f"{left}|{right}".replace("\n", "⏎")))
    return found


def treebank_scores(gold: Path, read: Read) -> dict[str, float]:
    """F1 of tokens, sentences and words in percent, from raw text, by the scorer of the CoNLL 2018 shared task."""
    sentences = read_conllu(gold)
    document = read("".join("".join(token.text + " " * token.space_after for token in s) for s in sentences))
    for sentence in document.sentences:  # the scorer wants trees: a chain will do
        for number, word in enumerate(sentence.words):
            word.head, word.deprel = number, "dep" if number else "root"
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder, "found.conllu")
        CoNLL.write_doc2conll(document, str(found))
        with gold.open(encoding="utf-8") as right, found.open(encoding="utf-8") as guess:
            scores = ud_scores(right, guess)
    return {name: 100 * scores[name].f1 for name in ("Tokens", "Sentences", "Words")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--tokenizer", type=Path, default=stanza_model("tokenize"))
    parser.add_argument("--bare", action="store_true", help="Stanza's tokenizer without the service's variant of it")
    parser.add_argument("--show", type=int, default=0, help="print so many errors of each kind")
    given = parser.parse_args()
    read = load({"tokenize": given.tokenizer, "mwt": stanza_model("mwt")}, as_service=not given.bare)
    for name, score in treebank_scores(given.data / "ud" / "de_gsd-ud-test.conllu", read).items():
        print(f"GSD test, raw text: {name:10} {score:6.2f}")
    articles = [*read_corpus(given.corpus, held_back=True), *read_corpus(given.corpus, held_back=False)]
    quotations = sum(len(article.quotations) for article in articles)
    found = corpus_errors(articles, read)
    counts = Counter(error.kind for error in found)
    print(f"{len(articles)} articles, {quotations} quotations; errors per 1,000 quotations:")
    for kind, meaning in ERRORS.items():
        print(f"{1000 * counts[kind] / quotations:7.2f}  {kind:9} {meaning}")
        for error in [error for error in found if error.kind == kind][: given.show]:
            print(f"         {error.article:14} {error.around}")


if __name__ == "__main__":
    main()
