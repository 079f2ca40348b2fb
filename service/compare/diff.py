"""Which words were changed between two texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from rapidfuzz.distance import Levenshtein

_Stretch = tuple[bool, str, str]  # whether it was changed, its text before and after
Op = Literal["equal", "insert", "delete", "replace"]

_PIECE = re.compile(r"\w+|\s+|[^\w\s]")
_MARK = re.compile("[\"'„“”‚‘’«»‹›‟‛]")


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of both texts. Of `equal` ones the two may differ in spacing and in the style of quotation marks."""

    op: Op
    before: str
    after: str


def diff(before: str, after: str) -> list[Edit]:
    """Edits whose `before` parts, joined, are the one text, and whose `after` parts are the other."""
    ours, theirs = _PIECE.findall(before), _PIECE.findall(after)
    codes = Levenshtein.opcodes([_plain(piece) for piece in ours], [_plain(piece) for piece in theirs])
    stretches = [
        (
            code.tag != "equal",
            "".join(ours[code.src_start : code.src_end]),
            "".join(theirs[code.dest_start : code.dest_end]),
        )
        for code in codes
    ]
    return list(_joined(stretches))


def _plain(piece: str) -> str:
    return " " if piece.isspace() else _MARK.sub('"', piece)


def _joined(stretches: list[_Stretch]) -> Iterator[Edit]:
    """Changes with nothing but space between them are one: "Mitte Mai" for "Ende Juni" is one change, not two."""
    inner = range(1, len(stretches) - 1)

    def changed(place: int) -> bool:
        is_change, before, _ = stretches[place]
        return is_change or (place in inner and not before.strip())

    for change, places in groupby(range(len(stretches)), changed):
        parts = [stretches[place] for place in places]
        before, after = "".join(part[1] for part in parts), "".join(part[2] for part in parts)
        yield Edit(_op(before, after) if change else "equal", before, after)


def _op(before: str, after: str) -> Op:
    if before and after:
        return "replace"
    return "delete" if before else "insert"
