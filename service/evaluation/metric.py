"""The metric of the WIKINEWS quotation data set (Petersen-Frey and Biemann, LREC-COLING 2024).

Within an article, system and gold annotations are paired so that the token F1 of their quotes is greatest in sum
(Hungarian assignment; equal type and medium break ties where tokens overlap). Every pair, and every unpaired annotation
against an empty partner, counts token hits and misses of each part.

*Macro*: the mean over annotations of precision, where the system marks a token at all, and of recall, where gold does;
F1 from the two means. `messages` is the quote, `roles` pools the four role parts of an annotation, `joint` all five.
Type and medium are micro-averaged over annotations by exact label.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linear_sum_assignment

from service.evaluation.annotations import PARTS, ROLES, Annotation

_EQUAL_TYPE, _EQUAL_MEDIUM = 0.01, 0.001
_EMPTY = Annotation("", "", {part: frozenset() for part in PARTS})

Pair = tuple[Annotation, Annotation]
"""System, gold; either may be the empty partner."""


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1; `count` is the number of gold annotations that have the part."""

    precision: float
    recall: float
    count: int

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def pair_up(system: Sequence[Annotation], gold: Sequence[Annotation]) -> list[Pair]:
    """Pairs whose quotes overlap, then everything unpaired with the empty partner."""
    worths = np.array([[worth(ours, theirs) for theirs in gold] for ours in system]).reshape(len(system), len(gold))
    rows, columns = linear_sum_assignment(worths, maximize=True)
    matched = [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if worths[i, j] > 0]
    ours, theirs = {i for i, _ in matched}, {j for _, j in matched}
    pairs = [(system[i], gold[j]) for i, j in matched]
    pairs += [(annotation, _EMPTY) for i, annotation in enumerate(system) if i not in ours]
    pairs += [(_EMPTY, annotation) for j, annotation in enumerate(gold) if j not in theirs]
    return pairs


def worth(system: Annotation, gold: Annotation) -> float:
    """What a pair adds to the sum that the pairing maximises: 0 without a shared token."""
    ours, theirs = system.parts["quote"], gold.parts["quote"]
    shared = len(ours & theirs)
    if not shared:
        return 0.0
    same_type, same_medium = system.type == gold.type, system.medium == gold.medium
    return 2 * shared / (len(ours) + len(theirs)) + _EQUAL_TYPE * same_type + _EQUAL_MEDIUM * same_medium


def token_f1(system: Annotation, gold: Annotation, part: str) -> float:
    """Of one part of one pair; 0 where neither has it."""
    ours, theirs = system.parts[part], gold.parts[part]
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 0.0


def paired_f1(pairs: Iterable[Pair], type_: str) -> float:
    """Mean token F1 of the quotes of gold annotations of a type that have a partner."""
    return _mean([token_f1(ours, gold, "quote") for ours, gold in pairs if gold.type == type_ and ours is not _EMPTY])


def macro(pairs: Iterable[Pair], parts: Sequence[str]) -> Score:
    """Macro precision and recall over the annotations, the given parts pooled within each."""
    precisions, recalls = [], []
    for system, gold in pairs:
        hits = sum(len(system.parts[part] & gold.parts[part]) for part in parts)
        marked = sum(len(system.parts[part]) for part in parts)
        wanted = sum(len(gold.parts[part]) for part in parts)
        if marked:
            precisions.append(hits / marked)
        if wanted:
            recalls.append(hits / wanted)
    return Score(_mean(precisions), _mean(recalls), len(recalls))


def micro_labels(pairs: Iterable[Pair], label: str) -> Score:
    """Micro precision and recall of `type` or `medium`: an annotation is a hit when its partner has the same label."""
    hits = system_count = gold_count = 0
    for system, gold in pairs:
        ours, theirs = getattr(system, label), getattr(gold, label)
        hits += bool(ours) and ours == theirs
        system_count += system is not _EMPTY
        gold_count += gold is not _EMPTY
    return Score(_share(hits, system_count), _share(hits, gold_count), gold_count)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """All figures of one evaluation."""

    messages: Score
    roles: Score
    joint: Score
    type: Score
    medium: Score
    by_type: dict[str, dict[str, Score]] = field(default_factory=dict)
    by_role: dict[str, Score] = field(default_factory=dict)
    direct_paired: float = 0.0  # mean token F1 of direct quotations that have a partner


def score(pairs: Sequence[Pair]) -> Scores:
    """Figures over the pairs of all articles; `by_type` scores the pairs in which either side has that type."""
    types = sorted({annotation.type for pair in pairs for annotation in pair if annotation.type})
    return Scores(
        messages=macro(pairs, ("quote",)),
        roles=macro(pairs, ROLES),
        joint=macro(pairs, PARTS),
        type=micro_labels(pairs, "type"),
        medium=micro_labels(pairs, "medium"),
        by_type={name: _of_type(pairs, name) for name in types},
        by_role={role: macro(pairs, (role,)) for role in ROLES},
        direct_paired=paired_f1(pairs, "Direct"),
    )


def _of_type(pairs: Sequence[Pair], name: str) -> dict[str, Score]:
    """System precision over the system's annotations of the type, recall over gold's."""
    ours = [pair for pair in pairs if pair[0].type == name]
    theirs = [pair for pair in pairs if pair[1].type == name]

    def combined(parts: Sequence[str]) -> Score:
        recall = macro(theirs, parts)
        return Score(macro(ours, parts).precision, recall.recall, recall.count)

    return {"messages": combined(("quote",)), "roles": combined(ROLES), "joint": combined(PARTS)}
