"""Keeps a process from growing with every article.

Tensors of ever new sizes leave holes that the C library keeps: a service's worker would grow beyond 1 GB. They are
given back when the process has become large; giving back and getting memory again takes some milliseconds an article.
And oneDNN makes a kernel for every new size and keeps a thousand of them, and so does torch for its recurrent layers:
together 0.35 GB, with nothing gained in time.
"""

import ctypes
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

LARGE = 880_000_000
"""Resident bytes from which holes are given back: what a worker may hold, 1 GB, less what one long article takes."""
_EVERY = 1_500
"""Characters read between two times at least, should the process need as much as that."""
_KERNELS = {"ONEDNN_PRIMITIVE_CACHE_CAPACITY": "16", "LRU_CACHE_CAPACITY": "16"}
"""Environment variables of oneDNN and of torch's layer above it: how many kernels each keeps."""
_STATE = Path("/proc/self/statm")


def keep_few_kernels() -> None:
    """To be called before anything is computed; whoever has set one of the variables is left his will."""
    for variable, count in _KERNELS.items():
        os.environ.setdefault(variable, count)


class Thrift:
    """Keeps count of the characters that were read."""

    def __init__(self) -> None:
        self._read = 0

    def after(self, characters: int) -> None:
        """To be called after each analysis."""
        self._read += characters
        if self._read >= _EVERY and resident() >= LARGE:
            self._read = 0
            _trim()(0)


def resident() -> int:
    """Bytes of this process in memory; 0 where the system does not tell."""
    try:
        pages = int(_STATE.read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


@lru_cache(maxsize=1)
def _trim() -> Callable[[int], object]:
    """glibc's `malloc_trim`, or nothing where the C library has none."""
    library = ctypes.CDLL(None)
    found: Callable[[int], object] | None = getattr(library, "malloc_trim", None)
    return found or (lambda _: None)
