"""Ids of quotations that survive an updated article: made of the words and the speaker, not of the place."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence

from service.domain import Quotation, text_of

_NOT_WORDS = re.compile(r"\W+")
_LENGTH = 12


def quotation_ids(text: str, quotations: Sequence[Quotation], names: Sequence[str | None]) -> list[str]:
    """One id each, unique within the article; the second of two equal quotations gets the suffix "-2"."""
    seen: Counter[str] = Counter()
    ids = []
    for quotation, name in zip(quotations, names, strict=True):
        words = _NOT_WORDS.sub(" ", text_of(text, quotation.spans)).strip().casefold()
        digest = hashlib.sha256(f"{words}\n{(name or '').casefold()}".encode()).hexdigest()[:_LENGTH]
        seen[digest] += 1
        ids.append(digest if seen[digest] == 1 else f"{digest}-{seen[digest]}")
    return ids
