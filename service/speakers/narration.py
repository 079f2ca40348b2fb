"""Whom the article talks about between its quotations.

"Für Dilek Arslan kommt der Bericht spät. Die Altenpflegerin hat geklagt. Sie …": the narration goes on with somebody by
a noun or a pronoun, and a quotation's "sie" can only be understood by what was told until then. Every such mention is
read once, in text order, as far as the quotation that is to be attributed.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.domain import Kind, Quotation, Span
from service.speakers.bystanders import Bystander, find_bystanders, holder_of
from service.speakers.entities import Entity
from service.speakers.lexicon import PersonNoun
from service.speakers.nouns import NounPhrase
from service.speakers.pronouns import read_pronoun
from service.speakers.reading import NOTHING, Outcome, Reading
from service.speakers.rolematch import age_of
from service.speakers.seeking import pronoun_sought
from service.speakers.sought import Sought

Choose = Callable[[Sought, Outcome], Outcome]
"""What the learned weights make of a mention: whom it means, with a probability."""
SURE_ENOUGH = 0.7
"""Probability from which a mention in the narration is taken for a person's."""
_PRONOUNS = frozenset({"er", "sie", "dieser", "diese"})


@dataclass(frozen=True, slots=True)
class _Pronoun:
    span: Span
    index: int


class Narration:
    """The mentions of one article that no quotation makes, read up to a place that moves on."""

    def __init__(self, reading: Reading, quotations: Sequence[Quotation], choose: Choose) -> None:
        self._reading, self._choose = reading, choose
        self._quoted = _merged([s for q in quotations if q.type != "reported" for s in q.spans])
        spoken = [s for q in quotations for s in q.mention]
        self._speaking = _merged(spoken)
        self._speakers_at = {span.start for span in spoken}
        pronouns = [
            _Pronoun(token.span, index)
            for index, token in enumerate(reading.row.tokens)
            if token.lower in _PRONOUNS and self._tells(token.span) and _stands_alone(reading, index)
        ]
        mentions: list[Bystander | _Pronoun] = [*find_bystanders(reading.row, reading.cast), *pronouns]
        self._mentions = sorted(mentions, key=lambda mention: mention.span.start)
        self._told = 0
        self._described: dict[tuple[str, bool], Entity] = {}

    def tell_until(self, place: int) -> None:
        """Reads the mentions that begin before a place; those read before stay as they were."""
        while self._told < len(self._mentions) and self._mentions[self._told].span.start < place:
            mention = self._mentions[self._told]
            self._told += 1
            if isinstance(mention, _Pronoun):
                self._pronoun(mention)
            else:
                self._noun(mention)

    def _tells(self, span: Span) -> bool:
        return not _touches(self._quoted, span) and not _touches(self._speaking, span)

    def _pronoun(self, mention: _Pronoun) -> None:
        reading = self._reading
        if reading.row.function_of(mention.index) != "nsubj":
            return
        quotation = _narrated(mention.span)
        sought = pronoun_sought(reading, mention.index, quotation)
        if sought is None or sought.plural:
            return
        outcome = self._choose(sought, read_pronoun(reading, mention.index, quotation) or NOTHING)
        if len(outcome.entities) == 1 and outcome.sure >= SURE_ENOUGH:
            outcome.entities[0].add_mention_as(mention.span, "nsubj", subject=True)

    def _noun(self, mention: Bystander) -> None:
        reading, phrase = self._reading, mention.phrase
        if phrase.person is None or mention.span.start in self._speakers_at:
            return  # a quotation's own mention is attributed with it
        singular = phrase.definite and not phrase.plural
        entity = holder_of(reading.cast, phrase, mention.span.start) if singular else None
        if entity is None:
            entity = self._of_description(phrase, phrase.person)
            if singular and self._tells(mention.span):
                entity = self._taken_up(mention, entity)
        entity.add_mention_as(mention.span, mention.function, subject=mention.subject)

    def _taken_up(self, mention: Bystander, described: Entity) -> Entity:
        """Whom a definite noun takes up: a person named before, who has that role from then on."""
        phrase = mention.phrase
        sought = Sought("person", mention.index, phrase.gender, _narrated(mention.span), False, phrase)
        outcome = self._choose(sought, Outcome((described,), "description"))
        if len(outcome.entities) != 1 or outcome.entities[0] is described or outcome.sure < SURE_ENOUGH:
            return described
        entity = outcome.entities[0]
        if phrase.person:
            entity.role_bases.update({phrase.person.base, phrase.person.modifier + phrase.person.base})
        entity.age = entity.age or age_of(phrase)
        return entity

    def _of_description(self, phrase: NounPhrase, noun: PersonNoun) -> Entity:
        """One entity for all descriptions with the same noun and number, by the longest that brings it in."""
        key = (noun.base, phrase.plural)
        entity = self._described.get(key) or self._speaker_described(noun, plural=phrase.plural)
        if entity is None:
            kind: Kind = "group" if phrase.plural else "person"
            entity = self._described[key] = Entity(
                phrase.name, kind, None if phrase.plural else phrase.gender, phrase.plural, described=True
            )
            entity.vague = phrase.definite and not phrase.complement and not phrase.adjectives
            self._reading.bystanders.append(entity)
        elif (phrase.indefinite or entity.vague) and len(phrase.name) > len(entity.name):
            entity.name, entity.vague = phrase.name, False
        entity.role_bases.update({noun.base, noun.modifier + noun.base})
        entity.age = entity.age or age_of(phrase)
        return entity

    def _speaker_described(self, noun: PersonNoun, *, plural: bool) -> Entity | None:
        """A speaker without a name whom the same noun describes."""
        known = (e for e in self._reading.others.values() if e.described and e.plural == plural)
        return next((entity for entity in known if noun.base in entity.role_bases), None)


def _narrated(span: Span) -> Quotation:
    """A mention in the narration, as something to be attributed."""
    return Quotation("reported", "speech_or_writing", (span,), 0.0, mention=(span,))


def _stands_alone(reading: Reading, index: int) -> bool:
    """Whether "dieser" or "diese" is a pronoun, no article."""
    token = reading.row[index]
    return token.lower in {"er", "sie"} or token.upos == "PRON"


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The stretches that some spans cover, in text order and disjoint."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _touches(stretches: Sequence[Span], span: Span) -> bool:
    index = bisect_left(stretches, span.end, key=lambda stretch: stretch.start)
    return index > 0 and stretches[index - 1].end > span.start
