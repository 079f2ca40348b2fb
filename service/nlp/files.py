"""Where the bundled models lie. Nothing else in the project knows these paths."""

from pathlib import Path

MODELS = Path(__file__).parent.parent / "models"
ENCODER = MODELS / "encoder"
TOKENIZER = ENCODER / "tokenizer.json"
QUOTE_WEIGHTS = MODELS / "de" / "quote" / "wortlaut.safetensors"
CHECKSUMS = MODELS / "SHA256SUMS"
