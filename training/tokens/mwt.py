"""Trains Stanza's expander of contractions: a dictionary, for German has a closed list of them.

usage: python -m training.tokens.mwt [--work FOLDER]
"""

import argparse
from pathlib import Path

from stanza.models import mwt_expander

from training.tokens.prepare import WORK
from training.tokens.tokenize import ship


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    work = parser.parse_args().work
    arguments = {
        "train_file": work / "mwt-train.conllu",
        "eval_file": work / "mwt-dev.conllu",
        "gold_file": work / "mwt-dev.conllu",
        "save_dir": work,
        "save_name": "mwt.pt",
        "lang": "de",
        "shorthand": "de_wortlaut",
        "seed": 1,
    }
    flags = ["--dict_only", "--cpu"]
    mwt_expander.main([str(part) for name, value in arguments.items() for part in (f"--{name}", value)] + flags)
    ship(work / "mwt.pt", "mwt")


if __name__ == "__main__":
    main()
