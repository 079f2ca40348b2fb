"""Trains Stanza's tokenizer.

usage: python -m training.tokens.tokenize [--work FOLDER] [--steps N]
"""

import argparse
from pathlib import Path

import torch
from stanza.models import tokenizer

from service.nlp.files import stanza_model
from training.tokens.prepare import WORK


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--steps", type=int, default=4000)
    given = parser.parse_args()
    work = given.work
    arguments = {
        "txt_file": work / "train.txt",
        "label_file": work / "train.labels",
        "dev_txt_file": work / "dev.txt",
        "dev_label_file": work / "dev.labels",
        "dev_conll_gold": work / "dev.conllu",
        "mwt_json_file": work / "mwt.json",
        "lang": "de",
        "shorthand": "de_wortlaut",
        "save_dir": work,
        "save_name": "tokenizer.pt",
        "steps": given.steps,
        "max_seqlen": 300,
        "batch_size": 24,
        "eval_steps": 400,
        "report_steps": 100,
        "dropout": 0.2,
        "unit_dropout": 0.1,
        "conv_filters": "1,9",
        "seed": 1,
    }
    flags = ["--cpu", "--use_mwt"]
    tokenizer.main([str(part) for name, value in arguments.items() for part in (f"--{name}", value)] + flags)
    ship(work / "tokenizer.pt", "tokenize")


def ship(saved: Path, processor: str) -> None:
    """Writes a trained model where the service loads it, without the paths of the machine that trained it."""
    checkpoint = torch.load(saved, map_location="cpu", weights_only=True)
    checkpoint["config"] = {
        name: value
        for name, value in checkpoint["config"].items()
        if not name.endswith(("_file", "_dir", "_gold")) and not (isinstance(value, str) and "/" in value)
    }
    target = stanza_model(processor)
    target.parent.mkdir(parents=True, exist_ok=True)
    torch.save(checkpoint, target)
    print(f"{processor}: {target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
