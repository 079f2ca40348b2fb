"""Trains Stanza's lemmatizer: a dictionary, and a small sequence model for words it does not know.

usage: python -m training.tokens.lemma [--data FOLDER] [--work FOLDER] [--epochs N] [--score]

Each word form is learned once for a word class and a lemma, the frequent ones first: the dictionary takes the first
lemma it sees, and the sequence model is only ever asked for rare words. `--score` measures the installed model instead.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from stanza.models import lemmatizer
from stanza.utils.conll import CoNLL

from service.nlp.files import stanza_model
from training.tokens.loading import load
from training.tokens.prepare import WORK
from training.tokens.tokenize import ship

_OPEN_CLASSES = {"N": "NOUN", "PROPN": "PROPN", "V": "VERB", "ADJ": "ADJ", "ADV": "ADV"}
"""UniMorph's tags whose lemmas agree with the treebank's; of pronouns and articles they do not."""
_CAPITALISED_ANYWAY = frozenset({"NOUN", "PROPN", "X"})
_HELD_BACK = 150  # last sentences of GSD's dev split

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
            row = (columns[1], upos or "", columns[2])
            if upos and row[2] != "_" and "|" not in row[2] and not _left_as_it_is(row, columns[5]):
                rows.append(row)


def _from_unimorph(tags: str) -> str | None:
    return next((_OPEN_CLASSES[tag] for tag in reversed(tags.split(";")) if tag in _OPEN_CLASSES), None)


def _left_as_it_is(row: Row, tags: str) -> bool:
    """Whether a lemma looks like an inflected form that the makers of the UniMorph file had no lemma for."""
    word, upos, lemma = row
    if ";" not in tags or word != lemma:
        return False
    if upos == "ADJ":
        return word.endswith(("e", "en", "em", "er", "es"))
    return upos == "NOUN" and (("PL" in tags and word.endswith(("e", "n", "s"))) or ("GEN" in tags and word[-1] == "s"))


def by_frequency(trusted: Iterable[Row], others: Iterable[Row]) -> list[Row]:
    """Every row once: those of the treebanks first, the frequent before the rare; one lemma for a word of a class.

    Words are also learned as they look at the start of a sentence.
    """
    trusted_counts, counts = Counter(trusted), Counter(others)
    found: dict[tuple[str, str], Row] = {}
    for row, _ in [*trusted_counts.most_common(), *counts.most_common()]:
        found.setdefault(row[:2], row)
    for word, upos, lemma in list(found.values()):
        if upos not in _CAPITALISED_ANYWAY and word[0].islower():
            found.setdefault((word.capitalize(), upos), (word.capitalize(), upos, lemma))
    return list(found.values())


def write(rows: list[Row], file: Path) -> None:
    """As CoNLL-U, a row of words hanging in a chain for a sentence."""
    with file.open("w", encoding="utf-8") as out:
        for start in range(0, len(rows), 50):
            for number, (word, upos, lemma) in enumerate(rows[start : start + 50], 1):
                relation = f"{number - 1}\t{'dep' if number > 1 else 'root'}"
                print(f"{number}\t{word}\t{lemma}\t{upos}\t_\t_\t{relation}\t_\t_", file=out)
            print(file=out)


def prepare(data: Path, work: Path) -> None:
    """Writes training and dev rows; sentences of the GSD test split are in neither."""
    ud = data / "ud"
    test = {_letters(words) for words, _ in read_rows(ud / "de_gsd-ud-test.conllu")}
    gsd, pud = (list(read_rows(ud / name)) for name in ("de_gsd-ud-dev.conllu", "de_pud-ud-test.conllu"))
    unimorph = [pair for name in ("dev", "test") for pair in read_rows(ud / f"de_gsd-um-{name}.conllu")]
    held = {_letters(words) for words, _ in gsd[-_HELD_BACK:]}
    trusted = [row for words, rows in gsd + pud if _letters(words) not in held for row in rows]
    others = [row for words, rows in unimorph if _letters(words) not in test | held for row in rows]
    work.mkdir(parents=True, exist_ok=True)
    write(by_frequency(trusted, others), work / "lemma-train.conllu")
    write([row for words, rows in gsd if _letters(words) in held for row in rows], work / "lemma-dev.conllu")


def _letters(words: Iterable[str]) -> str:
    """What a sentence is known by, however it is tokenised."""
    return "".join(words).lower()


def score(gold: Path, model: Path) -> float:
    """Share of words that get the gold lemma, with gold words and gold UPOS, in percent."""
    document = CoNLL.conll2doc(str(gold))
    lemmas = [word.lemma for sentence in document.sentences for word in sentence.words]
    found = load({"lemma": model}, lemma_pretagged=True)(document)
    words = [word for sentence in found.sentences for word in sentence.words]
    right = sum(bool(word.lemma == lemma) for word, lemma in zip(words, lemmas, strict=True))
    return 100 * right / len(lemmas)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--score", action="store_true", help="measure the installed model on GSD's test split")
    given = parser.parse_args()
    if not given.score:
        prepare(given.data, given.work)
        train(given.work, given.epochs)
        ship(given.work / "lemma.pt", "lemma", batch_size=1000)
    found = score(given.data / "ud" / "de_gsd-ud-test.conllu", stanza_model("lemma"))
    print(f"GSD test, gold words and UPOS: lemmas {found:.2f}")


def train(work: Path, epochs: int) -> None:
    arguments = {
        "train_file": work / "lemma-train.conllu",
        "eval_file": work / "lemma-dev.conllu",
        "save_dir": work,
        "save_name": "lemma.pt",
        "shorthand": "de_wortlaut",
        "hidden_dim": 128,
        "num_epoch": epochs,
        "lr": 0.002,
        "dropout": 0.3,
        "emb_dropout": 0.2,
        "pos_dropout": 0.1,
        "max_dec_len": 60,
        "seed": 1,
    }
    lemmatizer.main([str(part) for name, value in arguments.items() for part in (f"--{name}", value)] + ["--cpu"])


if __name__ == "__main__":
    main()
