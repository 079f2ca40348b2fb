"""Invented annotated articles for the tests of the evaluation."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from service.evaluation import Annotation
from service.evaluation.annotations import PARTS

TEXT = "„Wir bauen weiter“, sagte Lena Brandt. Das Werk sei sicher."
TOKENS = [
    ["„", "Wir", "bauen", "weiter", "“", ",", "sagte", "Lena", "Brandt", "."],
    ["Das", "Werk", "sei", "sicher", "."],
]
DIRECT = {"quote": [1, 2, 3], "frame": [5, 6, 7, 8], "cue": [6], "speaker": [7, 8]}
FREE = {"quote": [10, 11, 12, 13], "speaker": [7, 8]}


def annotation(type_: str = "Direct", medium: str = "Speech", **parts: Iterable[int]) -> Annotation:
    return Annotation(type_, medium, {part: frozenset(parts.get(part, ())) for part in PARTS})


def row(type_: str, parts: dict[str, list[int]], medium: str = "Speech") -> dict[str, Any]:
    """An annotation as the data set writes it."""
    return {"type": type_, "medium": medium, **{part: {"tokenIds": parts.get(part, [])} for part in PARTS}}


def wikinews(**changes: Any) -> dict[str, Any]:
    """An article as the data set writes it, without what the reader does not need."""
    whole = {
        "documentName": "7 - Werk bleibt (2026-01-02)",
        "originalText": TEXT,
        "sentences": [{"tokens": tokens} for tokens in TOKENS],
        "annotations": [row("Direct", DIRECT), row("IndirectFreeIndirect", FREE, "SW")],
    }
    return {**whole, **changes}


def write(folder: Path, name: str = "7.json", **changes: Any) -> Path:
    file = folder / name
    file.write_text(json.dumps(wikinews(**changes)), encoding="utf-8")
    return file
