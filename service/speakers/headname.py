"""Whether a noun phrase names its own speaker, or somebody else within it.

"Der Ökonom Ansgar Bleicher vom Institut" names him; "ein Sprecher von Angela Merkel" does not mean her.
"""

from itertools import pairwise

from service.speakers.entities import Entity
from service.speakers.lexicon import person_noun
from service.speakers.nouns import OPENING, read_phrase
from service.speakers.reading import Outcome, Reading
from service.speakers.tokens import Token, TokenRow
from service.speakers.vocabulary import PREPOSITIONS, TITLES, is_determiner

_JOINTS = frozenset({"und", "sowie", "&"})
_LINKS = frozenset("von vom des der für mit aus bei und".split())
_ENDINGS = ("e", "er", "en", "em")
_APOSTROPHES = "’'"


def read_head_name(reading: Reading, tokens: range) -> Outcome | None:
    """The person whom the phrase itself names; None where it names nobody or somebody within a complement."""
    row = reading.row
    for entity, name in reading.cast.names_in(tokens):
        before = range(tokens.start, name.start)
        if name.start < tokens.start:
            return Outcome((entity,), "name")
        if len(name) == 1 and name.start == tokens.start and len(tokens) > 1:
            entity = _by_apposition(reading, name, tokens) or entity
        if _is_possessor(row, entity, name, tokens) or _is_complement(row, entity, name, tokens):
            continue
        particles = entity.name.lower().split()
        if all(_leads_to_name(row, index) or row[index].lower in particles for index in before):
            return Outcome((entity,), "name")
        if before and (_is_apposition(row, before) or _is_attribute(row, before)):
            return Outcome((entity,), "apposition")
    return None


def read_joined_names(reading: Reading, tokens: range) -> Outcome | None:
    """The persons of "die Initiatoren Dietmar Krings und Yasemin Kaya", "zwei Abgeordnete, A (SPD) und B (FDP)"."""
    row = reading.row
    named = reading.cast.names_in(tokens)
    if len(named) < 2 or named[0][1].start < tokens.start:
        return None
    if not all(_joined(row, range(left.stop, right.start)) for (_, left), (_, right) in pairwise(named)):
        return None
    if not any(row[index].lower in _JOINTS for index in range(named[-2][1].stop, named[-1][1].start)):
        return None
    entity, name = named[0]
    opens = name.start == tokens.start
    before = row[name.start - 1]
    if not opens and (before.lower in _LINKS or before.lower in PREPOSITIONS or _is_genitive(row, entity, name)):
        return None
    return Outcome(tuple(dict.fromkeys(entity for entity, _ in named)), "name" if opens else "apposition")


def _joined(row: TokenRow, between: range) -> bool:
    """Whether nothing but joints, commas, parentheses, titles and roles stands between two names."""
    return bool(between) and all(
        row[index].lower in _JOINTS
        or not row[index].wordlike
        or row[index].lower in TITLES
        or is_determiner(row[index].text)
        or (index > between.start and row[index - 1].text == "(")
        or person_noun(row[index].text) is not None
        for index in between
    )


def _by_apposition(reading: Reading, name: range, tokens: range) -> Entity | None:
    """ "Zellweger, die Regierungsrätin": of two with one surname, the one whose gender the apposition has."""
    row = reading.row
    if row[name.stop].text != ",":
        return None
    noun = next((found for i in range(name.stop + 1, tokens.stop) if (found := person_noun(row[i].text))), None)
    if noun is None or noun.gender is None:
        return None
    return reading.cast.by_surname(row[name.start].text, noun.gender, row[name.start].span.start)


def _is_possessor(row: TokenRow, entity: Entity, name: range, tokens: range) -> bool:
    """ "Merkels Sprecher": the name's genitive before a noun."""
    if name.stop >= tokens.stop or not _is_genitive(row, entity, name):
        return False
    following = row[name.stop]
    return following.wordlike and (following.capital or following.upos == "ADJ")


def _is_complement(row: TokenRow, entity: Entity, name: range, tokens: range) -> bool:
    """ "Anhänger Saddam Husseins": the name in the genitive, and a noun before it is the head."""
    nouns = [i for i in range(tokens.start, name.start) if row[i].capital and not is_determiner(row[i].text)]
    return bool(nouns) and _is_genitive(row, entity, name) and row[tokens.start].lower not in {"des", "eines"}


def _is_genitive(row: TokenRow, entity: Entity, name: range) -> bool:
    last = row[name.stop - 1].text.rstrip(_APOSTROPHES)
    return last.endswith("s") and last != entity.last


def _leads_to_name(row: TokenRow, index: int) -> bool:
    """Whether a word may stand between the start of a phrase and its name without being its head."""
    token = row[index]
    if is_determiner(token.text) or token.lower in TITLES or person_noun(token.text):
        return True
    if token.text.isdigit() or token.text == "Jahre" or token.upos == "ADJ":
        return True
    if token.lower in {"und", "sowie"}:
        return bool(person_noun(row[index - 1].text))
    if not token.wordlike:
        return token.text in OPENING or (
            token.text == "," and (row[index + 1].upos == "ADJ" or row[index + 1].text in OPENING)
        )
    if token.capital:
        return token.text.endswith("s") or (index + 1 < len(row) and _is_run(token, row[index + 1]))
    return token.text.endswith(_ENDINGS) and token.lower not in PREPOSITIONS


def _is_run(token: Token, following: Token) -> bool:
    return token.upos in {"NOUN", "PROPN", "X"} and following.capital


def _is_name_genitive(token: Token) -> bool:
    return token.capital and token.text.endswith("s") and token.upos in {"PROPN", "X"}


def _is_attribute(row: TokenRow, before: range) -> bool:
    """ "Der noch im Amt befindliche Ministerpräsident Thaksin Shinawatra": one article, and a role before the name."""
    role = before[-1]
    if person_noun(row[role].text) is None:
        return False
    start = role
    while start - 1 > before.start and row[start - 1].text.endswith(_ENDINGS) and not row[start - 1].capital:
        start -= 1
    if any(is_determiner(row[index].text) for index in before[1:]) or any(row[index].text == "," for index in before):
        return False
    if any(person_noun(row[index].text) for index in before if index < start):
        return False
    return is_determiner(row[before.start].text) and row[start - 1].lower not in _LINKS


def _is_apposition(row: TokenRow, before: range) -> bool:
    """ "Die Vorsitzende des Ausschusses, Renate Künast"; "Der Abgeordnete der CDU Frank Mindermann"."""
    stop = before.stop
    while stop - 1 > before.start and (person_noun(row[stop - 1].text) or _is_name_genitive(row[stop - 1])):
        stop -= 1
    if row[stop - 1].text == ",":
        return True  # "…, Oberst Ralf Meinders", "…, Bayerns Innenminister Karl Quell"
    last = row[before[-1]]
    if last.text in {",", ")"} or last.text in OPENING or last.lower in TITLES:
        return True
    phrase = read_phrase(row, before)
    if phrase is None or phrase.person is None or phrase.indefinite:
        return False
    inner = range(phrase.head + 1, before.stop)
    if any(person_noun(row[index].text) for index in inner):
        return False
    return bool(inner) and row[inner[-1]].lower not in _LINKS
