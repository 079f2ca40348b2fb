"""The service with real parts: the bundled models behind a counter, and engines that have nothing loaded yet."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.app import create_app
from service.domain import Analysis
from service.runtime.engine import Analyzer, Engine
from service.settings import Settings

Start = Callable[..., Flask]


class Watched:
    """The real analyzer; counts its work, and waits before it begins while `gate` is shut."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self.version = analyzer.version
        self.count = 0
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()

    def analyze(self, text: str, *, title: str | None = None) -> Analysis:
        self.count += 1
        self.entered.set()
        assert self.gate.wait(60)
        return self._analyzer.analyze(text, title=title)


@pytest.fixture
def watched(analyzer: Analyzer) -> Iterator[Watched]:
    watched = Watched(analyzer)
    yield watched
    watched.gate.set()


@pytest.fixture
def start(watched: Watched) -> Start:
    """Makes a ready application; its arguments are settings."""

    def start(**settings: object) -> Flask:
        chosen = Settings(**settings)  # type: ignore[arg-type]
        engine = Engine(lambda: watched, places=chosen.queue_places, patience=chosen.queue_seconds)
        engine.start()
        wait_until(lambda: engine.ready)
        return create_app(chosen, engine)

    return start


@pytest.fixture
def client(start: Start) -> FlaskClient:
    return start().test_client()


@pytest.fixture
def loading() -> Iterator[Flask]:
    """An application whose models are still being loaded: enough for whatever is refused before an inference."""
    done = threading.Event()

    def load() -> Analyzer:
        done.wait(60)
        raise FileNotFoundError("no models in this test")

    yield create_app(Settings(), Engine(load, places=1, patience=1))
    done.set()


@pytest.fixture
def bare(loading: Flask) -> FlaskClient:
    return loading.test_client()


def wait_until(true: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.01)
