"""Where a part of Stanza is computed in a shorter way, it says exactly what Stanza says."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import torch
from stanza.models.common.seq2seq_model import Seq2SeqModel
from stanza.models.depparse.model import GraphParser
from torch import nn
from transformers import PreTrainedTokenizerFast

from service.nlp import Analyzer
from service.nlp.context.pieces import load_pieces
from service.nlp.context.wordtokenizer import WordTokenizer
from service.nlp.files import TOKENIZER

pytestmark = pytest.mark.models
ARTICLES = sorted((Path(__file__).parents[2] / "seeds" / "articles").glob("*.json"))[::3]
ODD = [["Straße", "\u00ad", "😀", "x" * 300, "naïve", " "], ["„Ja“", "–", "ſ", "\ufffd"]]


@contextmanager
def stanzas_own(network: nn.Module, kind: type) -> Iterator[None]:
    """Within it the network computes as the class it is derived from."""
    ours = network.__class__
    network.__class__ = kind
    try:
        yield
    finally:
        network.__class__ = ours


def network_of(analyzer: Analyzer, processor: str) -> Any:
    return analyzer._pipeline.processors[processor].trainer.model


def words_of(analyzer: Analyzer, *fields: str) -> list[list[object]]:
    texts = [json.loads(file.read_text(encoding="utf-8"))["text"] for file in ARTICLES]
    return [
        [getattr(word, name) for name in fields]
        for text in texts
        for sentence in analyzer._pipeline(text).sentences
        for word in sentence.words
    ]


def test_trees_and_relations(analyzer: Analyzer) -> None:
    ours = words_of(analyzer, "text", "head", "deprel")
    with stanzas_own(network_of(analyzer, "depparse"), GraphParser):
        assert words_of(analyzer, "text", "head", "deprel") == ours
    assert len(ours) > 2000


def test_lemmas(analyzer: Analyzer) -> None:
    ours = words_of(analyzer, "text", "lemma")
    with stanzas_own(network_of(analyzer, "lemma"), Seq2SeqModel):
        assert words_of(analyzer, "text", "lemma") == ours


def test_word_pieces_as_transformers_cuts_them() -> None:
    texts = [json.loads(file.read_text(encoding="utf-8"))["text"] for file in ARTICLES]
    sentences = [line.split() for text in texts for line in text.splitlines() if line.strip()]
    theirs = PreTrainedTokenizerFast(
        tokenizer_file=str(TOKENIZER), pad_token="<pad>", unk_token="<unk>", cls_token="<s>", sep_token="</s>"
    )(sentences, padding="longest", is_split_into_words=True)
    ours = WordTokenizer(load_pieces())(sentences)
    assert ours["input_ids"] == theirs["input_ids"]
    assert ours["attention_mask"] == theirs["attention_mask"]
    for row in range(len(sentences)):
        words = ours.word_ids(row)
        assert words == theirs.word_ids(batch_index=row)[: len(words)]


def test_every_odd_word_has_a_piece_of_its_own() -> None:
    asked = WordTokenizer(load_pieces())(ODD)
    for row, words in enumerate(ODD):
        assert set(asked.word_ids(row)) == {None, *range(len(words))}
    assert torch.tensor(asked["input_ids"]).shape == torch.tensor(asked["attention_mask"]).shape
