"""Trains Stanza's tagger (UPOS, STTS XPOS, features) on the frozen encoder.

usage: python -m training.heads.tagger --data FOLDER [--work FOLDER] [--steps N]
"""

from stanza.models import tagger

from training.heads.command import options
from training.heads.frozen import frozen_encoder, ship


def main() -> None:
    given = options(__doc__, steps=1500)
    files = [str(given.work / name) for name in ("gsd.conllu", "pud.conllu", "upos.conllu")]
    arguments = {
        "train_file": ";".join(files),
        "train_ratios": "6;3;1",
        "eval_file": str(given.work / "last.conllu"),
        "save_dir": str(given.work),
        "save_name": "tagger.pt",
        "lang": "de",
        "shorthand": "de_wortlaut",
        "bert_model": "de_encoder",
        "word_emb_dim": "0",
        "word_cutoff": "100000",
        "hidden_dim": "160",
        "num_layers": "1",
        "deep_biaff_hidden_dim": "128",
        "composite_deep_biaff_hidden_dim": "64",
        "tag_emb_dim": "32",
        "optim": "adam",
        "lr": "0.002",
        "beta2": "0.99",
        "dropout": "0.33",
        "word_dropout": "0.05",
        "batch_size": "48",
        "max_steps": str(given.steps),
        "eval_interval": "250",
        "seed": str(given.seed),
    }
    flags = ["--no_pretrain", "--no_char", "--no_second_optim", "--fix_eval_interval", "--cpu"]
    with frozen_encoder(
        [given.work / name for name in ("gsd.conllu", "pud.conllu", "upos.conllu", "last.conllu")], given.seed
    ):
        tagger.main([part for name, value in arguments.items() for part in (f"--{name}", value)] + flags)
    ship(given.work / "tagger.pt", "pos")


if __name__ == "__main__":
    main()
