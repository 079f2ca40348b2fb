"""Transformer layers: those of the shared encoder, and those of the role reader that branches off from it."""

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from service.nlp.precision import SHORT_FLOATS

WIDTH, HEADS, INNER = 384, 12, 1536
_EACH = WIDTH // HEADS
_SMALLEST_SUM = 1e-30


class Block(nn.Module):
    """One post-norm transformer layer, laid out like a BERT layer so that it can start from one."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor | None = None, lengths: Sequence[int] = ()) -> Tensor:
        """`hidden` (batch, pieces, width); `mask` (batch, 1, 1, pieces), true where a piece is real.

        Or, without a mask, one row (1, pieces, width) of several texts one behind the other, by their `lengths`.
        """
        related = self.query_key_value(hidden)
        attended = self.attended(attend_each(related, lengths) if lengths else attend(related, mask))
        hidden = self.attended_norm(hidden + self.dropout(attended))
        expanded = self.outer(functional.gelu(self.inner(hidden)))
        out: Tensor = self.outer_norm(hidden + self.dropout(expanded))
        return out


class Transformer(nn.Module):
    """BERT's encoder with one type of text, for inference."""

    def __init__(self, vocabulary: int, positions: int, layers: int) -> None:
        super().__init__()
        self.words = _unfilled(vocabulary)
        self.positions = _unfilled(positions)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.blocks = nn.ModuleList(Block(0.0) for _ in range(layers))

    def forward(self, pieces: Tensor) -> list[Tensor]:
        """Piece ids (1, pieces) → the embeddings, and what each layer makes of them, each (1, pieces, width)."""
        states = [self.norm(self.words(pieces) + self.positions(torch.arange(pieces.shape[1])))]
        for block in self.blocks:
            states.append(block(states[-1]))
        return states


def _unfilled(rows: int) -> nn.Embedding:
    """An embedding to load weights into: filling one by chance on torch's meta device imports its compiler, 100 MB."""
    empty: nn.Embedding = nn.Embedding.from_pretrained(torch.empty(rows, WIDTH), freeze=False)
    return empty


def attend(query_key_value: Tensor, mask: Tensor | None) -> Tensor:
    """Attention within each row: (batch, pieces, 3 × width) → (batch, pieces, width)."""
    batch, length, _ = query_key_value.shape
    if SHORT_FLOATS and batch == 1 and mask is None and not torch.is_grad_enabled():
        shortly = _attend_shortly(query_key_value[0])
        if shortly is not None:
            return shortly[None]
    split = query_key_value.view(batch, length, 3, HEADS, _EACH).permute(2, 0, 3, 1, 4)
    attended = functional.scaled_dot_product_attention(split[0], split[1], split[2], attn_mask=mask)
    return attended.transpose(1, 2).reshape(batch, length, WIDTH)


def attend_each(query_key_value: Tensor, lengths: Sequence[int]) -> Tensor:
    """Attention within each of the texts that make up one row: (1, pieces, 3 × width) → (1, pieces, width)."""
    return torch.cat([attend(part, None) for part in query_key_value.split(list(lengths), 1)], 1)


def _attend_shortly(query_key_value: Tensor) -> Tensor | None:
    """The same for one row with 16-bit floats, on processors that multiply them, in less than half the time.

    Nothing is subtracted before the powers are taken, and weights are normalised last, on the few sums instead of on
    all pairs; None where that leaves what a float holds.
    """
    length = len(query_key_value)
    query, key, value = query_key_value.bfloat16().view(length, 3, HEADS, _EACH).permute(1, 2, 0, 3)
    weights = torch.bmm(query * (_EACH**-0.5 / math.log(2)), key.transpose(1, 2)).exp2_()
    sums = weights.sum(-1, keepdim=True)
    if not ((sums > _SMALLEST_SUM) & sums.isfinite()).all():
        return None
    return (torch.bmm(weights, value).float() / sums).permute(1, 0, 2).reshape(length, WIDTH)
