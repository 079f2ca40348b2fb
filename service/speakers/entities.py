"""The persons and bodies of an article, each gathering its names, roles and mentions."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from service.domain import Gender, Kind, Span


@dataclass(slots=True, eq=False)
class Entity:
    """One person or body. `mentions` stay in text order."""

    name: str
    kind: Kind
    gender: Gender | None = None
    plural: bool = False
    described: bool = False  # known by a description only: "Sprecher der Polizei"
    vague: bool = False  # described by nothing but a definite noun
    body_class: str | None = None
    head: str = ""  # a body's head noun, lower case
    proper: bool = False  # a body with a name of its own
    grammatical: Gender | None = None  # the gender of a body's noun
    first: tuple[str, ...] = ()
    last: str = ""
    aliases: set[str] = field(default_factory=set)
    roles: list[str] = field(default_factory=list)
    role_bases: set[str] = field(default_factory=set)  # heads of the roles: masculine singular, lower case
    organisation: str | None = None
    age: str | None = None
    mentions: list[Span] = field(default_factory=list)
    subjects: set[int] = field(default_factory=set)  # starts of mentions that are subjects
    functions: dict[int, str] = field(default_factory=dict)  # by a mention's start: its relation in the sentence
    spoke: list[int] = field(default_factory=list)  # where quotations attributed to it stand

    def add_mention(self, span: Span) -> None:
        place = bisect_left(self.mentions, span)
        if any(span == other for other in self.mentions[place : place + 1]):
            return
        self.mentions.insert(place, span)

    def add_mention_as(self, span: Span, function: str, *, subject: bool) -> None:
        """A mention with what it is in its sentence; `subject` also where it only opens the sentence."""
        self.add_mention(span)
        self.functions[span.start] = function
        if subject:
            self.subjects.add(span.start)

    def last_mention_before(self, place: int) -> Span | None:
        """The nearest mention that ends before a place."""
        index = bisect_left(self.mentions, Span(place, place)) - 1
        while index >= 0 and self.mentions[index].end > place:
            index -= 1
        return self.mentions[index] if index >= 0 else None

    def add_role(self, role: str, bases: Iterable[str] = ()) -> None:
        if role and role not in self.roles:
            self.roles.append(role)
        self.role_bases.update(bases)

    @property
    def is_person(self) -> bool:
        return self.kind == "person" and not self.plural
