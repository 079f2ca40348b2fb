"""What all tests share: one analyzer with the bundled models, and the fast tests first."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cache.servers import RedisServer

if TYPE_CHECKING:
    from service.nlp import Analyzer


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what needs neither models nor a server first, and skip what this machine cannot run, saying so."""
    items.sort(key=_cost)
    for mark, program in (("redis", "redis-server"), ("browser", "chromium")):
        if shutil.which(program) is None:
            skip = pytest.mark.skip(reason=f"no {program} program on this machine (`make {mark}` installs one)")
            for item in _marked(items, mark):
                item.add_marker(skip)


def _cost(item: pytest.Item) -> int:
    """Items of one cost keep their order: the sort is stable."""
    return sum(
        cost
        for name, cost in (("redis", 1), ("models", 2), ("browser", 2), ("slow", 4))
        if item.get_closest_marker(name) or (name == "models" and "analyzer" in getattr(item, "fixturenames", ()))
    )


def _marked(items: Iterable[pytest.Item], name: str) -> Iterable[pytest.Item]:
    return (item for item in items if item.get_closest_marker(name))


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """The real pipeline on the bundled models, loaded once for all tests. Tests that use it are marked `models`."""
    # Imported here: torch and Stanza take seconds, and most tests need neither.
    from service.nlp import load_analyzer  # noqa: PLC0415

    return load_analyzer("bundled")


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A real Redis of its own for each test that may break it. Tests that use it are marked `redis`."""
    server = RedisServer(tmp_path)
    yield server
    server.stop()
