"""Many requests at once: equal ones make one inference, too many are sent away, health checks are always answered."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from service.api.parts import NAME
from tests.api.conftest import Start, Watched, wait_until
from tests.api.problems import problem_of
from tests.cache.servers import RedisServer

pytestmark = pytest.mark.models

# A hundred threads of one test process keep each other waiting, which says nothing about Redis: no time-out here.
PATIENT = 10.0
ARTICLE = {"text": "„Wir bauen weiter“, sagte Ministerin Lena Brandt am Montag in Kiel."}


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    server = RedisServer(tmp_path)
    yield server.url
    server.stop()


def _together(number: int, ask: Callable[[int], TestResponse]) -> list[TestResponse]:
    ready = threading.Barrier(number)

    def one(place: int) -> TestResponse:
        ready.wait(30)
        return ask(place)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def _post(app: Flask, body: Any = ARTICLE) -> TestResponse:
    return app.test_client().post("/v1/quotes", json=body)


def _check_hundred(responses: list[TestResponse]) -> None:
    assert Counter(response.status_code for response in responses) == {200: 100}
    assert len({response.data for response in responses}) == 1
    statuses = Counter(response.headers["Cache-Status"] for response in responses)
    assert statuses["wortlaut; fwd=miss; stored"] == 1
    assert statuses.keys() <= {
        "wortlaut; fwd=miss; stored",
        "wortlaut; fwd=miss; stored; collapsed",
        "wortlaut; hit",
    }


def test_a_hundred_equal_posts_make_one_inference_in_process(start: Start, watched: Watched) -> None:
    app = start()
    _check_hundred(_together(100, lambda _: _post(app)))
    assert watched.count == 1


@pytest.mark.redis
def test_a_hundred_equal_posts_make_one_inference_with_redis(start: Start, watched: Watched, redis_url: str) -> None:
    app = start(redis_url=redis_url, redis_timeout=PATIENT)
    _check_hundred(_together(100, lambda _: _post(app)))
    assert watched.count == 1


@pytest.mark.redis
def test_a_hundred_equal_posts_to_four_workers_make_one_inference(
    start: Start, watched: Watched, redis_url: str
) -> None:
    """Four applications that share nothing but Redis, as worker processes do."""
    apps = [start(redis_url=redis_url, redis_timeout=PATIENT) for _ in range(4)]
    responses = _together(100, lambda place: _post(apps[place % 4]))
    _check_hundred(responses)
    assert watched.count == 1


def test_different_posts_each_make_their_own_inference(start: Start, watched: Watched) -> None:
    app = start(queue_places=64)
    responses = _together(10, lambda place: _post(app, {"text": f"{ARTICLE['text']} Es waren {place} Gäste da."}))
    assert Counter(response.status_code for response in responses) == {200: 10}
    assert watched.count == 10


def test_a_full_queue_is_503_at_once_and_health_checks_are_answered(start: Start, watched: Watched) -> None:
    app = start(queue_places=1)
    engine = app.extensions[NAME].engine
    watched.gate.clear()
    with ThreadPoolExecutor(2) as pool:
        running = pool.submit(_post, app, {"text": "Das erste, sagte sie, sei getan."})
        assert watched.entered.wait(30)
        queued = pool.submit(_post, app, {"text": "Das zweite, sagte sie, sei getan."})
        wait_until(lambda: engine.waiting == 1)
        begun = time.monotonic()
        refused = _post(app, {"text": "Das dritte, sagte sie, sei getan."})
        assert time.monotonic() - begun < 5
        for path in ("/healthz", "/readyz", "/info", "/metrics"):
            assert app.test_client().get(path).status_code == 200
        watched.gate.set()
        assert (running.result().status_code, queued.result().status_code) == (200, 200)
    problem_of(refused, 503)
    assert int(refused.headers["Retry-After"]) >= 1
    assert _post(app, {"text": "Das dritte, sagte sie, sei getan."}).status_code == 200


def test_cached_answers_need_no_place_in_the_queue(start: Start, watched: Watched) -> None:
    app = start(queue_places=1)
    assert _post(app).status_code == 200
    watched.gate.clear()
    watched.entered.clear()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(_post, app, {"text": "Das erste, sagte sie, sei getan."})
        assert watched.entered.wait(30)
        assert _post(app).headers["Cache-Status"] == "wortlaut; hit"
        watched.gate.set()
        assert running.result().status_code == 200


def test_whoever_waits_too_long_gets_503_and_is_not_computed(start: Start, watched: Watched) -> None:
    app = start(queue_seconds=0.2)
    watched.gate.clear()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(_post, app, {"text": "Das erste, sagte sie, sei getan."})
        assert watched.entered.wait(30)
        problem_of(_post(app, {"text": "Das zweite, sagte sie, sei getan."}), 503)
        watched.gate.set()
        assert running.result().status_code == 200
    assert _post(app).status_code == 200  # behind the second one in the queue
    assert watched.count == 2


def test_threads_are_left_for_health_checks_when_very_many_wait(start: Start, watched: Watched) -> None:
    app = start(http_threads=16)  # 8 of them may wait
    watched.gate.clear()
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(_post, app) for _ in range(8)]
        room = app.extensions[NAME].answers._room
        wait_until(lambda: not room._value)
        problem_of(_post(app), 503)
        assert app.test_client().get("/healthz").status_code == 200
        watched.gate.set()
        assert {answer.result().status_code for answer in waiting} == {200}
    assert watched.count == 1


def test_a_fault_reaches_everybody_who_waits_and_is_not_kept(
    start: Start, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = start()

    def stumble(text: str, *, title: str | None = None) -> None:
        time.sleep(0.2)
        raise RuntimeError

    monkeypatch.setattr(watched, "analyze", stumble)
    responses = _together(10, lambda _: _post(app))
    assert {response.status_code for response in responses} == {500}
    monkeypatch.undo()
    assert _post(app).status_code == 200
