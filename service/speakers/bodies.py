"""Bodies of an article: abbreviations and what they stand for, and the fullest form of a short name."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from service.domain import Gender, Span
from service.speakers.declension import undo_genitive
from service.speakers.nouns import OPENING, PARTICIPLE, body_class, read_phrase, title_of
from service.speakers.tokens import TokenRow
from service.speakers.vocabulary import (
    BODY_ENDINGS,
    DOCUMENT_NOUN,
    HYPERNYMS,
    PREPOSITIONS,
    SPELLED_OUT,
    is_determiner,
    is_outlet,
)

_ABBREVIATION = re.compile(r"(?=\S*[A-ZÄÖÜ]\S*[A-ZÄÖÜ])[A-Za-zÄÖÜäöü][\w&/.-]{1,11}$|[A-ZÄÖÜ]{2,8}$")
_SHORT = re.compile(r"[A-ZÄÖÜ]{2,5}$|[a-z]{2}$")
_CAPITALISED = re.compile(r"[A-ZÄÖÜ][a-zäöü]{2,8}$")
_LINKS = frozenset("für und der des in zur of the and de zum von".split())
_LONGEST = 12
_LEGAL_FORM = (
    r"(?:GmbH & Co\.? KG(?:aA)?|SE & Co\.? KG(?:aA)?|gGmbH|GmbH|AG|SE|KGaA|KG|Inc\.?|Ltd\.?|eG|S\.A\.|plc)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Body:
    """One place where a body stands with its own noun or name."""

    name: str
    head: str  # its head noun, lower case
    body_class: str
    span: Span
    modified: bool
    gender: Gender | None = None  # of its noun
    plural: bool = False
    proper: bool = False  # holds a name of its own


class Bodies:
    """What an article calls its bodies."""

    def __init__(self, row: TokenRow, persons: Collection[int] = ()) -> None:
        self.row = row
        self._persons = persons  # indices of tokens in persons' names
        self.full: dict[str, str] = {}
        self.abbreviation: dict[str, str] = {}
        self._incorporated: dict[str, str | None] = {}
        self._read_parentheses()
        self.places = list(self._scan())

    def fullest(self, name: str, place: int, *, definite: bool, bare: bool) -> str:
        """The fullest form the article has for a body's name.

        `bare` says that the name is one noun without anything around it: only then "Staatsanwaltschaft" may be
        "Staatsanwaltschaft Altach".
        """
        if name in self.full:
            return self.full[name]
        incorporated = self._with_legal_form(name)
        if incorporated:
            return incorporated
        spelled = self._spelled_out(name) if _SHORT.match(name) else None
        if spelled:
            self._remember(name, spelled)
            return spelled
        if not bare or not definite:
            return name
        lower = name.lower()
        if lower == "union":  # in German politics CDU and CSU, not the European one
            return name
        for longer in (
            [body for body in self.places if body.head == lower and body.modified],
            [body for body in self.places if body.head != lower and _is_part(lower, body.head)],
        ):
            before = [body.name for body in longer if body.span.end <= place]
            if before:
                return before[-1]
            if len({body.name for body in longer}) == 1:
                return longer[0].name
        return name

    def _with_legal_form(self, name: str) -> str | None:
        """ "Premium Aerotec GmbH" for "Premium Aerotec", where the article has it."""
        if name not in self._incorporated:
            match = re.search(rf"(?<!\w){re.escape(name)} {_LEGAL_FORM}", self.row.text) if name[:1].isupper() else None
            self._incorporated[name] = match[0] if match else None
        return self._incorporated[name]

    def _spelled_out(self, short: str) -> str | None:
        """What an abbreviation stands for: a body whose name it fits, else capitalised words that its letters begin."""
        known = SPELLED_OUT.get(short)
        for body in self.places:
            if body.name == known or _fits(short, body.name):
                return body.name
        row, size = self.row, len(short)
        for start in range(len(row) - size + 1):
            window = range(start, start + size)
            if row[start].lower[0] != short[0].lower() or row[start].sentence != row[window[-1]].sentence:
                continue
            if all(
                len(row[index].text) > 2
                and row[index].lower[0] == letter.lower()
                and (row[index].capital or short.islower())
                for index, letter in zip(window, short, strict=True)
            ):
                return row.words_of(window)
        return None

    def by_hypernym(self, noun: str, place: int) -> str | None:
        """The body that "die Behörde" or "der Konzern" means: the last one of such a class before a place."""
        classes = HYPERNYMS.get(noun.lower())
        if classes is None:
            return None
        before = [
            body
            for body in self.places
            if body.span.end <= place
            and body.body_class in classes
            and not (" " not in body.name and body.name.lower().endswith(tuple(HYPERNYMS)))
            and not body.head.endswith(noun.lower())
        ]
        return before[-1].name if before else None

    def _read_parentheses(self) -> None:
        row = self.row
        for index in range(1, len(row) - 2):
            if row[index].text != "(" or row[index].breaks:
                continue
            inner = row[index + 1].text
            short = bool(_ABBREVIATION.match(inner))
            if row[index + 2].text == ")" and (short or _CAPITALISED.match(inner)):
                before = self._expansion_before(index, inner, exact=not short)
                if before:
                    self._remember(inner, before)
            elif _ABBREVIATION.match(row[index - 1].text):
                closing = next((i for i in range(index, min(index + _LONGEST, len(row))) if row[i].text == ")"), None)
                if closing and closing - index > 2:
                    words = [row[i].text for i in range(index + 1, closing)]
                    if _spells(row[index - 1].text, words):
                        self._remember(row[index - 1].text, row.words_of(range(index + 1, closing)))

    def _remember(self, abbreviation: str, name: str) -> None:
        self.full.setdefault(abbreviation, name)
        self.abbreviation.setdefault(name, abbreviation)

    def _expansion_before(self, stop: int, abbreviation: str, *, exact: bool) -> str | None:
        """The name that ends before a parenthesis with its abbreviation; None where the letters do not fit."""
        row = self.row
        if row[stop - 1].text in OPENING:
            opening = next((i for i in range(stop - 2, max(stop - _LONGEST, -1), -1) if row[i].text in OPENING), None)
            return title_of(row, range(opening + 1, stop - 1)) if opening is not None else None
        start = stop
        best = None
        while start > 0 and stop - start < _LONGEST and row[start - 1].sentence == row[stop - 1].sentence:
            token = row[start - 1]
            if not token.wordlike or (token.breaks and start != stop):
                break
            if not token.capital and token.lower not in _LINKS:
                break
            start -= 1
            if (
                token.capital
                and not (is_determiner(token.text) or token.lower in PREPOSITIONS)
                and token.text[0].lower() == abbreviation[0].lower()
            ):
                best = start
                if _spells(abbreviation, [row[i].text for i in range(start, stop)]):
                    break
        if best is None or (exact and not _spells(abbreviation, [row[i].text for i in range(best, stop)])):
            return None
        first = best
        while first > 0 and is_determiner(row[first - 1].text) and not row[first].breaks:
            first -= 1
        phrase = read_phrase(row, range(first, stop), genitive=first == best and best > 0)
        text = phrase.name if phrase else row.words_of(range(best, stop))
        return text if len(text) > len(abbreviation) else None

    def _scan(self) -> list[Body]:
        row, found = self.row, []
        index = 0
        while index < len(row):
            token = row[index]
            recognised = token.ner.endswith("-ORG")
            noun = token.capital and token.upos not in {"VERB", "ADV"}
            kind = class_of_noun(token.text) if noun else None
            if not (recognised or kind or (token.text in self.full)):
                index += 1
                continue
            stop = self._extent(index)
            start = index
            if recognised and not token.capital and index and row[index - 1].capital and not row[index].breaks:
                start = index = index - 1  # "Ärzte ohne Grenzen", of which only the end was recognised
                token = row[index]
            document = kind in {"studie", "dokument"}
            while start > 0 and not row[start].breaks and _describes(row, start - 1, document):
                start -= 1
            phrase = read_phrase(row, range(start, stop))
            if phrase and any(map(str.isalpha, phrase.name)):
                name = self.full.get(phrase.name, phrase.name)
                agency = kind == "behörde" and "agentur" in phrase.noun.lower() and is_outlet(name)
                kind = "outlet" if agency else kind or class_of_noun(name)
                kind = kind or ("outlet" if is_outlet(name) else "organisation")
                found.append(
                    Body(
                        name,
                        phrase.noun.lower(),
                        kind,
                        row.span_of(range(index, stop)),
                        bool(phrase.complement)
                        or recognised
                        or (phrase.modified and not document)
                        or name != phrase.noun,
                        phrase.gender,
                        phrase.plural,
                        recognised or name != phrase.name or _is_proper_name(row, range(index, stop)),
                    )
                )
            index = stop
        return found

    def _extent(self, index: int) -> int:
        """Where a body's name ends: over names after its noun, and one genitive or "für …"."""
        row, stop = self.row, index + 1
        recognised = row[index].ner.endswith("-ORG")
        if stop + 1 < len(row) and row[stop].text in OPENING and not recognised and not row[stop].breaks:
            closing = next((i for i in range(stop + 1, min(stop + _LONGEST, len(row))) if row[i].text in OPENING), None)
            if closing and row[stop + 1].capital and row[closing].sentence == row[index].sentence:
                return closing + 1
        while stop < len(row) and not row[stop].breaks and row[stop].sentence == row[index].sentence:
            token = row[stop]
            following = row[stop + 1] if stop + 1 < len(row) else None
            inside = recognised and token.ner[:1] in "IE" and token.ner.endswith("-ORG")
            name = (
                stop not in self._persons
                and token.capital
                and token.upos in {"PROPN", "X", "NUM"}
                and not token.ner.endswith("-PER")
            )
            if inside or (name and token.wordlike and not row[index].lower.endswith("regierung")):
                stop += 1
            elif token.lower in {"für", "des", "der"} and following and following.capital and token.upos != "PRON":
                stop += 2
            else:
                break
        return stop


def _fits(short: str, name: str) -> bool:
    """Whether letters begin a name's words, linking ones aside, or its last word's parts too: "DFB"."""
    parts = [part for part in name.lower().replace("-", " ").split() if part not in _LINKS]
    letters = short.lower()
    if len(parts) < 2 or len(letters) < 3 or any(char not in "".join(parts) for char in letters):
        return False
    if "".join(part[0] for part in parts) == letters:
        return True
    ending = max((ending for ending, _ in BODY_ENDINGS if parts[-1].endswith(ending)), key=len, default="")
    split = [*parts[:-1], parts[-1].removesuffix(ending), ending] if ending and ending != parts[-1] else parts
    return "".join(part[0] for part in split if part) == letters


def _is_proper_name(row: TokenRow, tokens: range) -> bool:
    return any(row[index].upos == "PROPN" or row[index].text.isupper() or row[index].ner != "O" for index in tokens)


def class_of_noun(noun: str) -> str | None:
    """What kind of body or document a noun means."""
    if re.search(r"(?:studie|untersuchung|umfrage|erhebung)n?$", noun.lower()):
        return "studie"
    if DOCUMENT_NOUN.match(noun):
        return "dokument"
    return body_class(noun) or body_class(undo_genitive(noun))


def _describes(row: TokenRow, index: int, document: bool) -> bool:
    token = row[index]
    if is_determiner(token.text):
        return True
    if PARTICIPLE.match(token.text) and index and row[index - 1].capital:
        return False  # "die zur Universität gehörende Kammer"
    return (token.upos == "ADJ" and not document) or (
        token.capital and bool(re.match(r"\w*(?:isch|lich|deutsch|wärtig|eint)(?:e|en|er|es)$", token.lower))
    )


def _spells(abbreviation: str, words: list[str]) -> bool:
    """Whether the capitals of some words, or the parts of a compound, begin with an abbreviation's letters."""
    parts = [part for word in words for part in word.split("-") if part]
    capitals = "".join(part[0] for part in parts if part[0].isupper()).lower()
    letters = "".join(char for char in abbreviation if char.isalpha()).lower()
    return capitals == letters


def _is_part(short: str, compound: str) -> bool:
    return len(short) >= 3 and compound.endswith(short) and compound != short and class_of_noun(short) is not None
