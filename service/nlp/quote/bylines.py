"""Lines of an article that are about the article: who wrote it, who took the picture, when."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from service.domain import Span

_LINE = re.compile(r"[^\n\r]+")
_CREDIT = re.compile(r"\s*(?:Von|Text|Fotos?|Bild(?:er)?|Grafik|Quelle|Autor(?:in)?)\b[ :]", re.IGNORECASE)
_MOST_WORDS = 6
_SENTENCE = re.compile(r"[.!?:„“»«\"]")


def byline_words(text: str, words: Sequence[Span]) -> list[int]:
    """Indices of the words of credits ("Foto: …", "Von …") and of short lines that are no sentence, such as a name."""
    found: list[int] = []
    for line in _LINE.finditer(text):
        first = bisect_left(words, line.start(), key=lambda word: word.start)
        end = bisect_left(words, line.end(), key=lambda word: word.start)
        short = end - first <= _MOST_WORDS
        if short and (_CREDIT.match(line.group()) or _is_names(line.group())):
            found += range(first, end)
    return found


def _is_names(line: str) -> bool:
    """Whether every word of the line has a capital and nothing ends or announces a sentence."""
    return not _SENTENCE.search(line) and all(word[0].isupper() or not word[0].isalpha() for word in line.split())
