"""Noun phrases: what is the head, and how is the phrase called in the nominative without its article?"""

import re
from dataclasses import dataclass

from service.domain import Gender
from service.speakers.lexicon import BODY_NOUNS_LIKE_PERSONS, PersonNoun, is_adjectival, person_noun
from service.speakers.tokens import Token, TokenRow
from service.speakers.vocabulary import (
    BODY_ENDINGS,
    DEFINITE,
    DEMONSTRATIVE,
    GROUP_NOUNS,
    INDEFINITE,
    KEEPS_ITS_NOUN,
    OUTLETS,
    PLACES,
    PREPOSITIONS,
    QUANTIFIERS,
    is_determiner,
    possessive,
    words,
)

OPENING = "„“”»«\"'‚‘’›‹"
_FEMININE = re.compile(
    r"(?:ung|heit|keit|schaft|ion|tät|ei|ie|ik|in|ur|anz|enz|age|ette|bank|wehr|gruppe|stadt|partei|union|agentur|kraft|macht|klasse|presse|[^n]e)$"
)
_NEUTER = re.compile(
    r"(?:ium|chen|lein|ment|um|amt|gericht|werk|haus|land|team|institut|blatt|papier|büro|zentrum|gremium)$"
)
_PLURAL = re.compile(r"(?:ungen|heiten|keiten|schaften|ionen|täten|eien|innen|ien)$")
_ADJECTIVE = re.compile(r"[\w-]{2,}(?:e|en|er|es|em)$")
_NAME_ADJECTIVE = re.compile(
    r"\w*(?:isch|lich|ig|al|ell|iv|är|ös|deutsch|vereinigt|vereint|allgemein|groß|neu|frei|rot|grün|schwarz|weiß|oberst|jung|"
    r"alt|hoh|erst|zweit|dritt|vorsitzend|stellvertretend|selbständig)(?:e|en|er|es|em)$"
)
_LEGAL_FORM = re.compile(r"(?:GmbH|AG|SE|KG|Inc|Ltd|Co|eG|KGaA|ag)$")
_LOWER_IN_NAMES = words("für und der des in zur of the and &")


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase around the token `head`; `name` is its nominative without article, parentheses or relative clause."""

    head: int
    noun: str  # the head in the nominative
    name: str
    determiner: str  # lower case, empty without one
    modified: bool  # adjectives, genitives or prepositional phrases say more
    plural: bool
    gender: Gender | None
    person: PersonNoun | None
    adjectives: tuple[str, ...]
    complement: str  # what stands behind the head

    @property
    def definite(self) -> bool:
        return self.determiner in DEFINITE or self.determiner in DEMONSTRATIVE or bool(possessive(self.determiner))

    @property
    def indefinite(self) -> bool:
        return self.determiner in INDEFINITE or self.determiner in QUANTIFIERS


def read_phrase(row: TokenRow, indices: range, *, genitive: bool = False, group: bool = False) -> NounPhrase | None:
    """Reads tokens in a row as one noun phrase; None where they hold no noun.

    `genitive` says that a phrase without article depends on a noun before it, `group` that it means several persons.
    """
    indices = _trim(row, indices)
    position = indices.start
    determiner = ""
    while position < indices.stop and is_determiner(row[position].text):
        determiner = row[position].lower if not determiner or determiner in QUANTIFIERS else determiner
        position += 1
    adjectives, head = _find_head(row, range(position, indices.stop), bool(determiner))
    if head is None:
        return None
    token = row[head]
    person = person_noun(token.text) if determiner or not _is_proper(row, head) else None
    if person is not None and person.base in BODY_NOUNS_LIKE_PERSONS and person.gender == "male":
        person = None
    number, gender = _agreement(token, determiner, person, genitive)
    number = number or (group and determiner in {"", "der", "die", "den"})
    noun = _nominative_noun(token, determiner, number, gender, person, genitive)
    if person and noun.lower() != token.lower:
        person = person_noun(noun) or person
    rest = _complement(row, range(head + 1, indices.stop))
    named = _name_behind(row, token, rest)
    if named:
        name = named
    else:
        stems = [_strong(row[index].text, number, gender, determiner, genitive) for index in adjectives]
        name = " ".join([*stems, noun, row.words_of(rest)]).strip()
    return NounPhrase(
        head=head,
        noun=noun,
        name=_clean(name),
        determiner=determiner,
        modified=bool(adjectives) or len(rest) > 0,
        plural=number,
        gender=gender,
        person=person,
        adjectives=tuple(row[index].lower for index in adjectives),
        complement=row.words_of(rest),
    )


def _trim(row: TokenRow, indices: range) -> range:
    start, stop = indices.start, indices.stop
    while start < stop and not row[start].wordlike:
        start += 1
    while start < stop and not row[stop - 1].wordlike:
        stop -= 1
    return range(start, stop)


def _find_head(row: TokenRow, indices: range, determined: bool) -> tuple[list[int], int | None]:
    """The head noun and the adjectives before it. An attribute of several words ("am Montag veröffentlichten") is skipped."""
    adjectives: list[int] = []
    skipping = bool(indices) and determined and row[indices.start].lower in PREPOSITIONS
    for index in indices:
        token = row[index]
        following = row[index + 1] if index + 1 < indices.stop else None
        if skipping:
            if not token.capital and _ADJECTIVE.match(token.text) and following and following.capital:
                skipping = False
            continue
        if not token.wordlike:
            continue
        if token.text.endswith("-"):  # "Städte- und Gemeindebund"
            adjectives.append(index)
            if following is not None and following.lower in {"und", "oder"}:
                adjectives.append(index + 1)
            continue
        if token.capital or token.text[0].isdigit() and "-" in token.text or _is_proper(row, index):
            if following is not None and _is_capital_adjective(token, following):
                adjectives.append(index)
                continue
            return adjectives, index
        if _ADJECTIVE.match(token.text):
            adjectives.append(index)
    return adjectives, None


def _is_capital_adjective(token: Token, following: Token) -> bool:
    """ "Deutsche Wetterdienst", "Auswärtigen Amtes": an adjective that begins a name or a sentence."""
    if not following.capital or not _ADJECTIVE.match(token.text) or following.text.isupper():
        return False
    if token.upos in {"NOUN", "PROPN"}:
        return bool(_NAME_ADJECTIVE.match(token.lower))
    if token.upos == "ADJ":
        return True
    if _is_place_adjective(token):
        return following.upos in {"NOUN", "PROPN"}
    return bool(_NAME_ADJECTIVE.match(token.lower))


def _is_place_adjective(token: Token) -> bool:
    """ "Berliner", "Fürther": an adjective that never declines."""
    base = token.text[:-2]
    return (
        token.text.endswith("er")
        and token.capital
        and (
            token.upos == "ADJ"
            or base in PLACES
            or (len(base) > 3 and not person_noun(token.text) and token.upos == "X")
        )
    )


def _is_proper(row: TokenRow, index: int) -> bool:
    token = row[index]
    return (
        token.upos == "PROPN"
        or token.lower in OUTLETS
        or token.ner != "O"
        or (token.text.isupper() and len(token.text) > 1)
    )


_GENDERS: dict[str, Gender] = {"Masc": "male", "Fem": "female", "Neut": "neutral"}


def _agreement(token: Token, determiner: str, person: PersonNoun | None, genitive: bool) -> tuple[bool, Gender | None]:
    """Whether the phrase is plural, and its gender, as determiner, noun and parse together suggest."""
    if person is not None:
        gender = person.gender
    else:
        gender = _GENDERS.get(token.feats.get("Gender", "")) or _gender_by_form(token.lower)
    plural = _is_plural(token, determiner, person, gender, genitive)
    if plural:
        return True, gender
    if determiner == "das":
        gender = "neutral"
    elif determiner == "die" or determiner.endswith(("ne", "re", "se")):
        gender = "female"
    elif gender is None and determiner in {"der", "dieser"}:
        gender = "female" if person is not None and token.lower.endswith("n") else "male"
    elif gender is None and determiner in {"dem", "des", "ein", "einem", "eines"} and person is not None:
        gender = "male"
    return False, gender


def _is_plural(token: Token, determiner: str, person: PersonNoun | None, gender: Gender | None, genitive: bool) -> bool:
    parsed = token.feats.get("Number") == "Plur" or bool(_PLURAL.search(token.lower))
    if determiner in {"das", "ein"} or determiner.endswith(("em", "es")):
        return False
    if determiner in QUANTIFIERS:
        return determiner not in {"kein", "keine", "deren", "dessen", "jeder", "jede"}
    if determiner == "die" or (possessive(determiner) and determiner.endswith("e")):
        return _plural_after_die(token, gender, person)
    if determiner in {"der", "dieser"}:
        return parsed or (genitive and gender == "male")
    if determiner == "den":
        return parsed or (token.lower.endswith("n") and person is None) or token.lower.endswith("ern")
    if not determiner:
        if token.lower.endswith(("ern", "eln", "ichten")) and token.upos != "PROPN":
            return True
        declined = genitive and person is not None and not _is_name_like(token)
        return parsed or (person is not None and person.plural) or declined or token.lower in GROUP_NOUNS
    return False


def _is_name_like(token: Token) -> bool:
    return token.upos == "PROPN" or token.ner != "O"


def _plural_after_die(token: Token, gender: Gender | None, person: PersonNoun | None) -> bool:
    if _PLURAL.search(token.lower) or token.lower in GROUP_NOUNS:
        return True
    if person is not None:
        return person.gender == "male" or (is_adjectival(person) and token.lower.endswith("en"))
    if token.feats.get("Number"):
        return token.feats["Number"] == "Plur"
    return token.lower.endswith(("en", "ien")) or gender in {"male", "neutral"}


def _gender_by_form(lower: str) -> Gender | None:
    if _NEUTER.search(lower):
        return "neutral"
    return "female" if _FEMININE.search(lower) else None


def _nominative_noun(
    token: Token, determiner: str, plural: bool, gender: Gender | None, person: PersonNoun | None, genitive: bool
) -> str:
    text = token.text
    if person is not None and is_adjectival(person):
        return _adjectival_noun(text, determiner, plural, gender)
    if plural:
        if determiner in {"den", "vielen", "einigen", "mehreren"} or (not determiner and not genitive):
            if text.endswith(("ern", "eln", "ichten", "kreisen", "briefen")):
                return text[:-1]
        return text
    if person is not None:
        singular = text[: len(text) - len(_ending_beyond(text, person))] if _ending_beyond(text, person) else text
        return singular
    if determiner in {"des", "eines", "dieses", "jenes", "ihres", "seines"} or (
        genitive and not determiner and gender != "female"
    ):
        return undo_genitive(text, token)
    return text


def _ending_beyond(text: str, person: PersonNoun) -> str:
    """ "en" of "Präsidenten": what follows the known noun."""
    lower = text.lower()
    feminine = person.gender == "female"
    if feminine:
        return ""
    place = lower.rfind(person.base)
    return lower[place + len(person.base) :] if place >= 0 else ""


def _adjectival_noun(text: str, determiner: str, plural: bool, gender: Gender | None) -> str:
    stem = re.sub(r"(?:en|em|er|e)$", "", text)
    if plural or gender == "female" or determiner in {"die", "eine", "einer", "diese"}:
        return stem + "e"
    return stem + "er"


def undo_genitive(text: str, token: Token | None = None) -> str:
    """ "Ministeriums" → "Ministerium", "Amtes" → "Amt", "Bundes" → "Bund"; other words stay."""
    if token is not None and token.lemma != text and token.lemma[:3] == text[:3] and token.upos == "NOUN":
        return token.lemma
    if re.search(r"[^aeiouäöü](?:tes|des|ges|bes|ses|zes|hes|kes|nes|mes|fes|res|les|pes)$", text) or re.search(
        r"(?:auses|aates|ates|ates|ieses|otes|ades|ages|äudes|eines|ereins)$", text
    ):
        if text.endswith("eines") or not text.endswith("ereins"):
            return re.sub(r"sses$", "ss", text) if text.endswith("sses") else text[:-2]
    if text.endswith("nisses"):
        return text[:-3]
    if text.endswith("s") and not text.endswith(("ss", "us", "is", "as", "os", "fonds")) and not text.isupper():
        return text[:-1]
    return text


def _strong(adjective: str, plural: bool, gender: Gender | None, determiner: str, genitive: bool) -> str:
    """An adjective as it stands in the nominative when no article does."""
    if not determiner and not genitive:
        if (plural and adjective.endswith("en")) or (gender == "female" and adjective.endswith("er")):
            return adjective if _is_place_word(adjective) else adjective[:-1]
        return adjective
    if determiner in {"ein", "eine"} or not _ADJECTIVE.match(adjective):
        return adjective
    if _is_place_word(adjective):
        return adjective
    stem = re.sub(r"(?:en|em|er|es|e)$", "", adjective)
    if plural or gender == "female":
        return stem + "e"
    if gender == "neutral":
        return stem + "es"
    return stem + "er"


def _is_place_word(adjective: str) -> bool:
    """ "Berliner" never declines, "Deutscher" does."""
    return (
        adjective[0].isupper()
        and adjective.endswith("er")
        and not re.search(r"(?:isch|lich|deutsch|ig|al|iv)er$", adjective)
    )


def _complement(row: TokenRow, indices: range) -> range:
    """What belongs to the name behind the head: up to a comma or parenthesis."""
    for index in indices:
        if row[index].text in {",", "(", ";", ":", "–", "-", "["} or row[index].breaks:
            return range(indices.start, index)
    return indices


def _name_behind(row: TokenRow, head: Token, rest: range) -> str | None:
    """The proper name of "die Nachrichtenagentur Xinhua", "das Bündnis »Kurve bleibt«"; None for other phrases."""
    if (
        not rest
        or head.lower.endswith(KEEPS_ITS_NOUN)
        or head.upos == "PROPN"
        or person_noun(head.text)
        or head.ner != "O"
    ):
        return None
    first = row[rest.start]
    if any(_LEGAL_FORM.match(row[index].text) for index in rest):
        return row.words_of(range(rest.start - 1, rest.stop)) if _LEGAL_FORM.match(first.text) else row.words_of(rest)
    if first.text.removesuffix("s") in PLACES or first.ner.endswith("-LOC"):
        return None
    if first.text in OPENING:
        for index in rest[1:]:
            if row[index].text in OPENING:
                return row.words_of(range(rest.start + 1, index)) or None
        return row.words_of(rest[1:]) or None
    if not first.capital and not _is_proper(row, rest.start):
        return None
    stop = rest.start + 1
    while stop < rest.stop and (
        row[stop].capital
        or (
            row[stop].lower in _LOWER_IN_NAMES
            and stop + 1 < rest.stop
            and row[stop + 1].capital
            and row[stop].lower not in {"in", "der", "des"}
        )
    ):
        stop += 1
    return row.words_of(range(rest.start, stop))


def _clean(name: str) -> str:
    name = name.strip(" ,.:;" + OPENING)
    if any(mark in name for mark in OPENING) and sum(name.count(mark) for mark in OPENING) % 2:
        name = "".join(char for char in name if char not in OPENING)
    return " ".join(name.split())


def body_class(noun: str) -> str | None:
    """What kind of body a noun means: "Landgericht" is a "gericht". None for other nouns."""
    lower = noun.lower()
    for ending, kind in BODY_ENDINGS:
        if lower.endswith(ending):
            return kind
    return None
