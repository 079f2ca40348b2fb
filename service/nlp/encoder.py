"""The one German encoder that all processors share.

Stanza's tagger, parser and entity recogniser get it through the `FoundationCache` under a symbolic name, as a model
that remembers what was read: the article's windows have been read before they ask for its sentences, one after the
other. A sentence that it does not know it reads by itself, once, never padded beside others, because the quantised
kernels scale their inputs by what is in the batch: an analysis must not depend on what else is in it.
"""

import json
from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache
from types import SimpleNamespace

import torch
from safetensors import safe_open
from torch import Tensor, nn

from service.nlp.context.article import BRANCH_AT, States
from service.nlp.context.pieces import load_pieces
from service.nlp.context.wordtokenizer import WordTokenizer
from service.nlp.files import ENCODER_CONFIG, ENCODER_WEIGHTS
from service.nlp.int8 import load_packed
from service.nlp.transformer import WIDTH, Transformer

NAME = "de_encoder"
"""What saved Stanza models call the encoder."""
MIX = "mix"
"""Name of the stored weights by which the last hidden states are mixed for Stanza's heads."""
_REMEMBERED = 40_000
"""Pieces whose states are kept, 1.5 kB each: more than the longest article that the service takes by default has."""


class Encoder:
    """The loaded encoder. Not thread-safe."""

    def __init__(self, model: Transformer, mix: Tensor) -> None:
        self._model = model
        self._mix = mix.softmax(0)
        self.tokenizer = WordTokenizer(load_pieces())

    @torch.inference_mode()
    def read(self, pieces: Tensor) -> States:
        """Piece ids (1, pieces), at most 512 → their states, each (pieces, width)."""
        layers = self._model(pieces)
        mixed = sum(weight * layer[0] for weight, layer in zip(self._mix, layers[-len(self._mix) :], strict=True))
        return States(layers[BRANCH_AT][0], layers[-1][0], mixed)


class RememberingEncoder(nn.Module):
    """The encoder as Stanza's heads call it: a transformers model, each of whose last states is the mixed one."""

    _hf_peft_config_loaded = False  # Stanza asks every encoder whether adapters are loaded

    def __init__(self, encoder: Encoder, remembered: int = _REMEMBERED) -> None:
        super().__init__()
        self._encoder = encoder
        self._remembered = remembered
        self._known: OrderedDict[tuple[int, ...], Tensor] = OrderedDict()
        self.pieces_remembered = 0
        self.config = SimpleNamespace(hidden_size=WIDTH)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, **_: object) -> SimpleNamespace:
        """Ids and mask (sentences, pieces); the states behind a sentence's end are zero."""
        out = torch.zeros(*input_ids.shape, WIDTH)
        for row, length in enumerate(attention_mask.sum(1).tolist()):
            # Stanza slices a batch with a sentence that is too long: of the others nothing is left in the last slices.
            if length:
                out[row, :length] = self._read(input_ids[row, :length])
        # Stanza averages the second to fourth last states: handing it the same one four times gives it exactly that.
        return SimpleNamespace(hidden_states=(out,) * 4)

    def know(self, states: Mapping[tuple[int, ...], Tensor]) -> None:
        """Forgets everything but the given sentences' states: those that will be asked for next."""
        self._known = OrderedDict(states)
        self.pieces_remembered = sum(map(len, self._known))

    def _read(self, ids: Tensor) -> Tensor:
        key = tuple(ids.tolist())
        if key in self._known:
            self._known.move_to_end(key)
        else:
            self._known[key] = self._encoder.read(ids[None]).mixed
            self.pieces_remembered += len(key)
            while self.pieces_remembered > self._remembered and len(self._known) > 1:
                oldest, _ = self._known.popitem(last=False)
                self.pieces_remembered -= len(oldest)
        return self._known[key]


@lru_cache(maxsize=1)
def load_encoder() -> Encoder:
    """The bundled encoder, loaded once in a process.

    Raises FileNotFoundError when the bundled models are not there.
    """
    with safe_open(ENCODER_WEIGHTS, framework="pt") as stored:
        tensors = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118 (not a dict)
    mix = tensors.pop(MIX)
    shape = json.loads(ENCODER_CONFIG.read_text(encoding="utf-8"))
    with torch.device("meta"):
        model = Transformer(shape["vocab_size"], shape["max_position_embeddings"], shape["num_hidden_layers"])
    load_packed(model, tensors)
    return Encoder(model, mix)
