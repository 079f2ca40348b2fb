"""The Stanza pipeline: bundled German models on one shared encoder, or Stanza's official package.

Everything is loaded from local files; nothing is ever downloaded.
"""

import hashlib
import warnings
from importlib.metadata import version
from pathlib import Path

import stanza
from stanza.models.common.foundation_cache import BertRecord, FoundationCache
from stanza.resources.common import DEFAULT_MODEL_DIR

from service.nlp.encoder import NAME as ENCODER
from service.nlp.encoder import RememberingEncoder, load_encoder
from service.nlp.files import CHECKSUMS, MODELS
from service.nlp.tokenizer import VARIANT

PROCESSORS = "tokenize,mwt,pos,lemma,depparse,ner"
BUNDLED, OFFICIAL = "bundled", "stanza"
_PACKAGE = "wortlaut"


def load_pipeline(models: str = BUNDLED, processors: str = PROCESSORS) -> stanza.Pipeline:
    """A pipeline from local files. Not thread-safe: its processors keep state while they work.

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
            return stanza.Pipeline(
                "de",
                dir=str(folder),
                package=None,
                processors={name: _package(name, package) for name in processors.split(",")},
                **{f"tokenize_with_{VARIANT}": True},
                download_method=None,
                foundation_cache=cache,
                use_gpu=False,
                logging_level="ERROR",
            )
        except FileNotFoundError as error:
            raise FileNotFoundError(f"{_missing(models, folder)} ({error})") from error


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
