from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cache.servers import RedisServer


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A real Redis of its own for each test that may break it. Tests that use it are marked `redis`."""
    server = RedisServer(tmp_path)
    yield server
    server.stop()
