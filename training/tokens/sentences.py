"""Tokenised sentences with their spacing: from treebanks as given, from word lists by the rules of German spacing."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_TIGHT_BEFORE = frozenset({".", ",", ";", ":", "!", "?", "…", ")", "]", "}", "“", "«", "‘", "‹"})
_TIGHT_AFTER = frozenset({"(", "[", "{", "„", "»", "‚", "›", "``"})
_STRAIGHT = frozenset({'"', "''", "'", "`"})
_CONJUNCTIONS = frozenset({"und", "oder", "bzw.", "sowie", "bis", "als", "wie"})
_ORDINAL_END = re.compile(r"\b\d{1,2} ?\.$")  # "… im 19.", the next line starts "Jahrhundert …": cut by mistake
_LOOSE_HYPHENS, _LOOSE_SLASHES = 0.12, 0.6  # shares in the treebank that has true spacing


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    space_after: bool = True
    parts: tuple[str, ...] = ()  # the words of a contraction


Sentence = tuple[Token, ...]


def read_conllu(file: Path) -> Iterator[Sentence]:
    """Surface tokens of a treebank, contractions with their words."""
    tokens: list[Token] = []
    covered = 0
    for line in [*file.read_text(encoding="utf-8").split("\n"), ""]:
        if not line:
            if tokens:
                yield tuple(tokens)
            tokens, covered = [], 0
            continue
        row = line.split("\t")
        if line.startswith("#") or "." in row[0]:
            continue
        space = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            covered = int(row[0].split("-")[1])
            tokens.append(Token(row[1], space, ("?",)))
        elif int(row[0]) > covered:
            tokens.append(Token(row[1], space))
        else:
            last = tokens[-1]
            parts = (*(part for part in last.parts if part != "?"), row[1])
            tokens[-1] = Token(last.text, last.space_after, parts)


def read_words(file: Path, generator: random.Random) -> Iterator[Sentence]:
    """`word##UPOS` lines, spaced by rule; where writers differ, by the shares of the treebank with true spacing.

    Lines that were cut at an ordinal number are left out.
    """
    for line in file.read_text(encoding="utf-8-sig").splitlines():
        pairs = [pair.rsplit("##", 1) for pair in line.split()]
        surface = _surface([(pair[0].strip("\ufeff"), pair[1]) for pair in pairs if len(pair) == 2])
        if surface and not _ORDINAL_END.search(" ".join(word for word, _ in surface[-2:])):
            yield _spaced(surface, generator)


def _surface(pairs: list[tuple[str, str]]) -> list[tuple[str, tuple[str, ...]]]:
    tokens: list[tuple[str, tuple[str, ...]]] = []
    index = 0
    while index < len(pairs):
        word, upos = pairs[index]
        if upos == "_" and word.isalpha() and index + 2 < len(pairs):
            tokens.append((word, (pairs[index + 1][0], pairs[index + 2][0])))
            index += 3
        else:
            tokens.append((word, ()))
            index += 1
    return tokens


def _spaced(surface: Sequence[tuple[str, tuple[str, ...]]], generator: random.Random) -> Sentence:
    words = [word for word, _ in surface]
    space = [word not in _TIGHT_AFTER for word in words]
    for index, following in enumerate(words[1:]):
        if following in _TIGHT_BEFORE:
            space[index] = False
    opened: set[str] = set()
    for index, word in enumerate(words):
        if word in _STRAIGHT:
            if word == "''" and "``" in words:
                opened.add(word)
            opened ^= {word}
            inner = index if word in opened else index - 1
            if inner >= 0 and (word not in {"'", "`"} or words.count(word) % 2 == 0):
                space[inner] = False
        elif word == "-" and 0 < index < len(words) - 1:
            space[index - 1], space[index] = _around_hyphen(words[index - 1], words[index + 1], generator)
        elif word == "/" and 0 < index < len(words) - 1:
            space[index - 1] = space[index] = generator.random() < _LOOSE_SLASHES
    space[-1] = True
    return tuple(Token(word, loose, parts) for (word, parts), loose in zip(surface, space, strict=True))


def _around_hyphen(left: str, right: str, generator: random.Random) -> tuple[bool, bool]:
    """Spaces before and behind: `Rohstoff- und`, `SPD-Politiker`, or a dash between clauses."""
    if right in _CONJUNCTIONS:
        return False, True
    clauses = (left[0].islower() and right[0].islower()) or not (left[-1].isalnum() and right[0].isalnum())
    loose = clauses or generator.random() < _LOOSE_HYPHENS
    return loose, loose
