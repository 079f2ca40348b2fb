"""Speakers mentioned by a pronoun or a possessive: "er", "sie", "ich", "demnach", "eigenen Angaben"."""

from itertools import pairwise

from service.domain import Gender, Quotation, Span
from service.speakers.bodies import Body
from service.speakers.entities import Entity
from service.speakers.reading import NOTHING, Outcome, Reading, best
from service.speakers.tokens import TokenRow
from service.speakers.vocabulary import FIRST_PERSON, NOBODY, PRONOUNS, SAME_SOURCE, possessive

PLURAL_TOO = frozenset({"sie", "diese", "beide", "die"})
GENDER_OF_POSSESSIVE: dict[str, Gender] = {"sein": "male", "ihr": "female"}
_REACH = 40  # tokens


def read_pronoun(reading: Reading, index: int, quotation: Quotation) -> Outcome | None:
    """Whom a mention of this one word means; None where the word is no pronoun."""
    token = reading.row[index]
    lower = token.lower
    if lower in FIRST_PERSON:
        return _speaker_around(reading, token.span, quotation)
    if lower in SAME_SOURCE and not token.text.isupper():
        return same_source(reading, quotation)
    if lower == "es" and quotation.kind == "organisation":
        body = next((entity for entity in reversed(reading.recent) if not entity.is_person), None)
        return Outcome((body,), "pronoun", 0.6) if body else NOTHING
    if lower in {"beide", "beiden", "beider"}:
        return both(reading, token.span.start)
    if lower in {"denen", "welche", "welcher", "welchem", "welches"}:
        return same_source(reading, quotation)
    if lower in PRONOUNS:
        return _personal(reading, index, PRONOUNS[lower], quotation)
    if possessive(lower):
        return read_possessive(reading, possessive(lower) or "", index, quotation)
    return NOTHING if lower in NOBODY else None


def read_possessive(reading: Reading, stem: str, index: int, quotation: Quotation) -> Outcome:
    """ "seiner Ansicht", "eigenen Angaben": the one who is talked about, named before or right after."""
    token = reading.row[index]
    if stem in {"mein", "unser"}:
        return _speaker_around(reading, token.span, quotation)
    if stem == "eigen":
        near = _subject_beside(reading, index, quotation)
        if near:
            return Outcome((near,), "pronoun", 0.8)

    def fits(entity: Entity) -> bool:
        if quotation.kind == "unknown":
            return True
        return entity.is_person if quotation.kind == "person" else not entity.is_person

    gender = GENDER_OF_POSSESSIVE.get(stem)
    return best(reading.rank(token.span.start, gender, quotation, reading.candidates(), fits), "pronoun")


def _personal(reading: Reading, index: int, gender: Gender | None, quotation: Quotation) -> Outcome:
    token = reading.row[index]
    place = token.span.start
    if token.lower in PLURAL_TOO and verb_is_plural(reading, index):
        return _several(reading, place, quotation)
    ranked = reading.rank(
        place, gender, quotation, reading.candidates(bystanders=True), lambda entity: entity.is_person
    )
    if not ranked or quotation.kind in {"organisation", "group", "publication"}:
        bodies = reading.rank(
            place,
            None,
            quotation,
            reading.others.values(),
            lambda entity: not entity.is_person and (gender != "male" or not entity.plural),
        )
        ranked = bodies or ranked
    outcome = best(ranked, "pronoun")
    for entity in outcome.entities:
        if entity.is_person and entity.gender is None:
            entity.gender = gender  # the pronoun tells
    return outcome


def verb_is_plural(reading: Reading, index: int) -> bool:
    """Whether the verb beside "sie" is plural, by the parse or by its ending."""
    row = reading.row
    for near in (index + 1, index - 1):
        if not 0 <= near < len(row) or row[near].sentence != row[index].sentence:
            continue
        token = row[near]
        if token.feats.get("VerbForm") == "Fin" and token.feats.get("Number"):
            return token.feats["Number"] == "Plur"
        if token.upos in {"VERB", "AUX", "X"} and not token.capital:
            return token.lower.endswith(("en", "ern", "eln")) or token.lower in {"sind", "seien"}
    return False


def _several(reading: Reading, place: int, quotation: Quotation) -> Outcome:
    """Plural "sie": joint speakers, else a group or body."""
    if len(reading.last_speakers) > 1:
        return Outcome(reading.last_speakers, "pronoun", 0.8)
    pair = _coordinated(reading, place)
    if pair:
        return Outcome(pair, "pronoun", 0.8)
    ranked = reading.rank(
        place, None, quotation, reading.others.values(), lambda entity: entity.plural or not entity.is_person
    )
    return best(ranked, "pronoun")


def _coordinated(reading: Reading, place: int) -> tuple[Entity, ...]:
    """The persons named as "A und B" last, in the sentence of a place or the one before it."""
    row = reading.row
    here = row.sentence_at(place)
    tokens = row.between(Span(0, place))
    start = next((index for index in tokens if row[index].sentence >= here - 2), tokens.stop)
    named = reading.cast.names_in(range(start, tokens.stop))
    for (first, left), (second, right) in reversed(list(pairwise(named))):
        between = range(left.stop, right.start)
        joined = any(row[index].lower in {"und", "sowie"} for index in between)
        if first is not second and joined and all(_may_join(row, index) for index in between):
            return first, second
    return ()


def _may_join(row: TokenRow, index: int) -> bool:
    """Whether a word may stand between two coordinated names: "und", a title or role, a party in parentheses."""
    token = row[index]
    return token.lower in {"und", "sowie"} or token.text in {"(", ")"} or (token.capital and not token.breaks)


def both(reading: Reading, place: int) -> Outcome:
    """ "Beide": the joint speakers, else two who are named together right before, else the last two who spoke."""
    if len(reading.last_speakers) == 2:
        return Outcome(reading.last_speakers, "pronoun", 0.95)
    pair = _coordinated(reading, place)
    if pair:
        return Outcome(pair, "pronoun", 0.8)
    persons = list(dict.fromkeys(entity for entity in reversed(reading.recent) if entity.is_person))
    named = [entity for entity in persons if not entity.described]
    persons = named if len(named) > 1 else persons
    sure = 0.95 if len(persons) == 2 else 0.6
    return Outcome((persons[1], persons[0]), "pronoun", sure) if len(persons) > 1 else NOTHING


def same_source(reading: Reading, quotation: Quotation) -> Outcome:
    """ "Demnach", "wonach": the source spoken of last, of the kind that the quotation is said to have."""
    last = reading.last_speakers
    if last and (quotation.kind == "unknown" or last[0].kind == quotation.kind):
        return Outcome(last, "pronoun", 0.8)
    fitting = next((entity for entity in reversed(reading.recent) if entity.kind == quotation.kind), None)
    if fitting:
        return Outcome((fitting,), "pronoun", 0.6)
    return Outcome(last, "pronoun", 0.3) if last else NOTHING


def _subject_beside(reading: Reading, index: int, quotation: Quotation) -> Entity | None:
    """The person or body of the sentence whom "eigenen Angaben" means: the first before it, else the next one."""
    row = reading.row
    near = range(max(index - _REACH, 0), min(index + _REACH, len(row)))
    sentence = [i for i in near if row[i].sentence == row[index].sentence]
    if quotation.kind in {"person", "unknown"}:
        named = reading.cast.names_in(range(sentence[0], sentence[-1] + 1))
        after = [entity for entity, name in named if name.start > index]
        before = [entity for entity, name in named if name.stop <= index]
        return next(iter([*before, *after]), None)
    bodies = [body for body in reading.bodies.places if row.sentence_at(body.span.start) == row[index].sentence]
    place = row[index].span.start
    chosen = next(iter(bodies), None) or _next_or_last(
        [body for body in reading.bodies.places if body.span.end <= place], place
    )
    if chosen is None:
        return None
    return reading.body(reading.bodies.by_hypernym(chosen.name, chosen.span.start) or chosen.name, quotation)


def _next_or_last(bodies: list[Body], place: int) -> Body | None:
    return next((body for body in bodies if body.span.start > place), bodies[-1] if bodies else None)


def _speaker_around(reading: Reading, span: Span, quotation: Quotation) -> Outcome:
    """ "ich" belongs to the speaker of the quotation that it stands in."""
    around = [
        (q.end - q.start, reading.outcomes[index])
        for index, q in enumerate(reading.quotations)
        if index in reading.outcomes and q is not quotation and any(part.covers(span) for part in q.spans)
    ]
    if around:
        outcome = min(around, key=lambda pair: pair[0])[1]
        return Outcome(outcome.entities, "pronoun", outcome.sure) if outcome.entities else NOTHING
    return Outcome(reading.last_speakers, "pronoun", 0.6) if reading.last_speakers else NOTHING
