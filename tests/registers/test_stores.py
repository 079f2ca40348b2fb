"""Registers are kept as they were put, in a folder and in a real Redis, whatever else happens there."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.cache import Connection
from service.registers import Entry, Register
from service.registers.entries import dumped
from service.registers.folder import FolderStore
from service.registers.remote import RemoteStore
from service.registers.shelf import Shelf
from service.registers.store import About, ChangedError, FullError, RegisterStore, UnavailableError, always
from tests.cache.servers import RedisServer, free_port, talking_nonsense

ENTRIES = (Entry("Q1", "Lena Brandt", ("L. Brandt",), "person"), Entry("x", "Jan Holm"))
MOST = 3


def connection(url: str, errors: list[str] | None = None) -> Connection:
    return Connection(url, timeout=2, on_error=errors.append if errors is not None else lambda _: None)


@pytest.fixture(scope="module")
def redis_module_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture(params=["folder", pytest.param("redis", marks=pytest.mark.redis)])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], RegisterStore]:
    """Opens the same place again and again, as several workers do."""
    if request.param == "folder":
        return lambda: FolderStore(tmp_path / "registers", most=MOST)
    server: RedisServer = request.getfixturevalue("redis_module_server")
    server.client.flushdb()
    return lambda: RemoteStore(connection(server.url), most=MOST)


@pytest.fixture
def store(open_store: Callable[[], RegisterStore]) -> RegisterStore:
    return open_store()


def about(name: str, etag: str = "e1") -> About:
    return About(name, etag, 2, 100, "2026-11-28T02:00:00+00:00")


def test_nothing_is_there_at_first(store: RegisterStore) -> None:
    assert store.about("politik") is None
    assert store.read("politik") is None
    assert store.all() == []
    assert not store.delete("politik", always)


def test_another_worker_reads_what_one_has_put(open_store: Callable[[], RegisterStore]) -> None:
    assert open_store().put(about("politik"), dumped(ENTRIES), always)
    assert open_store().about("politik") == about("politik")
    found = open_store().read("politik")
    assert found == (about("politik"), dumped(ENTRIES))
    assert Register.read(found[1]) == Register.of(ENTRIES)


def test_a_register_is_replaced_whole_and_deleted_once(store: RegisterStore) -> None:
    store.put(about("politik"), dumped(ENTRIES), always)
    assert not store.put(about("politik", "e2"), b'{"people":[]}', always)
    assert store.read("politik") == (about("politik", "e2"), b'{"people":[]}')
    assert store.delete("politik", always)
    assert not store.delete("politik", always)
    assert store.all() == []


def test_they_are_listed_by_name(store: RegisterStore) -> None:
    for name in ("sport", "1-liga", "politik"):
        store.put(about(name), b"{}", always)
    assert [one.name for one in store.all()] == ["1-liga", "politik", "sport"]


def test_a_condition_that_fails_changes_nothing(store: RegisterStore) -> None:
    store.put(about("politik"), b"{}", always)
    with pytest.raises(ChangedError):
        store.put(about("politik", "e2"), b"[]", lambda etag: etag is None)
    with pytest.raises(ChangedError):
        store.delete("politik", lambda etag: etag == "e0")
    assert store.read("politik") == (about("politik"), b"{}")
    with pytest.raises(ChangedError):
        store.put(about("sport"), b"{}", lambda etag: etag is not None)
    assert store.about("sport") is None


def test_of_many_writers_who_expect_the_same_one_succeeds(open_store: Callable[[], RegisterStore]) -> None:
    open_store().put(about("politik", "e0"), b"{}", always)
    results: list[bool] = []

    def write(number: int) -> None:
        try:
            open_store().put(about("politik", f"by{number}"), b"{}", lambda etag: etag == "e0")
        except ChangedError:
            results.append(False)
        else:
            results.append(True)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [False] * 7 + [True]


def test_there_are_no_more_than_the_limit_and_old_ones_may_still_be_replaced(store: RegisterStore) -> None:
    for number in range(MOST):
        store.put(about(f"r{number}"), b"{}", always)
    with pytest.raises(FullError, match="3 registers"):
        store.put(about("more"), b"{}", always)
    assert not store.put(about("r0", "e2"), b"[]", always)
    store.delete("r1", always)
    assert store.put(about("more"), b"{}", always)


def test_a_worker_links_to_the_register_as_it_is_now(open_store: Callable[[], RegisterStore]) -> None:
    mine, others = Shelf(open_store(), room=100), Shelf(open_store(), room=100)
    mine.put("politik", ENTRIES, always)
    first = mine.index("politik")
    assert first
    assert first.register.entries == ENTRIES
    assert mine.index("politik") is first, "kept ready"
    others.put("politik", ENTRIES[:1], always)
    second = mine.index("politik")
    assert second
    assert second.register.entries == ENTRIES[:1]
    others.store.delete("politik", always)
    assert mine.index("politik") is None


def test_a_register_larger_than_the_room_is_linked_to_all_the_same(store: RegisterStore) -> None:
    for room in (0, 1):
        shelf = Shelf(store, room=room)
        shelf.put("politik", ENTRIES, always)
        index = shelf.index("politik")
        assert index
        assert len(index.register.entries) == 2


@pytest.mark.parametrize("damage", [b"", b"\n", b"{}\n", b"nonsense", b"[1]\nx"])
def test_a_damaged_file_is_as_good_as_none_and_may_be_replaced(tmp_path: Path, damage: bytes) -> None:
    store = FolderStore(tmp_path, most=MOST)
    (tmp_path / "politik.register").write_bytes(damage)
    assert store.about("politik") is None
    assert store.read("politik") is None
    assert store.all() == []
    assert store.put(about("politik"), b"{}", always)
    assert store.read("politik") == (about("politik"), b"{}")


def test_a_file_that_is_cut_off_is_not_read(tmp_path: Path) -> None:
    store = FolderStore(tmp_path, most=MOST)
    store.put(about("politik"), dumped(ENTRIES), always)
    file = tmp_path / "politik.register"
    file.write_bytes(file.read_bytes()[:-3])
    assert store.read("politik") is None
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".new")] == []


def test_a_folder_that_cannot_be_made_is_said_to_be_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(UnavailableError, match="exists"):
        FolderStore(tmp_path / "file", most=MOST).put(about("politik"), b"{}", always)


@pytest.mark.redis
def test_what_redis_holds_is_compressed_json_and_never_expires(redis_module_server: RedisServer) -> None:
    client = redis_module_server.client
    client.flushdb()
    store = RemoteStore(connection(redis_module_server.url), most=MOST)
    body = dumped([Entry(str(number), f"Vorname Nachname{number}") for number in range(1000)])
    store.put(about("politik"), body, always)
    assert client.ttl("wortlaut:register:politik") == -1
    value = client.hget("wortlaut:register:politik", "body")
    assert isinstance(value, bytes)
    assert len(value) < len(body) / 5


@pytest.mark.redis
def test_registers_that_redis_has_evicted_are_gone_and_count_no_more(redis_module_server: RedisServer) -> None:
    client = redis_module_server.client
    client.flushdb()
    store = RemoteStore(connection(redis_module_server.url), most=MOST)
    for number in range(MOST):
        store.put(about(f"r{number}"), b"{}", always)
    client.delete("wortlaut:register:r1")
    assert [one.name for one in store.all()] == ["r0", "r2"]
    assert store.put(about("more"), b"{}", always)


@pytest.mark.redis
def test_garbage_in_redis_is_as_good_as_none(redis_module_server: RedisServer) -> None:
    client = redis_module_server.client
    client.flushdb()
    errors: list[str] = []
    store = RemoteStore(connection(redis_module_server.url, errors), most=MOST)
    store.put(about("politik"), b"{}", always)
    client.hset("wortlaut:register:politik", "body", b"garbage")
    assert store.read("politik") is None
    client.hset("wortlaut:register:politik", "about", b"garbage")
    assert store.about("politik") is None
    assert set(errors) == {"garbage"}
    assert store.put(about("politik"), b"{}", always)
    assert store.read("politik") == (about("politik"), b"{}")


@pytest.mark.redis
def test_a_full_redis_refuses_a_register_and_keeps_the_others(tmp_path: Path) -> None:
    server = RedisServer(tmp_path)
    try:
        store = RemoteStore(connection(server.url), most=MOST)
        store.put(about("politik"), b"{}", always)
        server.client.config_set("maxmemory", 1)
        with pytest.raises(FullError, match="memory"):
            store.put(about("sport"), b"{}", always)
        assert store.about("politik") == about("politik")
        assert store.about("sport") is None
    finally:
        server.stop()


@pytest.mark.redis
def test_a_redis_that_does_not_answer_is_said_to_be_unavailable() -> None:
    with talking_nonsense() as nonsense:
        for url in (f"redis://127.0.0.1:{free_port()}/0", nonsense):
            store = RemoteStore(connection(url), most=MOST)
            with pytest.raises(UnavailableError):
                store.about("politik")
            with pytest.raises(UnavailableError):
                store.put(about("politik"), b"{}", always)
            with pytest.raises(UnavailableError):
                store.all()
