"""Answers in a real Redis, and what a broken one costs: at most 0.2 seconds, and never the answer."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.cache import RedisStore
from tests.cache.servers import RedisServer, free_port, talking_nonsense

pytestmark = pytest.mark.redis

BODY = b'{"quotes":[]}'
MOST = 0.2  # seconds that a request may lose


class Watched:
    """A store that counts its failures."""

    def __init__(self, url: str, *, wait: float = 5.0, ttl: int = 60) -> None:
        self.failures: Counter[str] = Counter()
        self.store = RedisStore(
            url, timeout=0.1, ttl=ttl, wait=wait, on_error=lambda kind: self.failures.update([kind])
        )

    def request(self, key: str, compute: Callable[[], bytes] = lambda: BODY) -> bytes:
        """What one request does."""
        visit = self.store.visit()
        found = visit.look(key)
        if found is None:
            found = compute()
            visit.put(key, found)
        return found

    def usable(self) -> bool:
        return self.store.available

    def lost(self, key: str) -> float:
        """Seconds that one request loses here."""
        started = time.monotonic()
        assert self.request(key) == BODY
        return time.monotonic() - started


@pytest.fixture
def frozen(redis_server: RedisServer) -> Iterator[RedisServer]:
    redis_server.freeze()
    yield redis_server
    redis_server.thaw()


def test_an_answer_is_found_by_another_worker(redis_server: RedisServer) -> None:
    one, other = Watched(redis_server.url), Watched(redis_server.url)
    assert one.store.visit().look("k") is None
    one.request("k")
    assert other.store.visit().look("k") == BODY
    assert not one.failures + other.failures


def test_an_answer_lives_as_long_as_it_was_told(redis_server: RedisServer) -> None:
    Watched(redis_server.url, ttl=77).request("k")
    assert 0 < redis_server.client.ttl("k") <= 77


def test_a_worker_waits_for_what_another_computes(redis_server: RedisServer) -> None:
    first, second = Watched(redis_server.url), Watched(redis_server.url)
    visit = first.store.visit()
    assert visit.look("k") is None
    found: list[bytes] = []
    waiter = threading.Thread(target=lambda: found.append(second.request("k", lambda: b"{}")))
    waiter.start()
    waiter.join(0.3)
    assert waiter.is_alive()
    visit.put("k", BODY)
    waiter.join(5)
    assert found == [BODY]


def test_nobody_waits_for_work_that_was_given_up(redis_server: RedisServer) -> None:
    first, second = Watched(redis_server.url, wait=30), Watched(redis_server.url, wait=30)
    visit = first.store.visit()
    visit.look("k")
    visit.abandon("k")
    assert second.lost("k") < 5


def test_the_wait_for_another_worker_has_an_end(redis_server: RedisServer) -> None:
    dead = Watched(redis_server.url)
    assert dead.store.visit().look("k") is None  # claims it, and then dies
    assert Watched(redis_server.url, wait=0.5).lost("k") < 2


def test_a_worker_does_not_end_another_ones_claim(redis_server: RedisServer) -> None:
    first, second = Watched(redis_server.url), Watched(redis_server.url, wait=0)
    first.store.visit().look("k")
    visit = second.store.visit()
    assert visit.look("k") is None  # would not wait
    visit.abandon("k")
    assert redis_server.client.exists("k:claim")


@pytest.mark.parametrize("value", [b"nonsense", b"", b"\x28\xb5\x2f\xfd", b"x" * 1_000_000])
def test_garbage_is_replaced_by_the_answer(redis_server: RedisServer, value: bytes) -> None:
    redis_server.client.set("k", value)
    watched = Watched(redis_server.url)
    assert watched.request("k") == BODY
    assert watched.failures["garbage"]
    assert Watched(redis_server.url).store.visit().look("k") == BODY


def test_a_value_of_another_kind_is_no_error_for_the_caller(redis_server: RedisServer) -> None:
    redis_server.client.lpush("k", "a list")
    watched = Watched(redis_server.url)
    assert watched.lost("k") <= MOST
    assert watched.failures["command"]


def test_a_frozen_redis_costs_little_and_then_nothing(frozen: RedisServer) -> None:
    watched = Watched(frozen.url)
    lost = [watched.lost(f"k{n}") for n in range(8)]
    assert max(lost) <= MOST
    assert max(lost[4:]) < 0.02, "it is not left alone"
    assert watched.failures["timeout"]
    assert not watched.usable()


def test_many_requests_lose_no_more_than_one_where_redis_is_frozen(frozen: RedisServer) -> None:
    watched = Watched(frozen.url)
    lost: list[float] = []
    threads = [threading.Thread(target=lambda n=n: lost.append(watched.lost(f"k{n}"))) for n in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(lost) == 30
    assert max(lost) <= MOST + 0.1  # thirty threads on a busy machine


def test_freezing_in_the_middle_of_a_request_costs_little(redis_server: RedisServer) -> None:
    watched = Watched(redis_server.url)
    visit = watched.store.visit()
    assert visit.look("k") is None
    redis_server.freeze()
    started = time.monotonic()
    assert not visit.put("k", BODY)
    assert time.monotonic() - started <= MOST
    redis_server.thaw()


def test_a_redis_that_comes_back_is_used_again(redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.cache.connection._PAUSE", 0.1)
    watched = Watched(redis_server.url)
    redis_server.freeze()
    for n in range(4):
        watched.request(f"k{n}")
    assert not watched.usable()
    redis_server.thaw()
    deadline = time.monotonic() + 10
    while not watched.usable():
        assert time.monotonic() < deadline
        time.sleep(0.05)
        watched.request("again")
    watched.request("k")
    assert Watched(redis_server.url).store.visit().look("k") == BODY


def test_no_redis_at_all_costs_little() -> None:
    watched = Watched(f"redis://127.0.0.1:{free_port()}/0")
    assert max(watched.lost(f"k{n}") for n in range(5)) <= MOST
    assert watched.failures["connection"]


def test_a_full_redis_still_answers_what_it_has(tmp_path: Path) -> None:
    server = RedisServer(tmp_path)
    try:
        watched = Watched(server.url)
        watched.request("kept")
        server.client.config_set("maxmemory", 1)
        assert watched.lost("new") <= MOST
        assert watched.failures["full"]
        assert watched.usable()
        assert watched.store.visit().look("kept") == BODY
    finally:
        server.stop()


@pytest.mark.parametrize("line", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"$-7\r\n", b"\0\0\0\0", b"*1000000\r\n"])
def test_a_server_that_is_no_redis_costs_little(line: bytes) -> None:
    with talking_nonsense(line) as url:
        watched = Watched(url)
        assert max(watched.lost(f"k{n}") for n in range(5)) <= MOST
        assert sum(watched.failures.values())
