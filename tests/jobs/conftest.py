"""A real Redis for the jobs, emptied for each test, and the service without models in front of it."""

from collections.abc import Callable, Iterator
from typing import cast

import pytest
import redis
from flask.testing import FlaskClient

from service.app import create_app
from service.jobs.connection import connect
from service.jobs.store import JobStore
from service.runtime.engine import Analyzer, Engine
from service.settings import Settings
from tests.cache.servers import RedisServer

Serve = Callable[..., FlaskClient]


def names(client: redis.Redis, pattern: str) -> list[str]:
    """The keys that fit a pattern."""
    return sorted(cast("bytes", key).decode() for key in client.keys(pattern))


@pytest.fixture(scope="session")
def shared_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("jobs-redis"))
    yield server
    server.stop()


@pytest.fixture
def queue_redis(shared_redis: RedisServer) -> RedisServer:
    shared_redis.client.flushall()
    return shared_redis


@pytest.fixture
def store(queue_redis: RedisServer) -> Iterator[JobStore]:
    client: redis.Redis = connect(queue_redis.url)
    yield JobStore(client, ttl=1000)
    client.close()


def no_models() -> Analyzer:
    raise FileNotFoundError("not asked for in these tests")


@pytest.fixture
def serve(queue_redis: RedisServer) -> Serve:
    """Makes a service that takes jobs; its arguments are settings. It reads nothing itself, so it has no models."""

    def serve(**settings: object) -> FlaskClient:
        chosen = Settings(**{"queue_url": queue_redis.url, "job_chunk": 3, **settings})  # type: ignore[arg-type]
        return create_app(chosen, Engine(no_models, places=1, patience=1)).test_client()

    return serve
