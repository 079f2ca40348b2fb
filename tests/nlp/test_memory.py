"""Memory that an analysis no longer needs goes back to the system, now and then."""

import pytest

from service.nlp import memory
from service.nlp.memory import Thrift


def test_it_is_given_back_once_enough_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    given_back: list[int] = []
    monkeypatch.setattr(memory, "_trim", lambda: given_back.append)
    thrift = Thrift()
    for _ in range(10):
        thrift.after(memory._EVERY // 2)
    assert len(given_back) == 5
    thrift.after(10 * memory._EVERY)
    assert len(given_back) == 6


def test_whatever_the_c_library_it_can_be_asked() -> None:
    memory._trim()(0)
