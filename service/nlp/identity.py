"""Ids of quotations that survive an updated article: made of the words and the speaker, not of the place."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from service.domain import Quotation, text_of

_NOT_WORDS = re.compile(r"\W+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")  # soft hyphens, joiners: may stand within a word
_LENGTH = 12


def bare_words(text: str) -> str:
    """The words alone: without marks, case and spacing, one space between them."""
    return _NOT_WORDS.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip().casefold()


def quotation_ids(text: str, quotations: Sequence[Quotation], names: Sequence[str | None]) -> list[str]:
    """One id each, unique within the article; the second of two equal quotations gets the suffix "-2"."""
    seen: Counter[str] = Counter()
    ids = []
    for quotation, name in zip(quotations, names, strict=True):
        words = bare_words(text_of(text, quotation.spans))
        digest = hashlib.sha256(f"{words}\n{(name or '').casefold()}".encode()).hexdigest()[:_LENGTH]
        seen[digest] += 1
        ids.append(digest if seen[digest] == 1 else f"{digest}-{seen[digest]}")
    return ids
