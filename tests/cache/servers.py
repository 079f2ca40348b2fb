"""A real redis-server on a free port, and ways to make it misbehave."""

from __future__ import annotations

import os
import signal
import socket
import socketserver
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class RedisServer:
    """Started with `maxmemory` bytes (0: no limit), which refuses writes when full. `kept`: on disk, see `crash`."""

    def __init__(self, folder: Path, *, maxmemory: int = 0, kept: bool = False) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
        command += ["--maxmemory", str(maxmemory), "--maxmemory-policy", "noeviction"]
        command += ["--appendonly", "yes" if kept else "no"]
        self._command = command
        self.client = redis.Redis.from_url(self.url, socket_timeout=5)
        self._start()

    def _start(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while not self._answers():
            assert time.monotonic() < deadline, "redis-server does not start"
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.ConnectionError:
            return False

    def freeze(self) -> None:
        """It accepts connections (the kernel does) and says nothing any more."""
        self._process.send_signal(signal.SIGSTOP)
        # The signal takes effect a moment later; /proc says when.
        status = Path(f"/proc/{self._process.pid}/stat")
        while status.exists() and status.read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "T":
            time.sleep(0.005)

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def crash(self, seconds: float) -> None:
        """Killed, away for a while, and started again with what it had on disk."""
        self._process.kill()
        self._process.wait(10)
        time.sleep(seconds)
        self._start()

    def stop(self) -> None:
        self.client.close()
        if self._process.poll() is None:
            os.kill(self._process.pid, signal.SIGCONT)
            self._process.terminate()
            self._process.wait(10)


@contextmanager
def talking_nonsense(line: bytes = b"HTTP/1.1 400 Bad Request\r\n\r\n") -> Iterator[str]:
    """The URL of a server that is no Redis: it answers every command with `line`."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            while self.request.recv(4096):
                self.request.sendall(line)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield f"redis://127.0.0.1:{server.server_address[1]}/0"
        server.shutdown()
        thread.join()
