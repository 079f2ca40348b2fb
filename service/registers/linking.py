"""Which entry of a register a speaker is: exactly one, or none and the list of those it may be.

Four ways, the surest first; the first that finds anything decides:

1. the speaker's name is an entry's name or alias;
2. another form that the article gives the speaker is one (for persons: of two words or more);
3. surname and first names agree: "F. Brandt" or "Franz Brandt" with "Franz Josef Brandt";
4. the article has only the surname, and one entry bears it.

What speaks against an entry makes it a candidate rather than a choice: its kind where the name is a single word, the
gender of its first name, or somebody else of that surname in the article. A first name that differs makes it nobody.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from service.domain import Gender, Kind
from service.registers.entries import Entry
from service.registers.index import Index, gender, person_names, rough
from service.registers.names import PersonName, plain

MOST_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Subject:
    """A speaker, as far as linking looks."""

    name: str
    kind: Kind
    gender: Gender | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """`entry` where exactly one fits; else `candidates`, at most `MOST_CANDIDATES`, in the register's order."""

    entry: Entry | None = None
    candidates: tuple[Entry, ...] = ()


NO_LINK = Link()


def link(subjects: Sequence[Subject], index: Index) -> list[Link]:
    """One link for each speaker of an article, in their order."""
    full = [name for name in (PersonName.of(plain(subject.name)) for subject in subjects) if name.first]
    taken = {name.last for name in full}
    return [_link(subject, taken, index) for subject in subjects]


def _link(subject: Subject, taken: Collection[str], index: Index) -> Link:
    """`taken`: surnames of those whom the article calls by more than that."""
    name = plain(subject.name)
    if not name:
        return NO_LINK
    own, forms = PersonName.of(name), [plain(alias) for alias in subject.aliases]
    by_name = index.entries(index.whole, name) or index.entries(index.rough, rough(name))
    if by_name:
        fitting = [entry for entry in by_name if _fits_kind(entry, subject.kind)]
        # The kind is the models' judgement, and a whole name of several words says more: where only one has it.
        return _chosen(by_name, fitting or (by_name if " " in name else ()))
    by_alias = _by_alias(subject, own, forms, index)
    if by_alias:
        return _chosen(by_alias, [entry for entry in by_alias if _fits_kind(entry, subject.kind)])
    if subject.kind not in {"person", "unknown"}:
        return NO_LINK
    known = [own, *(PersonName.of(form) for form in forms)]
    named_alike = [
        entry for entry in index.entries(index.surname, own.last) if _may_be(entry, [k for k in known if k.first])
    ]
    if own.first:
        return _chosen(named_alike, named_alike)
    free = own.last not in taken
    return _chosen(named_alike, [entry for entry in named_alike if free and _fits_gender(entry, subject.gender)])


def _chosen(found: Sequence[Entry], fitting: Sequence[Entry]) -> Link:
    """The only one that nothing speaks against; of several those, and where something speaks against all, all."""
    if len(fitting) == 1:
        return Link(fitting[0])
    return Link(candidates=tuple(fitting or found)[:MOST_CANDIDATES])


def _by_alias(subject: Subject, own: PersonName, forms: Sequence[str], index: Index) -> list[Entry]:
    if subject.kind == "person":
        # One word of a person's name is a surname or a first name, which others have, too.
        forms = [form for form in forms if " " in form]
        found = index.entries(index.whole, *forms) or index.entries(index.rough, *map(rough, forms))
        return [entry for entry in found if not own.first or _may_be(entry, [own])]
    return index.entries(index.whole, *forms) or index.entries(index.rough, *map(rough, forms))


def _may_be(entry: Entry, known: Sequence[PersonName]) -> bool:
    """Whether one of the entry's names agrees with each name that the article gives."""
    names = person_names(entry)
    return all(any(name.fits(one) for name in names) for one in known)


def _fits_kind(entry: Entry, kind: Kind) -> bool:
    """A body is a body: groups, organisations and publications are not told apart here."""
    if entry.kind in {None, "unknown"} or kind == "unknown":
        return True
    return (entry.kind == "person") == (kind == "person")


def _fits_gender(entry: Entry, said: Gender | None) -> bool:
    return said not in {"male", "female"} or gender(entry) in {None, said}
