"""A newsroom's list of everybody in the seed articles: their speakers are linked to themselves and to nobody else."""

from collections.abc import Mapping

import pytest

from seeds.check import read_seeds
from service.domain import Analysis
from service.registers import Entry, Register, Subject, link
from service.registers.index import Index

pytestmark = pytest.mark.models

SEEDS = {seed.id: {one["name"] for one in seed.raw["speakers"] if one["kind"] == "person"} for seed in read_seeds()}
NAMES = sorted({name for names in SEEDS.values() for name in names if " " in name})
ENTRIES = {name: Entry(f"id-{number}", name, (), "person") for number, name in enumerate(NAMES)}


def test_persons_are_linked_to_themselves(analyses: Mapping[str, Analysis]) -> None:
    index = Index.of(Register.of(list(ENTRIES.values())))
    linked, wrong, missed = 0, [], []
    for id_, analysis in analyses.items():
        subjects = [Subject(one.name, one.kind, one.gender, one.aliases) for one in analysis.speakers]
        for subject, found in zip(subjects, link(subjects, index), strict=True):
            if found.entry:
                linked += 1
                wrong += [(id_, subject.name, found.entry.name)] if found.entry.name not in SEEDS[id_] else []
            elif subject.name in ENTRIES:
                missed.append((id_, subject.name))
    assert linked > 100
    assert not wrong
    assert not missed
