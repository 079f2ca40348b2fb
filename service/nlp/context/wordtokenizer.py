"""The encoder's tokenizer as Stanza's heads call it: sentences of words in, piece ids and their words out.

They ask three times for the same words, each of which is looked up once in a process.
"""

from collections.abc import Sequence

from service.nlp.context.pieces import CLS, PAD, SEP, Pieces

LONGEST_INPUT = 512


class TokenizedWords(dict[str, list[list[int]]]):
    """`input_ids` and `attention_mask`, padded to the longest sentence; and which word each piece is of."""

    def __init__(self, rows: Sequence[Sequence[tuple[int, ...]]]) -> None:
        ids = [[CLS, *(piece for word in row for piece in word), SEP] for row in rows]
        longest = max(map(len, ids), default=0)
        super().__init__(
            input_ids=[row + [PAD] * (longest - len(row)) for row in ids],
            attention_mask=[[1] * len(row) + [0] * (longest - len(row)) for row in ids],
        )
        self._rows = rows

    def word_ids(self, batch_index: int) -> list[int | None]:
        words = [index for index, word in enumerate(self._rows[batch_index]) for _ in word]
        return [None, *words, None]


class WordTokenizer:
    """A transformers tokenizer, as far as Stanza uses one for words."""

    model_max_length = LONGEST_INPUT

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces

    def __call__(self, sentences: Sequence[Sequence[str]], **_: object) -> TokenizedWords:
        return TokenizedWords([[self._pieces.of_word(word).whole for word in words] for words in sentences])
