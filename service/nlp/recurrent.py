"""Stanza's bidirectional LSTMs as two plain ones, each reading rows that begin where its direction begins.

torch has a fused kernel for rows of one length; for packed rows of several lengths it takes one small step after the
other, which is up to ten times slower. Behind a row's end the plain networks read padding, and nobody looks at what
they make of it.
"""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

from service.nlp.precision import SHORT_FLOATS

States = tuple[Tensor, Tensor]
_FLOATS = torch.bfloat16 if SHORT_FLOATS else torch.float32


class BothWays(nn.Module):
    """One bidirectional layer, for inference, in place of the `nn.LSTM` that was trained."""

    def __init__(self, trained: nn.LSTM) -> None:
        super().__init__()
        self.ahead, self.back = (_one_way(trained, suffix) for suffix in ("", "_reverse"))

    def forward(self, rows: PackedSequence, start: States | None = None) -> tuple[PackedSequence, States]:
        """As `nn.LSTM`, longest row first; of the final states there are none, since nothing here uses them."""
        values, lengths = pad_packed_sequence(rows, batch_first=True)
        values = values.to(_FLOATS)
        turned = _turned(lengths, values.shape[1])
        first, second = (
            (None, None) if start is None else zip(*(part.to(_FLOATS).split(1) for part in start), strict=True)
        )
        ahead, _ = self.ahead(values, first)
        back, _ = self.back(_taken(values, turned), second)
        back = _taken(back, turned)
        none = values.new_empty(2, len(values), 0)
        return pack_padded_sequence(torch.cat([ahead, back], -1).float(), lengths, batch_first=True), (none, none)


def _turned(lengths: Tensor, longest: int) -> Tensor:
    """Where each place's value stands when every row is read from its own end; counted over all rows."""
    place = torch.arange(longest)
    last = lengths[:, None] - 1
    turned = torch.where(place <= last, last - place, place)
    return (turned + longest * torch.arange(len(lengths))[:, None]).flatten()


def _taken(values: Tensor, places: Tensor) -> Tensor:
    return values.flatten(0, 1).index_select(0, places).view_as(values)


def _one_way(trained: nn.LSTM, suffix: str) -> nn.LSTM:
    network = nn.LSTM(trained.input_size, trained.hidden_size, batch_first=True)
    network.load_state_dict({name: getattr(trained, f"{name}{suffix}") for name in network.state_dict()})
    return network.eval().requires_grad_(False).to(_FLOATS)


def read_both_ways(network: nn.Module) -> None:
    """Puts a `BothWays` in place of every LSTM of one bidirectional layer below `network`."""
    for name, child in network.named_children():
        if isinstance(child, nn.LSTM) and child.bidirectional and child.num_layers == 1 and child.batch_first:
            setattr(network, name, BothWays(child))
        else:
            read_both_ways(child)


def networks_of(processor: Any) -> list[nn.Module]:
    """A Stanza processor's networks."""
    trainers = getattr(processor, "trainers", None) or [processor.trainer]
    return [trainer.model for trainer in trainers]
