"""Trains Stanza's lemmatizer: a dictionary, and a small sequence model for words it does not know.

usage: python -m training.tokens.lemma --data FOLDER [--work FOLDER] [--epochs N]
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from stanza.models import lemmatizer

from training.tokens.prepare import WORK
from training.tokens.tokenize import ship

_UPOS = {
    "N": "NOUN", "PROPN": "PROPN", "V": "VERB", "ADJ": "ADJ", "ADV": "ADV", "DET": "DET", "PRO": "PRON",
    "ADP": "ADP", "AUX": "AUX", "NUM": "NUM", "CONJ": "CCONJ", "PART": "PART",
}  # fmt: skip

Row = tuple[str, str, str]
"""Word, UPOS, lemma."""


def read_rows(file: Path) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
    """Each sentence's words, and the rows of those with a lemma; UniMorph files have tags instead of UPOS."""
    words: list[str] = []
    rows: list[Row] = []
    for line in [*file.read_text(encoding="utf-8").split("\n"), ""]:
        columns = line.split("\t")
        if not line and words:
            yield tuple(words), rows
            words, rows = [], []
        elif columns[0].isdigit():
            words.append(columns[1])
            upos = columns[3] if columns[3] != "_" else _from_unimorph(columns[5])
            if upos and columns[2] != "_":
                rows.append((columns[1], upos, columns[2]))


def _from_unimorph(tags: str) -> str | None:
    return next((_UPOS[tag] for tag in reversed(tags.split(";")) if tag in _UPOS), None)


def write(sentences: list[list[Row]], file: Path) -> None:
    with file.open("w", encoding="utf-8") as out:
        for rows in sentences:
            for number, (word, upos, lemma) in enumerate(rows, 1):
                relation = f"{number - 1}\t{'dep' if number > 1 else 'root'}"
                print(f"{number}\t{word}\t{lemma}\t{upos}\t_\t_\t{relation}\t_\t_", file=out)
            print(file=out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--epochs", type=int, default=12)
    given = parser.parse_args()
    ud = given.data / "ud"
    test = {words for words, _ in read_rows(ud / "de_gsd-ud-test.conllu")}
    trees = [rows for name in ("de_gsd-ud-dev", "de_pud-ud-test") for _, rows in read_rows(ud / f"{name}.conllu")]
    unimorph = [pair for name in ("dev", "test") for pair in read_rows(ud / f"de_gsd-um-{name}.conllu")]
    forms = [rows for words, rows in unimorph if words not in test]
    train = trees[100:] + forms
    write(train, given.work / "lemma-train.conllu")
    write(trees[:100], given.work / "lemma-dev.conllu")
    arguments = {
        "train_file": given.work / "lemma-train.conllu",
        "eval_file": given.work / "lemma-dev.conllu",
        "save_dir": given.work,
        "save_name": "lemma.pt",
        "shorthand": "de_wortlaut",
        "hidden_dim": 96,
        "num_epoch": given.epochs,
        "lr": 0.002,
        "dropout": 0.25,
        "emb_dropout": 0.25,
        "seed": 1,
    }
    lemmatizer.main([str(part) for name, value in arguments.items() for part in (f"--{name}", value)] + ["--cpu"])
    ship(given.work / "lemma.pt", "lemma")


if __name__ == "__main__":
    main()
