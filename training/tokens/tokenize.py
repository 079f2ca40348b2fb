"""Trains Stanza's tokenizer.

usage: python -m training.tokens.tokenize [--work FOLDER] [--steps N] [--cuda]

Stanza's own data loader, its augmentations and its trainer, under a learning rate that falls to nothing (Stanza's
entry point keeps it constant) and with weights and optimizer saved, so that a stopped run goes on.
"""

import argparse
from pathlib import Path

import torch
from stanza.models import tokenizer
from stanza.models.common.utils import set_random_seed
from stanza.models.tokenization.data import DataLoader, TokenizationDataset
from stanza.models.tokenization.trainer import Trainer
from stanza.models.tokenization.utils import eval_model, load_mwt_dict

from service.nlp.files import stanza_model
from training.tokens.prepare import WORK

_LEARNING_RATE, _WARM_UP = 3e-3, 50
_SETTINGS = {
    "lang": "de",
    "shorthand": "de_wortlaut",
    "max_seqlen": 400,
    "batch_size": 24,
    "dropout": 0.2,
    "unit_dropout": 0.1,
    "lr0": _LEARNING_RATE,
    "seed": 1,
}
_REPORT, _SAVE, _SHUFFLE = 50, 250, 100  # steps


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--steps", type=int, default=2500)
    parser.add_argument("--cuda", action="store_true")
    given = parser.parse_args()
    train(given.work, given.steps, "cuda" if given.cuda else "cpu")
    ship(given.work / "tokenizer.pt", "tokenize")


def train(work: Path, steps: int, device: str) -> None:
    """Leaves `tokenizer.pt` in the work folder, which holds what `prepare` wrote."""
    torch.set_num_threads(1)
    flags = [str(part) for name, value in _SETTINGS.items() for part in (f"--{name}", value)]
    settings = tokenizer.parse_args([*flags, "--use_mwt", "--device", device])
    settings |= {"feat_funcs": tokenizer.DEFAULT_FEAT_FUNCS, "feat_dim": len(tokenizer.DEFAULT_FEAT_FUNCS)}
    settings |= {"num_dict_feat": 0}
    set_random_seed(settings["seed"])
    expansions = load_mwt_dict(work / "mwt.json")
    files = [{"txt": work / f"{name}.txt", "label": work / f"{name}.labels"} for name in ("train", "dev")]
    batches = DataLoader(settings, input_files=files[0], mwt_expansions={k: v[0] for k, v in expansions.items()})
    dev = TokenizationDataset(settings, input_files=files[1], vocab=batches.vocab, evaluation=True)
    settings["vocab_size"] = len(batches.vocab)
    model, optimizer = work / "tokenizer.pt", work / "tokenizer-optimizer.pt"
    if optimizer.exists():
        trainer = Trainer(model_file=model, device=device)
        state = torch.load(optimizer, weights_only=True)
        trainer.optimizer.load_state_dict(state["optimizer"])
        done = state["step"]
        set_random_seed(settings["seed"] + done)
    else:
        trainer, done = Trainer(args=settings, vocab=batches.vocab, device=device), 0
    mean = 0.0
    for step in range(done + 1, steps + 1):
        trainer.change_lr(_LEARNING_RATE * min(step / _WARM_UP, 1 - (step - 1) / steps))
        mean += trainer.update(batches.next(unit_dropout=settings["unit_dropout"])) / _REPORT
        if step % _REPORT == 0:
            print(f"{step}/{steps} loss {mean:.4f}", flush=True)
            mean = 0.0
        if step % _SHUFFLE == 0:
            batches.shuffle()
        if step % _SAVE == 0 or step == steps:
            print(f"{step}/{steps} dev {eval_model(settings, trainer, dev, batches.vocab, expansions):.4f}", flush=True)
            trainer.save(model)
            torch.save({"optimizer": trainer.optimizer.state_dict(), "step": step}, optimizer)


def ship(saved: Path, processor: str, **changed: object) -> None:
    """Writes a trained model where the service loads it, without the paths of the machine that trained it.

    Weights are stored as float16; Stanza loads them into its float32 modules. `changed` replaces saved settings.
    """
    checkpoint = torch.load(saved, map_location="cpu", weights_only=True)
    checkpoint["config"] = {
        name: value
        for name, value in checkpoint["config"].items()
        if not name.endswith(("_file", "_dir", "_gold")) and not (isinstance(value, str) and "/" in value)
    }
    checkpoint["config"] |= changed
    if checkpoint["model"]:
        checkpoint["model"] = {name: tensor.half() for name, tensor in checkpoint["model"].items()}
    target = stanza_model(processor)
    target.parent.mkdir(parents=True, exist_ok=True)
    torch.save(checkpoint, target)
    print(f"{processor}: {target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
