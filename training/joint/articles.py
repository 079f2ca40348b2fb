"""Annotated articles as windows of word pieces with tags and roles: what the quotation networks learn from."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from service.domain import QUOTATION_TYPES, Span
from service.evaluation.annotations import CODES, MEDIUM_CODES
from service.evaluation.corpus import mended, read_corpus_articles
from service.nlp.context.pieces import CLS, SEP, Pieces
from service.nlp.quote.labels import BEGIN, INSIDE, KINDS, LAYERS, MEDIA, OUTSIDE, READINGS, ROLES, Layer
from service.nlp.quote.marks import find_mark_pairs
from service.nlp.quote.words import split_words

IGNORE = -100
WINDOW = 510
_VIA_REACH = 400  # characters between a quotation and the mention of the medium that relays it
_SENTENCE_END = re.compile(r"[.!?…][“”«»\"'’)]*\s+(?=[„»«\"“‚(]*[A-ZÄÖÜ0-9])|\n+")


@dataclass(frozen=True, slots=True)
class Article:
    id: str
    text: str
    quotations: tuple[dict[str, Any], ...]
    marks: tuple[dict[str, Any], ...] | None = None  # annotated in the original articles only


def read_corpus(folder: Path, held_back: bool) -> list[Article]:
    """Articles of our corpus whose texts are in `folder`: ids ending in 9 (`held_back`), or all the others."""
    return [
        Article(row.id, row.text, tuple(mended(row.text, quotation) for quotation in row.quotations), row.marks)
        for row in read_corpus_articles(folder, "check" if held_back else "train")
    ]


@dataclass(frozen=True, slots=True)
class RoleTarget:
    """One quotation of a window; word indices count from the window's first word."""

    type: int
    words: tuple[int, ...]
    roles: tuple[frozenset[int], ...]
    start: int  # 1 + the word at which the speaker's mention starts, 0 when there is none
    end: int
    medium: int
    kind: int


@dataclass(frozen=True, slots=True)
class MarkTarget:
    """A pair of quotation marks; the words of both marks, and what it may be there for (indices of READINGS)."""

    first: int
    last: int
    readings: frozenset[int]


@dataclass(frozen=True, slots=True)
class Window:
    pieces: tuple[int, ...]
    last: tuple[int, ...]  # index of each word's last piece
    tags: tuple[tuple[int, ...], ...]  # one tuple of layer tags per word
    quotations: tuple[RoleTarget, ...]
    marks: tuple[MarkTarget, ...] = ()


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """Word-level labels of one article, computed once; windows are cut from it anew in every pass."""

    words: tuple[str, ...]
    tags: tuple[tuple[int, ...], ...]
    quotations: tuple[RoleTarget, ...]  # word indices count from the article's first word
    sentence_starts: tuple[int, ...]
    marks: tuple[MarkTarget, ...] = ()


def prepare(article: Article) -> PreparedArticle:
    spans = split_words(article.text)
    tags = [[OUTSIDE] * len(LAYERS) for _ in spans]
    targets: list[RoleTarget] = []
    for quotation in article.quotations:
        quoted = _words_in(spans, quotation["quote"])
        if not quoted:
            continue
        type_ = CODES[quotation["type"]]
        inner = Layer(type_, nested=True)
        nested = inner in LAYERS and _is_nested(quotation, article.quotations)
        layer = LAYERS.index(inner if nested else Layer(type_))
        for position, word in enumerate(quoted):
            tags[word][layer] = INSIDE if position else BEGIN
        roles = [_words_in(spans, quotation.get(role, [])) for role in ROLES[:-1]]
        roles.append(_words_in(spans, _find_via(article.text, quotation)))
        speaker = _words_in(spans, quotation["speaker"][:1])
        targets.append(
            RoleTarget(
                type=QUOTATION_TYPES.index(type_),
                words=tuple(quoted),
                roles=tuple(frozenset(role) for role in roles),
                start=1 + speaker[0] if speaker else 0,
                end=1 + speaker[-1] if speaker else 0,
                medium=MEDIA.index(MEDIUM_CODES[quotation["medium"]]),
                kind=KINDS.index(quotation["kind"]) if quotation.get("kind") in KINDS else IGNORE,
            )
        )
    cuts = sentence_starts(article.text)
    starts = sorted({next((i for i, span in enumerate(spans) if span.start >= cut), len(spans)) for cut in cuts})
    return PreparedArticle(
        words=tuple(article.text[span.start : span.end] for span in spans),
        tags=tuple(tuple(row) for row in tags),
        quotations=tuple(targets),
        sentence_starts=tuple(starts),
        marks=tuple(_mark_targets(article, spans)),
    )


_QUOTED = frozenset(READINGS.index(name) for name in ("quotation", "partial"))


def _mark_targets(article: Article, spans: list[Span]) -> Iterator[MarkTarget]:
    """Annotated pairs; where none are annotated, pairs that are quoted, or are not, by the direct quotations."""
    if article.marks is not None:
        found = [
            (Span(mark["start"], mark["end"]), frozenset({READINGS.index(mark["reading"])})) for mark in article.marks
        ]
    else:
        direct = [Span(s["start"], s["end"]) for q in article.quotations if q["type"] == "Direct" for s in q["quote"]]
        outer = [pair.span for pair in find_mark_pairs(article.text) if pair.depth == 0]
        every = frozenset(range(len(READINGS)))
        found = [(pair, _QUOTED if any(_mostly(pair, s) for s in direct) else every - _QUOTED) for pair in outer]
    for pair, readings in found:
        words = _words_in(spans, [{"start": pair.start, "end": pair.end}])
        if len(words) > 2:
            yield MarkTarget(words[0], words[-1], readings)


def _mostly(pair: Span, quoted: Span) -> bool:
    shared = min(pair.end, quoted.end) - max(pair.start, quoted.start)
    return shared > 0.6 * (pair.end - pair.start)


def sentence_starts(text: str) -> list[int]:
    """Offsets at which sentences begin, by a simple rule: good enough for cutting windows."""
    return [0] + [match.end() for match in _SENTENCE_END.finditer(text)]


def _words_in(spans: list[Span], stretches: list[dict[str, int]]) -> list[int]:
    return [
        index
        for index, span in enumerate(spans)
        if any(span.start < stretch["end"] and stretch["start"] < span.end for stretch in stretches)
    ]


def _is_nested(quotation: dict[str, Any], others: tuple[dict[str, Any], ...]) -> bool:
    """Whether a larger quotation of the same type covers this one."""
    start, end = quotation["quote"][0]["start"], quotation["quote"][-1]["end"]
    return any(
        other is not quotation
        and other["type"] == quotation["type"]
        and other["quote"][0]["start"] <= start
        and end <= other["quote"][-1]["end"]
        and (other["quote"][-1]["end"] - other["quote"][0]["start"]) > end - start
        and any(s["start"] < t["end"] and t["start"] < s["end"] for s in other["quote"] for t in quotation["quote"])
        for other in others
    )


def _find_via(text: str, quotation: dict[str, Any]) -> list[dict[str, int]]:
    """The nearest place near the quotation where the relaying medium, annotated as a name only, stands."""
    name = quotation.get("via")
    if not name:
        return []
    start, end = quotation["quote"][0]["start"], quotation["quote"][-1]["end"]
    places = [match.start() for match in re.finditer(re.escape(name), text)]
    reach = {place: max(start - place - len(name), place - end, 0) for place in places}
    near = min(reach, key=lambda place: reach[place], default=None)
    if near is None or reach[near] > _VIA_REACH:
        return []
    return [{"start": near, "end": near + len(name)}]


def cut_windows(article: PreparedArticle, pieces: Pieces, words: tuple[str, ...], shift: float) -> list[Window]:
    """Windows of whole sentences that cover an article once; `shift` in [0, 1) varies the first window's length."""
    ids = pieces.of(words)
    starts = [*article.sentence_starts, len(words)]
    total = sum(map(len, ids))
    room = WINDOW if total <= WINDOW else WINDOW - int(shift * WINDOW * 0.6)
    windows, first, used = [], 0, 0
    for start, end in pairwise(starts):
        length = sum(map(len, ids[start:end]))
        if used and used + length > room:
            windows.append((first, start))
            first, used, room = start, 0, WINDOW
        used += length
    windows.append((first, len(words)))
    return [_window(article, ids, start, end) for start, end in windows if end > start]


def _window(article: PreparedArticle, ids: list[tuple[int, ...]], start: int, end: int) -> Window:
    flat, last = [CLS], []
    for word in range(start, end):
        if len(flat) + len(ids[word]) > WINDOW + 1:  # one sentence longer than a window
            end = word
            break
        flat += ids[word]
        last.append(len(flat) - 1)
    flat.append(SEP)
    quotations = []
    for target in article.quotations:
        words = tuple(word - start for word in target.words if start <= word < end)
        if not words:
            continue
        visible = target.start and start <= target.start - 1 and target.end - 1 < end
        quotations.append(
            RoleTarget(
                type=target.type,
                words=words,
                roles=tuple(frozenset(w - start for w in role if start <= w < end) for role in target.roles),
                start=target.start - start if visible else 0,
                end=target.end - start if visible else 0,
                medium=target.medium,
                kind=target.kind,
            )
        )
    marks = tuple(
        MarkTarget(pair.first - start, pair.last - start, pair.readings)
        for pair in article.marks
        if start <= pair.first and pair.last < end
    )
    return Window(tuple(flat), tuple(last), article.tags[start:end], tuple(quotations), marks)


_CONTRACTIONS = {
    "am": "an dem", "ans": "an das", "aufs": "auf das", "beim": "bei dem", "fürs": "für das", "im": "in dem",
    "ins": "in das", "vom": "von dem", "zum": "zu dem", "zur": "zu der",
}  # fmt: skip


def contraction_words(word: str) -> tuple[str, ...]:
    """The words that a contraction stands for, or the word itself."""
    long = _CONTRACTIONS.get(word.lower())
    if long is None or word.isupper():
        return (word,)
    return tuple((long.capitalize() if word[0].isupper() else long).split())


def expand_contractions(words: tuple[str, ...], generator: random.Random, chance: float) -> tuple[str, ...]:
    """The same words with "im" as "in dem": what a window reads that is made of Stanza's words."""
    if generator.random() >= chance:
        return words
    return tuple(" ".join(contraction_words(word)) for word in words)


_STYLES = ("„“‚‘", "»«›‹", "«»‹›", "\"\"''", "“”‘’")


def substitute_marks(words: tuple[str, ...], generator: random.Random, chance: float) -> tuple[str, ...]:
    """The same words with another style of quotation marks, so that the style does not matter to the model."""
    if generator.random() >= chance:
        return words
    target = generator.choice(_STYLES)
    joined = set(words)
    if "„" in joined:
        source = "„“‚‘"
        words = tuple("“" if word == "”" else word for word in words)
    elif "»" in joined and "«" in joined:
        source = "»«›‹" if words.index("»") < words.index("«") else "«»‹›"
    elif '"' in joined:
        return _substitute_straight(words, target)
    else:
        return words
    table = dict(zip(source, target, strict=True))
    return tuple(table.get(word, word) for word in words)


def _substitute_straight(words: tuple[str, ...], target: str) -> tuple[str, ...]:
    out, opened = [], False
    for word in words:
        if word == '"':
            out.append(target[1] if opened else target[0])
            opened = not opened
        else:
            out.append(word)
    return tuple(out)
