"""The service as users run it: gunicorn with its workers, in a process of its own, on a free port."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any, Self

from tests.cache.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
SERVE = "from service.runtime.server import serve; serve()"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Message[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Server:
    """`settings`: WORTLAUT_ variables by the names of their fields. Its log goes to `log`.

    `code`, with its arguments, may start the service in another way.
    """

    def __init__(self, log: Path, *, code: str = SERVE, arguments: Sequence[str] = (), **settings: object) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = log
        chosen = {f"WORTLAUT_{name.upper()}": str(value) for name, value in {**settings, "port": self.port}.items()}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("WORTLAUT_", "PROMETHEUS_"))}
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-c", code, *arguments], cwd=ROOT, env={**kept, **chosen}, stdout=output, stderr=output
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.terminate()

    def ask(self, path: str, body: object = None, *, method: str | None = None, **headers: str) -> Reply:
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(
            self.url + path, data, {"Content-Type": "application/json", **given}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=120) as response:
                return Reply(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, error.headers, error.read())

    def quotes(self, text: str, **more: object) -> Reply:
        return self.ask("/v1/quotes", {"text": text, **more})

    def wait(self, path: str, status: int = 200, seconds: float = 60) -> Reply:
        """Until `path` answers with `status`."""
        deadline = time.monotonic() + seconds
        while True:
            log = self.log()
            assert self.process.poll() is None, log
            assert "models not loaded" not in log, log
            assert time.monotonic() < deadline, log
            try:
                reply = self.ask(path)
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
                continue
            if reply.status == status:
                return reply
            time.sleep(0.05)

    def figure(self, name: str) -> float:
        """One figure of /metrics, by its name with labels."""
        found = re.search(rf"^{re.escape(name)} (\S+)$", self.ask("/metrics").body.decode(), flags=re.MULTILINE)
        return float(found[1]) if found else 0.0

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log().splitlines()]

    def terminate(self) -> int:
        """Asks it to stop, as `docker stop` does; the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)
