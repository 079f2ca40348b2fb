"""Quotations that nest and overlap, as elements that only nest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from service.domain import Span

Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class Opening(Generic[Content]):
    place: int
    content: Content


@dataclass(frozen=True, slots=True)
class Closing(Generic[Content]):
    place: int
    content: Content


def layers(around: Span, spans: Iterable[tuple[Span, Content]]) -> Iterator[Opening[Content] | Closing[Content]]:
    """Where elements begin and end within a stretch of text, in order and properly nested.

    `spans`: each with what it stands for; the longer one lies outside. One that ends inside of another it began
    before is closed with what lies in it, which is opened again behind it: all that is marked stays marked.
    """
    inside = [
        (Span(max(span.start, around.start), min(span.end, around.end)), content)
        for span, content in spans
        if span.start < around.end and span.end > around.start
    ]
    inside.sort(key=lambda one: (one[0].start, -one[0].end))
    places = sorted({place for span, _ in inside for place in (span.start, span.end)})
    open_: list[tuple[Span, Content]] = []
    begun = 0
    for place in places:
        kept = _undisturbed(open_, place)
        for _, content in reversed(open_[kept:]):
            yield Closing(place, content)
        still = [one for one in open_[kept:] if one[0].end > place]
        while begun < len(inside) and inside[begun][0].start == place:
            still.append(inside[begun])
            begun += 1
        for _, content in still:
            yield Opening(place, content)
        open_ = [*open_[:kept], *still]


def _undisturbed(open_: Sequence[tuple[Span, Content]], place: int) -> int:
    """How many of the open elements, from the outermost on, go on beyond `place`."""
    for number, (span, _) in enumerate(open_):
        if span.end <= place:
            return number
    return len(open_)
