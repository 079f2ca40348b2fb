"""The two networks on top of the shared encoder: one finds spans, the other finds each quotation's roles.

The span tagger is a linear layer per tag layer on the encoder's last hidden states. The role reader branches off two
layers earlier: the words of one quotation are marked there with an embedding of its type, and two transformer layers of
its own look for the words that announce it. One encoder pass thus serves all quotations of a window, and a quotation
costs two small layers over its neighbourhood instead of a second pass of twelve.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from service.domain import QUOTATION_TYPES
from service.nlp.quote.labels import KINDS, LAYERS, MEDIA, READINGS, ROLES, TAGS
from service.nlp.transformer import WIDTH, Block

BRANCH_LAYERS = 2
MARKS_INNER = 128


class SpanTagger(nn.Module):
    """Tag scores of every word in every layer."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(WIDTH, len(LAYERS) * TAGS)

    def forward(self, words: Tensor) -> Tensor:
        """(…, words, width) → (…, words, layers, tags), unnormalised."""
        scores: Tensor = self.tags(self.dropout(words))
        return scores.view(*scores.shape[:-1], len(LAYERS), TAGS)


class MarkReader(nn.Module):
    """Why a pair of quotation marks is there, from the states of both marks and the mean of what is between them."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.inner = nn.Linear(3 * WIDTH, MARKS_INNER)
        self.readings = nn.Linear(MARKS_INNER, len(READINGS))

    def forward(self, pairs: Tensor) -> Tensor:
        """(pairs, 3 × width) → (pairs, readings), unnormalised."""
        scores: Tensor = self.readings(self.dropout(functional.gelu(self.inner(self.dropout(pairs)))))
        return scores


def pair_states(states: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """What a `MarkReader` reads of each pair of marks.

    `states` (pairs, pieces, width), `first` and `last` (pairs,): the pieces of both marks → (pairs, 3 × width).
    """
    place = torch.arange(states.shape[1], device=states.device)
    inside = ((place > first[:, None]) & (place < last[:, None])).to(states.dtype)
    mean = (inside[:, None] @ states)[:, 0] / inside.sum(1, keepdim=True).clamp(min=1)
    row = torch.arange(len(states), device=states.device)
    return torch.cat([states[row, first], states[row, last], mean], -1)


class RoleScores(NamedTuple):
    roles: Tensor  # (quotations, words, roles): logit that the word plays the role
    start: Tensor  # (quotations, 1 + words): logit that the speaker's mention starts here; 0 = there is none
    end: Tensor  # (quotations, 1 + words)
    medium: Tensor  # (quotations, media)
    kind: Tensor  # (quotations, kinds)


class Part(NamedTuple):
    """One quotation with its neighbourhood."""

    hidden: Tensor  # (pieces, width): the encoder's states after layer `BRANCH_AT`, first piece CLS
    marks: Tensor  # (pieces,): 0, or 1 + the type's index on the quotation's pieces
    last: Tensor  # (words,): index of each word's last piece


class RoleReader(nn.Module):
    """Cue, frame, addressee, speaker, relaying medium, medium and kind of speaker of given quotations."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.mark = nn.Embedding(1 + len(QUOTATION_TYPES), WIDTH)
        self.blocks = nn.ModuleList(Block(dropout) for _ in range(BRANCH_LAYERS))
        self.roles = nn.Linear(WIDTH, len(ROLES))
        self.pointer = nn.Linear(WIDTH, 2)
        self.pooled = nn.Linear(2 * WIDTH, WIDTH)
        self.medium = nn.Linear(WIDTH, len(MEDIA))
        self.kind = nn.Linear(WIDTH, len(KINDS))
        nn.init.normal_(self.mark.weight, std=0.02)

    def forward(self, hidden: Tensor, marks: Tensor, mask: Tensor | None, last: Tensor, real: Tensor) -> RoleScores:
        """Scores for quotations, one a row.

        `hidden` (quotations, pieces, width): the encoder's states after layer `BRANCH_AT`, first piece CLS;
        `marks` (quotations, pieces): 0, or 1 + the type's index on the quotation's pieces;
        `mask` (quotations, 1, 1, pieces): true where a piece is real; `last` (quotations, words): index of each word's
        last piece; `real` (quotations, words): true where a word is real.
        """
        hidden = hidden + self.mark(marks)
        for block in self.blocks:
            hidden = block(hidden, mask)
        return self._scores(hidden, marks, last, real)

    def read_each(self, parts: Sequence[Part]) -> list[RoleScores]:
        """The same for each of several quotations, all of them multiplied at once, without padding."""
        lengths = [len(part.marks) for part in parts]
        hidden = torch.cat([part.hidden for part in parts])[None]
        hidden = hidden + self.mark(torch.cat([part.marks for part in parts]))[None]
        for block in self.blocks:
            hidden = block(hidden, None, lengths)
        return [
            self._scores(states, part.marks[None], part.last[None], torch.ones_like(part.last, dtype=torch.bool)[None])
            for part, states in zip(parts, hidden.split(lengths, 1), strict=True)
        ]

    def _scores(self, hidden: Tensor, marks: Tensor, last: Tensor, real: Tensor) -> RoleScores:
        words = hidden.gather(1, last.unsqueeze(-1).expand(-1, -1, WIDTH))
        first = hidden[:, :1]
        pointer = self.pointer(torch.cat([first, words], 1)).float()
        blocked = torch.cat([torch.zeros_like(real[:, :1]), ~real], 1)
        pointer = pointer.masked_fill(blocked.unsqueeze(-1), -math.inf)
        inside = (marks > 0).unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * inside).sum(1) / inside.sum(1).clamp(min=1)
        pooled = torch.tanh(self.pooled(torch.cat([first[:, 0], mean], -1)))
        return RoleScores(self.roles(words), pointer[..., 0], pointer[..., 1], self.medium(pooled), self.kind(pooled))
