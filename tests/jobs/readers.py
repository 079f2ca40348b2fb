"""Articles for jobs, and readers that real child processes can make: without models, since they are about processes."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from service.jobs.item import Item

DEADLY = b"deadly"


@dataclass(frozen=True)
class Echo:
    """Answers each line with itself. `seconds`: for one line. Its process dies of `DEADLY`; each line goes to `log`."""

    seconds: float = 0.0
    log: Path | None = None

    def line(self, line: bytes) -> Item:
        if self.log is not None:
            with self.log.open("ab") as log:
                log.write(line + b"\n")
        if line == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(self.seconds)
        return Item(422 if line.startswith(b"bad") else 200, line)

    def failed(self, why: str) -> Item:
        return Item(500, why.encode())


@dataclass(frozen=True)
class MakeEcho:
    seconds: float = 0.0
    log: Path | None = None

    def __call__(self) -> Echo:
        return Echo(self.seconds, self.log)


def no_reader() -> Echo:
    raise FileNotFoundError("there are no models")
