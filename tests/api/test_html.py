"""Articles in HTML: what is refused, and that every span of the answer stands where it says, in both."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.api.article import prepared
from service.api.parts import NAME
from service.api.wanted import Wanted
from service.settings import Settings
from tests.api.conftest import Start, Watched
from tests.api.problems import pointers, problem_of
from tests.html.stripping import solid, stripped

HTML = (
    "<!doctype html><title>😀 Br&uuml;cke</title>\r\n<nav>Start</nav><article><h1>Brücke wird gebaut</h1>\r\n"
    "<p>😀 „Wir <em>bau&shy;en</em> weiter“, sagte Minis&shy;terin&nbsp;<a href='/b'>Lena <b>Brandt</b></a> der "
    "Kieler Post.</p>\r\n<blockquote><p>Sie rief: <q>Das Geld ist da!</q></p></blockquote>"
    "<div class='ad'><p>„Kauft Autos“, sagte Jan Holm.</p></div>"
    "<p>Das Amt habe, so <i>Brandt</i> laut dpa, <q>lange gewartet</q>. "
    "Ihr Vorschlag sei eine „B&#252;rgerbr&uuml;cke“.</p></article>"
)


def _post(client: FlaskClient, body: Any, status: int) -> dict[str, Any]:
    return problem_of(client.post("/v1/quotes", data=json.dumps(body), content_type="application/json"), status)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, {"/text"}),
        ({"title": "x"}, {"/text"}),
        ({"text": "a", "html": "b"}, {"/html"}),
        ({"text": "", "html": "b"}, {"/text", "/html"}),
        ({"html": ""}, {"/html"}),
        ({"html": " \n"}, {"/html"}),
        ({"html": None}, {"/html"}),
        ({"html": ["<p>"]}, {"/html"}),
        ({"html": "\ud800"}, {"/html"}),
        ({"html": "<p><script>Ja</script><!-- x -->&nbsp;<aside>Nein</aside>"}, {"/html"}),
        ({"html": "<p>Ja</p>", "options": {"ignore": ["p"]}}, {"/html"}),
        ({"html": "<div>" * 600 + "Ja"}, {"/html"}),
        ({"html": "<p>Ja</p>", "options": {"ignore": ".ad"}}, {"/options/ignore"}),
        ({"html": "<p>Ja</p>", "options": {"ignore": [".ad", 3, "p >"]}}, {"/options/ignore/1", "/options/ignore/2"}),
        ({"html": "<p>Ja</p>", "options": {"ignore": ["b", ":has(b)"]}}, {"/options/ignore/1"}),
        ({"html": "<p>Ja</p>", "options": {"ignore": ["x" * 301]}}, {"/options/ignore/0"}),
        ({"html": "<p>Ja</p>", "options": {"ignore": ["p"] * 33}}, {"/options/ignore"}),
        ({"text": "Ja", "options": {"ignore": ["p"]}}, {"/options/ignore"}),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_article_in_html_is_422_with_a_pointer(
    bare: FlaskClient, body: Any, expected: set[str]
) -> None:
    problem = _post(bare, body, 422)
    assert set(pointers(problem)) == expected
    assert "Ja" not in json.dumps(problem)


def test_html_over_its_limit_is_413_and_so_is_too_much_text_in_it(bare: FlaskClient) -> None:
    limits = Settings()
    problem = _post(bare, {"html": "<p>" * (limits.max_html_characters // 3 + 1)}, 413)
    assert (pointers(problem), problem["limit"], problem["unit"]) == (
        ["/html"],
        limits.max_html_characters,
        "characters",
    )
    problem = _post(bare, {"html": "<p>" + "ä" * (limits.max_characters + 1)}, 413)
    assert (pointers(problem), problem["limit"]) == (["/html"], limits.max_characters)
    assert "characters of text" in problem["detail"]


def test_much_markup_around_little_text_is_no_reason_to_refuse(bare: FlaskClient) -> None:
    """503 is what a valid request gets while the models are being loaded."""
    _post(bare, {"html": "<p class='text text--long'>Ja</p>" * 20_000}, 503)


def _spans(node: Any, field: str = "text") -> Iterator[tuple[dict[str, Any], str]]:
    """Every span of an answer, wherever it is, with its field."""
    if isinstance(node, dict):
        field = node.get("field", field)
        if "start" in node and "html" in node | {"html": None}:
            yield node, field
        for name, inner in node.items():
            if name != "html":
                yield from _spans(inner, field)
    elif isinstance(node, list):
        for inner in node:
            yield from _spans(inner, field)


@pytest.mark.models
@pytest.mark.parametrize("unit", ["codepoint", "utf16"])
def test_every_span_of_the_answer_has_its_places_in_text_and_html(client: FlaskClient, unit: str) -> None:
    encoding, width = ("utf-16-le", 2) if unit == "utf16" else ("utf-32-le", 4)
    options = {"offset_unit": unit, "ignore": [".ad"], "candidates": True}
    title = "„Wir bauen“, sagt Brandt"
    response = client.post("/v1/quotes", json={"html": HTML, "title": title, "options": options})
    assert response.status_code == 200
    answer = response.get_json()
    text, html = answer["text"].encode(encoding), HTML.encode(encoding)
    assert answer["text"].startswith(
        "😀 Brücke\n\nBrücke wird gebaut\n\n😀 „Wir bauen weiter“, sagte Ministerin Lena Brandt"
    )
    assert not {"Start", "Autos"} & set(answer["text"].replace("“", " ").split())
    assert answer["meta"]["characters"] == len(answer["text"])

    seen = set()
    for span, field in _spans({name: answer[name] for name in ("quotes", "speakers", "quotation_marks")}):
        assert ("html" in span) == (field == "text")
        if field == "text":
            words = text[width * span["start"] : width * span["end"]].decode(encoding)
            source = html[width * span["html"]["start"] : width * span["html"]["end"]].decode(encoding)
            assert solid(stripped(source)) == solid(words)
            seen.add(words)
    assert {"„Wir bauen weiter“", "„Das Geld ist da!“", "„Bürgerbrücke“", "sagte", "Brandt"} <= seen
    assert any(words.endswith("Lena Brandt") for words in seen)
    for quote in answer["quotes"]:
        if quote["field"] == "text" and len(quote["spans"]) == 1:
            (span,) = quote["spans"]
            assert text[width * span["start"] : width * span["end"]].decode(encoding) == quote["text"]


@pytest.mark.models
def test_an_article_in_html_has_the_quotations_of_its_text(client: FlaskClient) -> None:
    in_html = client.post("/v1/quotes", json={"html": HTML}).get_json()
    in_text = client.post("/v1/quotes", json={"text": in_html["text"]}).get_json()
    assert "text" not in in_text
    assert [quote["id"] for quote in in_html["quotes"]] == [quote["id"] for quote in in_text["quotes"]]
    assert in_html["id"] == in_text["id"]


@pytest.mark.models
def test_the_answer_depends_on_the_markup_and_on_what_is_ignored(client: FlaskClient, watched: Watched) -> None:
    html = "<p>„Ja“, sagte Lena Brandt.</p>"
    bodies: list[dict[str, Any]] = [
        {"html": html},
        {"html": f" {html}"},
        {"html": html, "options": {"ignore": [".ad"]}},
        {"text": "„Ja“, sagte Lena Brandt."},
    ]
    tags = [client.post("/v1/quotes", json=body).headers["ETag"] for body in bodies]
    assert len(set(tags)) == len(bodies)
    again = client.post("/v1/quotes", json={"html": html, "options": {"ignore": []}})
    assert again.get_json()["text"] == "„Ja“, sagte Lena Brandt."
    assert (again.headers["ETag"], again.headers["Cache-Status"]) == (tags[0], "wortlaut; hit")
    assert watched.count == len(bodies)


@pytest.mark.models
def test_the_text_read_from_html_is_not_kept_in_the_cache(start: Start) -> None:
    app = start()
    html = "<p>„Ja“, sagte sie. Es regnete.</p>"
    answer = app.test_client().post("/v1/quotes", json={"html": html}).get_json()
    assert answer["text"] == "„Ja“, sagte sie. Es regnete."
    answers = app.extensions[NAME].answers
    key = answers.key(prepared(Wanted(html=html), Settings()))
    kept = answers._store.visit().look(key.kept)
    assert json.loads(kept)["quotes"] == answer["quotes"]
    assert "regnete" not in kept.decode()


@pytest.mark.models
def test_html_in_another_language_is_refused_at_the_html(start: Start) -> None:
    english = "<p>The mayor said that the new swimming pool would be opened in June, after years of discussions.</p>"
    response = start().test_client().post("/v1/quotes", json={"html": english})
    assert pointers(problem_of(response, 422)) == ["/html"]


@pytest.mark.models
def test_a_batch_takes_articles_in_html_too(client: FlaskClient) -> None:
    articles = [{"html": "<p>„Ja“, sagte Lena Brandt.</p>"}, {"html": "<p></p>"}, {"text": "Ja", "html": "Ja"}]
    results = client.post("/v1/quotes/batch", json={"articles": articles}).get_json()["results"]
    assert [result["status"] for result in results] == [200, 422, 422]
    assert results[0]["answer"]["text"] == "„Ja“, sagte Lena Brandt."
    assert [result["problem"]["errors"][0]["pointer"] for result in results[1:]] == ["/html", "/html"]
