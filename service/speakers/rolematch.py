"""Whether a noun phrase like "die Ministerin" or "Ukrainischer Geheimdienstchef" can mean a certain person."""

import re
from itertools import pairwise

from service.speakers.entities import Entity
from service.speakers.lexicon import PersonNoun
from service.speakers.nouns import NounPhrase

_LAND = re.compile(r"\b([\w-]*\w{2}(?:isch|deutsch))(?:e|en|er|es|em)\b")
# Nouns that head the same office in other words.
_SAME_OFFICE = (
    frozenset("chef leiter vorsitzender direktor präsident boss vorstand geschäftsführer".split()),
    frozenset("trainer coach übungsleiter chefcoach".split()),
    frozenset("kanzler regierungschef premier premierminister ministerpräsident".split()),
    frozenset("anwalt rechtsanwalt verteidiger jurist strafverteidiger".split()),
    frozenset("forscher wissenschaftler professor experte ökonom".split()),
    frozenset("politiker abgeordneter minister senator".split()),
    frozenset("torwart keeper schlussmann torhüter".split()),
)
_PARTIES = frozenset("spd cdu csu fdp grünen linken afd bsw övp spö fpö svp sp glp mitte neos".split())
# People who act in their office, mostly without a name.
OFTEN_UNNAMED = frozenset(
    "richter staatsanwalt anwalt rechtsanwalt verteidiger kläger zeuge sprecher arzt hausarzt schiedsrichter polizist "
    "beamter reporter moderator vorsitzender".split()
)
# Nouns that fit anybody of their gender.
ANYBODY = frozenset(
    "jähriger mann politiker experte deutscher franzose türke schwede amerikaner brite italiener spanier österreicher "
    "schweizer pole russe däne".split()
)


def matching_role(phrase: NounPhrase, entity: Entity) -> bool:
    """Whether one of a person's roles says what the phrase says."""
    noun = phrase.person
    if noun is None:
        return False
    party = (entity.organisation or "").lower()
    if noun.base in {"politiker", "abgeordneter"} and party and noun.modifier[:3] == party[:3]:
        return True
    if not entity.role_bases or _of_another_land(phrase, entity):
        return False
    whole = noun.modifier + noun.base
    if whole in entity.role_bases:
        return True
    roles = " ".join(entity.roles).lower()
    if phrase.complement and not _shares_words(phrase.complement, f"{roles} {entity.organisation or ''}".lower()):
        return False
    if noun.base in entity.role_bases or any(base.endswith(noun.base) for base in entity.role_bases):
        return not noun.modifier or noun.modifier[:5] in roles
    if noun.modifier and _share_office(noun.base, entity.role_bases):
        return noun.modifier[:6] in roles
    return not noun.modifier and _share_office(noun.base, entity.role_bases)


def of_another_party(phrase: NounPhrase, entity: Entity) -> bool:
    """ "Die SPD-Politikerin" is nobody behind whose name stands "(FDP)"."""
    noun, party = phrase.person, (entity.organisation or "").lower()
    if noun is None or noun.base not in {"politiker", "abgeordneter"} or not (noun.modifier and party):
        return False
    parties = {name for name in _PARTIES if name[:3] in {noun.modifier[:3], party[:3]}}
    return len(parties) > 1 and noun.modifier[:3] != party[:3]


def may_mean(phrase: NounPhrase, entity: Entity, *, just_spoke: bool, near: bool) -> bool:
    """Whether a noun that no role of the person repeats may still mean them.

    "Der 51-Jährige" means whoever is 51; "der Politiker" whoever was talked about last; "der Kämmerer" nobody of whom
    the article says something else.
    """
    noun = phrase.person
    if noun is None:
        return False
    if _of_another_land(phrase, entity):
        return False
    if noun.base == "jähriger":
        return entity.age is None or entity.age == noun.modifier
    if noun.base in ANYBODY:
        party = (entity.organisation or "").lower()
        return (
            not noun.modifier or just_spoke or not entity.role_bases or (bool(party) and party[:3] == noun.modifier[:3])
        )
    return just_spoke or (near and noun.base not in OFTEN_UNNAMED)


def _of_another_land(phrase: NounPhrase, entity: Entity) -> bool:
    """ "Der iranische Außenminister" is none whose roles are only "US-amerikanischer Außenminister"."""
    own = {match[1].lower() for role in entity.roles for match in _LAND.finditer(role)}
    asked = {match[1] for word in phrase.adjectives if (match := _LAND.fullmatch(word))}
    return bool(own and asked) and own.isdisjoint(asked)


def age_of(phrase: NounPhrase) -> str | None:
    """ "51" of "ein 51 Jahre alter Handwerker", "51-jähriger Mann", "51-Jähriger"."""
    if phrase.person is not None and phrase.person.base == "jähriger":
        return phrase.person.modifier or None
    for word, following in pairwise([*phrase.adjectives, ""]):
        match = re.match(r"(\d{1,3})(?:-jährig\w*)?$", word)
        if match and (word != match[1] or following == "jahre"):
            return match[1]
    return None


def has_age(phrase: NounPhrase, entity: Entity) -> bool:
    return phrase.person is not None and phrase.person.base == "jähriger" and entity.age == phrase.person.modifier


def same_people(noun: PersonNoun, bases: set[str]) -> bool:
    """Whether a noun means people who were called by one of these nouns: "Forscher", "Wissenschaftler"."""
    return noun.base in bases or _share_office(noun.base, bases)


def _shares_words(complement: str, roles: str) -> bool:
    """Whether a complement ("des Finanzministeriums") repeats a word of the roles, by its beginning."""
    return any(word.lower()[:5] in roles for word in complement.split() if word[0].isupper() and len(word) > 2)


def _share_office(base: str, others: set[str]) -> bool:
    return any(
        any(base.endswith(word) for word in office) and any(other.endswith(word) for other in others for word in office)
        for office in _SAME_OFFICE
    )
