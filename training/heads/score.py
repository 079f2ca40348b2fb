"""Scores the shipped pipeline: GSD test from raw text and with gold tokens, GermEval dev.

usage: python -m training.heads.score --data FOLDER
Figures are those of the CoNLL 2018 scorer that Stanza itself reports (F1 in per cent). Nothing trains on GSD test.
With gold tokens each sentence is a document of its own: the data sets' sentences come from as many articles, and the
models read a sentence in its article's context.
"""

import argparse
import json
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table
from stanza.models.common.doc import Document
from stanza.models.common.utils import ud_scores
from stanza.utils.conll import CoNLL

from service.nlp.context.processor import NAME as CONTEXT
from service.nlp.pipeline import PROCESSORS, Pipeline, load_pipeline
from training.heads.stanza_files import ENTITIES, write_entities
from training.joint.treebanks import read_entities

_METRICS = ("Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS")


def raw_text(conllu: Path) -> str:
    """The treebank's text: sentences in a row, paragraphs parted where the treebank says so."""
    text, paragraph = "", ""
    for line in conllu.read_text(encoding="utf-8").splitlines():
        if line.startswith(("# newpar", "# newdoc")) and paragraph:
            text, paragraph = text + paragraph.rstrip() + "\n\n", ""
        elif line.startswith("# text = "):
            paragraph += line.removeprefix("# text = ") + " "
    return text + paragraph.rstrip()


def each_alone(pipeline: Pipeline, document: Document, processors: list[str]) -> Document:
    """The document with every sentence analysed as if it were an article."""
    for sentence in document.sentences:
        alone = Document([])
        alone.sentences = [sentence]
        alone.num_tokens, alone.num_words = len(sentence.tokens), len(sentence.words)
        pipeline.process(alone, processors=processors)
    return document


def treebank_scores(gold: Path, predicted: Document) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        system = Path(folder) / "system.conllu"
        CoNLL.write_doc2conll(predicted, str(system))
        scores = ud_scores(str(gold), str(system))
    return {metric: 100 * scores[metric].f1 for metric in _METRICS}


def entity_scores(sentences: list[list[dict[str, str]]], predicted: Document) -> dict[str, float]:
    """Strict span F1 of each kind of entity and of all three together, on given tokens."""
    wanted = {(n, *span) for n, rows in enumerate(sentences) for span in _spans([row["ner"] for row in rows])}
    found = {(n, *span) for n, s in enumerate(predicted.sentences) for span in _spans([t.ner for t in s.tokens])}
    kinds = {kind: ({e for e in found if e[3] == kind}, {e for e in wanted if e[3] == kind}) for kind in ENTITIES}
    kinds["all"] = (found, wanted)
    return {kind: 200 * len(ours & gold) / (len(ours) + len(gold)) for kind, (ours, gold) in kinds.items()}


def _spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """(first, last, kind) of the entities in BIO or BIOES tags."""
    spans: list[tuple[int, int, str]] = []
    for index, tag in enumerate(tags):
        if tag[0] in "BS" or (tag[0] in "IE" and not (spans and spans[-1][1] == index - 1 and spans[-1][2] == tag[2:])):
            spans.append((index, index, tag[2:]))
        elif tag[0] in "IE":
            spans[-1] = (spans[-1][0], index, tag[2:])
    return spans


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    gold = given.data / "ud" / "de_gsd-ud-test.conllu"
    pipeline = load_pipeline(processors=PROCESSORS)
    rows = {"GSD test, raw text": treebank_scores(gold, pipeline(raw_text(gold)))}
    given_tokens = each_alone(pipeline, CoNLL.conll2doc(str(gold)), [CONTEXT, "pos", "lemma", "depparse"])
    rows["GSD test, gold tokens"] = treebank_scores(gold, given_tokens)
    table = Table(title="Shipped models, F1 in per cent")
    for column in ("", *_METRICS):
        table.add_column(column)
    for name, scores in rows.items():
        table.add_row(name, *(f"{scores[metric]:.2f}" for metric in _METRICS))
    Console(width=140).print(table)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "dev.json"
        write_entities(read_entities(given.data / "ner" / "NER-de-dev.tsv", "germeval"), file)
        sentences = json.loads(file.read_text(encoding="utf-8"))
    document = Document([[{"id": n, "text": r["text"]} for n, r in enumerate(s, 1)] for s in sentences])
    entities = entity_scores(sentences, each_alone(pipeline, document, [CONTEXT, "ner"]))
    print("GermEval dev, gold tokens:", "  ".join(f"{kind} {f1:.2f}" for kind, f1 in entities.items()))


if __name__ == "__main__":
    main()
