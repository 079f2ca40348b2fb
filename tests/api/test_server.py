"""The service as it really runs, on loopback: gunicorn, its configuration, workers, bundled models and Redis."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.cache.servers import RedisServer, free_port

pytestmark = [pytest.mark.models, pytest.mark.redis, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = {"text": "„Wir bauen weiter“, sagte Ministerin Lena Brandt am Montag in Kiel."}
Reply = tuple[int, "http.client.HTTPMessage", bytes]


class Server:
    """Two workers on a free port."""

    def __init__(self, log: Path, redis_url: str) -> None:
        self.port = free_port()
        self.log = log
        environment = {
            **os.environ,
            "WORTLAUT_PORT": str(self.port),
            "WORTLAUT_WORKERS": "2",
            "WORTLAUT_REDIS_URL": redis_url,
            # Two workers and the tests share two cores: a reply may be late without Redis being slow.
            "WORTLAUT_REDIS_TIMEOUT": "5",
        }
        command = [sys.executable, "-m", "gunicorn", "-c", "python:service.runtime.gunicorn_conf"]
        with log.open("wb") as stream:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=stream)
        deadline = time.monotonic() + 120
        while not self._ready():
            assert self.process.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.1)

    def _ready(self) -> bool:
        try:
            return self.ask("GET", "/readyz")[0] == 200
        except OSError:
            return False

    def ask(self, method: str, path: str, body: Any = None) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            data = None if body is None else json.dumps(body).encode()
            connection.request(method, path, data, {"Content-Type": "application/json"} if data else {})
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def figure(self, name: str) -> float:
        """The sum of a figure over its labels."""
        page = self.ask("GET", "/metrics")[2].decode()
        return sum(float(value) for value in re.findall(rf"^{name}(?:{{.*}})? (.*)$", page, flags=re.MULTILINE))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    redis = RedisServer(folder)
    server = Server(folder / "log", redis.url)
    yield server
    if server.process.poll() is None:
        server.process.terminate()
        server.process.wait(60)
    redis.stop()


def test_it_answers_and_tells_what_it_is(server: Server) -> None:
    status, headers, body = server.ask("POST", "/v1/quotes", ARTICLE)
    assert status == 200
    answer = json.loads(body)
    assert [quote["speaker"]["name"] for quote in answer["quotes"]] == ["Lena Brandt"]
    info = json.loads(server.ask("GET", "/info")[2])
    assert (info["cache"], info["model"]) == ("redis", answer["meta"]["model"])
    assert headers["X-Request-ID"]


def test_a_hundred_equal_posts_make_one_inference_over_both_workers(server: Server) -> None:
    before = server.figure("wortlaut_inference_seconds_count")
    article = {"text": f"{ARTICLE['text']} Das sei ein guter Tag, sagte Brandt."}
    with ThreadPoolExecutor(100) as pool:
        replies = list(pool.map(lambda _: server.ask("POST", "/v1/quotes", article), range(100)))
    assert Counter(status for status, _, _ in replies) == {200: 100}
    assert len({body for _, _, body in replies}) == 1
    assert server.figure("wortlaut_inference_seconds_count") == before + 1


def test_figures_are_those_of_all_workers(server: Server) -> None:
    assert server.figure("wortlaut_ready") == 2
    page = server.ask("GET", "/metrics")[2].decode()
    assert len(re.findall(r"^wortlaut_resident_memory_bytes\{pid=", page, flags=re.MULTILINE)) >= 1


def test_a_chunked_body_over_the_limit_is_413_and_the_service_goes_on(server: Server) -> None:
    status, headers, _ = server.ask("DELETE", "/v1/quotes")
    assert (status, set(headers["Allow"].split(", "))) == (405, {"POST", "OPTIONS"})
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest("POST", "/v1/quotes")
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    chunk = b" " * 100_000
    try:
        for _ in range(30):  # 3 MB without ever saying how long it will be
            connection.send(b"%x\r\n%s\r\n" % (len(chunk), chunk))
        connection.send(b"0\r\n\r\n")
        assert connection.getresponse().status == 413
    except (BrokenPipeError, ConnectionResetError):
        pass  # refused before all of it was sent
    finally:
        connection.close()
    assert server.ask("GET", "/healthz")[0] == 200


def test_the_log_is_one_json_object_a_line_without_the_text(server: Server) -> None:
    lines = [json.loads(line) for line in server.log.read_text(encoding="utf-8").splitlines()]
    assert {"models loaded", "request"} <= {line["event"] for line in lines}
    assert "Brandt" not in server.log.read_text(encoding="utf-8")


def test_told_to_stop_it_finishes_what_it_has_begun(server: Server) -> None:
    """The last test here: the server is gone afterwards."""
    text = " ".join(f"Am Tag {day} sagte Brandt, die Brücke werde gebaut." for day in range(150))
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(server.ask, "POST", "/v1/quotes", {"text": text})
        time.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        assert running.result()[0] == 200
    assert server.process.wait(60) == 0
