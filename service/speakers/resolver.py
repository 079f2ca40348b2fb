"""Who said it: every quotation's mention followed to one person or body of the article."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.domain import Attribution, Gender, Kind, Mention, Quotation, Sentence, Span, Speaker
from service.speakers.antecedents import Search, confidence_of
from service.speakers.bodies import Bodies
from service.speakers.cast import Cast
from service.speakers.entities import Entity
from service.speakers.lexicon import PersonNoun, first_name_gender, person_noun
from service.speakers.mentions import read_voice, split_joint, trim
from service.speakers.nouns import NounPhrase, body_class, read_phrase
from service.speakers.rolematch import has_age, matching_role, may_mean
from service.speakers.tokens import TokenRow
from service.speakers.via import via_of
from service.speakers.vocabulary import (
    DOCUMENT_NOUN,
    FIRST_PERSON,
    NOBODY,
    PLACES,
    PRONOUNS,
    SAME_SOURCE,
    TITLE_GENDER,
    TITLES,
    is_determiner,
    is_outlet,
    possessive,
)

# How often each kind of resolution is right on the training part of our corpus (`python -m training.speakers.measure`).
TRUST = {
    "name": 0.95, "apposition": 0.95, "role": 0.75, "pronoun": 0.85, "description": 0.75, "continuation": 0.7, "none": 0.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whom one mention means, and how that was found out; no entities where nobody can be named."""

    entities: tuple[Entity, ...] = ()
    how: str = "none"
    sure: float = 1.0  # how clearly this candidate beat the others, 0.5 to 1


NOTHING = Outcome()
_NEAR = 2  # sentences within which a noun that says something new still means the last speaker


class Resolver:
    """The speakers of one article. Use once: `resolve()`."""

    def __init__(self, text: str, sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.quotations = quotations
        self.row = TokenRow(text, sentences)
        hints = [span for q in quotations if q.kind in {"person", "unknown"} for span in q.mention]
        self.cast = Cast(self.row, hints)
        self.bodies = Bodies(self.row)
        self.others: dict[str, Entity] = {}  # bodies and described speakers by name, case folded
        self.outcomes: dict[int, Outcome] = {}
        self.by_mention: dict[Span, Outcome] = {}
        self.last_speakers: tuple[Entity, ...] = ()
        self.recent: list[Entity] = []  # everybody who has spoken, the last one last
        self.quoted = [span for q in quotations if q.type == "direct" for span in q.spans]

    def resolve(self) -> tuple[tuple[Speaker, ...], tuple[Attribution | None, ...]]:
        order = sorted(range(len(self.quotations)), key=lambda i: (self.quotations[i].start, -self.quotations[i].end))
        for index in order:
            quotation = self.quotations[index]
            outcome = self._attribute(quotation)
            self.outcomes[index] = outcome
            for entity in outcome.entities:
                entity.spoke.append(quotation.start)
                self.recent.append(entity)
            if outcome.entities:
                self.last_speakers = outcome.entities
        return self._finish(order)

    # One quotation

    def _attribute(self, quotation: Quotation) -> Outcome:
        if not quotation.mention:
            return self._continue(quotation)
        span = Span(quotation.mention[0].start, quotation.mention[-1].end)
        if span in self.by_mention and self.by_mention[span].entities:
            return self.by_mention[span]
        outcome = self._read(trim(self.row, self.row.between(quotation.mention[0])), quotation)
        if len(quotation.mention) > 1 and outcome.how != "name":
            wider = self._read(trim(self.row, self.row.between(span)), quotation)
            outcome = wider if len(wider.entities) > len(outcome.entities) else outcome
        self.by_mention[span] = outcome
        if len(outcome.entities) == 1:
            outcome.entities[0].add_mention(span)
        return outcome

    def _continue(self, quotation: Quotation) -> Outcome:
        """A quotation without a mention goes on with the speaker before it, unless it has a frame of its own."""
        if quotation.cue is not None or quotation.frame or not self.last_speakers:
            return NOTHING
        return Outcome(self.last_speakers, "continuation", 0.8)

    def _read(self, tokens: range, quotation: Quotation) -> Outcome:
        if not tokens:
            return NOTHING
        parts = split_joint(self.row, tokens, self.cast)
        if len(parts) > 1:
            outcomes = [self._read_one(part, quotation) for part in parts]
            entities = tuple(dict.fromkeys(entity for outcome in outcomes for entity in outcome.entities))
            if entities and all(outcome.entities for outcome in outcomes):
                return Outcome(entities, outcomes[0].how, min(outcome.sure for outcome in outcomes))
        return self._read_one(tokens, quotation)

    def _read_one(self, tokens: range, quotation: Quotation, *, genitive: bool = False) -> Outcome:
        if len(tokens) == 1:
            single = self._single_word(tokens.start, quotation)
            if single is not None:
                return single
        named = self._head_name(tokens)
        if named:
            return named
        voice = read_voice(self.row, tokens)
        if voice is not None:
            if voice.tokens:
                parts = split_joint(self.row, voice.tokens, self.cast)
                outcomes = [self._read_one(part, quotation, genitive=True) for part in parts]
                entities = tuple(dict.fromkeys(entity for outcome in outcomes for entity in outcome.entities))
                return Outcome(entities, outcomes[0].how, outcomes[0].sure) if entities else NOTHING
            if voice.name:
                return Outcome(
                    (
                        self._body(
                            self.bodies.fullest(
                                voice.name, self.row[tokens.start].span.start, definite=True, bare=True
                            ),
                            quotation,
                        ),
                    ),
                    "name",
                )
            if voice.possessive:
                return self._possessor(voice.possessive, tokens.start, quotation)
            return NOTHING
        apposed = self._apposed_body(tokens, quotation)
        if apposed:
            return apposed
        phrase = read_phrase(self.row, tokens, genitive=genitive, group=quotation.kind == "group")
        if phrase is None:
            return self._unread(tokens, quotation)
        return self._noun(phrase, tokens, quotation)

    def _single_word(self, index: int, quotation: Quotation) -> Outcome | None:
        """Pronouns, and names and nouns of one word; None leaves it to the phrase reader."""
        token = self.row[index]
        lower = token.lower
        if lower in FIRST_PERSON:
            return self._speaker_around(token.span, quotation)
        if lower in SAME_SOURCE and not token.text.isupper():
            return self._same_source(quotation)
        if lower == "es" and quotation.kind == "organisation":
            bodies = [entity for entity in reversed(self.recent) if not entity.is_person]
            return Outcome((bodies[0],), "pronoun", 0.6) if bodies else NOTHING
        if lower in PRONOUNS:
            return self._pronoun(index, PRONOUNS[lower], quotation)
        if lower in {"seine", "seiner", "seinem", "seinen", "sein", "ihre", "ihrer", "ihrem", "ihren", "ihr"}:
            return self._possessor("sein" if lower.startswith("sein") else "ihr", index, quotation)
        if lower in NOBODY:
            return NOTHING
        return None

    def _same_source(self, quotation: Quotation) -> Outcome:
        """ "Demnach", "wonach": the source spoken of last, of the kind that the quotation is said to have."""
        if self.last_speakers and (quotation.kind == "unknown" or self.last_speakers[0].kind == quotation.kind):
            return Outcome(self.last_speakers, "pronoun", 0.8)
        fitting = [entity for entity in reversed(self.recent) if entity.kind == quotation.kind]
        if fitting:
            return Outcome((fitting[0],), "pronoun", 0.6)
        return Outcome(self.last_speakers, "pronoun", 0.3) if self.last_speakers else NOTHING

    # Names

    def _head_name(self, tokens: range) -> Outcome | None:
        """The person whom the phrase itself names, not one that is named within a complement of it."""
        for entity, name in self.cast.names_in(tokens):
            before = range(tokens.start, name.start)
            if name.start < tokens.start:
                return Outcome((entity,), "name")
            if (
                self.row[name.stop - 1].text.rstrip("’'").endswith("s")
                and name.stop < tokens.stop
                and self._is_possessor(entity, name, tokens)
            ):
                continue
            if all(self._leads_to_name(index) for index in before):
                return Outcome((entity,), "name")
            if before and self._is_apposition(before, name, entity):
                return Outcome((entity,), "apposition")
        return None

    def _is_possessor(self, entity: Entity, name: range, tokens: range) -> bool:
        """ "Merkels Sprecher": the name's genitive before a noun."""
        last = self.row[name.stop - 1].text.rstrip("’'")
        following = self.row[name.stop]
        return last != entity.last and following.wordlike and (following.capital or following.upos == "ADJ")

    def _leads_to_name(self, index: int) -> bool:
        token = self.row[index]
        if is_determiner(token.text) or token.lower in TITLES or person_noun(token.text):
            return True
        if token.text.isdigit() or token.text == "Jahre":
            return True
        if token.upos == "ADJ" or token.text.endswith("s") and token.capital:
            return True
        return (
            not token.capital
            and token.wordlike
            and token.text.endswith(("e", "er", "en", "em"))
            and token.upos in {"X", "ADJ", "VERB", "ADV"}
            or (
                token.capital
                and token.upos in {"NOUN", "PROPN", "X", "ADJ"}
                and index + 1 < len(self.row)
                and self.row[index + 1].capital
            )
        )

    def _is_apposition(self, before: range, name: range, entity: Entity) -> bool:
        """ "Die Vorsitzende des Ausschusses, Renate Künast"; "Der Abgeordnete der CDU Frank Mindermann"."""
        last = self.row[before[-1]]
        if last.text in {",", ")"} or last.text in '"“”«»‘' or last.lower in TITLES:
            return True
        phrase = read_phrase(self.row, before)
        if phrase is None or phrase.person is None or phrase.indefinite:
            return False
        inner = [index for index in before if index > phrase.head]
        if any(person_noun(self.row[index].text) for index in inner):
            return False
        return bool(inner) and self.row[inner[-1]].lower not in {
            "von",
            "vom",
            "des",
            "der",
            "für",
            "mit",
            "aus",
            "bei",
            "und",
        }

    # Pronouns

    def _search(self, place: int, gender: Gender | None, quotation: Quotation) -> Search:
        return Search(self.row, place, gender, self.last_speakers, self.quoted, quotation.spans)

    def _candidates(self) -> list[Entity]:
        return [*self.cast.persons, *self.others.values()]

    def _pronoun(self, index: int, gender: Gender | None, quotation: Quotation) -> Outcome:
        token = self.row[index]
        plural = token.lower in {"sie", "diese", "beide", "die"} and self._verb_is_plural(index)
        if plural:
            return self._several(token.span.start, quotation)
        ranked = self._search(token.span.start, gender, quotation).rank(self._candidates(), lambda e: e.is_person)
        if gender == "female" and quotation.kind not in {"person"} or not ranked:
            wider = self._search(token.span.start, None, quotation).rank(
                self.others.values(), lambda e: not e.is_person and (gender != "male" or not e.plural)
            )
            if wider and (not ranked or (quotation.kind in {"organisation", "group", "publication"})):
                ranked = wider
        if not ranked:
            return NOTHING
        return Outcome((ranked[0][1],), "pronoun", confidence_of(ranked))

    def _verb_is_plural(self, index: int) -> bool:
        """Whether the verb beside "sie" is plural, by the parse or by its ending."""
        for near in (index + 1, index - 1):
            if not 0 <= near < len(self.row) or self.row[near].sentence != self.row[index].sentence:
                continue
            token = self.row[near]
            if token.feats.get("VerbForm") == "Fin" and token.feats.get("Number"):
                return token.feats["Number"] == "Plur"
            if token.upos in {"VERB", "AUX", "X"} and not token.capital:
                return token.lower.endswith("en") or token.lower in {"sind", "seien"}
        return False

    def _several(self, place: int, quotation: Quotation) -> Outcome:
        if len(self.last_speakers) > 1:
            return Outcome(self.last_speakers, "pronoun", 0.8)
        ranked = self._search(place, None, quotation).rank(self.others.values(), lambda e: e.plural or not e.is_person)
        return Outcome((ranked[0][1],), "pronoun", confidence_of(ranked)) if ranked else NOTHING

    def _possessor(self, stem: str, index: int, quotation: Quotation) -> Outcome:
        """ "seiner Ansicht", "eigenen Angaben": the person who is talked about, named before or right after."""
        place = self.row[index].span.start
        if stem in {"mein", "unser"}:
            return self._speaker_around(self.row[index].span, quotation)
        gender: Gender | None = {"sein": "male", "ihr": "female"}.get(stem)  # type: ignore[assignment]
        search = self._search(place, gender, quotation)
        ranked = search.rank(self._candidates(), lambda e: e.is_person or quotation.kind != "person")
        return Outcome((ranked[0][1],), "pronoun", confidence_of(ranked)) if ranked else NOTHING

    def _speaker_around(self, span: Span, quotation: Quotation) -> Outcome:
        """ "ich" belongs to the speaker of the quotation that it stands in."""
        around = [
            (q.end - q.start, self.outcomes[index])
            for index, q in enumerate(self.quotations)
            if index in self.outcomes and q is not quotation and any(part.covers(span) for part in q.spans)
        ]
        if around:
            outcome = min(around, key=lambda pair: pair[0])[1]
            return Outcome(outcome.entities, "pronoun", outcome.sure) if outcome.entities else NOTHING
        return Outcome(self.last_speakers, "pronoun", 0.6) if self.last_speakers else NOTHING

    # Nouns

    def _noun(self, phrase: NounPhrase, tokens: range, quotation: Quotation) -> Outcome:
        token = self.row[phrase.head]
        place = token.span.start
        if len(tokens) <= 2 or token.lower in TITLES:
            gender = TITLE_GENDER.get(self.row[tokens.start].lower)
            known = self.cast.by_surname(self.row[tokens[-1]].text, gender, place)
            if known and not phrase.indefinite and not (phrase.definite and phrase.person):
                return Outcome((known,), "name")
        if quotation.kind == "person" and phrase.determiner and phrase.person is None and not phrase.plural:
            gender: Gender | None = {"der": "male", "die": "female"}.get(phrase.determiner, phrase.gender)  # type: ignore[assignment]
            phrase = replace(phrase, person=PersonNoun(phrase.noun.lower(), gender), gender=gender)
        if phrase.person and not body_class(phrase.noun) and not DOCUMENT_NOUN.match(phrase.noun):
            return self._person_noun(phrase, place, quotation)
        if quotation.kind == "person" and not phrase.determiner and token.capital and token.upos in {"PROPN", "X"}:
            return self._new_person(tokens)
        return self._body_noun(phrase, place, quotation)

    def _new_person(self, tokens: range) -> Outcome:
        stop = next((i for i in tokens if not self.row[i].wordlike or is_determiner(self.row[i].text)), tokens.stop)
        words = [self.row[index].text for index in range(tokens.start, stop)]
        if not words:
            return NOTHING
        entity = Entity(" ".join(words), "person", first_name_gender(words[0]), first=tuple(words[:-1]), last=words[-1])
        return Outcome((self.cast.add(entity),), "name", 0.9)

    def _person_noun(self, phrase: NounPhrase, place: int, quotation: Quotation) -> Outcome:
        if phrase.plural or (quotation.kind == "group" and phrase.determiner in {"", "der", "die", "den"}):
            if phrase.determiner in {"beide", "beiden"} and len(self.last_speakers) > 1:
                return Outcome(self.last_speakers, "pronoun", 0.8)
            return Outcome((self._described(phrase, "group"),), "description")
        if phrase.indefinite:
            return Outcome((self._described(phrase, "person"),), "description")
        key = phrase.name.casefold()
        if key in self.others:
            return Outcome((self.others[key],), "description")
        search = self._search(place, phrase.gender, quotation)
        for fits in (has_age, matching_role):
            ranked = search.rank(self._candidates(), lambda e, fits=fits: e.is_person and fits(phrase, e))
            if ranked:
                return Outcome((ranked[0][1],), "role", confidence_of(ranked))
        if not phrase.complement and phrase.definite and not possessive(phrase.determiner):
            ranked = search.rank(
                self._candidates(), lambda e: e.is_person and may_mean(phrase, e, self._just_spoke(e, place))
            )
            if ranked:
                return Outcome((ranked[0][1],), "role", 0.7 * confidence_of(ranked))
        return Outcome((self._described(phrase, "person"),), "description")

    def _just_spoke(self, entity: Entity, place: int) -> bool:
        before = entity.last_mention_before(place)
        if before is None or entity not in self.last_speakers:
            return False
        return self.row.sentence_at(place) - self.row.sentence_at(before.start) <= _NEAR

    def _body_noun(self, phrase: NounPhrase, place: int, quotation: Quotation) -> Outcome:
        bare = not phrase.complement
        if phrase.noun.lower() in {"quelle", "quellen"} and not any(
            word.endswith(("ische", "ischen", "ischer")) for word in phrase.adjectives
        ):
            return NOTHING
        name = self.bodies.fullest(phrase.name, place, definite=phrase.definite or not phrase.determiner, bare=bare)
        if name == phrase.name and bare and phrase.definite:
            name = self.bodies.by_hypernym(phrase.noun, place) or name
        proper = name != phrase.name or self.row[phrase.head].upos == "PROPN" or body_class(phrase.noun) is not None
        entity = self._body(name, quotation, phrase)
        return Outcome((entity,), "name" if proper or is_outlet(name) or name in PLACES else "description")

    def _apposed_body(self, tokens: range, quotation: Quotation) -> Outcome | None:
        """ "Der Veranstalter, die Agentur Lautmalerei": the body that stands behind the comma."""
        comma = next((index for index in tokens if self.row[index].text == ","), None)
        if comma is None or comma + 2 >= tokens.stop or self.row[comma + 1].lower not in {"der", "die", "das", "dem"}:
            return None
        first, second = (
            read_phrase(self.row, range(tokens.start, comma)),
            read_phrase(self.row, range(comma + 1, tokens.stop)),
        )
        if first is None or second is None or second.person or second.head - comma > 4 or _is_named(self.row, first):
            return None
        return (
            self._body_noun(second, self.row[second.head].span.start, quotation)
            if _is_named(self.row, second)
            else None
        )

    def _described(self, phrase: NounPhrase, kind: Kind) -> Entity:
        key = phrase.name.casefold()
        if key not in self.others:
            self.others[key] = Entity(
                phrase.name, kind, phrase.gender if kind == "person" else None, plural=phrase.plural, described=True,
                role_bases={phrase.person.base} if phrase.person else set(),
            )  # fmt: skip
        return self.others[key]

    def _body(self, name: str, quotation: Quotation, phrase: NounPhrase | None = None) -> Entity:
        key = name.casefold()
        if key not in self.others:
            kind = quotation.kind
            if kind in {"unknown", "person"}:
                kind = "organisation"
                if is_outlet(name) or (phrase and DOCUMENT_NOUN.match(phrase.noun)):
                    kind = "publication"
                elif phrase and phrase.plural and not body_class(phrase.noun):
                    kind = "group"
            entity = Entity(name, kind, plural=bool(phrase and phrase.plural), body_class=body_class(name))
            short = self.bodies.abbreviation.get(name)
            entity.aliases.update([short] if short else [])
            self.others[key] = entity
        return self.others[key]

    def _unread(self, tokens: range, quotation: Quotation) -> Outcome:
        """A name in small letters, "eBay" or "heise online"; nobody otherwise."""
        words = [self.row[index].text for index in tokens if not is_determiner(self.row[index].text)]
        name = " ".join(word for word in words if word[0].isalnum())
        if name and quotation.kind in {"organisation", "publication"}:
            return Outcome((self._body(self.bodies.full.get(name, name), quotation),), "name", 0.8)
        return NOTHING

    # What is handed out

    def _finish(self, order: Sequence[int]) -> tuple[tuple[Speaker, ...], tuple[Attribution | None, ...]]:
        ids: dict[Entity, str] = {}
        for index in order:
            for entity in self.outcomes[index].entities:
                ids.setdefault(entity, f"s{len(ids) + 1}")
        speakers = tuple(self._speaker(entity, id_) for entity, id_ in ids.items())
        attributions = tuple(self._attribution(q, self.outcomes[i], ids) for i, q in enumerate(self.quotations))
        return speakers, attributions

    def _attribution(self, quotation: Quotation, outcome: Outcome, ids: dict[Entity, str]) -> Attribution | None:
        names = [entity.name for entity in outcome.entities]
        via = via_of(self.row, quotation, names)
        if not names:
            return Attribution((), None, "none", 0.0, via) if quotation.mention or via else None
        confidence = TRUST[outcome.how] * (0.5 + outcome.sure / 2) * (quotation.mention_confidence or 1.0)
        return Attribution(
            ids=tuple(ids[entity] for entity in outcome.entities),
            name=" und ".join(names),
            resolved_by=outcome.how,
            confidence=round(confidence, 3),
            via=via,
        )

    def _speaker(self, entity: Entity, id_: str) -> Speaker:
        return Speaker(
            id=id_,
            name=entity.name,
            kind=entity.kind,
            role=max(entity.roles, key=len, default=None),
            organisation=entity.organisation,
            gender=entity.gender,
            aliases=tuple(sorted(alias for alias in entity.aliases if alias != entity.name)),
            mentions=tuple(Mention(span, self.text[span.start : span.end]) for span in entity.mentions),
        )


def _is_named(row: TokenRow, phrase: NounPhrase) -> bool:
    """Whether a phrase is or holds a proper name."""
    head = row[phrase.head]
    return (
        head.upos == "PROPN"
        or head.ner != "O"
        or phrase.noun not in phrase.name
        or phrase.name[-1:].isupper()
        or (bool(phrase.complement) and phrase.complement[0].isupper())
        or bool(phrase.adjectives and row[phrase.head - 1].capital)
    )
