"""The answer in the format that was asked for, by `?format=` or by `Accept`; and what there is where nothing fits."""

import json

import pytest
import yaml
from flask.testing import FlaskClient
from turbohtml import parse

from api_spec.__main__ import FILE
from service.export import FORMATS
from tests.api.conftest import Watched
from tests.api.problems import problem_of

ARTICLE = {"text": "😀 „Wir bauen weiter“, sagte Ministerin Lena Brandt am Montag in Kiel.", "title": "Kiel baut"}
HTML = "<article><p>„Wir <em>bauen</em> weiter“, sagte Ministerin Lena Brandt am Montag in Kiel.</p></article>"
ANNOTATION = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
SCHEMA_ORG = 'application/ld+json; profile="https://schema.org"'


@pytest.mark.models
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_had_by_its_name_and_by_its_media_type(
    client: FlaskClient, watched: Watched, name: str
) -> None:
    named = client.post(f"/v1/quotes?format={name}", json=ARTICLE)
    accepted = client.post("/v1/quotes", json=ARTICLE, headers={"Accept": f"{FORMATS[name].media_type}, image/png"})
    assert (named.status_code, accepted.status_code) == (200, 200)
    assert named.content_type == accepted.content_type == FORMATS[name].content_type
    assert named.data == accepted.data
    assert "Wir bauen weiter" in named.get_data(as_text=True)
    assert "Lena Brandt" in named.get_data(as_text=True)
    assert watched.count == 1
    documented = yaml.safe_load(FILE.read_text(encoding="utf-8"))["paths"]["/v1/quotes"]["post"]["responses"]["200"]
    assert named.mimetype in documented["content"]


@pytest.mark.models
@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("application/json; charset=utf-8", "application/json"),
        ("text/csv;q=0.5, application/json", "application/json"),
        ("text/csv, application/json;q=0.5", "text/csv"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("APPLICATION/TEI+XML", "application/tei+xml"),
        ("application/ld+json", "application/ld+json"),
    ],
)
def test_the_best_of_what_is_accepted_is_sent(client: FlaskClient, accept: str | None, mimetype: str) -> None:
    headers = {} if accept is None else {"Accept": accept}
    response = client.post("/v1/quotes", json=ARTICLE, headers=headers)
    assert (response.status_code, response.mimetype) == (200, mimetype)
    assert "Accept" in response.vary


@pytest.mark.models
def test_the_two_kinds_of_json_ld_are_told_by_their_profile(client: FlaskClient) -> None:
    contexts = {}
    for accept in ("application/ld+json", ANNOTATION, SCHEMA_ORG):
        contexts[accept] = client.post("/v1/quotes", json=ARTICLE, headers={"Accept": accept}).get_json()["@context"]
    assert contexts["application/ld+json"] == contexts[ANNOTATION] == "http://www.w3.org/ns/anno.jsonld"
    assert contexts[SCHEMA_ORG] == "https://schema.org"


@pytest.mark.parametrize(
    "accept", ["image/png", "text/plain", "application/json;q=0", 'application/ld+json; profile="x"']
)
def test_where_nothing_fits_the_answer_is_406_and_lists_what_there_is(bare: FlaskClient, accept: str) -> None:
    response = bare.post("/v1/quotes", json=ARTICLE, headers={"Accept": accept})
    problem = problem_of(response, 406)
    assert [one["format"] for one in problem["available"]] == ["json", *FORMATS]
    assert problem["available"][1]["media_type"] == ANNOTATION
    assert "Accept" in response.vary


@pytest.mark.parametrize("name", ["", "xml", "CSV", "csv,tei"])
def test_a_format_that_there_is_not_is_406_too(bare: FlaskClient, name: str) -> None:
    problem = problem_of(bare.post("/v1/quotes", query_string={"format": name}, json=ARTICLE), 406)
    assert "csv" in [one["format"] for one in problem["available"]]


@pytest.mark.models
def test_the_name_goes_before_the_accept_header(client: FlaskClient) -> None:
    assert client.post("/v1/quotes?format=json", json=ARTICLE, headers={"Accept": "image/png"}).mimetype == (
        "application/json"
    )
    assert client.post("/v1/quotes?format=csv", json=ARTICLE, headers={"Accept": "text/html"}).mimetype == "text/csv"


@pytest.mark.models
def test_formats_are_written_from_one_cached_answer_and_have_etags_of_their_own(
    client: FlaskClient, watched: Watched
) -> None:
    tags = {name: client.post(f"/v1/quotes?format={name}", json=ARTICLE).headers["ETag"] for name in ["json", *FORMATS]}
    assert len(set(tags.values())) == len(tags)
    assert watched.count == 1
    for name, etag in tags.items():
        kept = client.post(f"/v1/quotes?format={name}", json=ARTICLE, headers={"If-None-Match": etag})
        assert (kept.status_code, kept.data) == (304, b"")
        assert "Accept" in kept.vary
    other = client.post("/v1/quotes?format=csv", json=ARTICLE, headers={"If-None-Match": tags["json"]})
    assert other.status_code == 200


@pytest.mark.models
def test_formats_count_in_code_points_whatever_the_option_says(client: FlaskClient) -> None:
    body = {**ARTICLE, "options": {"offset_unit": "utf16"}}
    rows = client.post("/v1/quotes?format=ndjson", json=body).get_data(as_text=True).splitlines()
    (span,) = json.loads(rows[0])["spans"]
    assert ARTICLE["text"][span["start"] : span["end"]] == "„Wir bauen weiter“"


@pytest.mark.models
def test_options_hold_for_every_format(client: FlaskClient) -> None:
    body = {**ARTICLE, "options": {"types": ["reported"]}}
    assert client.post("/v1/quotes?format=ndjson", json=body).data == b""


@pytest.mark.models
def test_submitted_html_comes_back_annotated(client: FlaskClient) -> None:
    response = client.post("/v1/quotes?format=html", json={"html": HTML})
    assert response.headers["Content-Security-Policy"] == "sandbox"  # submitted scripts do not run as the service's own
    answer = response.get_data(as_text=True)
    assert answer.startswith("<article><p><q data-quote=")
    assert parse(answer).text == parse(HTML).text
    assert {element.attrs["data-speaker"] for element in parse(answer).select("q")} == {"Lena Brandt"}


@pytest.mark.models
def test_a_speakers_id_in_the_newsrooms_list_is_in_the_formats(client: FlaskClient) -> None:
    body = {**ARTICLE, "options": {"people": [{"id": "gnd:0815", "name": "Lena Brandt"}]}}
    for name in ("schemaorg", "tei", "csv", "ndjson"):
        assert "gnd:0815" in client.post(f"/v1/quotes?format={name}", json=body).get_data(as_text=True)
