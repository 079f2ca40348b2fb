"""Stanza's tokenizer network on pieces of a paragraph side by side, instead of one character after the other.

A recurrent network takes as many steps as its longest input has characters. What ends a word or a sentence stands
within a few words of it, so that a paragraph can be read in pieces with some of their surroundings, all at once.
"""

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from stanza.models.tokenization.trainer import Trainer

from service.nlp.recurrent import read_both_ways

CORE, AROUND = 160, 48
"""Characters of a piece that are decided in it, and those before and after them that it also sees."""


class PiecewiseTrainer(Trainer):
    def predict(self, inputs: tuple[torch.Tensor, torch.Tensor, torch.Tensor, list[list[str]]]) -> NDArray[np.float32]:
        """As Stanza's: paragraphs longest first → (paragraphs, characters, classes) log-probabilities."""
        units, labels, features, text = inputs
        if len(text[0]) <= CORE + 2 * AROUND:
            return super().predict(inputs)  # type: ignore[no-any-return]
        pieces = [
            (row, max(start - AROUND, 0), start, min(start + CORE, len(chars)), min(start + CORE + AROUND, len(chars)))
            for row, chars in enumerate(text)
            for start in range(0, len(chars), CORE)
        ]
        pieces.sort(key=lambda piece: piece[1] - piece[4])
        width = pieces[0][4] - pieces[0][1]
        cut_units = units.new_zeros(len(pieces), width)
        cut_features = features.new_zeros(len(pieces), width, features.shape[2])
        cut_text = []
        for index, (row, begin, _, _, end) in enumerate(pieces):
            cut_units[index, : end - begin] = units[row, begin:end]
            cut_features[index, : end - begin] = features[row, begin:end]
            cut_text.append(text[row][begin:end])
        scores: NDArray[np.float32] = super().predict((cut_units, labels, cut_features, cut_text))
        found = np.zeros((*units.shape, scores.shape[2]), dtype=scores.dtype)
        for piece, (row, begin, start, stop, _) in zip(scores, pieces, strict=True):
            found[row, start:stop] = piece[start - begin : stop - begin]
        return found


def load_trainer(model: Any, charlm: Any, device: Any) -> Trainer:
    """Stanza's own models look at characters by a language model, which has to see them in a row."""
    kind = Trainer if charlm else PiecewiseTrainer
    trainer: Trainer = kind(args={"charlm_forward_file": charlm}, model_file=model, device=device)
    read_both_ways(trainer.model)
    return trainer
