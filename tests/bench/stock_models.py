"""Stanza's stock German architecture with random weights: character language models, tagger, parser, entities.

Real Stanza models, made by Stanza's own trainers with their default options, saved as files and loaded as a pipeline.
As in the official German package: forward and backward character models of 1,024 units for all three; word vectors of
100 numbers (conll17) for tagger and parser and of 300 (fastText) for entities. Vocabularies are those of the articles
at hand; the official ones are larger, so that these models have fewer outputs to compute, never more.
"""

import json
import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import stanza
import torch
from stanza.models import charlm, ner_tagger, parser, tagger
from stanza.models.common.char_model import CharacterLanguageModel
from stanza.models.common.doc import Document
from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab
from stanza.models.common.vocab import VOCAB_PREFIX, CharVocab
from stanza.models.depparse.data import DataLoader as ParserData
from stanza.models.depparse.trainer import GraphTrainer
from stanza.models.ner.data import DataLoader as EntityData
from stanza.models.ner.trainer import Trainer as EntityTrainer
from stanza.models.pos.data import Dataset as TaggerData
from stanza.models.pos.trainer import Trainer as TaggerTrainer

# Importing Stanza's training programs makes Stanza log every batch, also ours.
logging.getLogger("stanza").setLevel(logging.ERROR)

_PACKAGE = "stock"
_FORWARD, _BACKWARD, _WORDS = "forward_charlm", "backward_charlm", "pretrain"
_CONLL17, _FASTTEXT = "conll17", "fasttextwiki"
_VECTORS = {"pos": _CONLL17, "depparse": _CONLL17, "ner": _FASTTEXT}


@dataclass(frozen=True, slots=True)
class Sizes:
    """Options beyond Stanza's defaults: none for the official sizes; smaller ones are for trying the benchmark out."""

    characters: tuple[str, ...] = ()
    tagger: tuple[str, ...] = ()
    parser: tuple[str, ...] = ("--batch_size", "5000")  # words; what Stanza's training script gives German
    entities: tuple[str, ...] = ()


def stock_pipeline(folder: Path, documents: Sequence[Document], sizes: Sizes) -> stanza.Pipeline:
    """A pipeline for lists of sentences of words, its models written into `folder`; `documents` give vocabularies."""
    document = Document([sentence.to_dict() for one in documents for sentence in one.sentences])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of dropout in LSTMs of one layer, and of how Stanza stores its models
        torch.manual_seed(0)
        _save_characters(folder, document, sizes.characters)
        words = sorted({word.text.lower() for sentence in document.sentences for word in sentence.words})
        vectors = {
            name: _save_vectors(folder, name, words, width) for name, width in ((_CONLL17, 100), (_FASTTEXT, 300))
        }
        common = ["--charlm", "--shorthand", "de_combined"]
        common += ["--charlm_forward_file", str(_file(folder, _FORWARD))]
        common += ["--charlm_backward_file", str(_file(folder, _BACKWARD))]
        _save_tagger(folder, document, vectors[_CONLL17], [*common, "--lang", "de", *sizes.tagger])
        _save_parser(folder, document, vectors[_CONLL17], [*common, "--lang", "de", *sizes.parser])
        _save_entities(folder, document, vectors[_FASTTEXT], [*common, "--word_emb_dim", "300", *sizes.entities])
        return _load(folder)


def _file(folder: Path, processor: str, package: str = _PACKAGE) -> Path:
    file = folder / "de" / processor / f"{package}.pt"
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def _save_characters(folder: Path, document: Document, options: Sequence[str]) -> None:
    characters = sorted({character for word in document.iter_words() for character in word.text} | {"\n", " "})
    for processor, direction in ((_FORWARD, "forward"), (_BACKWARD, "backward")):
        arguments = charlm.parse_args(["--direction", direction, *options])
        vocabulary = {"char": CharVocab([characters])}
        model = CharacterLanguageModel(arguments, vocabulary, is_forward_lm=direction == "forward")
        model.save(str(_file(folder, processor)))


def _save_vectors(folder: Path, name: str, words: list[str], width: int) -> Pretrain:
    file = _file(folder, _WORDS, name)
    vectors = torch.randn(len(VOCAB_PREFIX) + len(words), width)
    torch.save({"vocab": PretrainedWordVocab(words).state_dict(), "emb": vectors}, file)
    return Pretrain(str(file))


def _save_tagger(folder: Path, document: Document, vectors: Pretrain, options: Sequence[str]) -> None:
    arguments = tagger.parse_args(options)
    vocabulary = TaggerData.init_vocab([document], arguments)
    TaggerTrainer(arguments, vocabulary, vectors, device="cpu").save(str(_file(folder, "pos")))


def _save_parser(folder: Path, document: Document, vectors: Pretrain, options: Sequence[str]) -> None:
    arguments = parser.parse_args(options)
    data = ParserData(document, arguments["batch_size"], arguments, vectors, evaluation=False)
    GraphTrainer(arguments, data.vocab, vectors, device="cpu").save(str(_file(folder, "depparse")))


def _save_entities(folder: Path, document: Document, vectors: Pretrain, options: Sequence[str]) -> None:
    arguments = ner_tagger.parse_args(options)
    data = EntityData(document, arguments["batch_size"], arguments, vectors, evaluation=False)
    EntityTrainer(arguments, data.vocab, vectors, device="cpu").save(str(_file(folder, "ner")))


def _load(folder: Path) -> stanza.Pipeline:
    needs: dict[str, Any] = {
        processor: {
            _PACKAGE: {
                "dependencies": [
                    {"model": _FORWARD, "package": _PACKAGE},
                    {"model": _BACKWARD, "package": _PACKAGE},
                    {"model": _WORDS, "package": vectors},
                ]
            }
        }
        for processor, vectors in _VECTORS.items()
    }
    resources = {"de": {"lang_name": "German", "tokenize": {_PACKAGE: {}}, **needs}}
    (folder / "resources.json").write_text(json.dumps(resources), encoding="utf-8")
    return stanza.Pipeline(
        "de",
        dir=str(folder),
        package=None,
        processors={"tokenize": _PACKAGE, "lemma": "identity"} | dict.fromkeys(_VECTORS, _PACKAGE),
        tokenize_pretokenized=True,
        # Repairs double subjects and objects, of which random weights may predict any number: left out, for Stanza.
        depparse_resolve_head_constraints=False,
        download_method=None,
        use_gpu=False,
        logging_level="ERROR",
    )
