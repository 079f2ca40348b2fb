"""The shared encoder reads every sentence once, by itself, whatever its length, and keeps a bounded memory of it."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
import stanza
import torch
from stanza.models.common.bert_embedding import extract_bert_embeddings
from torch import Tensor

from service.nlp.context.article import States
from service.nlp.context.wordtokenizer import LONGEST_INPUT
from service.nlp.encoder import NAME, Encoder, RememberingEncoder, load_encoder
from service.nlp.pipeline import load_pipeline

pytestmark = pytest.mark.models
ROOT = Path(__file__).parents[2]
SHORT = ["Das", "ist", "gut", "."]
LONG = [str(number * 123456789) for number in range(180)]  # tokens of many pieces each, as in a table of figures


def read(encoder: RememberingEncoder, *sentences: list[str]) -> list[Tensor]:
    """States of the sentences' words as Stanza's heads get them."""
    tokenizer = load_encoder().tokenizer
    return list(extract_bert_embeddings(NAME, tokenizer, encoder, list(sentences), "cpu", True))


def pieces_of(sentence: list[str]) -> int:
    return len(load_encoder().tokenizer([sentence])["input_ids"][0])


@pytest.fixture(scope="module")
def pipeline() -> stanza.Pipeline:
    return load_pipeline()


def test_a_short_sentence_is_read_the_same_beside_one_longer_than_the_encoder_takes() -> None:
    assert pieces_of(LONG) > LONGEST_INPUT
    alone, *_ = read(RememberingEncoder(load_encoder()), SHORT)
    beside, long = read(RememberingEncoder(load_encoder()), SHORT, LONG)
    assert beside.equal(alone)
    assert len(long) == len(LONG) + 2
    assert long.isfinite().all()
    assert long.abs().sum(1).gt(0).all()


@pytest.mark.parametrize(
    "text",
    [
        "Das ist gut. " + " ".join(LONG) + "\n\nDas auch.",
        "Nein.\n\n" + "😀👩‍👩‍👧‍👦 " * 300 + "Gut.",
        "Nein.\n\n" + " ".join(f"https://www.beispiel-{n}.de/ab?x={n * 7919}" for n in range(190)),
    ],
    ids=["figures", "emoji", "links"],
)
def test_text_with_more_pieces_than_fit_is_analysed_to_its_end(pipeline: stanza.Pipeline, text: str) -> None:
    sentences = pipeline(text).sentences
    assert len(sentences) > 1
    assert sentences[-1].tokens[-1].end_char == len(text)
    assert all(word.upos and word.deprel for sentence in sentences for word in sentence.words)


def test_memory_of_sentences_is_bounded_by_their_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = RememberingEncoder(load_encoder(), remembered=20)
    passes: list[int] = []
    whole = Encoder.read

    def counted(self: Encoder, pieces: Tensor) -> States:
        passes.append(pieces.shape[1])
        return whole(self, pieces)

    monkeypatch.setattr(Encoder, "read", counted)
    sentences = [["Satz", str(number), "."] for number in range(10)]
    for sentence in sentences:
        read(encoder, sentence)
    assert encoder.pieces_remembered <= 20
    read(encoder, sentences[-1])
    assert len(passes) == len(sentences)  # the last one is still known
    read(encoder, sentences[0])
    assert len(passes) == len(sentences) + 1  # the first one had to go


def test_states_are_the_same_bytes_every_time_and_on_any_number_of_threads() -> None:
    threads = torch.get_num_threads()
    states = []
    try:
        for number in (1, 2, 1):
            torch.set_num_threads(number)
            states += read(RememberingEncoder(load_encoder()), SHORT)
    finally:
        torch.set_num_threads(threads)
    assert states[0].equal(states[1])
    assert states[0].equal(states[2])


def test_text_of_any_length_is_read_without_a_word_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        read(RememberingEncoder(load_encoder()), LONG)
    assert not caplog.records


def test_the_service_is_loaded_without_a_word_on_the_console() -> None:
    program = f"from service.nlp.pipeline import load_pipeline\nload_pipeline()({' '.join(LONG)!r})"
    command = [sys.executable, "-W", "default", "-c", program]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, check=True, text=True)
    assert (done.stdout, done.stderr) == ("", "")
