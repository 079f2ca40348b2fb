"""A Stanza pipeline on single model files, installed or not yet: what measuring needs and nothing else."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import stanza
import torch

from service.nlp.files import stanza_model
from service.nlp.tokenizer import VARIANT

PROCESSORS = ("tokenize", "mwt")


def load(files: Mapping[str, Path] | None = None, *, as_service: bool = True, **settings: object) -> stanza.Pipeline:
    """Processors by name with their model files, in Stanza's order; by default the installed tokenizer and expander.

    `as_service`: with the service's handling of line ends, marks and overlong sentences, else the bare tokenizer.
    `settings`: others of Stanza's.
    One thread, because training may be running beside it.
    """
    torch.set_num_threads(1)
    given = dict(files or {name: stanza_model(name) for name in PROCESSORS})
    options = settings | {f"{name}_model_path": str(file) for name, file in given.items()}
    if as_service and "tokenize" in given:
        options[f"tokenize_with_{VARIANT}"] = True
    with tempfile.TemporaryDirectory() as folder:  # Stanza insists on a list of resources, even of none
        Path(folder, "resources.json").write_text(json.dumps({"de": {"lang_name": "German"}}), encoding="utf-8")
        return stanza.Pipeline(
            "de",
            dir=folder,
            package=None,
            processors=",".join(given),
            download_method=None,
            use_gpu=False,
            logging_level="ERROR",
            **options,
        )
