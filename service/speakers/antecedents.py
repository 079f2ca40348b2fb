"""Whom does a pronoun or a short noun phrase mean? Candidates are weighed by gender, nearness and prominence."""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from service.domain import Gender, Span
from service.speakers.entities import Entity
from service.speakers.tokens import TokenRow


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts for a candidate; fitted on the training part of our corpus (`python -m training.speakers.fit`)."""

    sentence: float = -2.5  # per sentence between the mention and its candidate
    farthest: float = 5.0  # sentences beyond which distance no longer counts
    subject: float = 0.3  # the candidate's last mention is a subject or opens its sentence
    spoke_last: float = 0.5  # the candidate is the speaker of the quotation before
    spoke: float = 0.8  # the candidate has spoken at all
    inside: float = -1.5  # the last mention stands inside quotation
    frequency: float = -0.1  # per natural logarithm of the number of mentions before
    gender_unknown: float = -0.5
    later: float = -6.0  # the candidate is named only afterwards
    bystander: float = -2.5  # the candidate is nobody with a name, and has not spoken


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Search:
    """One search for an antecedent at `place`; mentions inside `skip` do not count."""

    row: TokenRow
    place: int
    gender: Gender | None
    last_speakers: Sequence[Entity]
    quoted: Sequence[Span]
    skip: Sequence[Span] = ()
    weights: Weights = WEIGHTS

    def rank(self, candidates: Iterable[Entity], fits: Callable[[Entity], bool]) -> list[tuple[float, Entity]]:
        """Fitting candidates with their weight, best first."""
        ranked = [
            (score, entity) for entity in candidates if fits(entity) and (score := self._score(entity)) is not None
        ]
        ranked.sort(key=lambda pair: -pair[0])
        return ranked

    def _score(self, entity: Entity) -> float | None:
        weights = self.weights
        if self.gender and entity.gender and entity.gender != self.gender:
            return None
        score = 0.0
        before = self._last_before(entity)
        if before is None:
            if not entity.mentions:
                return None
            ahead = self.row.sentence_at(entity.mentions[0].start) - self.row.sentence_at(self.place)
            score += weights.later + weights.sentence * min(ahead, weights.farthest)
        else:
            distance = self.row.sentence_at(self.place) - self.row.sentence_at(before.start)
            score += weights.sentence * min(distance, weights.farthest)
            if before.start in entity.subjects:
                score += weights.subject
            if any(span.covers(before) for span in self.quoted):
                score += weights.inside
            count = bisect_left(entity.mentions, before) + 1
            score += weights.frequency * math.log(count + 1)
        if entity in self.last_speakers:
            score += weights.spoke_last
        if entity.spoke:
            score += weights.spoke
        elif entity.described:
            score += weights.bystander
        if self.gender and entity.gender is None:
            score += weights.gender_unknown
        return score

    def _last_before(self, entity: Entity) -> Span | None:
        place = self.place
        while True:
            before = entity.last_mention_before(place)
            if before is None or not any(span.covers(before) for span in self.skip):
                return before
            place = before.start


def confidence_of(ranked: Sequence[tuple[float, Entity]]) -> float:
    """How sure the best candidate is, from its lead over the second: 0.5 for none, near 1 for a clear one."""
    if len(ranked) < 2:
        return 0.95
    return 1 / (1 + math.exp(-(ranked[0][0] - ranked[1][0])))
