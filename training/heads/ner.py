"""Trains Stanza's entity recogniser (PER, LOC, ORG) on the frozen encoder.

usage: python -m training.heads.ner --data FOLDER [--work FOLDER] [--steps N]
"""

from stanza.models import ner_tagger

from training.heads.command import options
from training.heads.frozen import frozen_encoder, ship


def main() -> None:
    given = options(__doc__, steps=3000)
    arguments = {
        "train_file": str(given.work / "entities.json"),
        "eval_file": str(given.work / "entities-dev.json"),
        "save_dir": str(given.work),
        "save_name": "ner.pt",
        "shorthand": "de_wortlaut",
        "bert_model": "de_encoder",
        "word_emb_dim": "0",
        "hidden_dim": "200",
        "num_layers": "1",
        "optim": "adam",
        "lr": "0.0015",
        "dropout": "0.5",
        "word_dropout": "0",
        "batch_size": "64",
        "max_steps": str(given.steps),
        "eval_interval": "200",
        "patience": "0",
        "lr_decay": "0.5",
        "min_lr": "0.00003",
        "seed": str(given.seed),
    }
    flags = ["--no_pretrain", "--no_char", "--no_emb_finetune", "--cpu"]
    with frozen_encoder([given.work / name for name in ("entities.json", "entities-dev.json")], given.seed):
        ner_tagger.main([part for name, value in arguments.items() for part in (f"--{name}", value)] + flags)
    ship(given.work / "ner.pt", "ner")


if __name__ == "__main__":
    main()
