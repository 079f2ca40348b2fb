"""Fine-tunes the encoder once on all tasks together and trains the quotation networks on it.

usage: python -m training.joint.train --encoder FOLDER --corpus FOLDER --data FOLDER --out FOLDER [--steps N]
Resumes from OUT/checkpoint.pt. Writes OUT/encoder (a transformers folder), OUT/quote.pt and OUT/DONE.
"""

import argparse
import copy
import json
import random
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import nn
from torch.optim.lr_scheduler import LambdaLR

from service.nlp.context.pieces import Pieces
from training.joint.articles import (
    PreparedArticle,
    Window,
    cut_windows,
    expand_contractions,
    prepare,
    read_corpus,
    substitute_marks,
)
from training.joint.batches import SentenceBatch, Vocabulary, WindowBatch, grouped, moved, sentence_batch, window_batch
from training.joint.losses import sentence_loss, window_loss
from training.joint.network import JointNetwork
from training.joint.treebanks import (
    FEATURES,
    TaggedSentence,
    read_conllu,
    read_entities,
    read_unimorph,
    read_words_upos,
)

WINDOW_PIECES, SENTENCE_PIECES, QUOTATIONS = 1100, 1000, 28
SENTENCE_BATCHES = 2  # in each step, beside one of windows
SHARES = {"trees": 0.30, "germeval": 0.32, "upos": 0.13, "unimorph": 0.07, "smart": 0.06, "pud": 0.03, "sister": 0.09}
"""Share of the treebank and entity batches that each data set gets."""
PACKED, ROW_PIECES = 0.9, 330
"""Share of these batches whose rows are several sentences, as in an article's window, and the pieces of such a row."""


def read_sentences(data: Path) -> dict[str, list[TaggedSentence]]:
    ud, ner = data / "ud", data / "ner"
    test = {sentence.words for sentence in read_conllu(ud / "de_gsd-ud-test.conllu")}
    sister = sorted((ud / "sister").glob("*.xz"))
    return {
        "trees": read_conllu(ud / "de_gsd-ud-dev.conllu") + read_conllu(ud / "de_pud-ud-test.conllu", stts=False),
        "upos": [s for s in read_words_upos(ud / "de_gsd-train-words-upos.txt") if s.words not in test],
        "unimorph": [s for name in ("dev", "test") for s in read_unimorph(ud / f"de_gsd-um-{name}.conllu", test)],
        "germeval": read_entities(ner / "NER-de-test.tsv", "germeval"),
        "smart": [s for part in ("train", "test") for s in read_entities(ner / f"v1_{part}.bio", "smart")],
        "pud": read_entities(ner / "de_pud-ud-test.iob2", "pud"),
        "sister": [sentence for file in sister for sentence in read_conllu(file, stts=False)],
    }


def windows_forever(articles: list[PreparedArticle], pieces: Pieces, generator: random.Random) -> Iterator[WindowBatch]:
    while True:
        windows: list[Window] = []
        for article in articles:
            words = substitute_marks(article.words, generator, 0.4)
            words = expand_contractions(words, generator, 0.7)
            windows += cut_windows(article, pieces, words, generator.random())
        for batch in grouped(windows, [len(w.pieces) for w in windows], WINDOW_PIECES, generator):
            yield window_batch(batch, generator, QUOTATIONS)


def sentences_forever(
    sentences: list[TaggedSentence], pieces: Pieces, vocabulary: Vocabulary, generator: random.Random
) -> Iterator[SentenceBatch]:
    usable = [(s, sum(map(len, pieces.of(s.words)))) for s in sentences if len(s.words) <= 120]
    usable = [(s, size) for s, size in usable if size <= 400]
    while True:
        for batch in grouped([s for s, _ in usable], [size for _, size in usable], SENTENCE_PIECES, generator):
            yield sentence_batch(batch, pieces, vocabulary, ROW_PIECES if generator.random() < PACKED else 0)


def learning_rate(step: int, steps: int, warm_up: int = 150) -> float:
    """Factor: linear warm-up, then linear decay to nothing."""
    return min(step / warm_up, 1.0) * max(0.0, (steps - step) / steps)


def main() -> None:
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    generator = random.Random(options.seed)
    pieces = Pieces(options.encoder / "tokenizer.json")
    sentences = read_sentences(options.data)
    vocabulary = Vocabulary.of([s for group in sentences.values() for s in group])
    articles = [prepare(article) for article in read_corpus(options.corpus, held_back=False)]
    heads = {name: len(labels) for name, labels in vocabulary.labels.items() if name != "relations"}
    run = Run(JointNetwork(options.encoder, heads, len(vocabulary.labels["relations"])), options)
    first = run.resume()
    generator.seed(options.seed + first)

    windows = windows_forever(articles, pieces, generator)
    streams = {name: sentences_forever(group, pieces, vocabulary, generator) for name, group in sentences.items()}
    averages: dict[str, float] = {}
    began = time.monotonic()
    for step in range(first, options.steps):
        sources = generator.choices(list(SHARES), list(SHARES.values()), k=SENTENCE_BATCHES)
        if step > 0.7 * options.steps:  # the last third is German only
            sources = ["trees" if source == "sister" else source for source in sources]
        losses = run.step(next(windows), [next(streams[source]) for source in sources])
        for name, value in losses.items():
            averages[name] = 0.98 * averages.get(name, value) + 0.02 * value
        if (step + 1) % 50 == 0:
            each = (time.monotonic() - began) / (step + 1 - first)
            print(f"{step + 1}/{options.steps} {each:.2f} s/step", _line(averages), flush=True)
        if (step + 1) % 300 == 0 or step + 1 == options.steps:
            run.save(step + 1)
            export(run.network, vocabulary, options.encoder, options.out)
    (options.out / "DONE").touch()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("encoder", "corpus", "data", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--start", type=Path, help="checkpoint of an earlier run to start from, with a new schedule")
    parser.add_argument("--encoder-lr", type=float, default=2e-4)
    parser.add_argument("--head-lr", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return parser.parse_args()


class Run:
    """A network with its optimizer, saved and resumed together."""

    def __init__(self, network: JointNetwork, options: argparse.Namespace) -> None:
        self._device = torch.device(options.device)
        self.network = network.to(self._device).train()
        self._checkpoint: Path = options.out / "checkpoint.pt"
        self._start: Path | None = options.start
        encoder, branch = list(network.encoder.parameters()), list(network.roles.blocks.parameters())
        started = {id(parameter) for parameter in encoder + branch}
        groups = [
            {"params": encoder, "lr": options.encoder_lr},
            {"params": branch, "lr": options.encoder_lr * 1.5},
            {"params": [p for p in network.parameters() if id(p) not in started], "lr": options.head_lr},
        ]
        self._optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self._scheduler = LambdaLR(self._optimizer, lambda step: learning_rate(step, options.steps))

    def resume(self) -> int:
        """Loads the checkpoint if there is one; returns the number of steps done."""
        if not self._checkpoint.exists():
            if self._start:
                saved = torch.load(self._start, map_location=self._device, weights_only=True)
                self.network.load_state_dict(saved["network"], strict=False)
                print(f"starts from {self._start} after step {saved['step']}", flush=True)
            return 0
        saved = torch.load(self._checkpoint, map_location=self._device, weights_only=True)
        self.network.load_state_dict(saved["network"])
        self._optimizer.load_state_dict(saved["optimizer"])
        self._scheduler.load_state_dict(saved["scheduler"])
        print(f"resumed at step {saved['step']}", flush=True)
        return int(saved["step"])

    def save(self, step: int) -> None:
        new = self._checkpoint.with_suffix(".new")
        state = {"network": self.network.state_dict(), "optimizer": self._optimizer.state_dict()}
        torch.save(state | {"scheduler": self._scheduler.state_dict(), "step": step}, new)
        new.replace(self._checkpoint)

    def step(self, windows: WindowBatch, sentences: Sequence[SentenceBatch]) -> dict[str, float]:
        """One update from all batches; returns every task's loss."""
        values: dict[str, float] = {}
        for batch in (windows, *sentences):
            there = moved(batch, self._device)
            with torch.autocast(self._device.type, dtype=torch.bfloat16):
                if isinstance(there, WindowBatch):
                    losses = window_loss(self.network, there)
                else:
                    losses = sentence_loss(self.network, there)
                torch.stack(list(losses.values())).sum().backward()
            values |= {name: loss.item() for name, loss in losses.items()}
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self._optimizer.step()
        self._scheduler.step()
        self._optimizer.zero_grad(set_to_none=True)
        return values


def _line(averages: dict[str, float]) -> str:
    return " ".join(f"{name}={value:.3f}" for name, value in averages.items() if name not in FEATURES)


def export(network: JointNetwork, vocabulary: Vocabulary, start: Path, out: Path) -> None:
    network = copy.deepcopy(network).cpu()
    network.encoder.save_pretrained(out / "encoder")
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(start / name, out / "encoder")
    networks = {name: getattr(network, name).state_dict() for name in ("spans", "roles", "marks")}
    torch.save(networks, out / "quote.pt")
    shipped = ("encoder.", "spans.", "roles.", "marks.")
    rest = {k: v for k, v in network.state_dict().items() if not k.startswith(shipped)}
    torch.save(rest, out / "probes.pt")
    (out / "labels.json").write_text(json.dumps(vocabulary.labels))


if __name__ == "__main__":
    main()
