"""All persons of an article, each with every place where a name of theirs stands."""

from collections.abc import Collection, Sequence

from service.domain import Gender, Span
from service.speakers.entities import Entity
from service.speakers.givennames import compatible
from service.speakers.lexicon import first_name_gender, is_first_name, person_noun
from service.speakers.people import NamedPerson, PeopleFinder, bare_surname
from service.speakers.roles import age_beside, party_after, roles_of
from service.speakers.tokens import TokenRow
from service.speakers.vocabulary import PLACES, TITLE_GENDER, is_determiner

_APOSTROPHES = "’'´`′"


class Cast:
    """The named persons of one article."""

    def __init__(self, row: TokenRow, hints: Sequence[Span]) -> None:
        self.row = row
        self.persons: list[Entity] = []
        self._with_surname: dict[str, list[Entity]] = {}
        self._with_first: dict[str, list[Entity]] = {}
        self._at: dict[int, tuple[Entity, range]] = {}  # token index → whose name it belongs to
        named = PeopleFinder(row, hints).find()
        for person in [found for found in named if len(found.tokens) > 1] + [
            found for found in named if len(found.tokens) == 1
        ]:
            self._place(self._entity_for(person), person)
        self._join_couples()
        self._sweep()

    def names_in(self, indices: range) -> list[tuple[Entity, range]]:
        """Persons named within some tokens, in order, with the tokens of each name."""
        found: list[tuple[Entity, range]] = []
        for index in indices:
            place = self._at.get(index)
            if place and (not found or place is not found[-1]):
                found.append(place)
        return found

    @property
    def places(self) -> Collection[int]:
        """Indices of the tokens in names."""
        return self._at.keys()

    def add(self, entity: Entity) -> Entity:
        self.persons.append(entity)
        self._with_surname.setdefault(bare_surname(entity.last), []).append(entity)
        for name in set(entity.first):
            self._with_first.setdefault(name, []).append(entity)
        return entity

    def by_surname(self, word: str, gender: Gender | None = None, place: int | None = None) -> Entity | None:
        """The person with this surname; of several the one of that gender, mentioned last before `place`."""
        if len(word) == 2 and word.endswith("."):  # "H." in a court report
            return _choose([entity for entity in self.persons if entity.last.startswith(word[0])], gender, place)
        found = [entity for form in _forms(word) for entity in self._with_surname.get(form, ())]
        return _choose(found, gender, place)

    def _entity_for(self, person: NamedPerson) -> Entity:
        same = [
            entity
            for entity in self._with_surname.get(bare_surname(person.last), ())
            if _agree(entity.gender, person.gender)
        ]
        if person.first:
            fits = [entity for entity in same if compatible(entity.first, person.first)]
            if fits:
                return fits[0]
        elif not same:
            by_first = [e for e in self._with_first.get(person.last, ()) if _agree(e.gender, person.gender)]
            if len(by_first) == 1:
                return by_first[0]  # "Premier Thaksin" is Thaksin Shinawatra
        else:
            chosen = _choose(same, person.gender, self.row[person.tokens.start].span.start)
            if chosen:
                return chosen
        return self.add(
            Entity(name=person.name, kind="person", gender=person.gender, first=person.first, last=person.last)
        )

    def _place(self, entity: Entity, person: NamedPerson) -> None:
        if len(person.first) > len(entity.first) or (person.first and len(person.name) > len(entity.name)):
            abbreviated = any(part.endswith(".") and len(part) == 2 for part in person.first)
            if not abbreviated or not entity.first:
                entity.name, entity.first, entity.last = person.name, person.first, person.last
        entity.gender = entity.gender or person.gender
        entity.aliases.add(person.name)
        for role in roles_of(self.row, person):
            entity.add_role(role.text, role.bases)
            entity.organisation = entity.organisation or role.organisation
            entity.gender = entity.gender or role.gender
        entity.age = entity.age or age_beside(self.row, person.tokens)
        party = party_after(self.row, person.tokens.stop)
        entity.organisation = entity.organisation or party
        self._mark(entity, person.tokens)

    def _mark(self, entity: Entity, tokens: range) -> None:
        span = self.row.span_of(tokens)
        subject = any(self.row[index].deprel.startswith("nsubj") for index in tokens)
        subject = subject or self._opens_sentence(tokens.start)
        entity.add_mention_as(span, self.row.function_of(tokens.start), subject=subject)
        place = (entity, tokens)
        for index in tokens:
            self._at[index] = place

    def _opens_sentence(self, index: int) -> bool:
        return index == 0 or self.row[index - 1].sentence != self.row[index].sentence

    def _join_couples(self) -> None:
        """ "Sonja und Willi Bogensee" are two Bogensees."""
        row = self.row
        for entity, tokens in list(dict.fromkeys(self._at.values())):
            index = tokens.start - 2
            if len(tokens) < 2 or index < 0 or index in self._at or row[index + 1].lower not in {"und", "&"}:
                continue
            name = row[index].text
            surnamed = index > 0 and is_first_name(row[index - 1].text)  # "Anna Willi und …" is whole
            if not is_first_name(name) or name in PLACES or row[index + 1].breaks or surnamed:
                continue
            partners = [one for one in self._with_surname.get(bare_surname(entity.last), ()) if name in one.first[:1]]
            if not partners:
                gender = first_name_gender(name)
                partners = [
                    self.add(Entity(f"{name} {entity.last}", "person", gender, first=(name,), last=entity.last))
                ]
            self._mark(partners[0], range(index, index + 1))

    def _sweep(self) -> None:
        """Marks surnames and first names that stand alone."""
        surnames: dict[str, list[Entity]] = {}
        firsts: dict[str, list[Entity]] = {}
        for entity in self.persons:
            surnames.setdefault(bare_surname(entity.last), []).append(entity)
            if entity.first:
                firsts.setdefault(entity.first[0], []).append(entity)
                for middle in entity.first[1:]:
                    surnames.setdefault(middle, []).append(entity)
        for index, token in enumerate(self.row.tokens):
            if index in self._at or not token.capital or len(token.text) < 3:
                continue
            for form in _forms(token.text):
                if form in surnames and self._is_name_here(index):
                    gender = TITLE_GENDER.get(self.row[index - 1].lower) if index else None
                    chosen = _choose(surnames[form], gender, token.span.start)
                    if chosen:
                        self._mark(chosen, range(index, index + 1))
                    break
                if len(firsts.get(form, ())) == 1 and self._is_first_name_alone(index):
                    self._mark(firsts[form][0], range(index, index + 1))
                    break

    def _is_name_here(self, index: int) -> bool:
        token = self.row[index]
        before = self.row[index - 1] if index and not token.breaks else None
        if before and is_first_name(before.text) and before.capital and not person_noun(before.text):
            return False  # somebody else's name
        common = token.upos == "NOUN" or person_noun(token.text) or token.text in PLACES
        return not (common and before and (is_determiner(before.text) or before.upos == "ADJ"))

    def _is_first_name_alone(self, index: int) -> bool:
        token = self.row[index]
        if token.text in PLACES or token.upos == "NOUN":
            return False
        following = self.row[index + 1] if index + 1 < len(self.row) else None
        before = self.row[index - 1] if index else None
        if following and following.capital and following.wordlike and not following.breaks:
            return False
        return not (before and is_determiner(before.text))


def _forms(word: str) -> list[str]:
    base = bare_surname(word.rstrip(_APOSTROPHES))
    return [base, base[:-1]] if base.endswith("s") and len(base) > 3 else [base]


def _agree(one: Gender | None, other: Gender | None) -> bool:
    return one is None or other is None or one == other


def _choose(found: list[Entity], gender: Gender | None, place: int | None) -> Entity | None:
    if gender:
        found = [entity for entity in found if _agree(entity.gender, gender)]
    if not found:
        return None
    if len(found) == 1 or place is None:
        return found[0]
    return max(found, key=lambda entity: before.start if (before := entity.last_mention_before(place)) else -1)
