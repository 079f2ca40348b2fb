"""Where the bundled models lie. Nothing else in the project knows these paths."""

from pathlib import Path

MODELS = Path(__file__).parent.parent / "models"
ENCODER_WEIGHTS = MODELS / "encoder" / "weights.safetensors"
ENCODER_CONFIG = MODELS / "encoder" / "config.json"
TOKENIZER = MODELS / "encoder" / "tokenizer.json"
QUOTE_WEIGHTS = MODELS / "de" / "quote" / "wortlaut.safetensors"
RESOURCES = MODELS / "resources.json"
CHECKSUMS = MODELS / "SHA256SUMS"


def stanza_model(processor: str) -> Path:
    """A bundled Stanza model, where Stanza's own resource folder has it."""
    return MODELS / "de" / processor / "wortlaut.pt"
