"""Writes the checksums of the bundled models; run it after any of them changed.

usage: python -m training.checksums
"""

import hashlib

from service.nlp.files import CHECKSUMS, MODELS


def main() -> None:
    files = sorted(file for file in MODELS.rglob("*") if file.is_file() and file != CHECKSUMS)
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(MODELS).as_posix()}" for file in files
    ]
    CHECKSUMS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(files)} files, {sum(file.stat().st_size for file in files) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
