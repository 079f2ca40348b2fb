"""The Stanza pipeline: bundled German models on one shared encoder, or Stanza's official package.

Everything is loaded from local files; nothing is ever downloaded.
"""

import hashlib
import warnings
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import stanza
from stanza.models.common.doc import Document, Sentence
from stanza.models.common.foundation_cache import BertRecord, FoundationCache
from stanza.resources.common import DEFAULT_MODEL_DIR

from service.nlp.encoder import NAME as ENCODER
from service.nlp.encoder import RememberingEncoder, load_encoder
from service.nlp.files import CHECKSUMS, MODELS
from service.nlp.lines import Expanded, expand, line_breaks

PROCESSORS = "tokenize,mwt,pos,lemma,depparse,ner"
BUNDLED, OFFICIAL = "bundled", "stanza"
_PACKAGE = "wortlaut"
_LONGEST_SENTENCE = 200
"""Tokens. Parsing costs the square of a sentence's length; text without full stops is one sentence (stanza #1519)."""
_PIECE = 120
"""Tokens after which an overlong sentence is cut, if possible behind a comma."""


class GermanPipeline:
    """A `stanza.Pipeline` for newspaper text: line ends end sentences, sentences have a greatest length.

    Calling it with a text gives Stanza's document; offsets count in the text as given. Not thread-safe.
    """

    def __init__(self, pipeline: stanza.Pipeline) -> None:
        self.stanza = pipeline
        tokenizing = ("tokenize", "mwt")
        self._rest = [name for name in pipeline.processors if name not in tokenizing]
        self._tokenizing = [name for name in pipeline.processors if name in tokenizing]

    def __call__(self, text: str) -> Document:
        breaks = line_breaks(text)
        document, expanded = self._tokenized(text, breaks)
        overlong = [cut for sentence in document.sentences for cut in _cuts(sentence, expanded)]
        if overlong:
            document, expanded = self._tokenized(text, [*breaks, *overlong])
        _move_back(document, expanded, text)
        return self.stanza.process(document, processors=self._rest)

    def _tokenized(self, text: str, breaks: Iterable[int]) -> tuple[Document, Expanded]:
        expanded = expand(text, list(breaks))
        return self.stanza.process(expanded.text, processors=self._tokenizing), expanded


def _cuts(sentence: Sentence, expanded: Expanded) -> list[int]:
    """Positions in the submitted text at which an overlong sentence is cut."""
    tokens = sentence.tokens
    if len(tokens) <= _LONGEST_SENTENCE:
        return []
    cuts, start = [], 0
    while len(tokens) - start > _LONGEST_SENTENCE:
        end = start + _PIECE
        commas = [i + 1 for i in range(start + _PIECE // 2, end) if tokens[i].text in {",", ";"}]
        start = commas[-1] if commas else end
        cuts.append(expanded.back(tokens[start].start_char))
    return cuts


def _move_back(document: Document, expanded: Expanded, text: str) -> None:
    """Gives tokens and words the offsets of the submitted text."""
    if expanded.breaks:
        for sentence in document.sentences:
            for token in sentence.tokens:
                for part in (token, *token.words):
                    if part.start_char is not None:
                        part._start_char = expanded.back(part.start_char)
                        part._end_char = expanded.back(part.end_char)
    document.text = text


def load_pipeline(models: str = BUNDLED, processors: str = PROCESSORS) -> GermanPipeline:
    """A pipeline from local files.

    `models`: "bundled", or "stanza" for Stanza's official German package in its usual resource folder
    (`STANZA_RESOURCES_DIR`). `processors`: Stanza's names, and any registered one.
    Raises FileNotFoundError that says what is missing, ValueError for another name of models.
    """
    if models == BUNDLED:
        folder, package = MODELS, _PACKAGE
        cache = FoundationCache()
        encoder = load_encoder()
        cache.bert[ENCODER] = BertRecord(RememberingEncoder(encoder), encoder.tokenizer, {})
    elif models == OFFICIAL:
        folder, package, cache = Path(DEFAULT_MODEL_DIR), "default", None
    else:
        raise ValueError(f'models must be "{BUNDLED}" or "{OFFICIAL}", not {models!r}')
    if not (folder / "resources.json").exists():
        raise FileNotFoundError(_missing(models, folder))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Stanza loads its own files with what torch calls old habits
        try:
            pipeline = stanza.Pipeline(
                "de",
                dir=str(folder),
                package=None,
                processors={name: _package(name, package) for name in processors.split(",")},
                download_method=None,
                foundation_cache=cache,
                use_gpu=False,
                logging_level="ERROR",
            )
        except FileNotFoundError as error:
            raise FileNotFoundError(f"{_missing(models, folder)} ({error})") from error
    return GermanPipeline(pipeline)


def _package(processor: str, package: str) -> str:
    return _PACKAGE if processor == "quote" else package


def _missing(models: str, folder: Path) -> str:
    if models == OFFICIAL:
        return (
            f"Stanza's German models are not in {folder}: download them once with stanza.download('de'), "
            "or set STANZA_RESOURCES_DIR to where they are, or use the bundled models"
        )
    return f"the bundled models are not in {folder}: reinstall the service"


def model_version(models: str = BUNDLED) -> str:
    """Changes whenever the models do; part of every cache key."""
    bundled = f"wortlaut-de-{hashlib.sha256(CHECKSUMS.read_bytes()).hexdigest()[:8]}"
    return bundled if models == BUNDLED else f"stanza-{version('stanza')}-{bundled}"
