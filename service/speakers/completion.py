"""Whose speaker, whose office: what a nameless person is called by the body or person that it belongs to.

"Eine Sprecherin" is "Sprecherin der Polizei", "ihr Büro" is "Büro von Katharina Moor", once it is clear whose.
"""

import re

from service.speakers.bodies import Body
from service.speakers.declension import ADJECTIVE, undo_genitive
from service.speakers.nouns import NounPhrase, body_class
from service.speakers.reading import Outcome, Reading
from service.speakers.tokens import TokenRow
from service.speakers.vocabulary import HYPERNYMS, OUTLET_NOUNS, possessive, words

_NEAR = 2
"""Sentences back within which a body is taken to be the one that a bare "Sprecherin" speaks for."""
_SURE = 0.6
"""Share of the choice from which on it is clear whose somebody is."""
_NO_EMPLOYERS = frozenset({"studie", "dokument", "outlet"})
_MASCULINE = words("den dem des das vom zum beim im am")  # or neuter: both have "des"
_FEMININE = frozenset({"die", "zur"})
_TAKEN_UP = HYPERNYMS.keys() - {"gericht", "kammer", "partei"}
"""Nouns that only take up what was named before: "eine Sprecherin der Klinik"."""
_LONG_ENDING = re.compile(r"(?:amt|haus|rat|bund|[sßxz])$", re.IGNORECASE)


def complete_by_body(reading: Reading, phrase: NounPhrase, place: int) -> str | None:
    """A person's description with the body that it means in full; None where it tells no less by itself.

    "Sprecherin der Polizei" for "eine Sprecherin", of the body that the text speaks of last; "Sprecherin des Klinikums
    Altach" for "eine Sprecherin der Klinik".
    """
    person = phrase.person
    if person is None or phrase.plural or possessive(phrase.determiner):
        return None
    if phrase.complement:
        return _with_fuller_complement(reading, phrase, place)
    if person.base != "sprecher" or person.modifier:
        return None
    here = reading.row.sentence_at(place)
    near = [
        body
        for body in reading.bodies.places
        if body.span.end <= place
        and here - reading.row.sentence_at(body.span.start) <= _NEAR
        and body.body_class not in _NO_EMPLOYERS
    ]
    if not near:
        return None
    return f"{phrase.name} {_genitive(reading, near[-1])}"


def _with_fuller_complement(reading: Reading, phrase: NounPhrase, place: int) -> str | None:
    for person in reading.cast.persons:
        if person.first and re.fullmatch(rf"von .* {re.escape(person.name)}", phrase.complement):
            return f"{phrase.name.removesuffix(phrase.complement)}von {person.name}"
    match = re.fullmatch(r"(?:des|der) (\w+)", phrase.complement)
    noun = undo_genitive(match[1]) if match else ""
    if noun.lower() not in _TAKEN_UP:
        return None
    body = _of_name(reading, reading.bodies.by_hypernym(noun, place))
    if body is None or not phrase.name.endswith(phrase.complement):
        return None
    described = phrase.name.removesuffix(phrase.complement).strip()
    return f"{described} {_genitive(reading, body)}"


def complete_by_owner(outcome: Outcome, owners: Outcome) -> Outcome:
    """ "Büro von Katharina Moor" for "ihr Büro": a described speaker called by the person whose it is."""
    if len(outcome.entities) != 1 or len(owners.entities) != 1 or owners.sure < _SURE:
        return outcome
    entity, owner = outcome.entities[0], owners.entities[0]
    alone = " " not in entity.name and not entity.proper and entity.kind != "publication"
    alone = alone and not (entity.plural and entity.name != "Eltern")
    if alone and entity is not owner and owner.is_person and not owner.described:
        entity.aliases.add(entity.name)
        entity.name = f"{entity.name} von {owner.name}"
    return outcome


def _fuller(reading: Reading, body: Body) -> Body:
    """The place where a body has its fullest name."""
    name = reading.bodies.by_hypernym(body.name, body.span.start) if " " not in body.name else None
    name = reading.bodies.fullest(name or body.name, body.span.start, definite=True, bare=" " not in body.name)
    return _of_name(reading, name) or body


def _of_name(reading: Reading, name: str | None) -> Body | None:
    """The first place where a body has this name."""
    return next((body for body in reading.bodies.places if body.name == name), None)


def _genitive(reading: Reading, body: Body) -> str:
    """A body's fullest name: "des Auswärtigen Amtes", "der Polizei".

    "von Altwerk" for a name that the article never uses with "der".
    """
    row, body = reading.row, _fuller(reading, body)
    places = (other for other in reading.bodies.places if other.name == body.name)
    determiners = [found for other in places if (found := _determiner(row, other))]
    determiners += _before_word(row, body.name)
    if not determiners and (body_class(body.name) is None or body.name.lower() in OUTLET_NOUNS):
        return f"von {body.name}"
    masculine = any(lower in _MASCULINE for lower, _ in determiners) and not body.plural
    feminine = any(lower in _FEMININE for lower, _ in determiners)
    if not masculine and not feminine:
        subject = any(lower == "der" and function == "nsubj" for lower, function in determiners)
        masculine = not body.plural and (subject or body.gender in {"male", "neutral"})
    article = "des" if masculine and not feminine else "der"
    return " ".join([article, *_declined(body, strong=article == "des")])


def _declined(body: Body, *, strong: bool) -> list[str]:
    parts = body.name.split()
    head = next((i for i, word in enumerate(parts) if word.lower() == body.head), len(parts) - 1)
    declined = []
    for index, word in enumerate(parts):
        if index < head and ADJECTIVE.match(word) and not (word[0].isupper() and word.endswith("er")):
            declined.append(re.sub(r"(?:en|em|er|es|e)$", "en", word))
        elif index < head and re.search(r"(?:isch|lich|deutsch)er$", word):
            declined.append(word[:-2] + "en")
        elif index == head and strong and word.lower() == body.head and word[-1].islower():
            declined.append(word + ("es" if _LONG_ENDING.search(word) else "s"))
        else:
            declined.append(word)
    return declined


def _before_word(row: TokenRow, name: str) -> list[tuple[str, str]]:
    """The articles right before a name of one word, wherever it stands, and what it is there."""
    return [
        (row[index - 1].lower, row.function_of(index))
        for index in range(1, len(row))
        if row[index].text == name and row[index - 1].lower in _MASCULINE | _FEMININE | {"der"}
    ]


def _determiner(row: TokenRow, body: Body) -> tuple[str, str] | None:
    """The article before a body's name, and what the name is in its sentence."""
    index = row.between(body.span).start
    if row[index].lower not in body.name.lower() and row[index].lower[:-1] not in body.name.lower():
        return None  # "der Weltverband UCI"
    function = row.function_of(index)
    while index > 0 and not row[index].breaks:
        index -= 1
        lower = row[index].lower
        if lower in _MASCULINE or lower in _FEMININE or lower == "der":
            return lower, function
        if row[index].upos != "ADJ" and not (row[index].capital and ADJECTIVE.match(row[index].text)):
            return None
    return None
