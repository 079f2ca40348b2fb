"""Tokenised sentences with their spacing: from treebanks as given, from word lists by the rules of German spacing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OPENING, CLOSING = "„»‚›([{“‘", "“«‘‹)]}”’"
_TIGHT_BEFORE = {".", ",", ";", ":", "!", "?", "…", "%", ")", "]", "}", "“", "«", "‘", "‹", "'"}
_TIGHT_AFTER = {"(", "[", "{", "„", "»", "‚", "›", "/"}


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


def read_words(file: Path) -> Iterator[Sentence]:
    """`word##UPOS` lines, spaced by rule; lines whose contractions do not add up are left out."""
    for line in file.read_text(encoding="utf-8").splitlines():
        pairs = [pair.rsplit("##", 1) for pair in line.split()]
        surface = _surface([(pair[0], pair[1]) for pair in pairs if len(pair) == 2])
        if surface:
            yield _spaced(surface)


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


def _spaced(surface: list[tuple[str, tuple[str, ...]]]) -> Sentence:
    tokens = []
    straight_open = False
    for index, (word, parts) in enumerate(surface):
        following = surface[index + 1][0] if index + 1 < len(surface) else ""
        space = bool(following)
        if word in _TIGHT_AFTER or following in _TIGHT_BEFORE:
            space = False
        if word == '"':
            straight_open = not straight_open
            space = space and not straight_open
        if following == '"' and straight_open:
            space = False
        if word in "-–" and following:
            space = True
        tokens.append(Token(word, space, parts))
    return tuple(tokens)
