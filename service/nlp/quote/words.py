"""The words the quotation model reads: letters and digits in a row, every other sign by itself.

Not Stanza's tokens: a quotation may begin or end at any sign, whatever a tokenizer glues together, and the model must
see at inference exactly what it saw in training.
"""

import re

from service.domain import Span

_WORD = re.compile(r"\w+|[^\w\s]")


def split_words(text: str) -> list[Span]:
    """Spans of the words of a text, in order; whitespace belongs to none."""
    return [Span(*match.span()) for match in _WORD.finditer(text)]
