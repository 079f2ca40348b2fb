"""The compose file keeps what docs/operations.md says about it, and its Redis starts with the options it is given."""

import shlex
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
import yaml

from tests.docs.pages import ROOT

SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))[
    "services"
]


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_hardened(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"] not in {"root", "0", "0:0"}
    assert service["mem_limit"]
    assert service["pids_limit"]


def test_nothing_is_reachable_from_other_machines() -> None:
    assert all(port.startswith("127.0.0.1:") for service in SERVICES.values() for port in service.get("ports", []))
    assert not {"ports", "expose"} & (SERVICES["redis"].keys() | SERVICES["queue"].keys() | SERVICES["worker"].keys())


def test_the_service_talks_to_the_redis_beside_it() -> None:
    assert SERVICES["wortlaut"]["environment"]["WORTLAUT_REDIS_URL"].startswith("redis://redis:6379")
    assert set(SERVICES["wortlaut"]["networks"]) & set(SERVICES["redis"]["networks"])


def test_archives_are_a_profile_whose_workers_and_service_share_a_redis_of_their_own() -> None:
    assert {name for name, service in SERVICES.items() if service.get("profiles") == ["archive"]} == {"worker", "queue"}
    for name in ("wortlaut", "worker"):
        assert SERVICES[name]["environment"]["WORTLAUT_QUEUE_URL"].startswith("redis://queue:6379")
        assert set(SERVICES[name]["networks"]) & set(SERVICES["queue"]["networks"])
    assert SERVICES["worker"]["image"] == SERVICES["wortlaut"]["image"]


@pytest.fixture
def composed_redis(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[redis.Redis]:
    """A real Redis with the options of the compose file, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = shlex.split(SERVICES[request.param]["command"])
    with subprocess.Popen(
        [*command, "--port", str(port), "--bind", "127.0.0.1"], cwd=tmp_path, stdout=subprocess.DEVNULL
    ) as server:
        with redis.Redis(port=port, decode_responses=True) as client:
            _wait_for(client)
            yield client
        server.terminate()


def _wait_for(client: redis.Redis) -> None:
    for _ in range(100):
        try:
            client.ping()
        except redis.ConnectionError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("Redis did not start within 5 s")


@pytest.mark.redis
@pytest.mark.parametrize("composed_redis", ["queue"], indirect=True)
def test_the_queue_is_written_to_disk_and_drops_nothing(composed_redis: redis.Redis, tmp_path: Path) -> None:
    config = composed_redis.config_get("*")
    assert config["maxmemory-policy"] == "noeviction"
    assert (config["appendonly"], config["appendfsync"]) == ("yes", "everysec")
    composed_redis.set("key", "value")
    assert list(tmp_path.rglob("*.aof"))


@pytest.mark.redis
@pytest.mark.parametrize("composed_redis", ["redis"], indirect=True)
def test_redis_forgets_the_least_used_and_writes_nothing(composed_redis: redis.Redis, tmp_path: Path) -> None:
    config = composed_redis.config_get("*")
    assert config["maxmemory-policy"] == "volatile-lru"
    assert config["maxmemory"] == str(256 * 2**20)
    assert config["save"] == ""
    assert config["appendonly"] == "no"
    composed_redis.set("key", "value")
    assert list(tmp_path.iterdir()) == []
