"""Fine-tunes the encoder once on all tasks together and trains the quotation networks on it.

usage: python -m training.joint.train --encoder FOLDER --corpus FOLDER --data FOLDER --out FOLDER [--steps N]
Resumes from OUT/checkpoint.pt. Writes OUT/encoder (a transformers folder), OUT/quote.pt and OUT/DONE.
"""

import argparse
import json
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from service.nlp.quote.pieces import Pieces
from training.joint.articles import IGNORE, PreparedArticle, Window, cut_windows, prepare, read_corpus, substitute_marks
from training.joint.batches import (
    RoleBatch,
    SentenceBatch,
    Vocabulary,
    WindowBatch,
    gather,
    grouped,
    sentence_batch,
    window_batch,
)
from training.joint.network import JointNetwork
from training.joint.treebanks import FEATURES, TaggedSentence, read_conllu, read_entities, read_unimorph, read_words_upos

WINDOW_PIECES, SENTENCE_PIECES, QUOTATIONS = 1600, 1000, 14
SHARES = {"trees": 0.34, "germeval": 0.22, "upos": 0.14, "unimorph": 0.08, "smart": 0.08, "pud": 0.03, "sister": 0.11}
"""Share of the treebank and entity batches that each data set gets."""


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
            yield sentence_batch(batch, pieces, vocabulary)


def window_loss(network: JointNetwork, batch: WindowBatch) -> dict[str, Tensor]:
    states = network.encode(batch.pieces, batch.mask)
    tags = network.spans(gather(states[-1], batch.last)).float()
    losses = {"spans": cross_entropy(tags.flatten(0, 2), batch.tags.flatten(), ignore_index=IGNORE) * tags.shape[2]}
    if batch.roles is not None:
        losses |= role_loss(network, network.branch(states), batch.roles)
    return losses


def role_loss(network: JointNetwork, states: Tensor, batch: RoleBatch) -> dict[str, Tensor]:
    hidden = states[batch.window.unsqueeze(1), batch.offset]
    scores = network.roles(hidden, batch.marks, batch.mask[:, None, None], batch.last, batch.real)
    by_word = binary_cross_entropy_with_logits(scores.roles.float(), batch.roles, reduction="none")
    return {
        "roles": by_word[batch.real].sum(-1).mean() * 2,
        "pointer": (cross_entropy(scores.start, batch.start) + cross_entropy(scores.end, batch.end)) / 4,
        "medium": cross_entropy(scores.medium.float(), batch.medium) / 10,
        "kind": cross_entropy(scores.kind.float(), batch.kind, ignore_index=IGNORE) / 10,
    }


def sentence_loss(network: JointNetwork, batch: SentenceBatch) -> dict[str, Tensor]:
    mixed = network.mixed(network.encode(batch.pieces, batch.mask))
    words = gather(mixed, batch.last)
    losses: dict[str, Tensor] = {}
    for name, head in network.linear.items():
        if name in batch.labels and (batch.labels[name] != IGNORE).any():
            losses[name] = _tag_loss(head(words), batch.labels[name])
    for name, head in network.features.items():
        if name in batch.labels and (batch.labels[name] != IGNORE).any():
            losses[name] = _tag_loss(head(words), batch.labels[name]) / 3
    if "heads" in batch.labels:
        heads = batch.labels["heads"]
        candidates = torch.cat([mixed[:, :1], words], 1)
        arcs = network.arcs(words, candidates).squeeze(-1).float()
        real = torch.cat([torch.ones_like(heads[:, :1], dtype=torch.bool), heads != IGNORE], 1)
        arcs = arcs.masked_fill(~real.unsqueeze(1), -1e9)
        losses["arcs"] = cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=IGNORE)
        chosen = heads.clamp(min=0)
        at_head = candidates.gather(1, chosen.unsqueeze(-1).expand(-1, -1, candidates.shape[-1]))
        left, right = _relation_inputs(network, words, at_head)
        weight = network.relations.weight.to(left.dtype)
        scores = torch.einsum("bwi,lij,bwj->bwl", left, weight, right)
        losses["relations"] = _tag_loss(scores, batch.labels["relations"])
    return losses


def _relation_inputs(network: JointNetwork, words: Tensor, at_head: Tensor) -> tuple[Tensor, Tensor]:
    left = nn.functional.gelu(network.relations.dependent(words))
    right = nn.functional.gelu(network.relations.head(at_head))
    return torch.cat([left, torch.ones_like(left[..., :1])], -1), torch.cat([right, torch.ones_like(right[..., :1])], -1)


def _tag_loss(scores: Tensor, labels: Tensor) -> Tensor:
    return cross_entropy(scores.float().flatten(0, 1), labels.flatten(), ignore_index=IGNORE)


def learning_rate(step: int, steps: int, warm_up: int = 150) -> float:
    """Factor: linear warm-up, then linear decay to nothing."""
    return min(step / warm_up, 1.0) * max(0.0, (steps - step) / steps)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("encoder", "corpus", "data", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--encoder-lr", type=float, default=2e-4)
    parser.add_argument("--head-lr", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="train on the held-back articles too (final model only)")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    generator = random.Random(options.seed)

    pieces = Pieces(options.encoder / "tokenizer.json")
    sentences = read_sentences(options.data)
    vocabulary = Vocabulary.of([s for group in sentences.values() for s in group])
    articles = [prepare(article) for article in read_corpus(options.corpus, held_back=False)]
    if options.all:
        articles += [prepare(article) for article in read_corpus(options.corpus, held_back=True)]

    heads = {name: len(labels) for name, labels in vocabulary.labels.items() if name != "relations"}
    network = JointNetwork(options.encoder, heads, len(vocabulary.labels["relations"]))
    encoder_parameters = list(network.encoder.parameters())
    known = {id(p) for p in encoder_parameters}
    branch = list(network.roles.blocks.parameters())
    known |= {id(p) for p in branch}
    rest = [p for p in network.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW(
        [
            {"params": encoder_parameters, "lr": options.encoder_lr},
            {"params": branch, "lr": options.encoder_lr * 1.5},
            {"params": rest, "lr": options.head_lr},
        ],
        weight_decay=0.01,
        fused=True,
    )
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: learning_rate(step, options.steps))

    first = 0
    checkpoint = options.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        scheduler.load_state_dict(saved["scheduler"])
        first = saved["step"]
        generator.seed(options.seed + first)
        print(f"resumed at step {first}", flush=True)

    windows = windows_forever(articles, pieces, generator)
    streams = {name: sentences_forever(group, pieces, vocabulary, generator) for name, group in sentences.items()}
    network.train()
    averages: dict[str, float] = {}
    began = time.monotonic()
    for step in range(first, options.steps):
        source = generator.choices(list(SHARES), list(SHARES.values()))[0]
        if source == "sister" and step > 0.7 * options.steps:
            source = "trees"  # the last third is German only
        for stream, loss_of in ((windows, window_loss), (streams[source], sentence_loss)):
            batch = next(stream)  # type: ignore[call-overload]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                losses = loss_of(network, batch)  # type: ignore[operator]
                sum(losses.values()).backward()
            for name, loss in losses.items():
                value = loss.item()
                averages[name] = 0.98 * averages.get(name, value) + 0.02 * value
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
        optimizer.zero_grad(set_to_none=True)
        if (step + 1) % 50 == 0:
            each = (time.monotonic() - began) / (step + 1 - first)
            print(f"{step + 1}/{options.steps} {each:.2f} s/step", _line(averages), flush=True)
        if (step + 1) % 300 == 0 or step + 1 == options.steps:
            state = {"network": network.state_dict(), "optimizer": optimizer.state_dict()}
            torch.save(state | {"scheduler": scheduler.state_dict(), "step": step + 1}, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
            save(network, vocabulary, options.encoder, options.out)
    (options.out / "DONE").touch()


def _line(averages: dict[str, float]) -> str:
    return " ".join(f"{name}={value:.3f}" for name, value in averages.items() if name not in FEATURES)


def save(network: JointNetwork, vocabulary: Vocabulary, start: Path, out: Path) -> None:
    network.encoder.save_pretrained(out / "encoder")
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(start / name, out / "encoder")
    torch.save({"spans": network.spans.state_dict(), "roles": network.roles.state_dict()}, out / "quote.pt")
    rest = {k: v for k, v in network.state_dict().items() if not k.startswith(("encoder.", "spans.", "roles."))}
    torch.save(rest, out / "probes.pt")
    (out / "labels.json").write_text(json.dumps(vocabulary.labels))


if __name__ == "__main__":
    main()
