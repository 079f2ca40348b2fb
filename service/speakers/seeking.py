"""Which mentions are left to learned weights, and what each says of whom it means."""

from service.domain import Quotation
from service.speakers.nouns import body_class, read_phrase
from service.speakers.pronouns import GENDER_OF_POSSESSIVE, PLURAL_TOO, verb_is_plural
from service.speakers.reading import Outcome, Reading
from service.speakers.rolematch import has_age
from service.speakers.sought import Sought
from service.speakers.vocabulary import (
    DOCUMENT_NOUN,
    FIRST_PERSON,
    NOBODY,
    PLACES,
    PRONOUNS,
    SAME_SOURCE,
    TITLES,
    is_outlet,
    possessive,
)

_SOURCE_TOO = frozenset("denen welche welcher welchem welches".split())


def pronoun_sought(reading: Reading, index: int, quotation: Quotation, stem: str | None = None) -> Sought | None:
    """What a pronoun or a possessive with this stem asks for; None where only rules can tell ("ich", "man")."""
    token = reading.row[index]
    lower = token.lower
    stem = stem or possessive(lower)
    if lower in FIRST_PERSON or stem in {"mein", "unser", "euer", "dein"} or lower in {"beide", "beiden", "beider"}:
        return None
    if (lower in SAME_SOURCE and not token.text.isupper()) or lower in _SOURCE_TOO:
        return Sought("source", index, None, quotation)
    if lower == "es" and quotation.kind == "organisation":
        return Sought("pronoun", index, "neutral", quotation)
    if lower in PRONOUNS:
        plural = lower in PLURAL_TOO and verb_is_plural(reading, index)
        return Sought("pronoun", index, None if plural else PRONOUNS[lower], quotation, plural)
    if stem == "eigen":
        return None
    if stem and lower not in NOBODY:
        return Sought("pronoun", index, GENDER_OF_POSSESSIVE.get(stem) if stem == "sein" else None, quotation)
    return None


def noun_sought(
    reading: Reading, tokens: range, quotation: Quotation, rule: Outcome, *, genitive: bool
) -> Sought | None:
    """What a noun phrase asks for; None where it names its speaker itself or brings in somebody new."""
    row = reading.row
    if not tokens or any(row[index].lower in TITLES for index in tokens):
        return None
    if rule.how == "apposition" or (rule.how == "name" and rule.entities and rule.entities[0].is_person):
        return None
    phrase = read_phrase(row, tokens, genitive=genitive, group=quotation.kind == "group")
    if phrase is None or phrase.indefinite:
        return None
    if len(rule.entities) == 1 and has_age(phrase, rule.entities[0]):
        return None  # "der 58-Jährige" is whoever is 58
    if (quotation.kind == "person" or phrase.person) and reading.cast.names_in(tokens):
        return Sought("person", phrase.head, None, quotation, False, phrase, tokens)
    person = phrase.person is not None and not body_class(phrase.noun) and not DOCUMENT_NOUN.match(phrase.noun)
    if person or (quotation.kind == "person" and phrase.determiner and not phrase.plural):
        plural = phrase.plural or quotation.kind == "group"
        return Sought("person", phrase.head, None if plural else phrase.gender, quotation, plural, phrase)
    head = row[phrase.head]
    proper = head.text.isupper() or head.ner != "O" or is_outlet(head.text) or head.text in PLACES
    if proper or phrase.modified or phrase.noun not in phrase.name:
        return None  # a name, or a description of its own
    return Sought("body", phrase.head, None, quotation, phrase.plural, phrase)
