"""Trains Stanza's biaffine parser on the frozen encoder.

usage: python -m training.heads.parser --data FOLDER [--work FOLDER] [--steps N]
"""

from stanza.models import parser

from training.heads.command import options
from training.heads.frozen import frozen_encoder, ship


def main() -> None:
    given = options(__doc__, steps=1500)
    arguments = {
        "train_file": str(given.work / "trees.conllu"),
        "eval_file": str(given.work / "last.conllu"),
        "save_dir": str(given.work),
        "save_name": "parser.pt",
        "lang": "de",
        "shorthand": "de_wortlaut",
        "bert_model": "de_encoder",
        "word_emb_dim": "0",
        "word_cutoff": "100000",
        "tag_emb_dim": "0",
        "hidden_dim": "160",
        "num_layers": "1",
        "deep_biaff_hidden_dim": "96",
        "optim": "adam",
        "lr": "0.001",
        "beta2": "0.99",
        "dropout": "0.33",
        "word_dropout": "0.1",
        "batch_size": "1500",
        "max_steps": str(given.steps),
        "eval_interval": "250",
        "seed": str(given.seed),
    }
    flags = ["--no_pretrain", "--no_char", "--no_upos", "--no_xpos", "--no_ufeats", "--no_second_optim", "--cpu"]
    with frozen_encoder([given.work / name for name in ("trees.conllu", "last.conllu")], given.seed):
        parser.main([part for name, value in arguments.items() for part in (f"--{name}", value)] + flags)
    ship(given.work / "parser.pt", "depparse")


if __name__ == "__main__":
    main()
