"""Batches made in fewer steps are those that Stanza makes."""

import random

import pytest
import torch
from stanza.models.common.biaffine import BiaffineScorer
from stanza.models.common.vocab import CompositeVocab
from stanza.models.ner.vocab import MultiVocab
from torch import nn

from service.nlp import batches
from service.nlp.scorers import Bilinear, multiply_matrices


@pytest.fixture
def rows() -> list[list[int]]:
    chosen = random.Random(3)
    return [[chosen.randrange(1, 90) for _ in range(chosen.randrange(1, 30))] for _ in range(200)]


@pytest.mark.parametrize("pad_id", [0, 7])
def test_rows_of_one_length(rows: list[list[int]], pad_id: int) -> None:
    ours = batches.padded(rows, len(rows), pad_id=pad_id)
    theirs = batches._stanzas_tensor(rows, len(rows), pad_id=pad_id)
    assert ours.dtype == theirs.dtype
    assert ours.is_contiguous()
    assert torch.equal(ours, theirs)


def test_rows_of_several_numbers_each() -> None:
    features = [[[1, 2, 3], [4, 5, 6]], [[7, 8, 9]]]
    assert torch.equal(batches.padded(features, 2), batches._stanzas_tensor(features, 2))


def test_names_of_features(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_NAMES_KEPT", 2)
    sentence = [("Case=Nom|Number=Sing",), ("Case=Acc",), ("_",), ("Number=Plur",)]
    vocabulary = CompositeVocab([sentence], "de", sep="|", keyed=True)
    for _ in range(2):
        for (unit,) in sentence:
            ids = vocabulary.unit2id(unit)
            assert batches.name_of_features(vocabulary, ids) == batches._stanzas_name(vocabulary, ids) == unit
            assert len(vocabulary.names) <= 2


def test_what_is_remembered_of_features_is_not_saved_with_a_vocabulary() -> None:
    vocabulary = CompositeVocab([[("Case=Nom",)]], "de", sep="|", keyed=True)
    batches.name_of_features(vocabulary, vocabulary.unit2id("Case=Nom"))
    assert "names" not in MultiVocab({"feats": vocabulary}).state_dict()["feats"]


def test_scores_of_tags() -> None:
    torch.manual_seed(1)
    trained = nn.Bilinear(65, 33, 7)
    first, second = torch.randn(50, 65), torch.randn(50, 33)
    with torch.inference_mode():
        assert torch.allclose(Bilinear(trained)(first, second), trained(first, second), atol=1e-5)


def test_every_scorer_of_a_network_multiplies_matrices() -> None:
    tags, feature = BiaffineScorer(4, 3, 5), BiaffineScorer(4, 3, 2)
    nn.init.normal_(tags.W_bilin.weight)
    first, second = torch.randn(6, 4), torch.randn(6, 3)
    before = tags(first, second)
    multiply_matrices(nn.ModuleDict({"xpos": tags, "feats": nn.ModuleList([feature])}))
    assert isinstance(feature.W_bilin, Bilinear)
    assert torch.allclose(tags(first, second), before, atol=1e-6)
