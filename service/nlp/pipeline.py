"""The Stanza pipeline: bundled German models on one shared encoder, or Stanza's official package.

Everything is loaded from local files; nothing is ever downloaded.
"""

import hashlib
import warnings
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import stanza
from stanza.models.common.doc import Document
from stanza.models.common.foundation_cache import BertRecord, FoundationCache
from stanza.resources.common import DEFAULT_MODEL_DIR

from service.nlp.batches import use_batches
from service.nlp.context.processor import NAME as CONTEXT
from service.nlp.encoder import NAME as ENCODER
from service.nlp.encoder import RememberingEncoder, load_encoder
from service.nlp.files import CHECKSUMS, MODELS
from service.nlp.memory import keep_few_kernels
from service.nlp.parser import use_parser
from service.nlp.recurrent import networks_of, read_both_ways
from service.nlp.scorers import multiply_matrices
from service.nlp.speller import use_speller
from service.nlp.tokenizer import VARIANT
from service.nlp.untrained import without_optimizers

PROCESSORS = "tokenize,mwt,pos,lemma,depparse,ner"
BUNDLED, OFFICIAL = "bundled", "stanza"
_PACKAGE = "wortlaut"
_READERS = frozenset({"pos", "depparse", "ner", "quote"})
_RECURRENT = frozenset({"pos", "depparse", "ner"})
_PARSED_TOGETHER = 300
"""Words. Heads are scored for all pairs of words in sentences padded to the longest of a batch: small ones pay."""


class Pipeline(stanza.Pipeline):
    """Stanza's pipeline, one document after the other.

    Stanza analyses the sentences of several documents side by side, but here each sentence is read in its article's
    context, and the same sentence may stand in two of them: in bulk as alone, the result is the same bytes.
    """

    def process(self, doc: Any, processors: Any = None) -> Any:
        if isinstance(doc, list) and doc and all(isinstance(one, Document) for one in doc):
            return [super(Pipeline, self).process(one, processors) for one in doc]
        return super().process(doc, processors)


def load_pipeline(models: str = BUNDLED, processors: str = PROCESSORS) -> Pipeline:
    """A pipeline from local files. Not thread-safe: its processors keep state while they work.

    `models`: "bundled", or "stanza" for Stanza's official German package in its usual resource folder
    (`STANZA_RESOURCES_DIR`). `processors`: Stanza's names, and any registered one; `context` comes with them.
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
    keep_few_kernels()
    use_parser()
    use_speller()
    use_batches()
    with warnings.catch_warnings(), without_optimizers():
        warnings.simplefilter("ignore")  # Stanza loads its own files with what torch calls old habits
        try:
            pipeline = Pipeline(
                "de",
                dir=str(folder),
                package=None,
                processors={name: _package(name, package) for name in with_context(processors.split(","))},
                **{f"tokenize_with_{VARIANT}": True},
                depparse_batch_size=_PARSED_TOGETHER,
                depparse_resolve_head_constraints=False,  # several searches a sentence, for nothing that is used here
                download_method=None,
                foundation_cache=cache,
                use_gpu=False,
                logging_level="ERROR",
            )
        except FileNotFoundError as error:
            raise FileNotFoundError(f"{_missing(models, folder)} ({error})") from error
    for name in _RECURRENT.intersection(pipeline.processors):
        for network in networks_of(pipeline.processors[name]):
            read_both_ways(network)
            multiply_matrices(network)
    return pipeline


def with_context(processors: Sequence[str]) -> list[str]:
    """The processors, with the reading of the whole article before the first one that needs it."""
    return [*processors, CONTEXT] if _READERS.intersection(processors) else list(processors)


def _package(processor: str, package: str) -> str:
    return _PACKAGE if processor in (CONTEXT, "quote") else package


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
