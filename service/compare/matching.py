"""Which quotation of one version is which of the other, and what changed about it."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from scipy.optimize import linear_sum_assignment
from scipy.sparse import block_array, csr_array
from scipy.sparse.csgraph import connected_components

from service.compare.diff import Edit, diff
from service.compare.edited import Edited
from service.compare.likeness import LIKE, alike_pairs, likenesses
from service.compare.said import Said

Status = Literal["unchanged", "altered", "reattributed", "new", "gone", "unclear"]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one quotation. `before` and `after`: its places in the two versions' lists, None where it is not.

    `similarity`: 0 to 1, of the words; None where there is one only. `edits`: where the words differ. What is `unclear`
    nobody has edited, but it was judged otherwise: as no quotation, as a longer or shorter one, or as somebody else's.
    """

    status: Status
    before: int | None
    after: int | None
    similarity: float | None = None
    speaker_changed: bool = False
    type_changed: bool = False
    edits: tuple[Edit, ...] = ()


def compare(
    before: Sequence[Said], after: Sequence[Said], edited: Edited | None = None, *, like: float = LIKE
) -> list[Change]:
    """Each quotation of both versions once: in the order of `after`, what is gone where it stood.

    First the same words from the same speaker, then the same words, then the best one-to-one assignment of what is
    left by likeness, which must be at least `like`. Swapping the versions swaps what is new and what is gone, and
    changes nothing else. `edited`: where the articles differ; without it every difference counts as an edit.
    """
    # Where several partners are equally good, the first is taken: which one that is must not depend on the direction.
    turned = _sorting_key(before) > _sorting_key(after)
    found = _partners(after, before, like) if turned else _partners(before, after, like)
    if turned:
        found = {theirs: ours for ours, theirs in found.items()}
    changes = [_change(before, after, ours, theirs) for ours, theirs in _in_order(found, len(before), len(after))]
    return [_cleared(change, before, after, edited) for change in changes] if edited else changes


def _sorting_key(version: Sequence[Said]) -> list[tuple[str, ...]]:
    return [(one.id, one.text, one.type, *one.speakers) for one in version]


def _partners(before: Sequence[Said], after: Sequence[Said], like: float) -> dict[int, int]:
    pairs = _Pairs(before, after)
    pairs.match(lambda one: one.id)
    pairs.match(lambda one: (one.words, tuple(sorted(one.speakers))))
    pairs.match(lambda one: one.words, Said.may_have_speaker_of)
    pairs.match(lambda one: one.words)
    pairs.match_alike(like)
    return pairs.found


class _Pairs:
    """Finds partners in steps, the surest first; `found`: place in `after` by place in `before`."""

    def __init__(self, before: Sequence[Said], after: Sequence[Said]) -> None:
        self._before, self._after = before, after
        self.found: dict[int, int] = {}

    def match(self, key: Callable[[Said], Hashable], fits: Callable[[Said, Said], bool] | None = None) -> None:
        """Pairs those with equal keys (that also fit each other), in the order of the articles."""
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for place in self._left_after():
            waiting[key(self._after[place])].append(place)
        for place in self._left_before():
            one = self._before[place]
            partners = waiting[key(one)]
            partner = next((other for other in partners if fits is None or fits(one, self._after[other])), None)
            if partner is not None:
                self.found[place] = partner
                partners.remove(partner)

    def match_alike(self, like: float) -> None:
        """The assignment with the greatest sum of likenesses, of pairs that are alike enough."""
        ours, theirs = self._left_before(), self._left_after()
        if not ours or not theirs:
            return
        alike = alike_pairs([self._before[place] for place in ours], [self._after[place] for place in theirs], like)
        for row, column in _best(alike):
            self.found[ours[row]] = theirs[column]

    def _left_before(self) -> list[int]:
        return [place for place in range(len(self._before)) if place not in self.found]

    def _left_after(self) -> list[int]:
        taken = set(self.found.values())
        return [place for place in range(len(self._after)) if place not in taken]


def _best(alike: csr_array) -> Iterator[tuple[int, int]]:
    """The one-to-one assignment with the greatest sum, one group of connected rows and columns after the other."""
    height = alike.shape[0]
    _, group = connected_components(block_array([[None, alike], [alike.T, None]]), directed=False)
    members: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for place, number in enumerate(group):
        members[number][place >= height].append(place if place < height else place - height)
    for rows, columns in members.values():
        if rows and columns:
            table = alike[rows][:, columns].toarray()
            for row, column in zip(*linear_sum_assignment(table, maximize=True), strict=True):
                if table[row, column]:
                    yield rows[row], columns[column]


def _change(before: Sequence[Said], after: Sequence[Said], ours: int | None, theirs: int | None) -> Change:
    if ours is None or theirs is None:
        return Change("new" if ours is None else "gone", ours, theirs)
    one, other = before[ours], after[theirs]
    moved, retyped = not one.may_have_speaker_of(other), one.type != other.type
    if one.words == other.words:
        return Change("reattributed" if moved else "unchanged", ours, theirs, 1.0, moved, retyped)
    similarity = min(float(likenesses([one], [other])[0, 0]), 0.999)  # 1 is kept for the very same words
    return Change("altered", ours, theirs, round(similarity, 3), moved, retyped, tuple(diff(one.text, other.text)))


def _cleared(change: Change, before: Sequence[Said], after: Sequence[Said], edited: Edited) -> Change:
    """Unclear where nothing was edited that could have made the difference."""
    touched = (change.before is not None and edited.touches("before", before[change.before].places)) or (
        change.after is not None and edited.touches("after", after[change.after].places)
    )
    return change if touched or change.status == "unchanged" else replace(change, status="unclear")


def _in_order(found: Mapping[int, int], before: int, after: int) -> Iterator[tuple[int | None, int | None]]:
    """Pairs in the order of `after`; what is gone follows the pair that it stood behind in `before`."""
    partner = {theirs: ours for ours, theirs in found.items()}
    behind: defaultdict[int | None, list[int]] = defaultdict(list)
    last = None
    for ours in range(before):
        if ours in found:
            last = ours
        else:
            behind[last].append(ours)
    yield from ((ours, None) for ours in behind[None])
    for theirs in range(after):
        yield partner.get(theirs), theirs
        if theirs in partner:
            yield from ((ours, None) for ours in behind[partner[theirs]])
