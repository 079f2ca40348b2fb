"""What answers are kept under, and what comes out of a damaged cache."""

import hashlib
import time
from typing import Any

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from service.cache import key_of
from service.cache.codec import GarbageError, pack, unpack
from service.cache.local import LocalStore

KEY = key_of("m1", {"language": None}, "Text", None)
BODY = b'{"quotes":[]}'


def test_a_key_never_holds_the_text() -> None:
    key = key_of("m1", {}, "Geheimnis", "Streng geheim")
    assert "geheim" not in key.lower()
    assert len(key) < 200


@pytest.mark.parametrize(
    "other",
    [
        ("m2", {"language": None}, "Text", None),
        ("m1", {"language": "de"}, "Text", None),
        ("m1", {"language": None}, "Text ", None),
        ("m1", {"language": None}, "Text", "Titel"),
    ],
    ids=["model", "options", "text", "title"],
)
def test_whatever_changes_the_answer_changes_the_key(other: tuple[str, dict[str, Any], str, str | None]) -> None:
    assert key_of(*other) != KEY


def test_moving_words_from_title_to_text_changes_the_key() -> None:
    assert key_of("m", {}, "BC", "A") != key_of("m", {}, "C", "AB")


def test_the_order_of_options_does_not_change_the_key() -> None:
    assert key_of("m", {"a": 1, "b": 2}, "T", None) == key_of("m", {"b": 2, "a": 1}, "T", None)


def test_the_release_is_part_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.cache.keys.__version__", "9.9.9")
    assert key_of("m1", {"language": None}, "Text", None) != KEY


@given(st.binary())
def test_a_packed_answer_comes_back_as_it_was(body: bytes) -> None:
    assert unpack(KEY, pack(KEY, body)) == body


def test_values_are_compressed_and_readable_with_any_zstd() -> None:
    body = b'{"quotes":[' + b'{"type":"direct"},' * 500 + b"0]}"
    value = pack(KEY, body)
    assert len(value) < len(body) / 10
    assert body in zstandard.ZstdDecompressor().decompress(value)


def _forged(body: bytes) -> bytes:
    digest = hashlib.sha256(body).hexdigest().encode()
    return zstandard.compress(b'{"sha256":"' + digest + b'","answer":' + body + b"}")


def _damaged(value: bytes) -> bytes:
    return value[:40] + bytes([value[40] ^ 1]) + value[41:]


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"nonsense",
        BODY,
        zstandard.compress(BODY),
        pack(KEY, BODY)[:-3],
        _damaged(pack(KEY, BODY)),
        pack("another key", BODY),
        _forged(BODY),
        zstandard.compress(b"\0" * 100_000_000),
        "text",
        None,
        17,
    ],
    ids=[
        "empty",
        "nonsense",
        "plain",
        "bare",
        "cut",
        "damaged",
        "other key",
        "forged",
        "bomb",
        "str",
        "none",
        "int",
    ],
)
def test_what_pack_did_not_make_is_garbage(value: object) -> None:
    with pytest.raises(GarbageError):
        unpack(KEY, value)


def test_the_local_store_forgets_the_least_recently_used_when_full() -> None:
    size = len(pack("a", BODY))
    store = LocalStore(size=2 * size + size // 2, ttl=60)
    assert store.put("a", BODY)
    assert store.put("b", BODY)
    assert store.look("a") == BODY  # used, so `b` is next to go
    assert store.put("c", BODY)
    assert store.look("b") is None
    assert store.look("a") == store.look("c") == BODY


def test_the_local_store_forgets_when_the_time_is_over() -> None:
    store = LocalStore(size=10_000, ttl=0.05)
    assert store.put("a", BODY)
    assert store.look("a") == BODY
    deadline = time.monotonic() + 5
    while store.look("a") is not None:
        assert time.monotonic() < deadline


def test_the_local_store_keeps_nothing_without_time_or_room() -> None:
    assert not LocalStore(size=10_000, ttl=0).put("a", BODY)
    assert not LocalStore(size=5, ttl=60).put("a", BODY)
