"""Tensors from windows and sentences, in batches of a bounded number of pieces."""

import random
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

import torch
from torch import Tensor

from service.nlp.context.pieces import CLS, PAD, SEP, Pieces
from service.nlp.quote.labels import READINGS, ROLES
from service.nlp.quote.roles import LEFT_CONTEXT, RIGHT_CONTEXT
from training.joint.articles import IGNORE, RoleTarget, Window
from training.joint.treebanks import FEATURES, TaggedSentence

T = TypeVar("T")


def moved(part: Any, device: torch.device) -> Any:
    """A batch with all its tensors on a device."""
    if isinstance(part, Tensor):
        return part.to(device)
    if isinstance(part, dict):
        return {name: moved(value, device) for name, value in part.items()}
    return type(part)(*(moved(value, device) for value in part)) if isinstance(part, tuple) else part


def pad(rows: Sequence[Sequence[int]], value: int) -> Tensor:
    width = max(map(len, rows))
    return torch.tensor([[*row, *[value] * (width - len(row))] for row in rows])


def gather(states: Tensor, last: Tensor) -> Tensor:
    """States of each word's last piece: (batch, pieces, width) → (batch, words, width)."""
    return states.gather(1, last.unsqueeze(-1).expand(-1, -1, states.shape[-1]))


def grouped(items: Sequence[T], sizes: Sequence[int], limit: int, generator: random.Random) -> Iterator[list[T]]:
    """Shuffled batches of items of like size, padded size at most `limit`."""
    order = sorted(range(len(items)), key=lambda i: sizes[i] + generator.random() * 0.15 * sizes[i])
    batches: list[list[int]] = []
    batch: list[int] = []
    for index in order:
        if batch and (len(batch) + 1) * max(sizes[index], *(sizes[i] for i in batch), 1) > limit:
            batches.append(batch)
            batch = []
        batch.append(index)
    if batch:
        batches.append(batch)
    generator.shuffle(batches)
    for batch in batches:
        yield [items[i] for i in batch]


class WindowBatch(NamedTuple):
    pieces: Tensor
    mask: Tensor
    last: Tensor
    tags: Tensor  # (windows, words, layers), IGNORE where padded
    roles: "RoleBatch | None"
    marks: "MarkBatch | None"


class MarkBatch(NamedTuple):
    window: Tensor  # (pairs,): row of the window
    first: Tensor  # (pairs,): piece of the opening mark
    last: Tensor  # (pairs,): piece of the closing mark
    readings: Tensor  # (pairs, readings): which ones it may be


class RoleBatch(NamedTuple):
    window: Tensor  # (quotations,): row of the window
    offset: Tensor  # (quotations, pieces): piece of the window at each place
    mask: Tensor  # (quotations, pieces)
    marks: Tensor  # (quotations, pieces)
    last: Tensor  # (quotations, words)
    real: Tensor  # (quotations, words)
    roles: Tensor  # (quotations, words, roles)
    start: Tensor
    end: Tensor
    medium: Tensor
    kind: Tensor


def window_batch(windows: Sequence[Window], generator: random.Random, most_quotations: int) -> WindowBatch:
    words = max(len(window.last) for window in windows)
    layers = len(windows[0].tags[0])
    tags = torch.full((len(windows), words, layers), IGNORE)
    for row, window in enumerate(windows):
        tags[row, : len(window.last)] = torch.tensor(window.tags[: len(window.last)])
    pieces = pad([window.pieces for window in windows], PAD)
    chosen = [(row, q) for row, window in enumerate(windows) for q in window.quotations]
    generator.shuffle(chosen)
    return WindowBatch(
        pieces=pieces,
        mask=(pieces != PAD).long(),
        last=pad([window.last for window in windows], 0),
        tags=tags,
        roles=role_batch(windows, chosen[:most_quotations]) if chosen else None,
        marks=mark_batch(windows),
    )


def mark_batch(windows: Sequence[Window]) -> MarkBatch | None:
    pairs = [(row, window, pair) for row, window in enumerate(windows) for pair in window.marks]
    pairs = [(row, window, pair) for row, window, pair in pairs if pair.last < len(window.last)]
    if not pairs:
        return None
    readings = torch.zeros(len(pairs), len(READINGS), dtype=torch.bool)
    for row, (_, _, pair) in enumerate(pairs):
        readings[row, list(pair.readings)] = True
    return MarkBatch(
        window=torch.tensor([row for row, _, _ in pairs]),
        first=torch.tensor([window.last[pair.first] for _, window, pair in pairs]),
        last=torch.tensor([window.last[pair.last] for _, window, pair in pairs]),
        readings=readings,
    )


def crop(window: Window, target_words: Sequence[int]) -> tuple[int, int]:
    """First and one past the last word of a quotation's neighbourhood, by the number of pieces around it."""
    first_piece = window.last[target_words[0] - 1] + 1 if target_words[0] else 1
    last_piece = window.last[target_words[-1]]
    start = next(i for i, piece in enumerate(window.last) if piece > first_piece - LEFT_CONTEXT - 1)
    end = next((i for i, piece in enumerate(window.last) if piece > last_piece + RIGHT_CONTEXT), len(window.last))
    return start, end


def role_batch(windows: Sequence[Window], chosen: Sequence[tuple[int, RoleTarget]]) -> RoleBatch:
    offsets, marks, lasts, roles, starts, ends = [], [], [], [], [], []
    for row, target in chosen:
        window = windows[row]
        first, end = crop(window, target.words)
        piece_from = window.last[first - 1] + 1 if first else 1
        offsets.append([0, *range(piece_from, window.last[end - 1] + 1)])
        mark = [0] * len(offsets[-1])
        for word in target.words:
            if word < end:
                begin = window.last[word - 1] + 1 if word else 1
                for piece in range(begin, window.last[word] + 1):
                    mark[piece - piece_from + 1] = 1 + target.type
        marks.append(mark)
        lasts.append([piece - piece_from + 1 for piece in window.last[first:end]])
        roles.append([[word - first for word in role if first <= word < end] for role in target.roles])
        visible = target.start and target.start - 1 >= first and target.end - 1 < end
        starts.append(target.start - first if visible else 0)
        ends.append(target.end - first if visible else 0)
    last = pad(lasts, 0)
    role_tensor = torch.zeros(len(chosen), last.shape[1], len(ROLES))
    real = torch.zeros(last.shape, dtype=torch.bool)
    for row, (of_quotation, words) in enumerate(zip(roles, lasts, strict=True)):
        real[row, : len(words)] = True
        for role, members in enumerate(of_quotation):
            role_tensor[row, members, role] = 1.0
    offset = pad(offsets, -1)
    return RoleBatch(
        window=torch.tensor([row for row, _ in chosen]),
        offset=offset.clamp(min=0),
        mask=offset >= 0,
        marks=pad(marks, 0),
        last=last,
        real=real,
        roles=role_tensor,
        start=torch.tensor(starts),
        end=torch.tensor(ends),
        medium=torch.tensor([target.medium for _, target in chosen]),
        kind=torch.tensor([target.kind for _, target in chosen]),
    )


class SentenceBatch(NamedTuple):
    """Rows of one sentence each, or of several as an article's window has them."""

    pieces: Tensor
    mask: Tensor
    last: Tensor
    sentence: Tensor  # (rows, words): which of the row's sentences the word is in, -1 where padded
    labels: dict[str, Tensor]  # by head: (sentences, words), IGNORE where unknown


class Vocabulary:
    """Label indices by head name."""

    def __init__(self, labels: dict[str, list[str]]) -> None:
        self.labels = labels
        self._index = {name: {label: i for i, label in enumerate(values)} for name, values in labels.items()}

    @classmethod
    def of(cls, sentences: Sequence[TaggedSentence]) -> "Vocabulary":
        found: dict[str, set[str]] = {}
        for sentence in sentences:
            for name, column in named_columns(sentence):
                found.setdefault(name, set()).update(column)
        return cls({name: sorted(values) for name, values in sorted(found.items())})

    def encode(self, name: str, column: Sequence[str]) -> list[int]:
        index = self._index[name]
        return [index.get(label, IGNORE) for label in column]


def named_columns(sentence: TaggedSentence) -> Iterator[tuple[str, Sequence[str]]]:
    if sentence.upos:
        yield "upos", sentence.upos
    if sentence.xpos:
        yield "xpos", sentence.xpos
    if sentence.relations:
        yield "relations", sentence.relations
    if sentence.entities:
        yield f"entities_{sentence.entity_scheme}", sentence.entities


def sentence_batch(
    sentences: Sequence[TaggedSentence], pieces: Pieces, vocabulary: Vocabulary, row_pieces: int = 0
) -> SentenceBatch:
    """One sentence a row, or as many as fit into `row_pieces`."""
    flat: list[list[int]] = []
    lasts: list[list[int]] = []
    members: list[list[TaggedSentence]] = []
    for sentence in sentences:
        ids = pieces.of(sentence.words)
        if not flat or len(flat[-1]) + sum(map(len, ids)) > row_pieces:
            flat.append([CLS])
            lasts.append([])
            members.append([])
        for word in ids:
            flat[-1] += word
            lasts[-1].append(len(flat[-1]) - 1)
        members[-1].append(sentence)
    padded = pad([[*row, SEP] for row in flat], PAD)
    known = [[_labels(sentence, vocabulary) for sentence in row] for row in members]
    labels: dict[str, list[list[int]]] = {}
    for name in sorted({name for row in known for of in row for name in of}):
        rows = labels[name] = []
        for row, of_row in zip(members, known, strict=True):
            column: list[int] = []
            for sentence, of in zip(row, of_row, strict=True):
                values = of.get(name, [IGNORE] * len(sentence.words))
                shift = len(column) if name == "heads" else 0
                column += [value + shift if value > 0 else value for value in values]
            rows.append(column)
    return SentenceBatch(
        pieces=padded,
        mask=(padded != PAD).long(),
        last=pad(lasts, 0),
        sentence=pad([[n for n, s in enumerate(row) for _ in s.words] for row in members], -1),
        labels={name: pad(rows, IGNORE) for name, rows in labels.items()},
    )


def _labels(sentence: TaggedSentence, vocabulary: Vocabulary) -> dict[str, list[int]]:
    labels = {name: vocabulary.encode(name, column) for name, column in named_columns(sentence)}
    if sentence.heads:
        labels["heads"] = list(sentence.heads)
    if sentence.features:
        for key, values in FEATURES.items():
            labels[key] = [_feature(key, values, sentence, word) for word in sentence.features]
    return labels


def _feature(key: str, values: tuple[str, ...], sentence: TaggedSentence, word: dict[str, str]) -> int:
    """0 where a treebank says that a word lacks the feature; unknown where UniMorph is silent."""
    value = word.get(key)
    if value is None:
        return 0 if sentence.heads else IGNORE
    return 1 + values.index(value) if value in values else IGNORE
