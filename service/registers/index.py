"""A register made ready for looking up: by whole name, by name without accents and legal form, by surname."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from service.registers.entries import Entry, Register
from service.registers.names import PersonName, body_form, folded, plain, spoken_order
from service.speakers.lexicon import first_name_gender, is_first_name

Places = dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Index:
    """Numbers of entries by what they are looked up with. Building it takes about 20 µs a name."""

    register: Register
    whole: Places = field(default_factory=dict)
    rough: Places = field(default_factory=dict)
    surname: Places = field(default_factory=dict)

    @classmethod
    def of(cls, register: Register) -> "Index":
        index = cls(register)
        for number, entry in enumerate(register.entries):
            names = {plain(name) for name in _spellings(entry)}
            _add(index.whole, names, number)
            _add(index.rough, {rough(name) for name in names}, number)
            _add(index.surname, {name.last for name in person_names(entry)}, number)
        return index

    def entries(self, places: Mapping[str, tuple[int, ...]], *names: str) -> list[Entry]:
        """The entries under any of the names, in the register's order, each once."""
        numbers = sorted({number for name in names for number in places.get(name, ())})
        return [self.register.entries[number] for number in numbers]


def rough(plain_name: str) -> str:
    return body_form(folded(plain_name))


def person_names(entry: Entry) -> list[PersonName]:
    """The entry's names that have a first name and a surname; none of what is, or may be, a body."""
    if entry.kind not in {None, "person"}:
        return []
    found = []
    for spelling in _spellings(entry):
        name = PersonName.of(plain(spelling))
        # Without a kind the first word decides: "Hamburger Hafen" is nobody called Hafen.
        if name.first and (entry.kind == "person" or _begins_like_a_person(spelling)):
            found.append(name)
    return found


def gender(entry: Entry) -> str | None:
    """What the first name says."""
    words = plain_words(entry)
    return first_name_gender(words[0]) if len(words) > 1 else None


def plain_words(entry: Entry) -> list[str]:
    """The name's words without titles, in spoken order, capitals kept."""
    words = spoken_order(entry.name).split()
    kept = len(plain(" ".join(words)).split())
    return words[-kept:]


def _begins_like_a_person(spelling: str) -> bool:
    words = spelling.split()
    kept = words[-len(plain(spelling).split()) :]
    return is_first_name(kept[0]) or (len(kept[0]) == 2 and kept[0].endswith("."))


def _spellings(entry: Entry) -> Iterator[str]:
    for name in (entry.name, *entry.aliases):
        yield name
        if entry.kind in {None, "person"} and "," in name:
            yield spoken_order(name)


def _add(places: Places, names: set[str], number: int) -> None:
    for name in names:
        places[name] = (*places.get(name, ()), number)
