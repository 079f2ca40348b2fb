"""Noun phrases: what is the head, and how is the phrase called in the nominative without its article?"""

import re
from dataclasses import dataclass
from functools import lru_cache

from service.domain import Gender
from service.speakers.declension import ADJECTIVE, MEASURES, agreement, nominative_noun, strong, undo_genitive
from service.speakers.lexicon import BODY_NOUNS_LIKE_PERSONS, PersonNoun, is_first_name, person_noun
from service.speakers.tokens import Token, TokenRow
from service.speakers.vocabulary import (
    ADJECTIVE_STATES,
    BODY_ENDINGS,
    DEFINITE,
    DEMONSTRATIVE,
    INDEFINITE,
    KEEPS_ITS_NOUN,
    OUTLET_NOUNS,
    OUTLETS,
    PLACES,
    PREPOSITIONS,
    QUANTIFIERS,
    is_determiner,
    possessive,
    words,
)

OPENING = "„“”»«\"'‚‘’›‹"
_MARKS = re.compile(rf"(?<!\w)[{OPENING}]|[{OPENING}](?!\w)")  # apostrophes within words aside
_NAME_ADJECTIVE = re.compile(
    r"\w*(?:isch|lich|ig|al|ell|iv|är|ös|deutsch|vereinigt|vereint|allgemein|groß|neu|frei|rot|grün|schwarz|weiß|oberst|jung|"
    r"alt|hoh|erst|zweit|dritt|vorsitzend|stellvertretend|selbständig)(?:e|en|er|es|em)$"
)
_COUNCILS = words(
    "rat bundesrat stadtrat gemeinderat nationalrat ständerat aufsichtsrat betriebsrat sicherheitsrat "
    "regierungsrat vorstand"
)
_PLURAL_BODIES = words("gewerkschaften organisationen verbände agenturen parteien zeitungen")
_UNCOUNTED = words("kein keine keiner deren dessen beide beiden beider alle allen aller") | {""}
_PASSING = re.compile(
    r"(?:(?:ermittel|regier|behandel|betreu|folg)nd|(?:ermittel|regier|behandel|betreu|folg)end|zuständig|dortig|hiesig|"
    r"jeweilig|betroffen|besagt|genannt|gefälscht|anfänglich|jüngst|verschieden)(?:e|en|er|es|em)$|hunderte|tausende",
    re.IGNORECASE,
)
# "zur Universität gehörende Institut": the participle that closes an attribute with words of its own.
PARTICIPLE = re.compile(r"(?:\w+end|(?:\w*ge|be|ver|er|ent|zer)\w+[tn])(?:e|er|en|es|em)$")
_OF_SEVERAL = words(
    "einer eine eines einige einigen viele vielen mehrere mehreren manche zwei drei vier fünf sechs sieben"
)
LEGAL_FORM = re.compile(r"(?:GmbH|AG|SE|KG|Inc|Ltd|Co|eG|KGaA|ag)$")
_COMMON_BODIES = (*BODY_NOUNS_LIKE_PERSONS - _COUNCILS, *_PLURAL_BODIES, *"konzern unternehmen firma airline".split())
_TIME = words(
    "januar jänner februar märz april mai juni juli august september oktober november dezember frühjahr sommer "
    "herbst winter heute gestern"
)
DAY = re.compile(r"\d|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend|Wochenende|\w+mittag|\w*[Aa]bend")
_LOWER_IN_NAMES = words("für und der des in zur of the and & ohne de du del della di")
_FOREIGN = words("de du del della di la")
_TITLED = words("titel namen beinamen motto")


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase around the token `head`; `name` is its nominative, without article and parentheses."""

    head: int
    noun: str  # the head in the nominative
    name: str
    determiner: str  # lower case, empty without one
    modified: bool  # adjectives, genitives or prepositional phrases say more
    plural: bool
    gender: Gender | None
    person: PersonNoun | None
    adjectives: tuple[str, ...]
    both: bool  # "die beiden Minister"
    complement: str  # what stands behind the head

    @property
    def definite(self) -> bool:
        return self.determiner in DEFINITE or self.determiner in DEMONSTRATIVE or bool(possessive(self.determiner))

    @property
    def indefinite(self) -> bool:
        return self.determiner in INDEFINITE or self.determiner in QUANTIFIERS


def bare_phrase(head: int, noun: str) -> NounPhrase:
    """A noun in the nominative as if it stood alone behind a definite article."""
    return NounPhrase(head, noun, noun, "der", False, False, None, None, (), False, "")


def read_phrase(row: TokenRow, indices: range, *, genitive: bool = False, group: bool = False) -> NounPhrase | None:
    """Reads tokens in a row as one noun phrase; None where they hold no noun.

    `genitive` says that a phrase without article depends on a noun before it, `group` that it means several persons.
    """
    indices = _trim(row, indices)
    position = indices.start
    determiner = ""
    several = _of_several(row, indices)
    while position < indices.stop and is_determiner(row[position].text):
        determiner = row[position].lower if not determiner or determiner in QUANTIFIERS else determiner
        position += 1
    counted = row[position - 1].lower if position > indices.start and row[position - 1].lower in QUANTIFIERS else ""
    adjectives, head = _find_head(row, range(position, indices.stop), bool(determiner))
    if head is None:
        return None
    token = row[head]
    unnamed = (
        not determiner and _is_proper(row, head) and (token.ner != "O" or token.text.isupper() or len(indices) > 2)
    )
    person = None if unnamed else person_noun(token.text)
    if person is not None and person.base in BODY_NOUNS_LIKE_PERSONS and person.gender == "male":
        person = None
    number, gender = agreement(token, determiner, person, genitive)
    singular = determiner == "der" and person is not None and token.feats.get("Number") == "Sing"
    number = number or (group and not singular and determiner in {"", "der", "die", "den"})
    noun = nominative_noun(token, determiner, number, gender, person, genitive)
    if person and noun.lower() != token.lower:
        person = person_noun(noun) or person
    rest = _complement(row, range(head + 1, indices.stop))
    before = head - 1
    if before >= position and row[before].text in OPENING and head < indices.stop:
        named = _quoted(row, range(before, indices.stop))
        rest = range(rest.stop, rest.stop)
    else:
        named = _name_behind(row, token, rest)
    if named and any(map(str.isalpha, named)):
        name = named
    else:
        telling = [index for index in adjectives if person or not _says_nothing(row[index], token)]
        stems = [strong(row[index].text, number, gender, determiner, genitive) for index in telling]
        name = " ".join([*stems, noun, row.words_of(rest)]).strip()
        if number and counted not in _UNCOUNTED:
            name = f"{re.sub('(?:en|er)$', 'e', counted) if len(counted) > 5 else counted} {name}"
    if several:
        determiner, number = row[indices.start].lower, not row[indices.start].lower.startswith("ein")
        name = row.words_of(range(indices.start, max(rest.stop, head + 1)))
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
        both=counted in {"beide", "beiden", "beider"},
        complement=row.words_of(rest),
    )


def _says_nothing(adjective: Token, head: Token) -> bool:
    """ "Die zuständige Polizei", "der staatliche National Health Service": no part of what a body is called."""
    if _PASSING.match(adjective.text):
        return True
    if adjective.capital or adjective.lower == "und" or adjective.text.endswith("-"):
        return False
    first, hyphen, _ = head.text.partition("-")
    if hyphen and first[:1].isupper() and not first.isupper():
        return True  # "die niederländische Sonnenstein-Stiftung"; "die hessische SPD-Fraktion" is one of many
    named = head.ner.endswith("-ORG") and adjective.ner == "O"
    stem = re.sub(r"(?:en|em|er|es|e)$", "", adjective.text)
    return named and head.upos == "PROPN" and stem not in ADJECTIVE_STATES and "-" not in stem


def _trim(row: TokenRow, indices: range) -> range:
    start, stop = indices.start, indices.stop
    while start < stop and not row[start].wordlike:
        start += 1
    while start < stop and not row[stop - 1].wordlike:
        stop -= 1
    return range(start, stop)


def _find_head(row: TokenRow, indices: range, determined: bool) -> tuple[list[int], int | None]:
    """The head noun and the adjectives before it; without such attributes as "am Montag veröffentlichten"."""
    adjectives: list[int] = []
    skipping = bool(indices) and determined and row[indices.start].lower in PREPOSITIONS
    closing = _attribute_end(row, indices) if skipping else indices.start
    for index in indices:
        token = row[index]
        following = row[index + 1] if index + 1 < indices.stop else None
        if skipping:
            skipping = index < closing
            continue
        if not token.wordlike:
            continue
        if token.text.endswith("-"):  # "Städte- und Gemeindebund"
            adjectives.append(index)
            continue
        if token.text.isdigit() and following is not None and (following.capital or following.upos == "ADJ"):
            adjectives.append(index)
            continue
        if token.text in MEASURES and following is not None and following.lower.startswith("alt"):
            adjectives.append(index)  # "51 Jahre alter Handwerker"
            continue
        if _is_small_adjective(token, following):
            adjectives.append(index)
            continue
        if token.capital or (token.text[0].isdigit() and "-" in token.text) or _is_proper(row, index):
            if following is not None and _is_capital_adjective(token, following):
                adjectives.append(index)
                continue
            return adjectives, index
        if ADJECTIVE.match(token.text) or (token.lower == "und" and adjectives):
            adjectives.append(index)
    return adjectives, None


def _is_small_adjective(token: Token, following: Token | None) -> bool:
    """ "nationalem Institut", whatever a tagger says; "heise online" is a name."""
    if token.capital or following is None or token.ner != "O" or token.lower in OUTLETS:
        return False
    return bool(ADJECTIVE.match(token.text)) and (following.capital or bool(ADJECTIVE.match(following.text)))


def _of_several(row: TokenRow, indices: range) -> bool:
    """ "Einer der Kritiker", "Fünf der Festgenommenen": some of those whom the genitive names."""
    if len(indices) < 3 or row[indices.start].lower not in _OF_SEVERAL or row[indices.start + 1].lower != "der":
        return False
    return row[indices[-1]].lower != "beiden"


def _attribute_end(row: TokenRow, indices: range) -> int:
    """Where an attribute ends that opens with a preposition: "zur Universität gehörende", "am Montag erschienene"."""
    ends = [
        index
        for index in indices
        if not row[index].capital
        and ADJECTIVE.match(row[index].text)
        and index + 1 < indices.stop
        and (row[index + 1].capital or row[index + 1].text in OPENING)
    ]
    return next((index for index in ends if PARTICIPLE.match(row[index].text)), next(iter(ends), indices.stop))


def _is_capital_adjective(token: Token, following: Token) -> bool:
    """ "Deutsche Wetterdienst", "Auswärtigen Amtes": an adjective that begins a name or a sentence."""
    if not following.capital or not ADJECTIVE.match(token.text) or following.text.isupper():
        return False
    if is_common_body(token.text):
        return False
    if token.upos in {"NOUN", "PROPN"} and _NAME_ADJECTIVE.match(token.lower):
        return True
    if token.upos == "ADJ":
        return True
    if _is_place_adjective(token, following):
        return following.upos in {"NOUN", "PROPN", "X"}
    return token.upos == "X" and bool(_NAME_ADJECTIVE.match(token.lower))


def _is_place_adjective(token: Token, following: Token) -> bool:
    """ "Berliner", "Fürther": an adjective that never declines."""
    if not token.text.endswith("er") or not token.capital or is_first_name(token.text):
        return False
    if token.upos == "ADJ" or token.text[:-2] in PLACES:
        return True
    if len(token.text) < 6 or token.upos not in {"PROPN", "X"}:
        return False
    return person_noun(token.text) is None or body_class(following.text) is not None


def _is_proper(row: TokenRow, index: int) -> bool:
    token = row[index]
    return (
        token.upos == "PROPN"
        or token.lower in OUTLETS
        or token.ner != "O"
        or (token.text.isupper() and len(token.text) > 1)
    )


def _complement(row: TokenRow, indices: range) -> range:
    """What belongs to the name behind the head: up to a comma or parenthesis."""
    quoted = False
    for index in indices:
        token = row[index]
        if token.text in OPENING:
            quoted = not quoted and any(
                row[i].text in OPENING for i in range(index + 1, min(indices.stop + 1, len(row)))
            )
        stops = token.text in {",", "(", ";", ":", "–", "-", "["} and not (quoted and token.text == ",")
        if stops or token.breaks or _is_circumstance(row, index, indices):
            return range(indices.start, index)
    return indices


def _is_circumstance(row: TokenRow, index: int, indices: range) -> bool:
    """Whether time or place follow that are no part of a name: "vom November 2011", "in Texas" behind a proper name."""
    if index + 1 >= indices.stop:
        return False
    word, following = row[index].lower, row[index + 1]
    if word in {"vom", "am"} and (DAY.match(following.text) or following.lower in _TIME):
        return True
    if word in {"von", "aus"} and following.lower in {"heute", "gestern"}:
        return True
    if word == "in" and index + 2 == indices.stop:
        before = row[index - 1]
        return before.ner.endswith("-ORG") and before.upos == "PROPN" and following.ner.endswith("-LOC")
    place = row[indices.stop - 1]
    return word == "im" and index + 3 == indices.stop and place.ner.endswith("-LOC") and following.upos == "ADJ"


def _name_behind(row: TokenRow, head: Token, rest: range) -> str | None:
    """The proper name of "die Nachrichtenagentur Xinhua", "das Bündnis »Kurve bleibt«"; None for other phrases."""
    if not rest:
        return None
    first = row[rest.start]
    if first.text in OPENING:
        return _quoted(row, rest)
    titled = _titled(row, rest)
    if titled:
        return titled
    if first.text in _FOREIGN:
        return None  # "Front de Gauche"
    keeps = head.lower.endswith(KEEPS_ITS_NOUN) or undo_genitive(head.text).lower().endswith(KEEPS_ITS_NOUN)
    acronym = first.text.isupper() and len(first.text) > 2 and head.lower.endswith("verband")
    proper = head.upos in {"PROPN", "ADJ"} or head.text.isupper() or (head.ner != "O" and head.upos != "NOUN")
    proper = proper and not is_common_body(head.text)
    if (keeps or proper) and not acronym:
        return None
    person = person_noun(head.text)
    if head.lower in OUTLETS or (person and not is_common_body(head.text) and not body_class(head.text)):
        return None
    if first.capital and any(LEGAL_FORM.match(row[index].text) for index in rest):
        whole = LEGAL_FORM.match(first.text) or not (person or body_class(head.text) or is_common_body(head.text))
        return row.words_of(range(rest.start - 1, rest.stop)) if whole else row.words_of(rest)
    if first.text.endswith("s") and (first.text[:-1] in PLACES or first.ner.endswith("-LOC")):
        return None  # "die Partei Thailands"
    if first.lower in PREPOSITIONS or (not first.capital and not _is_proper(row, rest.start)):
        return None
    stop = rest.start + 1
    while stop < rest.stop and (
        row[stop].capital
        or row[stop].text.isdigit()
        or (row[stop].upos == "PROPN" and not first.capital)  # "amnesty international"
        or (
            row[stop].lower in _LOWER_IN_NAMES
            and stop + 1 < rest.stop
            and row[stop + 1].capital
            and row[stop].lower not in {"in", "der", "des"}
        )
    ):
        stop += 1
    return row.words_of(range(rest.start, stop))


def _titled(row: TokenRow, rest: range) -> str | None:
    """The name behind "namens", "mit dem Titel", "mit dem Beinamen"."""
    if row[rest.start].lower == "namens" and len(rest) > 1:
        quoted = row[rest.start + 1].text in OPENING
        return _quoted(row, rest[1:]) if quoted else row.words_of(rest[1:])
    opening = next((index for index in rest if row[index].text in OPENING), None)
    if opening is None or opening < rest.start + 2 or row[opening - 1].lower not in _TITLED:
        return None
    return _quoted(row, range(opening, rest.stop)) if row[opening - 2].lower in {"dem", "den"} else None


def _quoted(row: TokenRow, indices: range) -> str | None:
    """The words in the quotation marks that open at the first index."""
    closing = next((index for index in indices[1:] if row[index].text in OPENING), indices.stop)
    return title_of(row, range(indices.start + 1, closing)) or None


def title_of(row: TokenRow, indices: range) -> str:
    """A title in the nominative: "Westdeutsche Rundschau" where the text has "der „Westdeutschen Rundschau“"."""
    count = 0
    for index in indices[:-1]:
        token = row[index]
        if not (token.capital and _NAME_ADJECTIVE.match(token.lower) and token.text.endswith(("en", "em"))):
            break
        count += 1
    if not count:
        return row.words_of(indices)
    plural, gender = agreement(row[indices[count]], "", None, genitive=False)
    declined = [strong(row[index].text, plural, gender, "der", genitive=False) for index in indices[:count]]
    return " ".join([*declined, row.words_of(indices[count:])])


def _clean(name: str) -> str:
    name = name.strip(" ,.:;" + OPENING)
    if len(_MARKS.findall(name)) % 2:
        name = _MARKS.sub("", name)
    return " ".join(name.split())


def is_common_body(noun: str) -> bool:
    """Whether a noun says what a body is, whatever a tagger says: "Energieversorger", "Nachrichtenmagazin"."""
    lower = undo_genitive(noun).lower()
    return (lower in OUTLET_NOUNS and lower != "agentur") or lower.endswith(_COMMON_BODIES)


@lru_cache(maxsize=20_000)
def body_class(noun: str) -> str | None:
    """What kind of body a noun means: "Landgericht" is a "gericht". None for other nouns."""
    lower = noun.lower()
    for ending, kind in BODY_ENDINGS:
        if lower.endswith(ending):
            return kind
    return None
