"""The ways in which articles name a speaker, and the seed quotations that show each: `cases.json`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from seeds.check import HERE


@dataclass(frozen=True, slots=True)
class Case:
    """`shown`: article and quotation of each example; `failing`: those that the models do not get right, and why."""

    name: str
    shown: tuple[tuple[str, str], ...]
    failing: Mapping[tuple[str, str], str]


def read_cases() -> list[Case]:
    whole = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))
    failures = {_place(place): why for place, why in whole["known_failures"].items()}
    cases = []
    for name, places in whole["cases"].items():
        shown = tuple(map(_place, places))
        cases.append(Case(name, shown, {place: failures[place] for place in shown if place in failures}))
    if unused := failures.keys() - {place for case in cases for place in case.shown}:
        raise ValueError(f"known failures that are in no case: {sorted(unused)}")
    return cases


def table() -> str:
    """For `README.md`."""
    rows = ["| how the speaker is named | found in | not yet |", "|---|---|---|"]
    for case in read_cases():
        found = [place for place in case.shown if place not in case.failing]
        missed = [f"{_text(place)}: {why}" for place, why in case.failing.items()]
        rows.append(f"| {case.name} | {', '.join(map(_text, found)) or '–'} | {'; '.join(missed)} |")
    return "\n".join(rows)


def _place(place: str) -> tuple[str, str]:
    article, quotation = place.split()
    return article, quotation


def _text(place: tuple[str, str]) -> str:
    return " ".join(place)
