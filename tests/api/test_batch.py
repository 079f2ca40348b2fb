"""A batch answers each article as a single request would, and no article costs another its answer."""

import threading
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient

from tests.api.conftest import Start, Watched
from tests.api.problems import pointers, problem_of

PATH = "/v1/quotes/batch"
GOOD: list[dict[str, Any]] = [
    {"text": "„Wir bauen weiter“, sagte Ministerin Lena Brandt am Montag in Kiel."},
    {"text": "Jan Holm sagte: „Das Geld fehlt.“", "title": "„Kein Geld“, sagt Holm", "options": {"types": ["direct"]}},
    {"text": "🎈 Laut Jan Holm fehlt das Geld.", "language": "de", "options": {"offset_unit": "utf16"}},
]
ENGLISH = "The mayor said that the new swimming pool would be opened in June, after years of delays and discussions."
BAD: list[Any] = [
    {"text": " "},
    {"text": "Ja.", "titel": "Nein"},
    {},
    None,
    "„Ja“, sagte er.",
    {"text": "x" * 200_001},
    {"text": ENGLISH},
]


@pytest.mark.models
def test_each_result_is_the_single_answer_byte_for_byte_problems_included(start: Start) -> None:
    """Two services with empty caches, so that neither answer can come from the other."""
    articles = [BAD[0], GOOD[0], *BAD[1:5], GOOD[1], *BAD[5:], GOOD[2]]
    batch = start().test_client().post(PATH, json={"articles": articles})
    alone = start().test_client()
    singles = [alone.post("/v1/quotes", data=orjson.dumps(one), content_type="application/json") for one in articles]
    assert batch.status_code == 200
    assert batch.data == b'{"results":[%s]}' % b",".join(
        b'{"status":%d,"%s":%s}' % (one.status_code, b"answer" if one.status_code == 200 else b"problem", one.data)
        for one in singles
    )
    assert [one["status"] for one in batch.get_json()["results"]].count(200) == len(GOOD)


@pytest.mark.models
def test_a_batch_and_single_requests_share_the_cache(client: FlaskClient, watched: Watched) -> None:
    client.post("/v1/quotes", json=GOOD[0])
    client.post(PATH, json={"articles": [*GOOD, *GOOD]})
    assert client.post("/v1/quotes", json=GOOD[1]).headers["Cache-Status"] == "wortlaut; hit"
    assert watched.count == len(GOOD)


@pytest.mark.models
def test_a_fault_with_one_article_is_that_articles_500(
    start: Start, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyze = watched.analyze

    def stumble(text: str, **more: Any) -> Any:
        if text == GOOD[1]["text"]:
            raise KeyError(text)
        return analyze(text, **more)

    monkeypatch.setattr(watched, "analyze", stumble)
    results = start().test_client().post(PATH, json={"articles": GOOD}).get_json()["results"]
    assert [one["status"] for one in results] == [200, 500, 200]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, ["/articles"]),
        ({"articles": []}, ["/articles"]),
        ({"articles": [{"text": "Ja."}] * 33}, ["/articles"]),
        ({"articles": {"text": "Ja."}}, ["/articles"]),
        ({"articles": [], "options": {}}, ["/articles", "/options"]),
        ([], [""]),
    ],
    ids=["missing", "none", "too many", "no list", "unknown", "no object"],
)
def test_what_is_wrong_with_the_whole_batch_is_422(bare: FlaskClient, body: object, where: list[str]) -> None:
    assert pointers(problem_of(bare.post(PATH, json=body), 422)) == where


def test_while_models_are_loaded_the_whole_batch_is_503(bare: FlaskClient) -> None:
    problem = problem_of(bare.post(PATH, json={"articles": GOOD}), 503)
    assert problem["retry_after"] >= 1


@pytest.mark.models
def test_where_too_many_wait_the_item_says_when_to_come_back(start: Start, watched: Watched) -> None:
    client = start(queue_seconds=0.1, queue_places=1).test_client()
    watched.gate.clear()
    results = _while_busy(client, watched)
    assert {one["status"] for one in results} == {503}
    assert all(one["problem"]["retry_after"] >= 1 for one in results)


def _while_busy(client: FlaskClient, watched: Watched) -> list[dict[str, Any]]:
    busy = threading.Thread(
        target=client.application.test_client().post, args=("/v1/quotes",), kwargs={"json": GOOD[0]}
    )
    busy.start()
    assert watched.entered.wait(30)
    try:
        found: list[dict[str, Any]] = client.post(PATH, json={"articles": GOOD[1:]}).get_json()["results"]
    finally:
        watched.gate.set()
        busy.join()
    return found
