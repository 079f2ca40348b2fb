"""Sentences without a parser: word classes by majority in a list of tagged words, no heads, no entities.

Lets the resolver be measured where no models are at hand, and shows how much of it rests on the text alone.
"""

import re
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from service.domain import Sentence, Span, Word
from service.nlp.quote.words import split_words

_SENTENCE_END = re.compile(r"[.!?…][“”«»\"'’)]*\s+(?=[„»«\"“‚(]*[A-ZÄÖÜ0-9])|\n+")
_SHORTEST_HEAD = 4


class WordClasses:
    """UPOS by form, from lines `word##UPOS`."""

    def __init__(self, file: Path) -> None:
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for line in file.read_text(encoding="utf-8").splitlines():
            for pair in line.split():
                word, _, upos = pair.rpartition("##")
                if upos.isalpha():
                    counts[word][upos] += 1
        self.by_form = {word: classes.most_common(1)[0][0] for word, classes in counts.items()}
        self.noun_ends = {
            word.lower() for word, upos in self.by_form.items() if upos == "NOUN" and len(word) >= _SHORTEST_HEAD
        }

    def of(self, word: str) -> str:
        if not word[0].isalpha():
            return "PUNCT" if not word.isalnum() else "NUM"
        if word in self.by_form:
            return self.by_form[word]
        if not word[0].isupper():
            return "X"
        lower = word.lower()
        compound = any(lower[cut:] in self.noun_ends for cut in range(2, len(lower) - _SHORTEST_HEAD + 1))
        return "NOUN" if compound else "PROPN"


def crude_sentences(text: str, classes: WordClasses) -> tuple[Sentence, ...]:
    cuts = sorted({0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)})
    words = split_words(text)
    sentences = []
    for start, end in pairwise(cuts):
        inside = [span for span in words if start <= span.start < end]
        sentences.append(
            Sentence(Span(start, end), tuple(_word(text[span.start : span.end], span, classes) for span in inside))
        )
    return tuple(sentences)


def _word(form: str, span: Span, classes: WordClasses) -> Word:
    return Word(form, span, form, classes.of(form), "_", {}, -1, "dep")
