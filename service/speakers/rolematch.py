"""Whether a noun phrase like "die Ministerin" or "Ukrainischer Geheimdienstchef" can mean a certain person."""

from service.speakers.entities import Entity
from service.speakers.nouns import NounPhrase

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
# Nouns that fit anybody of their gender.
_ANYBODY = frozenset(
    "jähriger mann politiker experte deutscher franzose türke schwede amerikaner brite italiener spanier österreicher "
    "schweizer pole russe däne".split()
)


def matching_role(phrase: NounPhrase, entity: Entity) -> bool:
    """Whether one of a person's roles says what the phrase says."""
    noun = phrase.person
    if noun is None or not entity.role_bases:
        return False
    whole = noun.modifier + noun.base
    if whole in entity.role_bases:
        return True
    roles = " ".join(entity.roles).lower()
    if noun.base in entity.role_bases or any(base.endswith(noun.base) for base in entity.role_bases):
        return not noun.modifier or noun.modifier[:5] in roles
    if noun.modifier and _share_office(noun.base, entity.role_bases):
        return noun.modifier[:6] in roles
    return not noun.modifier and _share_office(noun.base, entity.role_bases)


def wants_anybody(phrase: NounPhrase) -> bool:
    """Whether the noun says so little that the person talked about last is meant: "der 51-Jährige"."""
    return phrase.person is not None


def _share_office(base: str, others: set[str]) -> bool:
    return any(
        any(base.endswith(word) for word in office) and any(other.endswith(word) for other in others for word in office)
        for office in _SAME_OFFICE
    )
