"""Stanza's lemmatizer, spelling out only the lemmas that are neither the word itself nor the word in lower case.

It decides between these three first, by a classifier; two thirds of the words that its dictionary lacks are names and
the like. A lemma that has come to its end is not spelled any further.
"""

from typing import Any

import stanza.models.lemma.trainer as lemma_trainer
import torch
from stanza.models.common.seq2seq_constant import EOS_ID, UNK_ID
from stanza.models.common.seq2seq_model import Seq2SeqModel
from stanza.models.lemma.edit import EDIT_TO_ID
from torch import Tensor


class Speller(Seq2SeqModel):
    """For inference."""

    def predict_greedy(
        self, src: Tensor, src_mask: Tensor, pos: Tensor | None = None, raw: Any = None, never_decode_unk: bool = False
    ) -> tuple[list[list[int]], Tensor | None]:
        """As Stanza's: (words, letters) → letters of each lemma that is to be spelled, and logits (words, edits)."""
        if not self.edit:
            spelled: tuple[list[list[int]], None] = super().predict_greedy(src, src_mask, pos, raw, never_decode_unk)
            return spelled
        inputs, count, lengths, mask = self.embed(src, src_mask, pos, raw)
        context, (hidden, cell) = self.encode(inputs, lengths)
        edits: Tensor = self.edit_clf(hidden)
        lemmas: list[list[int]] = [[] for _ in range(count)]
        left = torch.nonzero(edits.argmax(1) == EDIT_TO_ID["none"]).flatten()
        hidden, cell, context, mask, src = (part[left] for part in (hidden, cell, context, mask, src))
        letters = self.SOS_tensor.expand(len(left))
        for _ in range(self.max_dec_len):
            if not len(left):
                break
            scores, (hidden, cell) = self.decode(
                self.embedding(letters)[:, None],
                hidden,
                cell,
                context,
                mask,
                src=src,
                never_decode_unk=never_decode_unk,
            )
            found = scores[:, 0].argmax(1)
            on = torch.nonzero(found != EOS_ID).flatten()
            if len(on) < len(left):
                left, found, hidden, cell, context, mask, src = (
                    part[on] for part in (left, found, hidden, cell, context, mask, src)
                )
            for word, letter in zip(left.tolist(), found.tolist(), strict=True):
                lemmas[word].append(letter)
            letters = found.masked_fill(found >= self.vocab_size, UNK_ID)  # a letter that was copied from the word
        return lemmas, edits


def use_speller() -> None:
    """From now on Stanza loads this lemmatizer."""
    lemma_trainer.Seq2SeqModel = Speller
