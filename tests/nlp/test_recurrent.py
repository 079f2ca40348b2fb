"""Two plain recurrent networks say what the bidirectional one that was trained says."""

import pytest
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from service.nlp.recurrent import BothWays, read_both_ways

ENOUGH = 0.02
"""Difference of states between -1 and 1 that 16-bit floats may make."""


@pytest.mark.parametrize("started", [False, True], ids=["from nothing", "from a state that was learned"])
@torch.inference_mode()
def test_rows_of_any_lengths_are_read_from_their_own_two_ends(started: bool) -> None:
    torch.manual_seed(1)
    trained = nn.LSTM(24, 16, batch_first=True, bidirectional=True).eval()
    lengths = [31, 30, 7, 2, 1]
    packed = pack_padded_sequence(torch.randn(5, 31, 24), torch.tensor(lengths), batch_first=True)
    start = (torch.randn(2, 5, 16), torch.randn(2, 5, 16)) if started else None
    wanted, _ = pad_packed_sequence(trained(packed, start)[0], batch_first=True)
    got, got_lengths = pad_packed_sequence(BothWays(trained)(packed, start)[0], batch_first=True)
    assert got_lengths.tolist() == lengths
    torch.testing.assert_close(got, wanted, atol=ENOUGH, rtol=0)


def test_networks_of_other_kinds_are_left_alone() -> None:
    network = nn.ModuleDict(
        {
            "one way": nn.LSTM(4, 4, batch_first=True),
            "two layers": nn.LSTM(4, 4, num_layers=2, batch_first=True, bidirectional=True),
            "deep down": nn.Sequential(nn.LSTM(4, 4, batch_first=True, bidirectional=True)),
        }
    )
    read_both_ways(network)
    assert isinstance(network["one way"], nn.LSTM)
    assert isinstance(network["two layers"], nn.LSTM)
    assert isinstance(network["deep down"].get_submodule("0"), BothWays)
