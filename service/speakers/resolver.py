"""Who said it: every quotation's mention followed to one person or body of the article."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from service.domain import Attribution, Candidate, Mention, Quotation, Sentence, Span, Speaker
from service.speakers.chain import chain_of
from service.speakers.choice import Watch, Weights, choose
from service.speakers.completion import complete_by_owner
from service.speakers.entities import Entity
from service.speakers.headname import read_head_name, read_joined_names
from service.speakers.mentions import Voice, read_issued, read_voice, split_joint, trim
from service.speakers.narration import Narration
from service.speakers.nounreader import read_body, read_noun
from service.speakers.nouns import bare_phrase
from service.speakers.pronouns import both, read_possessive, read_pronoun, same_source
from service.speakers.reading import NOTHING, Outcome, Reading
from service.speakers.seeking import noun_sought, pronoun_sought
from service.speakers.sought import Sought, candidates_for
from service.speakers.trust import THRESHOLD, probability, whole_confidence
from service.speakers.via import Relay, via_of
from service.speakers.vocabulary import HYPERNYMS, SAME_SOURCE, is_outlet, possessive
from service.speakers.weights import WEIGHTS

_INTERVIEW = 4
"""Sentences within which a speaker is taken to go on in an interview."""


class Resolver:
    """The speakers of one article. Use once: `resolve()`."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        quotations: Sequence[Quotation],
        weights: Weights = WEIGHTS,
        watch: Watch | None = None,
        threshold: float = THRESHOLD,
    ) -> None:
        self._text = text
        self._quotations = quotations
        self.reading = Reading(text, sentences, quotations)
        self._weights = weights
        self._watch = watch  # is shown every choice: to learn from
        self._threshold = threshold
        self._row = self.reading.row
        self._narration = Narration(self.reading, quotations, partial(self._choose, watched=False))
        self._by_mention: dict[Span, Outcome] = {}
        self._interviews = self.reading.interviews()
        self._relays: dict[
            tuple[Entity, ...], tuple[Relay | None, int]
        ] = {}  # by speakers: their last medium, the place

    def resolve(self) -> tuple[tuple[Speaker, ...], tuple[Attribution | None, ...]]:
        """Reads the quotations in text order, an outer one before those inside it."""
        order = sorted(
            range(len(self._quotations)), key=lambda i: (self._quotations[i].start, -self._quotations[i].end)
        )
        for index in order:
            self.reading.spoken(index, self._attribute(self._quotations[index]))
        self._narration.tell_until(len(self._text))
        ids: dict[Entity, str] = {}
        for index in order:
            for entity in self.reading.outcomes[index].entities:
                ids.setdefault(entity, f"s{len(ids) + 1}")
        speakers = tuple(self._speaker(entity, id_) for entity, id_ in ids.items())
        attributions = {index: self._attribution(index, ids) for index in order}
        return speakers, tuple(attributions[index] for index in range(len(self._quotations)))

    def outcome(self, index: int) -> Outcome:
        """What was found for the quotation at `index`, once resolved."""
        return self.reading.outcomes[index]

    def candidates(self, index: int) -> tuple[tuple[str, float], ...]:
        """Names that the quotation at `index` may belong to, likeliest first, with their shares (0 to 1) of the choice.

        One name with a share of 1 where a rule alone decided, none where nobody can be meant.
        """
        outcome = self.reading.outcomes[index]
        ranked = outcome.ranked or (((outcome.entities, 1.0),) if outcome.entities else ())
        return tuple((" und ".join(entity.name for entity in entities), share) for entities, share in ranked)

    def _attribute(self, quotation: Quotation) -> Outcome:
        if not quotation.mention:
            return self._continue(quotation)
        span = Span(quotation.mention[0].start, quotation.mention[-1].end)
        known = self._by_mention.get(span)
        if known and known.entities:
            return known
        outcome = self._read(trim(self._row, self._row.between(quotation.mention[0])), quotation)
        apart = [self._read(trim(self._row, self._row.between(part)), quotation) for part in quotation.mention[1:]]
        if apart and all(part.how == "name" and part.entities for part in [outcome, *apart]):
            entities = dict.fromkeys(entity for part in [outcome, *apart] for entity in part.entities)
            outcome = replace(outcome, entities=tuple(entities))
        elif len(quotation.mention) > 1 and outcome.how != "name":
            wider = self._read(trim(self._row, self._row.between(span)), quotation)
            outcome = wider if len(wider.entities) > len(outcome.entities) else outcome
        self._by_mention[span] = outcome
        if len(outcome.entities) == 1 and self._text[span.start : span.end].lower() not in SAME_SOURCE:
            self._mention(outcome.entities[0], span)
        return outcome

    def _mention(self, entity: Entity, span: Span) -> None:
        """Takes note of a mention, and of what it is in its sentence."""
        entity.add_mention(span)
        tokens = self._row.between(span)
        if tokens and span.start not in entity.functions:
            function = self._row.function_of(tokens.start)
            entity.functions[span.start] = function
            if function == "nsubj":
                entity.subjects.add(span.start)

    def _continue(self, quotation: Quotation) -> Outcome:
        """A quotation without mention, cue and frame goes on with the speaker of the one right before it."""
        if quotation.cue is not None or quotation.frame or quotation.type in {"indirect", "reported"}:
            return NOTHING
        before = [q.end for q in self._quotations if q.end <= quotation.start]
        if not before or "\n" in self._text[max(before) : quotation.start].strip("\n "):
            return NOTHING
        near = self._row.sentence_at(quotation.start) - self._row.sentence_at(max(before) - 1) <= 1
        return Outcome(self.reading.last_speakers, "continuation") if near else NOTHING

    def _read(self, tokens: range, quotation: Quotation, *, genitive: bool = False) -> Outcome:
        """Reads a mention that may hold joint speakers."""
        if not tokens:
            return NOTHING
        parts = split_joint(self._row, tokens, self.reading.cast)
        if len(parts) > 1:
            single = replace(quotation, kind="unknown") if quotation.kind == "group" else quotation
            outcomes = [self._read_one(part, single, genitive=genitive) for part in parts]
            if all(outcome.entities for outcome in outcomes):
                for part, outcome in zip(parts, outcomes, strict=True):
                    for entity in outcome.entities:
                        entity.add_mention(self._row.span_of(part))
                entities = tuple(dict.fromkeys(entity for outcome in outcomes for entity in outcome.entities))
                return Outcome(entities, outcomes[0].how, min(outcome.sure for outcome in outcomes))
        joined = read_joined_names(self.reading, tokens) if len(parts) == 1 else None
        return joined or self._read_one(tokens, quotation, genitive=genitive)

    def _read_one(self, tokens: range, quotation: Quotation, *, genitive: bool) -> Outcome:
        self._narration.tell_until(self._row[tokens.start].span.start)
        if len(tokens) == 2 and self._row[tokens.start].lower == "die" and self._row[tokens[-1]].lower == "beiden":
            return both(self.reading, self._row[tokens.start].span.start)
        if len(tokens) == 1:
            pronoun = read_pronoun(self.reading, tokens.start, quotation)
            if pronoun is not None:
                return self._choose(pronoun_sought(self.reading, tokens.start, quotation), pronoun)
        named = read_head_name(self.reading, tokens)
        if named:
            return named
        voice = read_voice(self._row, tokens)
        if (voice is None or voice.nobody) and quotation.kind in {"organisation", "group", "person"}:
            voice = read_issued(self._row, tokens) or voice
        if voice is not None:
            return self._read_voice(voice, tokens.start, quotation)
        outcome = read_noun(self.reading, tokens, quotation, genitive=genitive)
        outcome = self._choose(noun_sought(self.reading, tokens, quotation, outcome, genitive=genitive), outcome)
        stem = possessive(self._row[tokens.start].text)
        if stem in {"sein", "ihr"} and outcome.how == "description":
            return complete_by_owner(outcome, self._owner(stem, tokens.start, quotation))
        return outcome

    def _choose(self, sought: Sought | None, rule: Outcome, *, watched: bool = True) -> Outcome:
        """What the learned weights make of a mention that rules alone do not settle; `watched` if it can be learned."""
        if sought is None:
            return rule
        candidates = candidates_for(self.reading, sought, rule)
        if self._watch and watched:
            self._watch(sought, candidates)
        return choose(sought, candidates, rule, self._weights)

    def _read_voice(self, voice: Voice, index: int, quotation: Quotation) -> Outcome:
        """Whose "Angaben" they are."""
        if voice.tokens:
            dative = self._row[voice.tokens.start - 1].lower in {"von", "vom"}
            return self._read(voice.tokens, quotation, genitive=not dative)
        if voice.name:
            place = self._row[index].span.start
            if voice.name.lower() in HYPERNYMS:  # "Verbandsangaben" are those of "der Verband"
                phrase = bare_phrase(index, voice.name)
                outcome = read_body(self.reading, phrase, place, quotation)
                return self._choose(Sought("body", index, None, quotation, False, phrase), outcome)
            name = self.reading.bodies.fullest(voice.name, place, definite=True, bare=True)
            return Outcome((self.reading.body(name, quotation),), "name")
        if voice.issuer:
            sought = Sought("source", index, None, quotation)
            return self._choose(sought, same_source(self.reading, quotation))
        if voice.possessive:
            return self._owner(voice.possessive, index, quotation)
        return NOTHING

    def _owner(self, stem: str, index: int, quotation: Quotation) -> Outcome:
        """Whom a possessive means."""
        outcome = read_possessive(self.reading, stem, index, quotation)
        return self._choose(pronoun_sought(self.reading, index, quotation, stem), outcome)

    def _attribution(self, index: int, ids: dict[Entity, str]) -> Attribution | None:
        quotation, outcome = self._quotations[index], self.reading.outcomes[index]
        names = [entity.name for entity in outcome.entities]
        relay = via_of(self._row, quotation, names, self.reading.quoted) or self._inherited_via(outcome, quotation)
        self._relays[outcome.entities] = (relay, quotation.end)
        via, via_spans = (relay.name, (relay.span,)) if relay else (None, ())
        if not names:
            return Attribution((), None, "none", 0.0, via, via_spans) if quotation.mention or via else None
        likely = probability(self.reading, outcome, quotation)
        confidence = whole_confidence(likely, quotation.mention_confidence)
        return Attribution(
            ids=tuple(ids[entity] for entity in outcome.entities),
            name=" und ".join(names) if confidence >= self._threshold else None,
            resolved_by=outcome.how,
            confidence=round(confidence, 3),
            via=via,
            via_spans=via_spans,
            chain=chain_of(self._text, quotation, outcome.entities),
            candidates=_candidates(outcome, confidence, ids),
        )

    def _inherited_via(self, outcome: Outcome, quotation: Quotation) -> Relay | None:
        """What one speaker goes on to say comes by the same medium."""
        around = self._relaying_quotation(quotation, outcome)
        if around:
            return around
        via, end = self._relays.get(outcome.entities, (None, 0)) if outcome.entities else (None, 0)
        if via is not None:
            near = self._row.sentence_at(quotation.start) - self._row.sentence_at(end) <= 1
            return via if near or via in self._interviews.values() else None
        return self._interview_of(outcome, quotation)

    def _relaying_quotation(self, quotation: Quotation, outcome: Outcome) -> Relay | None:
        """ "Wie CBS berichtet, gab Gibbs zu, …": the medium whose own quotation this one stands in."""
        around = [
            (q.end - q.start, q, other)
            for q, other in ((q, self.reading.outcomes.get(i)) for i, q in enumerate(self._quotations))
            if other
            and q is not quotation
            and q.type != "direct"
            and other.entities != outcome.entities
            and any(span.covers(quotation.spans[0]) for span in q.spans)
        ]
        if not around or not outcome.entities:
            return None
        _, outer, found = min(around, key=lambda entry: entry[0])
        medium = found.entities[0] if len(found.entities) == 1 and outer.mention else None
        if medium is None or medium.kind != "publication" or not is_outlet(medium.name):
            return None
        return Relay(medium.name, outer.mention[0])

    def _interview_of(self, outcome: Outcome, quotation: Quotation) -> Relay | None:
        """The medium that a speaker gave an interview, in a sentence before that mentions both."""
        if len(outcome.entities) != 1 or not outcome.entities[0].is_person:
            return None
        here = self._row.sentence_at(quotation.start)
        told = {self._row.sentence_at(span.start) for span in outcome.entities[0].mentions}
        before = [sentence for sentence in self._interviews if sentence < here and sentence in told]
        return self._interviews[before[-1]] if before and here - before[-1] <= _INTERVIEW else None

    def _speaker(self, entity: Entity, id_: str) -> Speaker:
        if not entity.is_person:
            self._find_mentions(entity)
        return Speaker(
            id=id_,
            name=entity.name,
            kind=entity.kind,
            role=max(entity.roles, key=len, default=None),
            organisation=entity.organisation,
            gender=entity.gender,
            aliases=tuple(sorted(alias for alias in entity.aliases if alias != entity.name)),
            mentions=tuple(Mention(span, self._text[span.start : span.end]) for span in _outermost(entity.mentions)),
        )

    def _find_mentions(self, entity: Entity) -> None:
        """A body's name and abbreviation wherever they stand outside the mentions known already."""
        forms = "|".join(re.escape(form) for form in sorted({entity.name, *entity.aliases}, key=len, reverse=True))
        spans = [Span(*match.span()) for match in re.finditer(rf"(?<!\w)(?:{forms})(?:e?s)?(?![\w-])", self._text)]
        entity.mentions = sorted({*entity.mentions, *spans})


def _candidates(outcome: Outcome, confidence: float, ids: Mapping[Entity, str]) -> tuple[Candidate, ...]:
    """The outcome first, as sure as its attribution; the others share what is left, none beyond its own share."""
    ranked = outcome.ranked or ((outcome.entities, 1.0),)
    chosen = ranked[0][1]
    left = min(1.0, (1 - confidence) / (1 - chosen)) if chosen < 1 else 0.0
    return tuple(
        Candidate(
            tuple(ids[entity] for entity in entities if entity in ids),
            " und ".join(entity.name for entity in entities),
            round(share * left if position else confidence, 3),
        )
        for position, (entities, share) in enumerate(ranked)
    )


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """The spans in text order that no other one covers; of two that overlap otherwise, both."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return kept
