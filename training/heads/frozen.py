"""Stanza's trainers on the packed, frozen encoder, and their models made ready to ship."""

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from rich.progress import track
from stanza.models.common import bert_embedding
from torch import Tensor

from service.domain import Span
from service.nlp.context.article import ArticleToken, read_article
from service.nlp.context.pieces import load_pieces
from service.nlp.encoder import NAME, RememberingEncoder, load_encoder
from service.nlp.files import stanza_model
from training.joint.articles import contraction_words
from training.joint.treebanks import read_conllu

_WINDOWS = (50, 150, 300, 480)
"""Word pieces of the windows in which training sentences are read, taken in turn by chance."""


@contextmanager
def frozen_encoder(files: Sequence[Path], seed: int) -> Iterator[None]:
    """Within it Stanza finds the packed encoder under its symbolic name, with what it will ask for already read.

    `files`: all that Stanza's trainer will read, CoNLL-U or JSON. Their sentences are read several at a time, as the
    service reads an article's: the heads learn from what they will get.
    """
    encoder = load_encoder()
    model = RememberingEncoder(encoder, remembered=100_000_000)
    model.know(_states([sentence for file in files for sentence in _sentences(file)], seed))
    before = bert_embedding.load_bert

    def load(name: str | None, *_: Any, **__: Any) -> tuple[Any, Any]:
        if name is None:
            return None, None
        assert name == NAME, name
        return model, encoder.tokenizer

    bert_embedding.load_bert = load
    try:
        yield
    finally:
        bert_embedding.load_bert = before


def _states(sentences: Sequence[list[str]], seed: int) -> dict[tuple[int, ...], Tensor]:
    generator, pieces, encoder = random.Random(seed), load_pieces(), load_encoder()
    states: dict[tuple[int, ...], Tensor] = {}
    window: list[list[ArticleToken]] = []
    room = 0
    for sentence in track(sentences, "The encoder reads"):
        size = sum(map(len, pieces.of(sentence)))
        if window and size > room:
            states |= read_article(encoder.read, pieces, window).sentence_states(pieces)
            window, room = [], generator.choice(_WINDOWS)
        room -= size
        window.append([ArticleToken(Span(0, len(word)), word, contraction_words(word)) for word in sentence])
    if window:
        states |= read_article(encoder.read, pieces, window).sentence_states(pieces)
    return states


def _sentences(file: Path) -> list[list[str]]:
    if file.suffix == ".json":
        return [[row["text"] for row in rows] for rows in json.loads(file.read_text(encoding="utf-8"))]
    return [list(sentence.words) for sentence in read_conllu(file, stts=False)]


def ship(saved: Path, processor: str) -> None:
    """Writes a trained model where the service loads it: half precision, no optimizer, no paths of the machine."""
    checkpoint = torch.load(saved, map_location="cpu", weights_only=True)
    slim = {name: part for name, part in checkpoint.items() if "optim" not in name and "history" not in name}
    slim["model"] = {
        name: tensor.half() if isinstance(tensor, Tensor) and tensor.is_floating_point() else tensor
        for name, tensor in checkpoint["model"].items()
    }
    slim["config"] = {name: value for name, value in checkpoint["config"].items() if not _is_path(name, value)}
    target = stanza_model(processor)
    target.parent.mkdir(parents=True, exist_ok=True)
    torch.save(slim, target)
    print(f"{target.name} for {processor}: {target.stat().st_size / 1e6:.2f} MB")


def _is_path(name: str, value: object) -> bool:
    return name.endswith(("_dir", "_file")) or (isinstance(value, str) and "/" in value)
