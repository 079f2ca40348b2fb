"""Persons mentioned by a noun alone: "der Bürgermeister" means a named one, "ein Anwohner" somebody without a name.

The latter become speakers only when a quotation's pronoun turns out to mean them.
"""

from service.domain import Kind
from service.speakers.cast import Cast
from service.speakers.declension import MEASURES
from service.speakers.entities import Entity
from service.speakers.lexicon import PersonNoun, person_noun
from service.speakers.nouns import NounPhrase, read_phrase
from service.speakers.rolematch import age_of, has_age, matching_role
from service.speakers.tokens import TokenRow
from service.speakers.vocabulary import is_determiner

_LONGEST = 6  # tokens of a complement
_MOST_BEFORE = 6  # determiner and adjectives


def find_bystanders(row: TokenRow, cast: Cast) -> list[Entity]:
    """Adds the mentions of named persons by their roles, and returns the described persons and groups in text order."""
    found: dict[tuple[str, bool], Entity] = {}
    for index, token in enumerate(row.tokens):
        if not token.capital or not token.wordlike or token.upos == "PROPN" or person_noun(token.text) is None:
            continue
        if cast.names_in(range(index, index + 2)):
            continue
        start = _start(row, index)
        tokens = range(start, _stop(row, index))
        determined = start < index and is_determiner(row[start].text)
        if cast.names_in(tokens) or _names_follow(row, cast, tokens.stop) or row[index - 1].text.endswith("-"):
            continue
        phrase = read_phrase(row, tokens)
        if phrase is None or phrase.person is None or phrase.head != index or not (determined or phrase.plural):
            continue
        entity = _holder(row, cast, phrase, start) if phrase.definite and not phrase.plural else None
        entity = entity or _described(found, phrase, phrase.person)
        span = row.span_of(range(start, index + 1))
        entity.add_mention(span)
        entity.functions[span.start] = row.function_of(index)
        if token.deprel.startswith("nsubj") or start == 0 or row[start - 1].sentence != token.sentence:
            entity.subjects.add(span.start)
    return list(found.values())


def _names_follow(row: TokenRow, cast: Cast, index: int) -> bool:
    """Whether the noun phrase that ends before a token is the role of the name behind it: "der Leiter (LA), …"."""
    if index + 2 < len(row) and row[index].text == "(" and row[index + 2].text == ")":
        index += 3
    return index + 1 < len(row) and row[index].text == "," and bool(cast.names_in(range(index + 1, index + 2)))


def _holder(row: TokenRow, cast: Cast, phrase: NounPhrase, start: int) -> Entity | None:
    """The named person last mentioned before who has that role or age; else the only one who has it later."""
    place = row[start].span.start
    holders = [
        entity
        for entity in cast.persons
        if entity.gender in {None, phrase.gender} and (matching_role(phrase, entity) or has_age(phrase, entity))
    ]
    before = [(span.start, entity) for entity in holders if (span := entity.last_mention_before(place)) is not None]
    if before:
        return max(before, key=lambda pair: pair[0])[1]
    return holders[0] if len(holders) == 1 else None


def _described(found: dict[tuple[str, bool], Entity], phrase: NounPhrase, noun: PersonNoun) -> Entity:
    """One entity for all descriptions with the same noun and number, called by the longest one that brings it in."""
    key = (noun.base, phrase.plural)
    entity = found.get(key)
    if entity is None:
        kind: Kind = "group" if phrase.plural else "person"
        entity = found[key] = Entity(
            phrase.name, kind, None if phrase.plural else phrase.gender, phrase.plural, described=True
        )
        entity.vague = phrase.definite and not phrase.complement and not phrase.adjectives
    elif (phrase.indefinite or entity.vague) and len(phrase.name) > len(entity.name):
        entity.name, entity.vague = phrase.name, False
    entity.role_bases.update({noun.base, noun.modifier + noun.base})
    entity.age = entity.age or age_of(phrase)
    return entity


def _start(row: TokenRow, index: int) -> int:
    start = index
    while start > 0 and index - start < _MOST_BEFORE and not row[start].breaks:
        before = row[start - 1]
        aged = before.text.isdigit() or before.text in MEASURES
        if not (is_determiner(before.text) or before.upos == "ADJ" or aged):
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
