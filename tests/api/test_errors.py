"""Errors that have nothing to do with what the request says."""

import json
import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.api.parts import NAME
from service.app import create_app
from service.runtime.engine import Analyzer, Engine
from service.settings import Settings
from tests.api.conftest import Start, Watched, wait_until
from tests.api.problems import problem_of

ARTICLE = "„Wir bauen weiter“, sagte Ministerin Lena Brandt."


@pytest.mark.parametrize("path", ["/v1", "/v1/quotes/", "/v2/quotes", "/docs/../app.py", "/docs/nothing.js", "/ä"])
def test_unknown_addresses_are_404(bare: FlaskClient, path: str) -> None:
    problem_of(bare.get(path), 404)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/v1/quotes", {"POST", "OPTIONS"}),
        ("PUT", "/v1/quotes", {"POST", "OPTIONS"}),
        ("DELETE", "/info", {"GET", "HEAD", "OPTIONS"}),
        ("POST", "/healthz", {"GET", "HEAD", "OPTIONS"}),
        ("POST", "/openapi.json", {"GET", "HEAD", "OPTIONS"}),
        ("BREW", "/docs", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_a_wrong_method_is_405_and_allow_says_which_are_right(
    bare: FlaskClient, method: str, path: str, allowed: set[str]
) -> None:
    response = bare.open(path, method=method)
    problem_of(response, 405)
    assert set(response.headers["Allow"].split(", ")) == allowed


def test_while_models_are_loaded_requests_and_readiness_get_503_and_health_200(bare: FlaskClient) -> None:
    for response in (bare.get("/readyz"), bare.post("/v1/quotes", json={"text": ARTICLE})):
        problem_of(response, 503)
        assert int(response.headers["Retry-After"]) >= 1
    assert bare.get("/healthz").get_json() == {"status": "ok"}
    assert bare.get("/info").get_json()["ready"] is False


def test_models_that_cannot_be_loaded_show_in_readiness_and_the_log(caplog: pytest.LogCaptureFixture) -> None:
    def load() -> Analyzer:
        raise FileNotFoundError("service/models/de is not there")

    engine = Engine(load, places=1, patience=1)
    client = create_app(Settings(), engine).test_client()
    logger = logging.getLogger("service.runtime.engine")
    logger.addHandler(caplog.handler)
    try:
        problem_of(client.get("/readyz"), 503)
        wait_until(lambda: engine.failed)
        response = client.get("/readyz")
    finally:
        logger.removeHandler(caplog.handler)
    problem_of(response, 503)
    assert int(response.headers["Retry-After"]) > 5
    assert client.get("/healthz").status_code == 200


def test_a_rate_limit_is_429_with_retry_after_and_spares_the_rest() -> None:
    app = create_app(Settings(rate_limit="2/minute"), _never_loaded())
    client = app.test_client()
    for _ in range(2):
        problem_of(client.post("/v1/quotes", json={}), 422)
    response = client.post("/v1/quotes", json={})
    problem_of(response, 429)
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert client.get("/healthz").status_code == 200
    assert client.get("/info").get_json()["limits"]["rate_limit"] == "2/minute"


def test_the_rate_limit_is_each_clients_own_behind_a_proxy() -> None:
    client = create_app(Settings(rate_limit="1/minute", proxies=1), _never_loaded()).test_client()
    for address in ("192.0.2.1", "192.0.2.2"):
        problem_of(client.post("/v1/quotes", json={}, headers={"X-Forwarded-For": address}), 422)
    problem_of(client.post("/v1/quotes", json={}, headers={"X-Forwarded-For": "192.0.2.2"}), 429)


def test_without_the_setting_an_address_that_a_client_claims_counts_for_nothing() -> None:
    client = create_app(Settings(rate_limit="1/minute"), _never_loaded()).test_client()
    problem_of(client.post("/v1/quotes", json={}, headers={"X-Forwarded-For": "192.0.2.1"}), 422)
    problem_of(client.post("/v1/quotes", json={}, headers={"X-Forwarded-For": "192.0.2.2"}), 429)


@pytest.mark.models
def test_a_fault_is_500_and_neither_answer_nor_log_has_words_of_the_text(
    start: Start, watched: Watched, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def stumble(text: str, *, title: str | None = None) -> None:
        raise KeyError(text)

    monkeypatch.setattr(watched, "analyze", stumble)
    app = start()
    response = app.test_client().post("/v1/quotes", json={"text": ARTICLE}, headers={"X-Request-ID": "abc-1"})
    problem = problem_of(response, 500)
    log = capfd.readouterr().err
    assert "Brandt" not in json.dumps(problem) + log
    lines = [json.loads(line) for line in log.splitlines()]
    assert {"KeyError"} == {line["error"] for line in lines if line["event"] == "unexpected error"}
    assert {"abc-1"} == {line["request_id"] for line in lines if line["event"] in {"request", "unexpected error"}}
    monkeypatch.undo()
    assert app.test_client().post("/v1/quotes", json={"text": ARTICLE}).status_code == 200


@pytest.mark.models
def test_an_answer_that_breaks_the_contract_is_not_sent(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    app = start()
    response = app.extensions[NAME].answers._response
    monkeypatch.setattr(response, "validate", lambda answer: type(response)().validate({**answer, "quotes": 3}))
    problem_of(app.test_client().post("/v1/quotes", json={"text": ARTICLE}), 500)


def _never_loaded() -> Engine:
    """Enough for requests that are refused before the models are asked."""
    return Engine(_no_models, places=1, patience=1)


def _no_models() -> Analyzer:
    raise FileNotFoundError("not asked for in these tests")


def test_several_applications_in_one_process_do_not_share_their_parts(loading: Flask) -> None:
    other = create_app(Settings(), _never_loaded())
    assert other.extensions[NAME].answers is not loading.extensions[NAME].answers
