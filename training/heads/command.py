"""The command line that the head trainers share."""

import argparse
from pathlib import Path

from training.heads.stanza_files import prepare

DEFAULT_WORK = Path(".work/heads")


def options(description: str | None, steps: int) -> argparse.Namespace:
    """Parsed options; the data is prepared in the working folder on the first call."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, required=True, help="folder with ud/ and ner/, see training/README.md")
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--steps", type=int, default=steps)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if not (given.work / "entities-dev.json").exists():
        prepare(given.data, given.work)
    return given
