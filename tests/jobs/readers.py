"""Articles for jobs, and readers that real child processes can make: without models, since they are about processes."""

import os
import signal
import time
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from service.jobs.item import Item
from service.jobs.supervisor import Supervisor
from service.jobs.worker import run

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


def supervise(url: str, log: str, processes: int, lease: int) -> bool:
    """What `wortlaut worker` does, with readers that need no models."""
    supervisor = Supervisor(
        url,
        partial(_start, url, Path(log), lease),
        count=processes,
        ttl=1000,
        lease=lease,
        stop_seconds=20,
        secret="",
        private=False,
        pause=0.2,
    )
    return supervisor.run()


def _start(url: str, log: Path, lease: int) -> BaseProcess:
    process = get_context("spawn").Process(target=_work, args=(url, log, lease))
    process.start()
    return process


def _work(url: str, log: Path, lease: int) -> None:
    run(url, Echo(0.01, log), ttl=1000, lease=lease)


def no_reader() -> Echo:
    raise FileNotFoundError("there are no models")
