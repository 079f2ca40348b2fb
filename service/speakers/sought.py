"""Whom may a mention mean? Every candidate described by what speaks for it and against it.

The features are learned from (`python -m training.speakers.fit`); `choice.py` weighs them.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from service.domain import Gender, Quotation, Span
from service.speakers.entities import Entity
from service.speakers.lexicon import person_noun
from service.speakers.nouns import NounPhrase, body_class
from service.speakers.reading import Outcome, Reading
from service.speakers.rolematch import (
    ANYBODY,
    OFTEN_UNNAMED,
    has_age,
    matching_role,
    may_mean,
    of_another_party,
    same_people,
)
from service.speakers.vocabulary import HYPERNYMS, PREPOSITIONS, possessive

Form = Literal["pronoun", "source", "person", "body"]
Features = dict[str, float]

_NEAREST = 40
"""Candidates that are weighed; those last mentioned farther away are left out."""
_SHORTEST_STEM = 5  # letters by which two words are taken to be of one stem


@dataclass(frozen=True, slots=True)
class Sought:
    """One mention and what it says of whom it means: its form, place, gender, number and noun."""

    form: Form
    index: int  # of its head among the article's tokens
    gender: Gender | None
    quotation: Quotation
    plural: bool = False
    phrase: NounPhrase | None = None
    tokens: range = range(0)  # of the whole mention


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a mention may mean: one entity, or what the rules chose, which may be several."""

    entities: tuple[Entity, ...]
    features: Features
    how: str


def candidates_for(reading: Reading, sought: Sought, rule: Outcome) -> list[Candidate]:
    """The rules' choice first, then everybody else whom the mention does not rule out, nearest first."""
    place = reading.row[sought.index].span.start
    listed: dict[Entity, None] = dict.fromkeys(entity for entity in rule.entities if len(rule.entities) == 1)
    everybody = [*reading.candidates(bystanders=True), *reading.known_bodies.values()]
    inside = dict(reading.cast.names_in(sought.tokens))
    others = dict.fromkeys(
        entity for entity in everybody if entity not in listed and (entity in inside or _possible(sought, entity))
    )
    nearest = sorted(others, key=lambda entity: _gap(entity, place))[:_NEAREST]
    ranks = _recency_ranks([*listed, *nearest], place, sought.quotation.spans)
    found = []
    if rule.entities and not listed:
        found.append(Candidate(rule.entities, {"joint": 1.0}, rule.how))
    named = [e for e in [*listed, *nearest] if e.is_person and not e.described and last_before(e, place, ())]
    for entity in [*listed, *nearest]:
        if sought.phrase is not None and entity in listed and _is_new(entity, place):
            features = _newness_of(sought.phrase)
            if inside:
                features["new, names somebody"] = 1.0
        else:
            features = _Describer(reading, sought, place, ranks).describe(entity)
            if named == [entity]:
                features["the only one named"] = 1.0
            if entity in inside:
                _inside_of(reading, sought, inside[entity], features)
        if entity in listed:
            features["rule"] = 1.0
            features[f"rule by {rule.how}"] = 1.0
            features["rule sure"] = rule.sure
        how = rule.how if entity in listed else _how(sought, entity)
        found.append(Candidate((entity,), features, how))
    return found


def _inside_of(reading: Reading, sought: Sought, name: range, features: Features) -> None:
    """How the phrase itself names the candidate: as its speaker, in apposition, or within a complement."""
    row = reading.row
    before, after = row[name.start - 1], row[name.stop] if name.stop < len(row) else None
    features["named inside"] = 1.0
    if name.start == sought.tokens.start:
        place = "first"
    elif before.lower in PREPOSITIONS or before.lower in {"des", "der", "eines", "einer"}:
        place = "complement"
    elif person_noun(before.text):
        place = "role"
    elif not before.wordlike:
        place = "mark" if before.text != "," else "comma"
    else:
        place = "noun" if before.capital else "attribute"
    features[f"named inside, after {place}"] = 1.0
    if name.stop >= sought.tokens.stop or (after is not None and not after.wordlike):
        features["named at the end"] = 1.0
        features[f"named at the end, after {place}"] = 1.0
    if row[name.stop - 1].text.endswith("s"):
        features["named inside, like a genitive"] = 1.0
    if len(name) > 1:
        features["named inside, in full"] = 1.0


def _is_new(entity: Entity, place: int) -> bool:
    return not entity.spoke and last_before(entity, place, ()) is None


def _newness_of(phrase: NounPhrase) -> Features:
    """What speaks for a speaker whom nothing but this phrase describes."""
    features = {"new": 1.0, "new, modified" if phrase.modified else "new, bare": 1.0}
    if possessive(phrase.determiner):
        features["new, possessive"] = 1.0
    elif not phrase.determiner:
        features["new, no article"] = 1.0
    if phrase.person:
        features["new person"] = 1.0
        features["new, plural" if phrase.plural else "new, singular"] = 1.0
        if phrase.person.base in OFTEN_UNNAMED:
            features["new, often unnamed"] = 1.0
        if phrase.person.base in ANYBODY:
            features["new, anybody"] = 1.0
        if phrase.person.compound:
            features["new, compound"] = 1.0
    else:
        features["new, with hypernyms" if phrase.noun.lower() in HYPERNYMS else "new, no hypernyms"] = 1.0
    return features


def _how(sought: Sought, entity: Entity) -> str:
    if sought.form in {"pronoun", "source"}:
        return "pronoun"
    return "description" if entity.described else "role" if entity.kind == "person" else "name"


def _possible(sought: Sought, entity: Entity) -> bool:
    if not entity.mentions and not entity.spoke:
        return False
    if entity.is_person:
        if sought.form == "body" or sought.plural or (sought.phrase and of_another_party(sought.phrase, entity)):
            return False
        return not (sought.gender and entity.gender and entity.gender != sought.gender)
    if sought.form == "person":
        return sought.plural and entity.plural and entity.kind in {"group", "person"}
    return sought.form != "pronoun" or not sought.plural or entity.plural


def _gap(entity: Entity, place: int) -> int:
    before = entity.last_mention_before(place)
    if before:
        return place - before.start
    return 2 * abs(entity.mentions[0].start - place) if entity.mentions else place


def _recency_ranks(entities: Sequence[Entity], place: int, skip: Sequence[Span]) -> dict[Entity, int]:
    """0 for the one mentioned last before a place, 1 for the next, …, persons and others counted apart."""
    ranks: dict[Entity, int] = {}
    for persons in (True, False):
        group = [entity for entity in entities if entity.is_person == persons]
        group.sort(key=lambda entity: -(before.start if (before := last_before(entity, place, skip)) else -1))
        ranks.update({entity: rank for rank, entity in enumerate(group)})
    return ranks


def last_before(entity: Entity, place: int, skip: Sequence[Span]) -> Span | None:
    """The last mention that ends before a place and stands outside `skip`."""
    while True:
        before = entity.last_mention_before(place)
        if before is None or not any(span.covers(before) for span in skip):
            return before
        place = before.start


@dataclass(frozen=True, slots=True)
class _Describer:
    reading: Reading
    sought: Sought
    place: int
    ranks: dict[Entity, int]

    def describe(self, entity: Entity) -> Features:
        features: Features = {}
        self._place_of(entity, features)
        self._standing_of(entity, features)
        self._agreement_of(entity, features)
        if self.sought.phrase is not None:
            _words_of(self.reading, self.sought.phrase, entity, self.place, features)
        return features

    def _place_of(self, entity: Entity, features: Features) -> None:
        """How near and how prominent the candidate's last mention is."""
        row, quotation = self.reading.row, self.sought.quotation
        before = last_before(entity, self.place, quotation.spans)
        if before is None:
            features["named later"] = 1.0
            if entity.mentions:
                ahead = row.sentence_at(entity.mentions[0].start) - row.sentence_at(self.place)
                features["ahead"] = float(min(max(ahead, 0), 6))
            return
        distance = row.sentence_at(self.place) - row.sentence_at(before.start)
        told = self.reading.told_between(before.start, self.place)
        who = _what(entity)
        features[f"{min(distance, 5)} sentences before"] = 1.0
        features[f"{who}, {min(told, 4)} told before"] = 1.0
        features["distance"] = math.log1p(distance)
        features[f"rank {min(self.ranks[entity], 4)}"] = 1.0
        if before.start in entity.subjects:
            features["subject"] = 1.0
            features[f"subject, {min(distance, 2)} before"] = 1.0
        function = entity.functions.get(before.start, "none")
        features[f"as {function}"] = 1.0
        features[f"{who}, as {function}"] = 1.0
        features[f"{who}, rank {min(self.ranks[entity], 3)}"] = 1.0
        if before.start in entity.subjects:
            features[f"{who}, subject {min(told, 2)} told before"] = 1.0
        if distance < 2:
            features[f"as {function}, {distance} before"] = 1.0
        if row.function_of(self.sought.index) == function:
            features["same function"] = 1.0
        if any(span.covers(before) for span in self.reading.quoted):
            features["quoted"] = 1.0
        if "\n" not in row.text[before.start : self.place]:
            features["same paragraph"] = 1.0
        count = bisect_left(entity.mentions, before) + 1
        features["mentions"] = math.log(count)
        nearby = [
            span for span in entity.mentions[:count] if row.sentence_at(self.place) - row.sentence_at(span.start) < 4
        ]
        features["mentions nearby"] = float(min(len(nearby), 4))

    def _standing_of(self, entity: Entity, features: Features) -> None:
        """What the candidate has said so far, and whether the quotation itself speaks of it."""
        reading, quotation = self.reading, self.sought.quotation
        if entity in reading.last_speakers:
            features["spoke last"] = 1.0
            if (
                reading.recent_places
                and reading.row.sentence_at(self.place) - reading.row.sentence_at(reading.recent_places[-1]) <= 1
            ):
                features["spoke just now"] = 1.0
        elif entity in reading.recent[-4:]:
            features["spoke recently"] = 1.0
        if entity.spoke:
            features["spoke"] = 1.0
            features["quotations"] = math.log(len(entity.spoke))
        spoken_of = [mention for span in quotation.spans for mention in entity.mentions if span.covers(mention)]
        if spoken_of:
            features["spoken of"] = 1.0
            subject = any(mention.start in entity.subjects and mention.start < self.place for mention in spoken_of)
            features[f"spoken of, {'as subject, ' if subject else ''}{quotation.type}"] = 1.0
        if entity.described:
            features["described"] = 1.0
            if entity.vague:
                features["described vaguely"] = 1.0
        if any(span.covers(mention) for span in quotation.addressee for mention in entity.mentions):
            features["spoken to"] = 1.0
        features["mentions in all"] = math.log(max(len(entity.mentions), 1))
        if entity.mentions and entity.mentions[0].start < _LEAD:
            features["in the lead"] = 1.0

    def _agreement_of(self, entity: Entity, features: Features) -> None:
        sought, kind = self.sought, self.sought.quotation.kind
        word = self.reading.row[sought.index].lower
        features[f"is {entity.kind}"] = 1.0
        if kind != "unknown":
            features[f"{kind} is {entity.kind}"] = 1.0
        gender = entity.gender if entity.is_person else entity.grammatical
        if sought.gender:
            agrees = "unknown" if gender is None else "same" if gender == sought.gender else "other"
            features[f"{'person' if entity.is_person else 'body'}, {agrees} gender"] = 1.0
        if sought.plural:
            features["plural agrees" if entity.plural else "plural differs"] = 1.0
        elif entity.plural:
            features["singular differs"] = 1.0
        if sought.form == "pronoun" and not (word in {"er", "sie"} or possessive(word)):
            features["demonstrative, " + ("subject" if "subject" in features else "no subject")] = 1.0
            features[f"demonstrative, {_what(entity)}, rank {min(self.ranks[entity], 2)}"] = 1.0


def _what(entity: Entity) -> str:
    return "described" if entity.described else "named" if entity.is_person else "body"


_LEAD = 250  # characters at an article's beginning


def _words_of(reading: Reading, phrase: NounPhrase, entity: Entity, place: int, features: Features) -> None:
    """How far the noun phrase repeats what the candidate is called."""
    if phrase.person:
        _role_of(reading, phrase, entity, place, features)
    _nouns_of(phrase, entity, features)
    proper = bool(entity.proper)
    features["proper" if proper else "common"] = 1.0
    said = " ".join([entity.name, *entity.roles, entity.organisation or ""]).lower()
    words = [word.lower() for word in (*phrase.adjectives, *phrase.complement.split()) if len(word) > 3]
    if words:
        shared = sum(word[:_SHORTEST_STEM] in said for word in words)
        features["words shared"] = shared / len(words)
        features["words not shared"] = 1 - shared / len(words)
    else:
        features["bare, " + ("proper" if proper else "common")] = 1.0
    if not phrase.determiner:
        features["no article"] = 1.0


def _role_of(reading: Reading, phrase: NounPhrase, entity: Entity, place: int, features: Features) -> None:
    """How far the noun is a role of the candidate."""
    if phrase.person is None:
        return
    who = "described" if entity.described else "named"
    if matching_role(phrase, entity):
        features[f"{who}, role"] = 1.0
        features["whole role"] = float(phrase.person.modifier + phrase.person.base in entity.role_bases)
    elif entity.role_bases:
        features[f"{who}, other role"] = 1.0
    else:
        features[f"{who}, no role"] = 1.0
    if phrase.person.base in OFTEN_UNNAMED:
        features[f"{who}, office often unnamed"] = 1.0
    if phrase.person.base in ANYBODY:
        features[f"{who}, anybody"] = 1.0
    if possessive(phrase.determiner):
        features["possessive" + (", spoke just now" if "spoke just now" in features else "")] = 1.0
    if phrase.person.base == "jähriger":
        features["age" if has_age(phrase, entity) else "other age" if entity.age else "no age"] = 1.0
    just, near = reading.just_spoke(entity, place), reading.is_near(entity, place)
    features["may be"] = float(may_mean(phrase, entity, just_spoke=just, near=near))
    features["same people"] = float(bool(entity.role_bases) and same_people(phrase.person, entity.role_bases))


def _nouns_of(phrase: NounPhrase, entity: Entity, features: Features) -> None:
    """How the noun compares with the candidate's own."""
    noun, name = phrase.noun.lower(), entity.name.lower()
    head = entity.head or (name.split() or [""])[-1]
    if noun == head:
        features["same noun"] = 1.0
    elif head.endswith(noun):
        features["noun ends the head"] = 1.0
    elif noun.endswith(head) and len(head) >= _SHORTEST_STEM:
        features["head ends the noun"] = 1.0
    elif noun in name:
        features["noun in the name"] = 1.0
    elif noun[:_SHORTEST_STEM] == head[:_SHORTEST_STEM]:
        features["same stem"] = 1.0
    if name.startswith(phrase.name.lower() + " ") or name.endswith(" " + phrase.name.lower()):
        features["longer name"] = 1.0
    classes = HYPERNYMS.get(noun)
    if classes:
        own = entity.body_class or "none"
        features["hypernym" if own in classes else "hypernym of nothing" if own == "none" else "other class"] = 1.0
    kind = body_class(noun)
    if kind and entity.body_class:
        features["same class" if kind == entity.body_class else "different class"] = 1.0
