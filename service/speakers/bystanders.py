"""Persons mentioned by a noun alone: "der Bürgermeister" means a named one, "ein Anwohner" somebody without a name.

The latter become speakers only when a quotation's pronoun turns out to mean them.
"""

from service.speakers.cast import Cast
from service.speakers.entities import Entity
from service.speakers.lexicon import person_noun
from service.speakers.nouns import NounPhrase, read_phrase
from service.speakers.rolematch import has_age, matching_role
from service.speakers.tokens import TokenRow
from service.speakers.vocabulary import is_determiner

_LONGEST = 6  # tokens of a complement
_MOST_BEFORE = 4  # determiner and adjectives


def find_bystanders(row: TokenRow, cast: Cast) -> list[Entity]:
    """Adds the mentions of named persons by their roles, and returns the described persons in text order."""
    found: dict[str, Entity] = {}
    for index, token in enumerate(row.tokens):
        if not token.capital or not token.wordlike or person_noun(token.text) is None:
            continue
        if cast.names_in(range(index, index + 2)):
            continue
        start = _start(row, index)
        tokens = range(start, _stop(row, index))
        if start == index or not is_determiner(row[start].text) or cast.names_in(tokens):
            continue
        phrase = read_phrase(row, tokens)
        if phrase is None or phrase.person is None or phrase.plural or phrase.head != index:
            continue
        entity = _holder(row, cast, phrase, start) if phrase.definite else None
        entity = entity or _described(found, phrase.person.base, phrase)
        if entity:
            span = row.span_of(range(start, index + 1))
            entity.add_mention(span)
            if token.deprel.startswith("nsubj") or start == 0 or row[start - 1].sentence != token.sentence:
                entity.subjects.add(span.start)
    return list(found.values())


def _holder(row: TokenRow, cast: Cast, phrase: NounPhrase, start: int) -> Entity | None:
    """The named person last mentioned before who has that role or age."""
    place = row[start].span.start
    holders = [
        (before.start, entity)
        for entity in cast.persons
        if entity.gender in {None, phrase.gender}
        and (matching_role(phrase, entity) or has_age(phrase, entity))
        and (before := entity.last_mention_before(place)) is not None
    ]
    return max(holders, key=lambda pair: pair[0])[1] if holders else None


def _described(found: dict[str, Entity], base: str, phrase: NounPhrase) -> Entity | None:
    """One entity for all descriptions with the same noun; a bare "der Mann" begins none."""
    if base not in found:
        if phrase.definite and not phrase.complement:
            return None
        found[base] = Entity(phrase.name, "person", phrase.gender, described=True, role_bases={base})
    elif phrase.indefinite and len(phrase.name) > len(found[base].name):
        found[base].name = phrase.name
    return found[base]


def _start(row: TokenRow, index: int) -> int:
    start = index
    while start > 0 and index - start < _MOST_BEFORE and not row[start].breaks:
        before = row[start - 1]
        if not (is_determiner(before.text) or before.upos == "ADJ"):
            break
        start -= 1
        if is_determiner(before.text):
            break
    return start


def _stop(row: TokenRow, index: int) -> int:
    """Over one genitive, or "von" and "aus" with a name."""
    stop = index + 1
    if stop + 1 >= len(row):
        return stop
    if row[stop].lower in {"von", "aus"}:
        return stop + 2 if row[stop + 1].capital else stop
    if row[stop].lower not in {"des", "der", "eines", "einer"}:
        return stop
    while stop < len(row) and stop - index < _LONGEST and row[stop].sentence == row[index].sentence:
        token = row[stop]
        if token.capital and token.wordlike:
            return stop + 1
        if not token.wordlike or token.upos in {"VERB", "AUX", "PRON"}:
            break
        stop += 1
    return index + 1
