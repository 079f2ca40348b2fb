"""Where two versions of an article differ, so that what the models merely judge otherwise can be told from edits."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from service.compare.diff import diff
from service.domain import Field, Span

Side = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one field of an article, in code points."""

    span: Span
    field: Field = "text"


class Edited:
    """What was edited between two versions; other quotation marks and other spacing are no edits."""

    def __init__(self, before: Mapping[Field, str], after: Mapping[Field, str]) -> None:
        self._edits: dict[tuple[Side, Field], list[Span]] = {}
        for field in before.keys() | after.keys():
            ours, theirs = before.get(field, ""), after.get(field, "")
            # There may be several ways from one text to the other: which one is taken must not depend on the direction.
            sides: tuple[Side, Side] = ("before", "after") if ours <= theirs else ("after", "before")
            edits = _edits(*sorted((ours, theirs)))
            for number, side in enumerate(sides):
                self._edits[side, field] = [edit[number] for edit in edits]

    def touches(self, side: Side, places: Iterable[Place]) -> bool:
        """Whether anything was edited in or right beside one of the places, or there is none to look at."""
        places = list(places)
        return not places or any(self._touches(side, place) for place in places)

    def _touches(self, side: Side, place: Place) -> bool:
        edits = self._edits.get((side, place.field), [])
        last = bisect_right(edits, place.span.end, key=lambda edit: edit.start) - 1
        return last >= 0 and edits[last].end >= place.span.start


def _edits(before: str, after: str) -> list[tuple[Span, Span]]:
    """The edited stretches of both texts, in their order; an empty one where the other text has something more."""
    found, ours, theirs = [], 0, 0
    for edit in diff(before, after):
        our_end, their_end = ours + len(edit.before), theirs + len(edit.after)
        if edit.op != "equal":
            found.append((Span(ours, our_end), Span(theirs, their_end)))
        ours, theirs = our_end, their_end
    return found
