"""The data sets as Stanza's own trainers read them."""

import json
from collections.abc import Iterable
from pathlib import Path

from training.joint.treebanks import TaggedSentence, read_conllu, read_entities, read_words_upos

ENTITIES = ("PER", "LOC", "ORG")


def write_conllu(sentences: Iterable[TaggedSentence], file: Path, *, features: bool = True) -> None:
    """Words with whatever is known of them; unknown columns are `_`. Without heads words hang in a chain."""
    with file.open("w", encoding="utf-8") as out:
        for sentence in sentences:
            for index, word in enumerate(sentence.words):
                feats = sentence.features[index] if sentence.features and features else {}
                row = (
                    index + 1,
                    word,
                    "_",
                    sentence.upos[index] if sentence.upos else "_",
                    sentence.xpos[index] if sentence.xpos else "_",
                    "|".join(f"{k}={v}" for k, v in sorted(feats.items())) or "_",
                    sentence.heads[index] if sentence.heads else index,
                    sentence.relations[index] if sentence.relations else "dep" if index else "root",
                    "_",
                    "_",
                )
                print(*row, sep="\t", file=out)
            print(file=out)


def write_entities(sentences: Iterable[TaggedSentence], file: Path) -> None:
    """Stanza's JSON for entity recognition: PER, LOC and ORG as BIO, everything else outside."""
    rows = [
        [{"text": word, "ner": tag} for word, tag in zip(s.words, _kept(s.entities or ()), strict=True)]
        for s in sentences
        if s.words
    ]
    file.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def _kept(tags: Iterable[str]) -> list[str]:
    """Tags of the three kinds of entity; derivations ("LOCderiv") and parts of words ("ORGpart") are none."""
    return [tag if tag[2:] in ENTITIES else "O" for tag in tags]


def prepare(data: Path, work: Path) -> None:
    """Writes every file that the trainers need into `work`; the GSD test split is only ever scored."""
    work.mkdir(parents=True, exist_ok=True)
    ud, ner = data / "ud", data / "ner"
    gsd, test = read_conllu(ud / "de_gsd-ud-dev.conllu"), read_conllu(ud / "de_gsd-ud-test.conllu")
    pud = read_conllu(ud / "de_pud-ud-test.conllu", stts=False)
    seen = {sentence.words for sentence in test}
    upos = [s for s in read_words_upos(ud / "de_gsd-train-words-upos.txt") if s.words not in seen and len(s.words) < 80]
    write_conllu(gsd, work / "gsd.conllu")
    write_conllu(gsd[-100:], work / "last.conllu")
    write_conllu(pud, work / "pud.conllu")
    write_conllu(gsd + pud, work / "trees.conllu")
    write_conllu(upos[::3], work / "upos.conllu")  # the encoder has learned from all of them
    write_conllu(test, work / "test.conllu")
    write_entities(
        read_entities(ner / "NER-de-test.tsv", "germeval") + read_entities(ner / "de_pud-ud-test.iob2", "pud"),
        work / "entities.json",
    )
    write_entities(read_entities(ner / "NER-de-dev.tsv", "germeval"), work / "entities-dev.json")
