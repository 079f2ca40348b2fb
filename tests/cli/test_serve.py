"""`wortlaut serve` starts the real service where it is told to."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from service.runtime.server import address

SERVE = [sys.executable, "-c", "from service.cli import main; main()", "serve"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    for _ in range(600):
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except ConnectionError:
            time.sleep(0.1)
        finally:
            connection.close()
    pytest.fail("the service did not answer within 60 s")


@pytest.mark.slow
def test_it_serves_on_the_given_port_with_the_given_workers_until_it_is_told_to_stop(tmp_path: Path) -> None:
    """Options win over the environment. Stanza's models, of which there are none: loading ours would take long."""
    port = _free_port()
    environment = os.environ | {
        "WORTLAUT_PORT": str(_free_port()),
        "WORTLAUT_WORKERS": "1",
        "WORTLAUT_MODELS": "stanza",
        "STANZA_RESOURCES_DIR": str(tmp_path),
        "OMP_NUM_THREADS": "1",
    }
    command = [*SERVE, "--host", "127.0.0.1", "--port", str(port), "--workers", "2"]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], env=environment, stderr=subprocess.PIPE) as server:
        try:
            assert _status(port, "/healthz") == 200
            assert _status(port, "/readyz") == 503
        finally:
            server.send_signal(signal.SIGTERM)
        assert server.stderr is not None
        log = server.stderr.read().decode()
    assert server.returncode == 0
    assert log.count("Booting worker") == 2


@pytest.mark.slow
def test_a_port_that_is_taken_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [*SERVE, "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
        result = subprocess.run(
            command, cwd=Path(__file__).parents[2], capture_output=True, check=False, text=True, timeout=120
        )
    assert result.returncode != 0
    assert str(port) in result.stderr
    assert "in use" in result.stderr


@pytest.mark.parametrize(("host", "bound"), [("localhost", "localhost:8000"), ("::1", "[::1]:8000")])
def test_addresses_of_either_family_can_be_listened_on(host: str, bound: str) -> None:
    assert address(host, 8000) == bound
