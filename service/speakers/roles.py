"""What the article says a named person is: the words before the name, or the apposition around it."""

import re
from dataclasses import dataclass

from service.domain import Gender
from service.speakers.lexicon import person_noun
from service.speakers.nouns import NounPhrase, read_phrase
from service.speakers.people import NamedPerson
from service.speakers.tokens import TokenRow
from service.speakers.vocabulary import is_determiner

_LONGEST = 24  # tokens of an apposition
_ABBREVIATION = re.compile(r"[A-ZÄÖÜ][A-Za-zÄÖÜäöü]*[A-ZÄÖÜ][\w/-]*$|[A-ZÄÖÜ]{2,}$")
_PARTY = re.compile(r"(?:SPD|CDU|CSU|FDP|Grüne|Grünen|Linke|AfD|BSW|ÖVP|SPÖ|FPÖ|SVP|SP|FDP|GLP|Mitte|Neos|NEOS)")

_NO_BODIES = frozenset({"Ex", "Vize", "Alt", "US", "Co", "Neo", "Ober", "Haupt", "Chef", "Star", "Jung"})


@dataclass(frozen=True, slots=True)
class Role:
    text: str
    bases: tuple[str, ...]  # the person nouns in it: masculine singular, lower case
    organisation: str | None
    gender: Gender | None


def roles_of(row: TokenRow, person: NamedPerson) -> list[Role]:
    """The roles that stand right around one mention of a person, the one before the name first."""
    found = []
    before = _role_before(row, person)
    if before:
        found.append(before)
    after = _apposition_after(row, person.tokens.stop)
    if after:
        found.append(after)
    return found


def party_after(row: TokenRow, index: int) -> str | None:
    """The party or body in parentheses right after a name: "(SPD)"."""
    if index + 2 < len(row) and row[index].text == "(" and row[index + 2].text == ")":
        text = row[index + 1].text
        return text if _ABBREVIATION.match(text) or _PARTY.match(text) else None
    if index + 4 < len(row) and row[index].text == "(" and _PARTY.match(row[index + 1].text):
        return row[index + 1].text
    return None


def age_beside(row: TokenRow, name: range) -> str | None:
    """A person's age as digits: "(51)", ", 51,", "51 Jahre alt" after the name, "51-jährige" before it."""
    for index in range(max(name.start - 6, 0), name.start):
        match = re.match(r"(\d{1,3})-[Jj]ährige", row[index].text) or (
            re.match(r"(\d{1,3})$", row[index].text) if row[index + 1].text == "Jahre" else None
        )
        if match and row[index].sentence == row[name.start].sentence:
            return match[1]
    after = [row[index].text for index in range(name.stop, min(name.stop + 3, len(row)))]
    if len(after) > 2 and after[0] in {"(", ","} and after[1].isdigit() and after[2] in {")", ",", "Jahre"}:
        return after[1]
    return None


def _role_before(row: TokenRow, person: NamedPerson) -> Role | None:
    if person.role:
        start = person.role.start
        while start > 0 and is_determiner(row[start - 1].text) and not row[start].breaks:
            start -= 1
        return _role(row, range(start, person.role.stop))
    begin = person.role.start
    if begin < 2:
        return None
    if row[begin - 1].text == ",":
        return _phrase_ending_at(row, begin - 1)
    # "Der Abgeordnete der CDU Frank Mindermann"
    return _phrase_ending_at(row, begin) if _ABBREVIATION.match(row[begin - 1].text) else None


def _phrase_ending_at(row: TokenRow, stop: int) -> Role | None:
    """The noun phrase before a comma that a name follows: "die Vorsitzende des Ausschusses, Renate …"."""
    start = stop
    while (
        start > 0
        and stop - start < _LONGEST
        and row[start - 1].sentence == row[stop - 1].sentence
        and not row[start].breaks
        and row[start - 1].text not in {",", ":", ";", ".", "–"}
        and row[start - 1].upos not in {"VERB", "AUX"}
    ):
        start -= 1
    for begin in range(start, stop):
        if not (is_determiner(row[begin].text) or person_noun(row[begin].text)):
            continue
        phrase = read_phrase(row, range(begin, stop))
        if phrase and phrase.person and not phrase.plural:
            return _role(row, range(begin, stop))
        if is_determiner(row[begin].text):
            return None
    return None


def _apposition_after(row: TokenRow, index: int) -> Role | None:
    """ "…, der Leiter des Dienstes," after a name, parentheses in between."""
    if index < len(row) and row[index].text == "(":
        closing = next((i for i in range(index, min(index + 6, len(row))) if row[i].text == ")"), None)
        if closing is None:
            return None
        index = closing + 1
    if index >= len(row) or row[index].text != ",":
        return None
    start = stop = index + 1
    depth = 0
    while stop < len(row) and stop - start < _LONGEST and not row[stop].breaks:
        text = row[stop].text
        depth += (text == "(") - (text == ")")
        if (text in {",", ";", ":", ".", "!", "?", "–", "“", "”", "«", '"'} and not depth) or row[stop].sentence != row[
            start
        ].sentence:
            break
        if row[stop].upos in {"VERB", "AUX"} and not row[stop].capital:
            break
        stop += 1
    if stop == start or not (
        row[stop - 1].capital or row[stop - 1].text in {")", "“", "”", "«"} or row[stop - 1].text[0].isdigit()
    ):
        return None
    phrase = read_phrase(row, range(start, stop))
    if phrase is None or phrase.person is None or phrase.plural:
        return None
    if phrase.head - start > 4:
        return None
    if (
        stop < len(row)
        and row[stop].upos in {"VERB", "AUX"}
        and row[start].lower in {"der", "die"}
        and row[stop].sentence == row[start].sentence
    ):
        following = row[stop + 1].text if stop + 1 < len(row) else "."
        if following in {",", "."}:  # a relative clause: its verb stands last
            return None
    return _role(row, range(start, stop))


def _role(row: TokenRow, indices: range) -> Role | None:
    phrase = read_phrase(row, indices)
    if phrase is None:
        return None
    bases = [noun for index in indices if (noun := person_noun(row[index].text))]
    names = tuple(dict.fromkeys([noun.base for noun in bases] + [noun.modifier + noun.base for noun in bases]))
    return Role(_role_text(row, phrase, indices), names, _organisation(row, phrase, indices), phrase.gender)


def _role_text(row: TokenRow, phrase: NounPhrase, indices: range) -> str:
    """The role as the article words it: nominative head, no article, parentheses kept."""
    head = row[phrase.head]
    tail = row.text[head.span.end : row[indices.stop - 1].span.end]
    before = phrase.name.partition(phrase.noun)[0] if phrase.noun in phrase.name else ""
    genitive = row.words_of(range(indices.start, phrase.head)) if not phrase.determiner else ""
    return " ".join(f"{before or genitive + ' '}{phrase.noun}{tail}".split())


def _organisation(row: TokenRow, phrase: NounPhrase, indices: range) -> str | None:
    for index in range(phrase.head + 1, indices.stop - 2):
        if row[index].text == "(" and row[index + 2].text == ")" and _ABBREVIATION.match(row[index + 1].text):
            return row[index + 1].text
    compound = row[phrase.head].text.split("-")
    if len(compound) == 2 and compound[0] not in _NO_BODIES and len(compound[0]) > 1:
        return {"Grünen": "Grüne", "Linken": "Linke"}.get(compound[0], compound[0])
    for index in range(phrase.head + 1, indices.stop):
        if row[index].lower in {"des", "der", "von", "vom", "bei", "beim"}:
            start = index + 1 if row[index].lower in {"von", "vom", "bei", "beim"} else index
            inner = read_phrase(row, range(start, indices.stop), genitive=True)
            return inner.name if inner and not inner.person else None
    return None
