"""The encoder with every task's head, for the one fine-tuning that all tasks share.

The treebank and entity heads here are plain (linear, biaffine): they only shape the encoder. The heads that ship are
Stanza's own, trained afterwards on the frozen encoder (`training.heads`). The quotation networks ship as trained here.
"""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from service.nlp.context.article import BRANCH_AT
from service.nlp.quote.network import BRANCH_LAYERS, MarkReader, RoleReader, SpanTagger
from service.nlp.transformer import WIDTH
from training.joint.bert import block_state
from training.joint.treebanks import FEATURES

MIXED_LAYERS = 4


class Biaffine(nn.Module):
    """Scores of every (dependent, head) pair; after Dozat and Manning (2017)."""

    def __init__(self, size: int, labels: int) -> None:
        super().__init__()
        self.dependent = nn.Linear(WIDTH, size)
        self.head = nn.Linear(WIDTH, size)
        self.weight = nn.Parameter(torch.zeros(labels, size + 1, size + 1))
        nn.init.normal_(self.weight, std=0.02)

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """(batch, words, width), (batch, 1 + words, width) → (batch, words, 1 + words, labels)."""
        left = nn.functional.gelu(self.dependent(dependents))
        right = nn.functional.gelu(self.head(heads))
        left = torch.cat([left, torch.ones_like(left[..., :1])], -1)
        right = torch.cat([right, torch.ones_like(right[..., :1])], -1)
        scores: Tensor = torch.einsum("bwi,lij,bhj->bwhl", left, self.weight.to(left.dtype), right)
        return scores


class JointNetwork(nn.Module):
    def __init__(self, encoder: Path, tags: dict[str, int], relations: int, dropout: float = 0.1) -> None:
        """`tags`: number of labels of each linear head, by its name."""
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            encoder,
            add_pooling_layer=False,
            attn_implementation="sdpa",
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=0.0,  # with dropout in it, attention on CPU takes its slow path
        )
        self.mix = nn.Parameter(torch.zeros(MIXED_LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.linear = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in tags.items()})
        self.features = nn.ModuleDict({name: nn.Linear(WIDTH, 1 + len(values)) for name, values in FEATURES.items()})
        self.arcs = Biaffine(192, 1)
        self.relations = Biaffine(96, relations)
        self.spans = SpanTagger(dropout)
        self.roles = RoleReader(dropout)
        self.marks = MarkReader(dropout)
        self._start_branch()

    def _start_branch(self) -> None:
        """The role reader's layers start as copies of the encoder's layers above the branching point."""
        for block, layer in zip(self.roles.blocks, self.encoder.encoder.layer[-BRANCH_LAYERS:], strict=True):
            block.load_state_dict(block_state(layer))

    def encode(self, pieces: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Hidden states of all layers, each (batch, pieces, width)."""
        states: tuple[Tensor, ...] = self.encoder(
            input_ids=pieces, attention_mask=mask, output_hidden_states=True
        ).hidden_states
        return states

    def mixed(self, states: tuple[Tensor, ...]) -> Tensor:
        weights = self.mix.softmax(0)
        stacked = torch.stack(states[-MIXED_LAYERS:])
        mixed: Tensor = self.dropout((weights.to(stacked.dtype).view(-1, 1, 1, 1) * stacked).sum(0))
        return mixed

    def branch(self, states: tuple[Tensor, ...]) -> Tensor:
        return states[BRANCH_AT]
