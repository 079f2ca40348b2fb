"""Writes the quotation networks of a training folder where the service looks for them.

usage: python -m training.joint.export --model FOLDER [--bias JSON]
The encoder itself is packed by `training.heads`.
"""

import argparse
import json
from pathlib import Path

import torch

from service.nlp.files import QUOTE_WEIGHTS
from service.nlp.quote.labels import LAYERS
from service.nlp.quote.network import RoleReader, SpanTagger
from service.nlp.quote.weights import save_networks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--bias", type=json.loads, default=[0.0] * len(LAYERS), help="one number per tag layer")
    parser.add_argument("--out", type=Path, default=QUOTE_WEIGHTS)
    options = parser.parse_args()
    saved = torch.load(options.model / "quote.pt", weights_only=True)
    spans, roles = SpanTagger(), RoleReader()
    spans.load_state_dict(saved["spans"])
    roles.load_state_dict(saved["roles"])
    save_networks(options.out, spans, roles, options.bias)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
