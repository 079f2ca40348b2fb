"""Pin all dependencies with hashes: requirements.lock is what runs, requirements-dev.lock also what developing needs.

torch is left out, with the CUDA packages that its default build brings along: which build of torch is right depends on
the machine, so `make setup` installs it by itself (see TORCH_INDEX in the Makefile). Pins that still fit are kept;
`--upgrade` takes the newest of everything.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUN, DEV = "requirements.lock", "requirements-dev.lock"
HEADER = "# Written by `make lock`. torch is not in here: `make setup` installs it by itself.\n"
LEFT_OUT = re.compile(r"(torch|triton|cuda-\w+|nvidia-[\w-]+)==")
# For Python 3.11 on every platform; nothing in the result may depend on where the packages came from.
FORM = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate")
NO_PLACES = ("--no-emit-index-url", "--no-emit-find-links")


def compile_lock(output: str, *sources: str) -> None:
    """Resolve `sources` and write `output`; raises CalledProcessError, uv's message being on stderr."""
    subprocess.run(
        ["uv", "pip", "compile", "--quiet", *FORM, *NO_PLACES, "--output-file", output, *sources], cwd=ROOT, check=True
    )
    path = ROOT / output
    blocks = re.split(r"^(?=\S)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    kept = [block for block in blocks if not block.startswith("#") and not LEFT_OUT.match(block)]
    path.write_text(HEADER + "".join(kept), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--upgrade", action="store_true", help="newest versions of everything, whatever was pinned")
    upgrade = ["--upgrade"] if parser.parse_args().upgrade else []
    compile_lock(RUN, "pyproject.toml", *upgrade)
    compile_lock(DEV, "pyproject.toml", "requirements-dev.in", "--constraint", RUN, *upgrade)
    return 0


if __name__ == "__main__":
    sys.exit(main())
