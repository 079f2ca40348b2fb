"""Speakers mentioned by a noun: "die Ministerin", "ein Sprecher der Polizei", "die Behörde", "Angaben der WHO"."""

from collections.abc import Callable
from dataclasses import replace

from service.domain import Gender, Quotation
from service.speakers.completion import complete_by_body
from service.speakers.entities import Entity
from service.speakers.lexicon import PersonNoun, first_name_gender, person_noun
from service.speakers.nouns import NounPhrase, body_class, read_phrase
from service.speakers.pronouns import both
from service.speakers.reading import NOTHING, Outcome, Reading, best
from service.speakers.rolematch import has_age, matching_role, may_mean, same_people
from service.speakers.tokens import TokenRow
from service.speakers.vocabulary import (
    DOCUMENT_NOUN,
    HYPERNYMS,
    PLACES,
    TITLE_GENDER,
    TITLES,
    is_determiner,
    is_outlet,
    possessive,
)

_ARTICLE_GENDER: dict[str, Gender] = {"der": "male", "die": "female"}
_FAR_HEAD = 4  # tokens after a comma


def read_noun(reading: Reading, tokens: range, quotation: Quotation, *, genitive: bool) -> Outcome:
    """Whom a noun phrase means. `genitive` says that it depends on a noun before it."""
    apposed = _apposed_body(reading, tokens, quotation)
    if apposed:
        return apposed
    phrase = read_phrase(reading.row, tokens, genitive=genitive, group=quotation.kind == "group")
    if phrase is None:
        return _in_small_letters(reading, tokens, quotation)
    token = reading.row[phrase.head]
    place = token.span.start
    if len(tokens) <= 2 or token.lower in TITLES:
        gender = TITLE_GENDER.get(reading.row[tokens.start].lower)
        known = reading.cast.by_surname(reading.row[tokens[-1]].text, gender, place)
        if known and not phrase.indefinite and not (phrase.definite and phrase.person):
            return Outcome((known,), "name")
    if quotation.kind == "person" and phrase.determiner and phrase.person is None and not phrase.plural:
        guess = _ARTICLE_GENDER.get(phrase.determiner, phrase.gender)
        phrase = replace(phrase, person=PersonNoun(phrase.noun.lower(), guess), gender=guess)
    if phrase.person and not body_class(phrase.noun) and not DOCUMENT_NOUN.match(phrase.noun):
        return _person_noun(reading, phrase, place, quotation)
    if quotation.kind == "person" and not phrase.determiner and token.capital and token.upos in {"PROPN", "X"}:
        return _new_person(reading, tokens)
    return read_body(reading, phrase, place, quotation)


def _new_person(reading: Reading, tokens: range) -> Outcome:
    """A name that nothing else in the article shows to be one."""
    row = reading.row
    stop = next((i for i in tokens if not row[i].wordlike or is_determiner(row[i].text)), tokens.stop)
    roles = [index for index in range(tokens.start, stop - 1) if person_noun(row[index].text)]
    words = [row[index].text for index in range(roles[-1] + 1 if roles else tokens.start, stop)]
    if not words:
        return NOTHING
    entity = Entity(" ".join(words), "person", first_name_gender(words[0]), first=tuple(words[:-1]), last=words[-1])
    return Outcome((reading.cast.add(entity),), "name", 0.7)


def _person_noun(reading: Reading, phrase: NounPhrase, place: int, quotation: Quotation) -> Outcome:
    # "Die Staatsanwältin" is one person, even where the models take her for a group.
    if phrase.plural and not phrase.noun.endswith("in"):
        pair = both(reading, place) if phrase.both else NOTHING
        if pair.entities:
            return pair
        known = _known_group(reading, phrase)
        return Outcome((known or reading.described(phrase, "group"),), "description")
    if phrase.indefinite:
        return _described_person(reading, phrase, place)
    known = reading.others.get(phrase.name.casefold())
    if known:
        return Outcome((known,), "description")

    def rank(fits: Callable[[Entity], bool], *, bystanders: bool = False) -> list[tuple[float, Entity]]:
        candidates = reading.candidates(bystanders=bystanders)
        return reading.rank(
            place, phrase.gender, quotation, candidates, lambda entity: entity.is_person and fits(entity)
        )

    aged = rank(lambda entity: has_age(phrase, entity), bystanders=True)
    if aged:
        return best(aged, "age")
    ranked = rank(lambda entity: matching_role(phrase, entity))
    if ranked:
        return best(ranked, "role")
    if not phrase.complement and phrase.definite and not possessive(phrase.determiner):
        ranked = rank(
            lambda entity: may_mean(
                phrase, entity, just_spoke=reading.just_spoke(entity, place), near=reading.is_near(entity, place)
            )
        )
        if ranked:
            return best(ranked, "role", 0.95)
    return _described_person(reading, phrase, place)


def _described_person(reading: Reading, phrase: NounPhrase, place: int) -> Outcome:
    fuller = complete_by_body(reading, phrase, place)
    if fuller:
        phrase = replace(phrase, name=fuller, modified=True)
    return Outcome((reading.described(phrase, "person"),), "description")


def _known_group(reading: Reading, phrase: NounPhrase) -> Entity | None:
    """ "Die Forscher": those of the article who were described more fully before."""
    if phrase.modified or not phrase.definite or phrase.person is None:
        return None
    groups = [entity for entity in reversed(reading.recent) if entity.plural and entity.described]
    return next((entity for entity in groups if same_people(phrase.person, entity.role_bases)), None)


def read_body(reading: Reading, phrase: NounPhrase, place: int, quotation: Quotation) -> Outcome:
    """Which body or document a noun phrase that means no person names or describes."""
    state = any(word.endswith(("ische", "ischen", "ischer")) for word in phrase.adjectives)
    if phrase.noun.lower() in {"quelle", "quellen"} and not state:
        return NOTHING
    bare = not phrase.complement
    definite = phrase.definite or not phrase.determiner
    name = reading.bodies.fullest(phrase.name, place, definite=definite, bare=bare)
    named = phrase.adjectives and reading.row[phrase.head - 1].capital  # "die Süddeutsche Zeitung"
    if name == phrase.name and bare and phrase.definite and not named:
        name = reading.bodies.by_hypernym(phrase.noun, place) or _last_named_body(reading, phrase) or name
    known_kind = body_class(phrase.noun) is not None or is_outlet(name) or name in PLACES
    proper = name != phrase.name or reading.row[phrase.head].upos == "PROPN" or known_kind
    return Outcome((reading.body(name, quotation, phrase),), "name" if proper else "description")


def _last_named_body(reading: Reading, phrase: NounPhrase) -> str | None:
    """ "Die Organisation", "das Unternehmen": the body with a proper name that spoke last."""
    if phrase.noun.lower() not in HYPERNYMS or phrase.modified:
        return None
    bodies = (entity for entity in reversed(reading.recent) if entity.kind == "organisation" and not entity.described)
    return next((entity.name for entity in bodies if entity.body_class in {None, "organisation"}), None)


def _apposed_body(reading: Reading, tokens: range, quotation: Quotation) -> Outcome | None:
    """ "Der Veranstalter, die Agentur Lautmalerei": the body that stands behind the comma."""
    row = reading.row
    comma = next((index for index in tokens if row[index].text == ","), None)
    if comma is None or comma + 2 >= tokens.stop or row[comma + 1].lower not in {"der", "die", "das", "dem"}:
        return None
    first, second = read_phrase(row, range(tokens.start, comma)), read_phrase(row, range(comma + 1, tokens.stop))
    if first is None or second is None or second.person or second.head - comma > _FAR_HEAD:
        return None
    if _is_named(row, first) and not _is_description(first):
        return None
    if not _is_named(row, second):
        return None
    return replace(read_body(reading, second, row[second.head].span.start, quotation), how="apposition")


def _is_description(phrase: NounPhrase) -> bool:
    """ "Die größte deutsche Privatbank", "die Regierungspartei Palästinas": what a body is, not what it is called."""
    superlative = any(adjective.endswith(("ste", "sten", "ßte", "ßten")) for adjective in phrase.adjectives)
    return body_class(phrase.noun) is not None and (superlative or bool(phrase.complement))


def _in_small_letters(reading: Reading, tokens: range, quotation: Quotation) -> Outcome:
    """A body's name that no capital shows, "heise online"; nobody otherwise."""
    words = [reading.row[index].text for index in tokens if not is_determiner(reading.row[index].text)]
    name = " ".join(word for word in words if word[0].isalnum())
    place = reading.row[tokens.start].span.start
    if name and quotation.kind in {"organisation", "publication"}:
        return Outcome(
            (reading.body(reading.bodies.fullest(name, place, definite=True, bare=True), quotation),), "name", 0.5
        )
    return NOTHING


def _is_named(row: TokenRow, phrase: NounPhrase) -> bool:
    """Whether a phrase is or holds a proper name."""
    head = row[phrase.head]
    if head.upos == "PROPN" or head.ner != "O" or phrase.noun not in phrase.name or phrase.name[-1:].isupper():
        return True
    named_behind = phrase.complement[:1].isupper() and not phrase.complement.split()[0].endswith("s")
    return named_behind or bool(phrase.adjectives and row[phrase.head - 1].capital)
