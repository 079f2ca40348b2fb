"""Words with tags, features, heads and entities, read from the data sets' own formats."""

import lzma
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

FEATURES: dict[str, tuple[str, ...]] = {
    "Gender": ("Masc", "Fem", "Neut"),
    "Number": ("Sing", "Plur"),
    "Case": ("Nom", "Gen", "Dat", "Acc"),
    "Person": ("1", "2", "3"),
    "Tense": ("Pres", "Past"),
    "Mood": ("Ind", "Sub", "Imp"),
    "VerbForm": ("Fin", "Inf", "Part"),
    "PronType": ("Art", "Dem", "Ind", "Int", "Neg", "Prs", "Rel", "Tot"),
    "Degree": ("Pos", "Cmp", "Sup"),
}
_UNIMORPH = {
    "MASC": ("Gender", "Masc"), "FEM": ("Gender", "Fem"), "NEUT": ("Gender", "Neut"),
    "SG": ("Number", "Sing"), "PL": ("Number", "Plur"),
    "NOM": ("Case", "Nom"), "GEN": ("Case", "Gen"), "DAT": ("Case", "Dat"), "ACC": ("Case", "Acc"),
    "1": ("Person", "1"), "2": ("Person", "2"), "3": ("Person", "3"),
    "PRS": ("Tense", "Pres"), "PST": ("Tense", "Past"),
    "IND": ("Mood", "Ind"), "SBJV": ("Mood", "Sub"), "IMP": ("Mood", "Imp"),
    "FIN": ("VerbForm", "Fin"), "NFIN": ("VerbForm", "Inf"), "V.PTCP": ("VerbForm", "Part"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """What one data set knows of a sentence's words; what it does not know is None."""

    words: tuple[str, ...]
    upos: tuple[str, ...] | None = None
    xpos: tuple[str, ...] | None = None
    features: tuple[dict[str, str], ...] | None = None
    heads: tuple[int, ...] | None = None  # 1-based, 0 for the root
    relations: tuple[str, ...] | None = None
    entities: tuple[str, ...] | None = None  # BIO
    entity_scheme: str = ""


def _open(file: Path) -> Iterator[str]:
    if file.suffix == ".xz":
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            yield from lines
    else:
        with file.open(encoding="utf-8") as lines:
            yield from lines


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        line = line.rstrip("\n")
        if line.strip():
            if not line.startswith("#"):
                block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def read_conllu(file: Path, *, stts: bool = True) -> list[TaggedSentence]:
    """Gold trees; `stts=False` leaves out XPOS of another tag set."""
    sentences = []
    for block in _blocks(_open(file)):
        rows = [row for row in (line.split("\t") for line in block) if row[0].isdigit()]
        if any(not row[6].isdigit() for row in rows):
            continue
        sentences.append(
            TaggedSentence(
                words=tuple(row[1] for row in rows),
                upos=tuple(row[3] for row in rows),
                xpos=tuple(row[4] for row in rows) if stts else None,
                features=tuple(_features(row[5]) for row in rows),
                heads=tuple(int(row[6]) for row in rows),
                relations=tuple(row[7] for row in rows),
            )
        )
    return sentences


def _features(column: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in column.split("|")) if column != "_" else {}


def read_unimorph(file: Path, leave_out: set[tuple[str, ...]]) -> list[TaggedSentence]:
    """UniMorph features mapped to UD ones; sentences in `leave_out` (the test split) are skipped."""
    sentences = []
    for block in _blocks(_open(file)):
        rows = [row for row in (line.split("\t") for line in block) if row[0].isdigit()]
        words = tuple(row[1] for row in rows)
        if words in leave_out:
            continue
        features = tuple(dict(_UNIMORPH[v] for v in row[5].split(";") if v in _UNIMORPH) for row in rows)
        sentences.append(TaggedSentence(words=words, features=features))
    return sentences


def read_words_upos(file: Path) -> list[TaggedSentence]:
    """`word##UPOS` lines; the contracted form before its parts (`im##_`) is left out."""
    sentences = []
    for line in _open(file):
        pairs = [token.rsplit("##", 1) for token in line.split()]
        pairs = [pair for pair in pairs if len(pair) == 2 and pair[1] != "_"]
        if pairs:
            sentences.append(TaggedSentence(words=tuple(p[0] for p in pairs), upos=tuple(p[1] for p in pairs)))
    return sentences


def read_entities(file: Path, scheme: str) -> list[TaggedSentence]:
    """GermEval (`n word tag …`), UniversalNER (`n word tag …`) and plain (`word tag`) columns."""
    sentences = []
    for block in _blocks(_open(file)):
        rows = [re.split(r"[\t ]", line) for line in block]
        if rows[0][0].isdigit() and len(rows[0]) > 2:
            rows = [row[1:] for row in rows]
        rows = [row for row in rows if len(row) > 1 and row[0]]
        if rows:
            sentences.append(
                TaggedSentence(
                    words=tuple(row[0] for row in rows),
                    entities=tuple(row[1] for row in rows),
                    entity_scheme=scheme,
                )
            )
    return sentences
