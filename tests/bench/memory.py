"""Memory of one worker, and how much of the repository is weights."""

import subprocess
from collections.abc import Sequence
from itertools import cycle, islice

from service.nlp.files import MODELS
from tests.bench.articles import ROOT
from tests.bench.figures import Figure
from tests.bench.worker import workers

PART = "size"
BAR, WEIGHTS_BAR = 1000.0, 50.0
READ = 300


def measure(texts: Sequence[str], read: int = READ) -> list[Figure]:
    """A process by itself with its models, before and after it has read `read` articles."""
    with workers(1) as worker:
        loaded, _ = worker.resident()
        worker.read_on(list(islice(cycle(texts), read)))
        after, most = worker.resident()
    return [
        Figure(PART, "resident, models loaded", (loaded,), "MB", bar=BAR),
        Figure(PART, f"resident after {read} articles", (after,), "MB", bar=BAR),
        Figure(PART, "most ever resident", (most,), "MB", bar=BAR),
        Figure(PART, "weights tracked in git", (tracked_weights(),), "MB", bar=WEIGHTS_BAR),
    ]


def tracked_weights() -> float:
    """MB of the files below service/models that git tracks; of all of them where there is no git."""
    command = ["git", "ls-files", "-z", str(MODELS)]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    names = listed.stdout.decode().split("\0") if listed.returncode == 0 else []
    files = [ROOT / name for name in names if name] or [file for file in MODELS.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6
