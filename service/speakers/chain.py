"""What led from a quotation to its speaker: from mention to mention up to the full name."""

from collections.abc import Sequence

from service.domain import Mention, Quotation, Span
from service.speakers.entities import Entity


def chain_of(text: str, quotation: Quotation, entities: Sequence[Entity]) -> tuple[Mention, ...]:
    """The mentions that a reader would follow, nearest first and each once.

    First the quotation's own mention, then for each speaker the last mention before it outside the quoted words, then
    the nearest one that has the full name. A step that says no more than the one before it is left out: a mention by
    full name is a chain of one.
    """
    steps: list[Span] = list(quotation.mention[:1])
    if quotation.mention and len(quotation.mention) > 1:
        steps = [Span(quotation.mention[0].start, quotation.mention[-1].end)]
    place = steps[0].start if steps else quotation.start
    for entity in entities:
        if steps and _names(text, steps[0], entity):
            continue
        before = _last_before(entity, place, quotation.spans)
        if before is not None:
            steps.append(before)
        if before is None or not _names(text, before, entity):
            named = _nearest_name(text, entity, place)
            steps += [named] if named else []
    return tuple(Mention(span, text[span.start : span.end]) for span in dict.fromkeys(steps))


def _names(text: str, span: Span, entity: Entity) -> bool:
    return entity.name.casefold() in text[span.start : span.end].casefold()


def _last_before(entity: Entity, place: int, skip: Sequence[Span]) -> Span | None:
    before = entity.last_mention_before(place)
    while before is not None and any(span.covers(before) for span in skip):
        before = entity.last_mention_before(before.start)
    return before


def _nearest_name(text: str, entity: Entity, place: int) -> Span | None:
    """Where the full name stands: the last place before, else the first one after."""
    places = [span for span in entity.mentions if _names(text, span, entity)]
    before = [span for span in places if span.end <= place]
    return before[-1] if before else next(iter(places), None)
