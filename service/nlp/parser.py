"""Stanza's graph parser, labelling each word for the head that it has got and not for every word that it could have.

Its scores, and so its trees and labels, are those of Stanza's own; only what nobody looks at is not computed.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from stanza.models.common.biaffine import DeepBiaffineScorer
from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
from stanza.models.depparse.model import GraphParser
from stanza.models.depparse.trainer import GraphTrainer
from torch import Tensor
from torch.nn import functional

from service.nlp.trees import best_tree


class Parser(GraphParser):
    """For inference. Where a model has parts that this parser does not know, Stanza's own way is taken."""

    def predict(self, *inputs: Any, resolve_head_constraints: bool = False) -> list[Any]:
        """As Stanza's: its thirteen inputs of a batch, sentence lengths last but two → predictions by sentence."""
        if resolve_head_constraints or self.args.get("use_arc_embedding"):
            predictions: list[Any] = super().predict(*inputs, resolve_head_constraints=resolve_head_constraints)
            return predictions
        lengths: Sequence[int] = inputs[12]
        states: Tensor = self.embed(*inputs)
        arcs = self._arcs(states).log_softmax(2).numpy()
        heads = [best_tree(scores[:length, :length]) for scores, length in zip(arcs, lengths, strict=True)]
        labels = self._labels(states, heads).argmax(-1).tolist()
        names = self.vocab["deprel"].unmap(range(VOCAB_PREFIX_SIZE, VOCAB_PREFIX_SIZE + self.num_relations))
        return [
            [[head, names[label]] for head, label in zip(tree[1:].tolist(), row[1:], strict=False)]
            for tree, row in zip(heads, labels, strict=True)
        ]

    def _arcs(self, states: Tensor) -> Tensor:
        """(sentences, 1 + words, width) → scores (sentences, 1 + words, 1 + words) by dependent, head."""
        arcs: Tensor = self.unlabeled(states, states).squeeze(3)
        place = torch.arange(states.shape[1])
        offset = place[None, :] - place[:, None]
        if self.args["linearization"]:
            order = self.linearization(states, states).squeeze(3)
            arcs = arcs + functional.logsigmoid(order * offset.sign())
        if self.args["distance"]:
            wanted = 1 + functional.softplus(self.distance(states, states).squeeze(3))
            arcs = arcs - torch.log((offset.abs() - wanted) ** 2 / 2 + 1)
        return arcs.masked_fill(place[None, :] == place[:, None], -torch.inf)

    def _labels(self, states: Tensor, heads: Sequence[NDArray[np.int64]]) -> Tensor:
        """Scores (sentences, 1 + words, relations) of each word's relation to its head."""
        taken = torch.zeros(states.shape[:2], dtype=torch.long)
        for row, tree in zip(taken, heads, strict=True):
            row[: len(tree)] = torch.from_numpy(tree)
        scorer: DeepBiaffineScorer = self.deprel
        dependents, governors = (
            functional.pad(scorer.hidden_func(layer(states)), (0, 1), value=1.0) for layer in (scorer.W1, scorer.W2)
        )
        governors = governors.gather(1, taken[..., None].expand_as(governors))
        weight = scorer.scorer.W_bilin.weight  # (dependent, governor, relation)
        halfway = (dependents @ weight.flatten(1)).unflatten(-1, weight.shape[1:])
        labels: Tensor = torch.einsum("nwgr,nwg->nwr", halfway, governors) + scorer.scorer.W_bilin.bias
        return labels


def use_parser() -> None:
    """From now on Stanza loads this parser."""
    GraphTrainer.build_model = staticmethod(Parser)
