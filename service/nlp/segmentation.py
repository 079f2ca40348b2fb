"""What a newspaper page says about sentences beyond its words: line ends, quotation marks, and no sentence without end.

Stanza's tokenizer sees one kind of white space and ends a paragraph only at a blank line. Headlines, bylines and photo
credits end with their line, mostly without a full stop; so every line end that is not the work of a fixed line width
ends a paragraph here. The rest are promises that hold for any text and any model: a quotation mark stands by itself,
no token holds white space, no sentence starts with a comma or a closing mark, and none is longer than the encoder can
read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
MARKS = frozenset('„“”»«‚›‹"')
"""Quotation marks that are never a part of a word. `’`, `‘` and `'` can be: they are apostrophes too."""
LONGEST_SENTENCE = 200
"""Tokens. Longer ones are cut: lists, tables and text without full stops would fill the encoder's 512 pieces."""

_PIECE = re.compile(f"[{''.join(MARKS)}]|[^{''.join(MARKS)}\\s\x80-\x9f]+")
_SHORTEST_WRAPPED = 40  # characters: nobody sets the line width of running text lower
_FINAL = frozenset(".!?…:")
_NEVER_FIRST = frozenset(",;)]}")
_CLOSING = frozenset("“”«»‘’›‹\"'")
_CUT_AFTER = (frozenset(".!?…"), frozenset(";:"), frozenset({",", "–", "—", "|", "•"}))


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its place in the text; `contraction` if it stands for several words."""

    text: str
    start: int
    end: int
    contraction: bool = False


def paragraphs(text: str) -> Iterator[str]:
    """The text's paragraphs, as slices of it: lines, except where lines are only wrapped."""
    block: list[tuple[int, int]] = []
    start = 0
    for found in [*LINE_END.finditer(text), None]:
        end = found.start() if found else len(text)
        if text[start:end].strip():
            block.append((start, end))
        else:
            yield from _block_paragraphs(text, block)
            block = []
        start = found.end() if found else end
    yield from _block_paragraphs(text, block)


def _block_paragraphs(text: str, lines: list[tuple[int, int]]) -> Iterator[str]:
    if not lines:
        return
    longest = max(end - start for start, end in lines)
    wrapped = any(
        _goes_on(text[start:end], text[next_start:next_end]) for (start, end), (next_start, next_end) in pairwise(lines)
    )
    first = lines[0][0]
    for (start, end), following in zip(lines, [*lines[1:], None], strict=True):
        if following and wrapped and end - start >= max(_SHORTEST_WRAPPED, 0.7 * longest):
            continue
        yield text[first:end]
        first = following[0] if following else end


def _goes_on(line: str, following: str) -> bool:
    """Whether a sentence plainly runs over the end of a line."""
    line = line.rstrip()
    if len(line) < _SHORTEST_WRAPPED or line[-1] in _FINAL:
        return False
    return line[-1] in ",;" or following.lstrip()[0].islower()


def tidy(sentences: list[list[Token]], text: str) -> list[list[Token]]:
    """Sentences with the promises above kept."""
    parted = [[part for token in sentence for part in _pieces(token, text)] for sentence in sentences]
    return [part for sentence in _joined(parted, text) for part in _cut(sentence)]


def _pieces(token: Token, text: str) -> Iterator[Token]:
    """The token without white space inside, and each of its quotation marks by itself."""
    pieces = list(_PIECE.finditer(text, token.start, token.end))
    if len(pieces) == 1:
        yield token
        return
    for piece in pieces:
        yield Token(piece.group(), piece.start(), piece.end())


def _joined(sentences: list[list[Token]], text: str) -> Iterator[list[Token]]:
    """Takes back boundaries inside a line before a comma or before a closing mark that touches the word before it."""
    open_sentence: list[Token] = []
    for sentence in sentences:
        if not sentence:
            continue
        if open_sentence and _belongs(open_sentence[-1], sentence[0], text):
            open_sentence += sentence
            continue
        if open_sentence:
            yield open_sentence
        open_sentence = list(sentence)
    if open_sentence:
        yield open_sentence


def _belongs(last: Token, first: Token, text: str) -> bool:
    between = text[last.end : first.start]
    if LINE_END.search(between):
        return False
    return first.text in _NEVER_FIRST or (not between and first.text in _CLOSING and not _opens(first, text))


def _opens(mark: Token, text: str) -> bool:
    """Whether a mark that could be either touches the word behind it rather than the one before."""
    return mark.end < len(text) and text[mark.end].isalnum()


def _cut(sentence: list[Token]) -> Iterator[list[Token]]:
    """Parts of at most LONGEST_SENTENCE tokens, ended where a reader would pause if that can be."""
    while len(sentence) > LONGEST_SENTENCE:
        place = _pause(sentence[:LONGEST_SENTENCE])
        yield sentence[:place]
        sentence = sentence[place:]
    yield sentence


def _pause(tokens: list[Token]) -> int:
    for marks in _CUT_AFTER:
        for place in range(len(tokens), len(tokens) // 2, -1):
            if tokens[place - 1].text in marks:
                return place
    return len(tokens)
