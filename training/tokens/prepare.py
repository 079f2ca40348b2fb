"""Writes what Stanza's tokenizer and expander are trained on.

usage: python -m training.tokens.prepare --data FOLDER [--work FOLDER]
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from training.tokens.newspaper import Paragraph, paragraphs, with_other_marks
from training.tokens.sentences import Sentence, read_conllu, read_words

WORK = Path(".work/tokens")
_WORD_END, _SENTENCE_END, _CONTRACTION_END = 1, 2, 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=WORK)
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    ud = given.data / "ud"
    generator = random.Random(1)
    gsd, pud = list(read_conllu(ud / "de_gsd-ud-dev.conllu")), list(read_conllu(ud / "de_pud-ud-test.conllu"))
    test = {_letters(s) for s in read_conllu(ud / "de_gsd-ud-test.conllu")}
    words = [s for s in read_words(ud / "de_gsd-train-words-upos.txt", generator) if _letters(s) not in test]
    held = gsd[-120:]
    trees = gsd[:-120] + pud
    train: list[Paragraph] = []
    for _ in range(4):  # trees have true spacing, so they come oftener than the word lists
        train += paragraphs([with_other_marks(s, generator) for s in trees], generator)
    train += [list(trees[i : i + 4]) for i in range(0, len(trees), 4)]
    train += paragraphs([with_other_marks(s, generator) for s in words], generator)
    generator.shuffle(train)
    dev = [list(held[i : i + 3]) for i in range(0, len(held), 3)] + list(paragraphs(held, generator))
    write(train, given.work / "train")
    write(dev, given.work / "dev")
    contractions = Counter((token.text, token.parts) for sentence in trees + words for token in sentence if token.parts)
    expansions = [[[text, parts], count] for (text, parts), count in contractions.items()]
    (given.work / "mwt.json").write_text(json.dumps(expansions), encoding="utf-8")
    _write_contractions(trees + words, given.work / "mwt-train.conllu")
    _write_contractions(held, given.work / "mwt-dev.conllu")
    print(f"{len(train)} paragraphs, {sum(map(len, train))} sentences, {len(contractions)} contractions")


def _letters(sentence: Sentence) -> str:
    """What a sentence is known by, however it is spaced and tokenised."""
    return "".join(token.text for token in sentence).lower()


def write(paragraphs_: list[Paragraph], stem: Path) -> None:
    """Text, character labels and CoNLL-U, paragraphs parted by blank lines."""
    texts, labels, conllu = [], [], []
    for paragraph in paragraphs_:
        text, label = "", ""
        for sentence in paragraph:
            for index, token in enumerate(sentence):
                final = index == len(sentence) - 1
                end = (_SENTENCE_END if final else _WORD_END) + (2 if token.parts else 0)
                text += token.text + (" " if token.space_after or final else "")
                label += "0" * (len(token.text) - 1) + str(end) + ("0" if token.space_after or final else "")
            conllu.append(_conllu(sentence))
        texts.append(text.rstrip(" "))
        labels.append(label[: len(text.rstrip(" "))])
    stem.with_suffix(".txt").write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    stem.with_suffix(".labels").write_text("\n\n".join(labels) + "\n", encoding="utf-8")
    stem.with_suffix(".conllu").write_text("".join(conllu), encoding="utf-8")


def _conllu(sentence: Sentence) -> str:
    rows, number = [], 0
    for token in sentence:
        misc = "_" if token.space_after else "SpaceAfter=No"
        parts = token.parts or (token.text,)
        if token.parts:
            rows.append(f"{number + 1}-{number + len(parts)}\t{token.text}" + "\t_" * 7 + f"\t{misc}")
        for part in parts:
            number += 1
            relation = f"{number - 1}\t{'dep' if number > 1 else 'root'}"
            rows.append(f"{number}\t{part}\t_\t_\t_\t_\t{relation}\t_\t{'_' if token.parts else misc}")
    return "\n".join(rows) + "\n\n"


def _write_contractions(sentences: Iterable[Sentence], file: Path) -> None:
    file.write_text("".join(_conllu(s) for s in sentences if any(t.parts for t in s)), encoding="utf-8")


if __name__ == "__main__":
    main()
