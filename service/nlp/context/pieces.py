"""From words to word pieces, one word at a time.

A word's pieces do not depend on its neighbours, so they can be remembered, and the last piece of a word stands for the
word, as in Stanza's own use of encoders.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

from service.nlp.files import TOKENIZER

CLS, PAD, SEP, UNKNOWN = 0, 1, 2, 3
MAX_PIECES_PER_WORD = 8
MAX_WORD_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class WordPieces:
    """`ids` as the encoder reads the word; the characters of the word that each piece covers; ids without a limit."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    whole: tuple[int, ...]


class Pieces:
    """Word pieces by an encoder's `tokenizer.json`."""

    def __init__(self, tokenizer_file: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self.of_word = lru_cache(maxsize=50_000)(self._encode)

    def _encode(self, word: str) -> WordPieces:
        encoding = self._tokenizer.encode(word, add_special_tokens=False)
        known = sum(start < MAX_WORD_CHARACTERS for start, _ in encoding.offsets)
        count = min(known, MAX_PIECES_PER_WORD)
        if not count:
            return WordPieces((UNKNOWN,), (0,), (len(word),), (UNKNOWN,))
        starts, ends = zip(*encoding.offsets[:count], strict=True)
        return WordPieces(tuple(encoding.ids[:count]), starts, ends, tuple(encoding.ids))

    def of(self, words: Iterable[str]) -> list[tuple[int, ...]]:
        return [self.of_word(word).ids for word in words]


@lru_cache(maxsize=1)
def load_pieces() -> Pieces:
    """The bundled encoder's word pieces, loaded once in a process."""
    return Pieces(TOKENIZER)
