"""Persons whom the article mentions without a name: "ein Anwohner", "die Mutter des Jungen".

They become speakers only when a quotation's pronoun turns out to mean them.
"""

from service.speakers.cast import Cast
from service.speakers.entities import Entity
from service.speakers.lexicon import person_noun
from service.speakers.nouns import read_phrase
from service.speakers.tokens import TokenRow
from service.speakers.vocabulary import PREPOSITIONS, is_determiner

_LONGEST = 8  # tokens of such a description


def find_bystanders(row: TokenRow, cast: Cast) -> list[Entity]:
    """Described persons, one for all mentions with the same noun, in text order."""
    found: dict[str, Entity] = {}
    index = 0
    while index < len(row):
        token = row[index]
        if (
            not token.capital
            or not token.wordlike
            or person_noun(token.text) is None
            or cast.names_in(range(index, index + 2))
        ):
            index += 1
            continue
        start = index
        while (
            start > 0
            and index - start < 4
            and not row[start].breaks
            and (is_determiner(row[start - 1].text) or row[start - 1].upos == "ADJ")
        ):
            start -= 1
        stop = _extent(row, index)
        phrase = read_phrase(row, range(start, stop)) if is_determiner(row[start].text) and start < index else None
        if (
            phrase
            and phrase.person
            and not phrase.plural
            and phrase.head == index
            and not cast.names_in(range(start, stop))
        ):
            known = found.get(phrase.person.base)
            if known is None or (phrase.indefinite and known.gender != phrase.gender):
                known = found.setdefault(
                    phrase.person.base,
                    Entity(phrase.name, "person", phrase.gender, described=True, role_bases={phrase.person.base}),
                )
            elif len(phrase.name) > len(known.name) and not phrase.definite:
                known.name = phrase.name
            span = row.span_of(range(start, index + 1))
            known.add_mention(span)
            if token.deprel.startswith("nsubj") or start == 0 or row[start - 1].sentence != token.sentence:
                known.subjects.add(span.start)
        index += 1
    return list(found.values())


def _extent(row: TokenRow, index: int) -> int:
    """Over one genitive or prepositional phrase behind the noun."""
    stop = index + 1
    if stop + 1 < len(row) and row[stop].lower in {"des", "der", "von", "eines", "einer", "aus"} | (
        PREPOSITIONS & {"vom"}
    ):
        while stop < len(row) and stop - index < _LONGEST and row[stop].sentence == row[index].sentence:
            token = row[stop]
            if token.capital and token.wordlike:
                return stop + 1
            if not token.wordlike or token.upos in {"VERB", "AUX", "PRON"}:
                return index + 1
            stop += 1
    return index + 1
