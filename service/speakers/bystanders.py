"""Where an article mentions persons by a noun alone: "der Bürgermeister", "ein Anwohner"."""

from dataclasses import dataclass

from service.domain import Span
from service.speakers.cast import Cast
from service.speakers.declension import MEASURES
from service.speakers.entities import Entity
from service.speakers.lexicon import person_noun
from service.speakers.nouns import NounPhrase, read_phrase
from service.speakers.rolematch import has_age, matching_role
from service.speakers.tokens import TokenRow
from service.speakers.vocabulary import is_determiner

_LONGEST = 6  # tokens of a complement
_MOST_BEFORE = 6  # determiner and adjectives


@dataclass(frozen=True, slots=True)
class Bystander:
    """One place where a noun alone mentions a person or a group."""

    span: Span  # determiner to head
    index: int  # of the head among the article's tokens
    phrase: NounPhrase
    function: str
    subject: bool


def find_bystanders(row: TokenRow, cast: Cast) -> list[Bystander]:
    """All of an article's, in text order."""
    found = []
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
        subject = token.deprel.startswith("nsubj") or start == 0 or row[start - 1].sentence != token.sentence
        span = row.span_of(range(start, index + 1))
        found.append(Bystander(span, index, phrase, row.function_of(index), subject))
    return found


def holder_of(cast: Cast, phrase: NounPhrase, place: int) -> Entity | None:
    """The named person last mentioned before `place` who has that role or age; else the only one who has it later."""
    holders = [
        entity
        for entity in cast.persons
        if entity.gender in {None, phrase.gender} and (matching_role(phrase, entity) or has_age(phrase, entity))
    ]
    before = [(span.start, entity) for entity in holders if (span := entity.last_mention_before(place)) is not None]
    if before:
        return max(before, key=lambda pair: pair[0])[1]
    return holders[0] if len(holders) == 1 else None


def _names_follow(row: TokenRow, cast: Cast, index: int) -> bool:
    """Whether the noun phrase that ends before a token is the role of the name behind it: "der Leiter (LA), …"."""
    if index + 2 < len(row) and row[index].text == "(" and row[index + 2].text == ")":
        index += 3
    return index + 1 < len(row) and row[index].text == "," and bool(cast.names_in(range(index + 1, index + 2)))


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
