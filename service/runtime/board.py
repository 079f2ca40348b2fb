"""Which workers have loaded their models: one byte each, in memory that is made before the fork and so shared.

A request for readiness comes to any one worker, but the next article may come to another. So the service calls itself
ready when all workers are; a worker that is replaced later does not make the others unready.
"""

import mmap


class Board:
    """For `workers` processes. Bytes are written whole, so no lock is needed."""

    def __init__(self, workers: int) -> None:
        self._marks = mmap.mmap(-1, workers)

    def mark(self, worker: int) -> None:
        """`worker`: any number that counts up as workers are started, replaced ones included."""
        self._marks[worker % len(self._marks)] = 1

    @property
    def complete(self) -> bool:
        return 0 not in self._marks[:]
