"""From words to word pieces, one word at a time.

A word's pieces do not depend on its neighbours, so they can be remembered, and the last piece of a word stands for the
word, as in Stanza's own use of encoders.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

CLS, PAD, SEP, UNKNOWN = 0, 1, 2, 3
MAX_PIECES_PER_WORD = 8
MAX_WORD_CHARACTERS = 100


class Pieces:
    """Piece ids of words, from an encoder's `tokenizer.json`."""

    def __init__(self, tokenizer_file: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._of = lru_cache(maxsize=50_000)(self._encode)

    def _encode(self, word: str) -> tuple[int, ...]:
        ids = self._tokenizer.encode(word[:MAX_WORD_CHARACTERS], add_special_tokens=False).ids
        return tuple(ids[:MAX_PIECES_PER_WORD]) or (UNKNOWN,)

    def of(self, words: Iterable[str]) -> list[tuple[int, ...]]:
        return [self._of(word) for word in words]
