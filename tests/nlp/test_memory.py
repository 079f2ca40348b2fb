"""Memory that an analysis no longer needs goes back to the system, before a worker becomes too large."""

import subprocess
import sys

import pytest

from service.nlp import memory
from service.nlp.memory import Thrift, resident


@pytest.fixture
def given_back(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    calls: list[int] = []
    monkeypatch.setattr(memory, "_trim", lambda: calls.append)
    return calls


def test_a_small_process_keeps_what_it_has(given_back: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "LARGE", resident() * 10 + 1)
    Thrift().after(10 * memory._EVERY)
    assert given_back == []


def test_a_large_one_gives_back_but_not_all_the_time(given_back: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "LARGE", 0)
    thrift = Thrift()
    for _ in range(10):
        thrift.after(memory._EVERY // 2)
    assert len(given_back) == 5
    thrift.after(10 * memory._EVERY)
    assert len(given_back) == 6


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how large a process is")
def test_a_process_knows_how_large_it_is() -> None:
    before = resident()
    held = bytearray(64_000_000)
    assert resident() - before > len(held) // 2


def test_whatever_the_c_library_it_can_be_asked() -> None:
    memory._trim()(0)


@pytest.mark.models
def test_reading_an_article_takes_nothing_that_only_training_needs() -> None:
    reads = "import sys; from service.nlp import analyze; analyze('„Ja“, sagte Anna Berg.'); "
    done = subprocess.run([sys.executable, "-c", reads + "assert 'torch._dynamo' not in sys.modules"], check=False)
    assert done.returncode == 0
