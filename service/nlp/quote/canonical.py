"""One style of quotation marks for all articles, so that the style in which an article is set changes nothing.

Every mark is replaced by one other character: no place in the text moves, and what is found in the canonical text is
found at the same places of the text that was sent.
"""

from collections.abc import Iterator

from service.nlp.quote.marks import MarkPair, can_close_pair, find_mark_pairs

_OPENING, _CLOSING = "„‚", "“‘"
_TYPEWRITER, _PRINTED = "'", "’"
_ENDS = ".!?…,;:"
"""Signs that stand before or behind a closing mark, but hardly behind a genitive's apostrophe."""


def canonical(text: str) -> str:
    """The text with outer marks as „…“, inner ones as ‚…‘ and apostrophes as on a typewriter; as long as before.

    Marks that cannot be paired stay as they are.
    """
    out = list(text)
    taken: set[int] = set()
    pairs = find_mark_pairs(text)
    for pair in pairs:
        start, last = pair.span.start, pair.span.end - 1
        out[start] = _OPENING[pair.depth % 2]
        taken.add(start)
        if last != start and last not in taken and can_close_pair(text[start], text[last]):
            out[last] = _CLOSING[pair.depth % 2]
            taken.add(last)
    for start, last in _typewriter_pairs(text, pairs):
        if start not in taken and last not in taken:
            out[start], out[last] = _OPENING[1], _CLOSING[1]
            taken |= {start, last}
    return "".join(
        _TYPEWRITER if sign == _PRINTED and position not in taken else sign for position, sign in enumerate(out)
    )


def _typewriter_pairs(text: str, pairs: list[MarkPair]) -> Iterator[tuple[int, int]]:
    """Inner marks written as apostrophes: the first pair that ends at a sign, else the first that can end."""
    for pair in pairs:
        if pair.depth:
            continue
        opened: int | None = None
        weak: int | None = None
        position = text.find(_TYPEWRITER, pair.span.start + 1, pair.span.end)
        while position != -1:
            before, after = text[position - 1], text[position + 1 : position + 2]
            if not before.isalnum() and after.isalnum():
                if opened is not None and weak is not None:
                    yield opened, weak
                    opened = weak = None
                if opened is None:
                    opened = position
            elif opened is not None and not before.isspace() and not after.isalnum():
                if before in _ENDS or not after or after in _ENDS or not after.isspace():
                    yield opened, position
                    opened = weak = None
                elif weak is None:
                    weak = position
            position = text.find(_TYPEWRITER, position + 1, pair.span.end)
        if opened is not None and weak is not None:
            yield opened, weak
