"""What the headers say: where an answer came from, how long it took, whether it is the one the client has."""

import json
import re

import pytest
from flask.testing import FlaskClient

from tests.api.conftest import Start, Watched

ARTICLE = {"text": "„Wir bauen weiter“, sagte Ministerin Lena Brandt am Montag in Kiel."}


def _timing(header: str) -> dict[str, float]:
    parts = [re.fullmatch(r"([a-z]+);dur=([0-9]+\.[0-9])", part) for part in header.split(", ")]
    return {part[1]: float(part[2]) for part in parts if part}


@pytest.mark.models
def test_cache_status_says_miss_and_stored_then_hit_and_only_a_miss_computes(
    client: FlaskClient, watched: Watched
) -> None:
    first = client.post("/v1/quotes", json=ARTICLE)
    again = client.post("/v1/quotes", json=ARTICLE)
    assert first.headers["Cache-Status"] == "wortlaut; fwd=miss; stored"
    assert again.headers["Cache-Status"] == "wortlaut; hit"
    assert again.data == first.data
    assert watched.count == 1


@pytest.mark.models
def test_with_a_lifetime_of_zero_nothing_is_kept(start: Start, watched: Watched) -> None:
    client = start(cache_ttl=0).test_client()
    statuses = [client.post("/v1/quotes", json=ARTICLE).headers["Cache-Status"] for _ in range(2)]
    assert statuses == ["wortlaut; fwd=miss"] * 2
    assert watched.count == 2
    assert client.get("/info").get_json()["cache"] == "none"


@pytest.mark.models
@pytest.mark.parametrize(
    "other",
    [
        {"title": "Brücke"},
        {"language": "de"},
        {"options": {"offset_unit": "utf16"}},
        {"options": {"types": ["direct"]}},
        {"options": {"candidates": True}},
    ],
)
def test_whatever_the_answer_depends_on_makes_another_answer(
    client: FlaskClient, watched: Watched, other: dict[str, object]
) -> None:
    first = client.post("/v1/quotes", json=ARTICLE)
    second = client.post("/v1/quotes", json={**ARTICLE, **other})
    assert second.headers["Cache-Status"] == "wortlaut; fwd=miss; stored"
    assert second.headers["ETag"] != first.headers["ETag"]
    assert watched.count == 2


@pytest.mark.models
def test_options_left_out_are_the_defaults(client: FlaskClient) -> None:
    client.post("/v1/quotes", json=ARTICLE)
    spelt = {**ARTICLE, "title": None, "language": None, "options": {"min_confidence": 0, "offset_unit": "codepoint"}}
    assert client.post("/v1/quotes", json=spelt).headers["Cache-Status"] == "wortlaut; hit"


@pytest.mark.models
def test_an_answer_that_the_client_has_is_304_without_a_body(client: FlaskClient, watched: Watched) -> None:
    etag = client.post("/v1/quotes", json=ARTICLE).headers["ETag"]
    for condition in (etag, f'"other", {etag}', etag.removeprefix("W/")):
        response = client.post("/v1/quotes", json=ARTICLE, headers={"If-None-Match": condition})
        assert (response.status_code, response.data) == (304, b"")
        assert response.headers["ETag"] == etag
    other = client.post("/v1/quotes", json=ARTICLE, headers={"If-None-Match": 'W/"0123"'})
    assert other.status_code == 200
    assert watched.count == 1


@pytest.mark.models
def test_server_timing_names_where_the_time_went(client: FlaskClient) -> None:
    computed = _timing(client.post("/v1/quotes", json=ARTICLE).headers["Server-Timing"])
    kept = _timing(client.post("/v1/quotes", json=ARTICLE).headers["Server-Timing"])
    assert computed.keys() == {"cache", "queue", "inference", "total"}
    assert kept.keys() == {"cache", "total"}
    assert computed["inference"] <= computed["total"]


@pytest.mark.models
def test_metrics_count_answers_and_requests(client: FlaskClient) -> None:
    for _ in range(3):
        client.post("/v1/quotes", json=ARTICLE)
    client.post("/v1/quotes", json={})
    figures = client.get("/metrics").get_data(as_text=True)
    assert 'wortlaut_answers_total{cache="miss"} 1.0' in figures
    assert 'wortlaut_answers_total{cache="hit"} 2.0' in figures
    assert 'wortlaut_requests_total{method="POST",route="/v1/quotes",status="422"} 1.0' in figures
    assert "wortlaut_inference_seconds_count 1.0" in figures
    assert "Brandt" not in figures


@pytest.mark.models
def test_the_log_has_lengths_and_times_and_never_the_text(
    capfd: pytest.CaptureFixture[str], client: FlaskClient
) -> None:
    client.post("/v1/quotes", json={**ARTICLE, "title": "Kieler Geheimnis"}, headers={"X-Request-ID": "cms-77"})
    log = capfd.readouterr().err
    line = next(line for line in map(json.loads, log.splitlines()) if line["event"] == "request")
    assert (line["request_id"], line["status"], line["cache"]) == ("cms-77", 200, "miss")
    assert line["characters"] == len(ARTICLE["text"])
    assert line["inference_ms"] > 0
    assert not re.search("Brandt|bauen|Geheimnis", log)


@pytest.mark.parametrize("given", ["cms-77", "0af7651916cd43dd8448eb211c80319c", "a/b:c.d=e+f@g_h"])
def test_a_request_id_is_kept(bare: FlaskClient, given: str) -> None:
    assert bare.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "a b", "ä", 'x"y', "<script>", "x" * 129])
def test_a_request_id_that_could_harm_a_log_is_replaced(bare: FlaskClient, given: str) -> None:
    made = bare.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{32}", made)


def test_every_request_gets_an_id_of_its_own(bare: FlaskClient) -> None:
    assert len({bare.get("/healthz").headers["X-Request-ID"] for _ in range(10)}) == 10


@pytest.mark.parametrize("path", ["/info", "/openapi.json", "/docs", "/docs/swagger-ui.css"])
def test_what_seldom_changes_has_an_etag(bare: FlaskClient, path: str) -> None:
    with bare.get(path) as first:
        assert first.status_code == 200
        etag = first.headers["ETag"]
    with bare.get(path, headers={"If-None-Match": etag}) as again:
        assert (again.status_code, again.data) == (304, b"")


def test_retry_after_is_not_said_where_nobody_has_to_wait(bare: FlaskClient) -> None:
    assert "Retry-After" not in bare.get("/info").headers
