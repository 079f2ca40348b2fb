"""What is known of an article at one point of reading it: who is in it, who has spoken, and whom one could mean."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from service.domain import Gender, Kind, Quotation, Sentence
from service.speakers.antecedents import WEIGHTS, Search, Weights, confidence_of
from service.speakers.bodies import Bodies
from service.speakers.cast import Cast
from service.speakers.entities import Entity
from service.speakers.nouns import NounPhrase, body_class
from service.speakers.tokens import TokenRow
from service.speakers.via import Relay, interview_with
from service.speakers.vocabulary import DOCUMENT_NOUN, is_outlet

NEAR = 2
"""Sentences within which one speaker is taken to go on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whom one mention means, and how that was found out; no entities where nobody can be named."""

    entities: tuple[Entity, ...] = ()
    how: str = "none"
    sure: float = 1.0  # how clearly this candidate beat the others: 1 is beyond doubt
    learned: bool = False  # chosen by learned weights: `sure` is a probability
    signs: tuple[str, ...] = ()  # what spoke for the chosen one, where it was learned
    ranked: tuple[tuple[tuple[Entity, ...], float], ...] = ()  # whom else it may mean, likeliest first, with shares


NOTHING = Outcome()


class Reading:
    """One article, read quotation by quotation."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], quotations: Sequence[Quotation], weights: Weights = WEIGHTS
    ) -> None:
        self.row = TokenRow(text, sentences)
        self.quotations = quotations
        self.cast = Cast(self.row, [span for q in quotations if _may_name(text, q) for span in q.mention])
        self.bodies = Bodies(self.row, self.cast.places)
        self.bystanders: list[Entity] = []  # persons and groups told of so far by a description alone
        self.others: dict[str, Entity] = {}  # bodies and described speakers by name, case folded
        self.outcomes: dict[int, Outcome] = {}  # by the quotation's index
        self.last_speakers: tuple[Entity, ...] = ()
        self.recent: list[Entity] = []  # everybody who has spoken, the last one last
        self.recent_places: list[int] = []  # where they did
        self.known_bodies: dict[str, Entity] = {}  # bodies named anywhere, by name, case folded
        self._know_bodies()
        self.quoted = [span for q in quotations if q.type == "direct" for span in q.spans]
        self._told_sentences = self._count_told()
        self._weights = weights

    def told_between(self, start: int, end: int) -> int:
        """Sentences from one place to a later one, those within somebody's own words not counted."""
        told = self._told_sentences
        return told[self.row.sentence_at(end)] - told[self.row.sentence_at(start)]

    def _count_told(self) -> list[int]:
        """For each sentence, how many up to it are told by the article itself, at least in part."""
        counts: list[int] = []
        count = 0
        for tokens in self.row.sentences():
            span = self.row.span_of(tokens)
            count += not any(quoted.covers(span) for quoted in self.quoted)
            counts += [count] * (self.row[tokens.start].sentence + 1 - len(counts))
        return counts or [0]

    def spoken(self, index: int, outcome: Outcome) -> None:
        """Takes note of who said a quotation."""
        self.outcomes[index] = outcome
        for entity in outcome.entities:
            entity.spoke.append(self.quotations[index].start)
            self.recent.append(entity)
            self.recent_places.append(self.quotations[index].start)
        if outcome.entities:
            self.last_speakers = outcome.entities

    def _know_bodies(self) -> None:
        for body in self.bodies.places:
            entity = self.known_bodies.get(body.name.casefold())
            if entity is None:
                publication = body.body_class in {"outlet", "studie", "dokument"}
                entity = self.known_bodies[body.name.casefold()] = Entity(
                    body.name,
                    "publication" if publication else "organisation",
                    plural=body.plural,
                    body_class=body.body_class,
                    head=body.head,
                    proper=body.proper,
                    grammatical=body.gender,
                )
                short = self.bodies.abbreviation.get(body.name)
                entity.aliases.update([short] if short else [])
            entity.add_mention(body.span)
            entity.functions[body.span.start] = self.row.function_of(self.row.between(body.span).start)
            entity.proper = entity.proper or body.proper

    def interviews(self) -> dict[int, Relay]:
        """Sentences that tell of an interview, and the medium that it was given to."""
        found: dict[int, Relay] = {}
        for tokens in self.row.sentences():
            relay = interview_with(self.row, tokens)
            if relay:
                found[self.row[tokens.start].sentence] = relay
        return found

    def candidates(self, *, bystanders: bool = False) -> list[Entity]:
        """Everybody known by name or by having spoken; `bystanders` adds those who are only described."""
        return [*self.cast.persons, *self.others.values(), *(self.bystanders if bystanders else ())]

    def rank(
        self,
        place: int,
        gender: Gender | None,
        quotation: Quotation,
        candidates: Iterable[Entity],
        fits: Callable[[Entity], bool],
    ) -> list[tuple[float, Entity]]:
        """Fitting candidates for a mention at `place`, best first, with their weights."""
        search = Search(self.row, place, gender, self.last_speakers, self.quoted, quotation.spans, self._weights)
        return search.rank(candidates, fits)

    def just_spoke(self, entity: Entity, place: int) -> bool:
        before = entity.last_mention_before(place)
        if before is None or entity not in self.last_speakers:
            return False
        return self.row.sentence_at(place) - self.row.sentence_at(before.start) <= NEAR

    def is_near(self, entity: Entity, place: int) -> bool:
        """Whether a person of known gender is named within the last sentences."""
        before = entity.last_mention_before(place)
        if before is None or entity.gender is None or entity.described:
            return False
        return self.row.sentence_at(place) - self.row.sentence_at(before.start) <= NEAR

    def described(self, phrase: NounPhrase, kind: Kind) -> Entity:
        """The speaker that a description names, new or known; one told of before by the same noun speaks now."""
        key = phrase.name.casefold()
        if key not in self.others:
            told = self._told_of(phrase) if phrase.definite and not phrase.modified else None
            self.others[key] = told or Entity(
                phrase.name,
                kind,
                phrase.gender if kind == "person" else None,
                plural=phrase.plural,
                described=True,
                role_bases={phrase.person.base} if phrase.person else set(),
            )
        return self.others[key]

    def _told_of(self, phrase: NounPhrase) -> Entity | None:
        """The bystander of the same noun and number who was mentioned last."""
        if phrase.person is None:
            return None
        whole = phrase.person.modifier + phrase.person.base
        known = [e for e in self.bystanders if e.plural == phrase.plural and whole in e.role_bases and e.mentions]
        return max(known, key=lambda entity: entity.mentions[-1].start, default=None)

    def body(self, name: str, quotation: Quotation, phrase: NounPhrase | None = None) -> Entity:
        """The body or document of this name, new or known."""
        entity = self.others.get(name.casefold())
        if entity is None and name.casefold() in self.known_bodies:
            entity = self.others[name.casefold()] = self.known_bodies[name.casefold()]
            entity.kind = _kind_by_noun(entity) or (
                quotation.kind if quotation.kind not in {"unknown", "person"} else entity.kind
            )
        if entity is None:
            kind = quotation.kind
            if kind in {"unknown", "person"}:
                kind = _kind_of(name, phrase)
            entity = Entity(
                name,
                kind,
                plural=bool(phrase and phrase.plural),
                body_class=body_class(name),
                head=phrase.noun.lower() if phrase else "",
                grammatical=phrase.gender if phrase else None,
            )
            entity.kind = _kind_by_noun(entity) or entity.kind
            short = self.bodies.abbreviation.get(name)
            entity.aliases.update([short] if short else [])
            self.others[name.casefold()] = entity
        return entity


def _may_name(text: str, quotation: Quotation) -> bool:
    """Whether a mention may hold names of persons, by what the quotation model tells of its kind."""
    if quotation.kind != "group":
        return quotation.kind in {"person", "unknown"}
    return any(" und " in text[span.start : span.end] for span in quotation.mention)


def best(ranked: Sequence[tuple[float, Entity]], how: str, trust: float = 1.0) -> Outcome:
    """The first of ranked candidates, as sure as its lead; `NOTHING` without candidates."""
    return Outcome((ranked[0][1],), how, trust * confidence_of(ranked)) if ranked else NOTHING


def _kind_by_noun(entity: Entity) -> Kind | None:
    """What a body's noun tells of its kind, whatever the quotation model takes it for."""
    if is_outlet(entity.name) or entity.body_class in {"outlet", "studie", "dokument"}:
        return "publication"
    if DOCUMENT_NOUN.match(entity.head) or DOCUMENT_NOUN.match(entity.name):
        return "publication"
    return "organisation" if entity.body_class else None


def _kind_of(name: str, phrase: NounPhrase | None) -> Kind:
    if is_outlet(name) or (phrase and DOCUMENT_NOUN.match(phrase.noun)):
        return "publication"
    if phrase and phrase.plural and not body_class(phrase.noun):
        return "group"
    return "organisation"
