"""Registers over HTTP: put once, read back, changed only as agreed, and linked to by name."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.settings import Settings
from tests.api.conftest import Start, Watched
from tests.api.problems import pointers, problem_of
from tests.cache.servers import RedisServer, free_port

BRANDT: dict[str, object] = {"id": "Q1", "name": "Lena Brandt", "aliases": ["L. Brandt"], "kind": "person"}
HOLM: dict[str, object] = {"id": "gnd:2", "name": "Holm, Jan", "aliases": [], "kind": None}
ADDRESS = "/v1/registers/politik"


@pytest.fixture
def bare() -> FlaskClient:
    """The service without models: none are needed here, and so none are loaded."""
    return create_app(Settings(max_registers=2, max_register_entries=5, max_register_bytes=3_000)).test_client()


def put(client: FlaskClient, *people: object, name: str = "politik", **headers: str) -> Any:
    given = {key.replace("_", "-"): value for key, value in headers.items()}
    return client.put(f"/v1/registers/{name}", json={"people": list(people)}, headers=given)


def test_a_register_is_made_replaced_listed_read_and_deleted(bare: FlaskClient) -> None:
    assert bare.get("/v1/registers").get_json() == {"registers": []}
    made = put(bare, BRANDT)
    assert (made.status_code, made.headers["Location"]) == (201, ADDRESS)
    assert made.headers["ETag"] == f'"{made.get_json()["etag"]}"'
    replaced = put(bare, BRANDT, {"id": "gnd:2", "name": "Holm, Jan"})
    assert (replaced.status_code, replaced.get_json()["entries"]) == (200, 2)
    assert bare.get("/v1/registers").get_json() == {"registers": [replaced.get_json()]}
    read = bare.get(ADDRESS)
    assert read.get_json() == {"people": [BRANDT, HOLM]}
    assert read.headers["ETag"] == replaced.headers["ETag"] != made.headers["ETag"]
    assert len(read.data) == replaced.get_json()["size"]
    gone = bare.delete(ADDRESS)
    assert (gone.status_code, gone.data) == (204, b"")
    assert problem_of(bare.get(ADDRESS), 404)["detail"] == 'There is no register "politik".'
    problem_of(bare.delete(ADDRESS), 404)


def test_what_was_read_may_be_put_back_and_is_the_same_then(bare: FlaskClient) -> None:
    first = put(bare, BRANDT, HOLM)
    again = bare.put(ADDRESS, data=bare.get(ADDRESS).data, content_type="application/json")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_a_reader_who_has_it_already_gets_304(bare: FlaskClient) -> None:
    etag = put(bare, BRANDT).headers["ETag"]
    same = bare.get(ADDRESS, headers={"If-None-Match": etag})
    assert (same.status_code, same.data, same.headers["ETag"]) == (304, b"", etag)
    listed = bare.get("/v1/registers").headers["ETag"]
    assert bare.get("/v1/registers", headers={"If-None-Match": listed}).status_code == 304
    put(bare, HOLM)
    assert bare.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 200
    assert bare.get("/v1/registers", headers={"If-None-Match": listed}).status_code == 200


def test_a_writer_does_not_overwrite_what_they_have_not_seen(bare: FlaskClient) -> None:
    problem_of(put(bare, BRANDT, If_Match="*"), 412)
    first = put(bare, BRANDT, If_None_Match="*")
    assert first.status_code == 201
    problem_of(put(bare, HOLM, If_None_Match="*"), 412)
    second = put(bare, HOLM, If_Match=first.headers["ETag"])
    assert second.status_code == 200
    for stale in (first.headers["ETag"], f"W/{second.headers['ETag']}"):
        problem_of(put(bare, BRANDT, If_Match=stale), 412)
        problem_of(bare.delete(ADDRESS, headers={"If-Match": stale}), 412)
    assert put(bare, BRANDT, If_Match=f'"x", {second.headers["ETag"]}').status_code == 200
    assert bare.delete(ADDRESS, headers={"If-Match": "*"}).status_code == 204


@pytest.mark.parametrize("name", ["Politik", "a b", "ä", ".x", "-", "x" * 65, "a%0Ab", "a%00b"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_an_impossible_name_is_422_and_told_the_rule(bare: FlaskClient, method: str, name: str) -> None:
    response = bare.open(f"/v1/registers/{name}", method=method, json={"people": []} if method == "PUT" else None)
    assert "1 to 64 of a-z" in problem_of(response, 422)["detail"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, ["/people"]),
        ([], [""]),
        ({"people": {}}, ["/people"]),
        ({"people": ["Brandt"]}, ["/people/0"]),
        ({"people": [], "name": "x"}, ["/name"]),
        ({"people": [{"id": "1"}]}, ["/people/0/name"]),
        ({"people": [{"id": 1, "name": "A"}]}, ["/people/0/id"]),
        ({"people": [{"id": " ", "name": ""}]}, ["/people/0/id", "/people/0/name", "/people/0/name"]),
        ({"people": [{"id": "1", "name": "A" * 301}]}, ["/people/0/name"]),
        ({"people": [{"id": "1", "name": "A", "alias": "B"}]}, ["/people/0/alias"]),
        ({"people": [{"id": "1", "name": "A", "aliases": "B"}]}, ["/people/0/aliases"]),
        ({"people": [{"id": "1", "name": "A", "aliases": ["B", 3]}]}, ["/people/0/aliases/1"]),
        ({"people": [{"id": "1", "name": "A", "aliases": ["B"] * 51}]}, ["/people/0/aliases"]),
        ({"people": [{"id": "1", "name": "A", "kind": "human"}]}, ["/people/0/kind"]),
        ({"people": [{"id": "1", "name": "A"}, {"id": "1", "name": "B"}]}, ["/people/1/id"]),
        ({"people": [{"id": "1", "name": "\ud800"}]}, ["/people/0/name"]),
    ],
)
def test_wrong_registers_are_422_with_a_pointer_to_each_field(
    bare: FlaskClient, body: Any, expected: list[str]
) -> None:
    response = bare.put(ADDRESS, data=json.dumps(body), content_type="application/json")
    assert sorted(pointers(problem_of(response, 422))) == sorted(expected)
    problem_of(bare.get(ADDRESS), 404)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ({}, "/options/people"),
        ([1], "/options/people/0"),
        ([{"id": "1"}], "/options/people/0/name"),
        ([{"id": "1", "name": "A"}] * 2, "/options/people/1/id"),
    ],
)
def test_wrong_people_of_one_request_are_422_too(bare: FlaskClient, people: object, expected: str) -> None:
    response = bare.post("/v1/quotes", json={"text": "Ja.", "options": {"people": people}})
    assert pointers(problem_of(response, 422)) == [expected]


@pytest.mark.parametrize(
    ("options", "expected"),
    [({"register": "A b"}, "/options/register"), ({"register": "politik", "people": []}, "/options/register")],
)
def test_a_register_must_have_a_possible_name_and_no_people_beside_it(
    bare: FlaskClient, options: object, expected: str
) -> None:
    assert pointers(problem_of(bare.post("/v1/quotes", json={"text": "Ja.", "options": options}), 422)) == [expected]


def test_a_hundred_errors_are_told_and_the_others_counted() -> None:
    client = create_app(Settings()).test_client()
    problem = problem_of(put(client, *[{"id": str(number)} for number in range(10_000)]), 422)
    assert len(problem["errors"]) == 100
    assert problem["detail"].endswith("and 9900 more.")


def test_limits_of_entries_bytes_and_registers_are_named(bare: FlaskClient) -> None:
    many = problem_of(put(bare, *[{"id": str(number), "name": "A"} for number in range(6)]), 413)
    assert (many["limit"], many["unit"], pointers(many)) == (5, "entries", ["/people"])
    long = problem_of(put(bare, {"id": "1", "name": "A", "aliases": ["x" * 300] * 10}), 413)
    assert (long["limit"], long["unit"]) == (3_000, "bytes")
    for name in ("a", "b"):
        assert put(bare, BRANDT, name=name).status_code == 201
    assert "2 registers" in problem_of(put(bare, BRANDT, name="c"), 507)["detail"]
    assert put(bare, HOLM, name="b").status_code == 200


def test_a_bomb_in_gzip_is_stopped_at_the_limit(bare: FlaskClient) -> None:
    body = gzip.compress(b'{"people":[' + b" " * 10_000_000 + b"]}")
    response = bare.put(ADDRESS, data=body, content_type="application/json", headers={"Content-Encoding": "gzip"})
    assert problem_of(response, 413)["limit"] == 3_000


def test_ten_thousand_entries_are_put_in_one_request() -> None:
    client = create_app(Settings()).test_client()
    people = [{"id": f"Q{n}", "name": f"Vorname{n} Nachname{n}", "aliases": [f"Spitzname {n}"]} for n in range(10_000)]
    assert put(client, *people).get_json()["entries"] == 10_000
    assert len(client.get(ADDRESS).get_json()["people"]) == 10_000


def test_limits_are_told_by_info(bare: FlaskClient) -> None:
    limits = bare.get("/info").get_json()["limits"]
    assert (limits["max_registers"], limits["max_register_entries"], limits["max_register_bytes"]) == (2, 5, 3_000)
    assert limits["max_people"] == 500


def test_a_folder_that_is_named_keeps_registers_over_a_restart(tmp_path: Path) -> None:
    chosen = Settings(register_folder=str(tmp_path / "registers"))
    put(create_app(chosen).test_client(), BRANDT)
    assert create_app(chosen).test_client().get(ADDRESS).get_json() == {"people": [BRANDT]}


@pytest.mark.redis
def test_a_redis_that_is_gone_is_503_for_registers_alone(redis_server: RedisServer) -> None:
    client = create_app(Settings(redis_url=redis_server.url, redis_timeout=2)).test_client()
    assert put(client, BRANDT).status_code == 201
    redis_server.stop()
    for response in (put(client, HOLM), client.get(ADDRESS), client.get("/v1/registers"), client.delete(ADDRESS)):
        assert int(response.headers["Retry-After"]) > 0
        assert "Redis" in problem_of(response, 503)["detail"]


ARTICLE = {
    "text": "„Wir bauen weiter“, sagte Ministerin Lena Brandt am Montag. Jan Holm kündigte an, er werde klagen. "
    "Das sei falsch, sagte Brandt."
}


def ask(client: FlaskClient, **options: object) -> Any:
    return client.post("/v1/quotes", json={**ARTICLE, "options": options})


def links(answer: Any) -> dict[str, Any]:
    return {one["name"]: one["register_id"] or one["register_candidates"] for one in answer.get_json()["speakers"]}


@pytest.mark.models
def test_speakers_are_linked_to_people_and_registers_without_another_inference(
    client: FlaskClient, watched: Watched
) -> None:
    plain = ask(client)
    assert all("register_id" not in speaker for speaker in plain.get_json()["speakers"])
    assert "register" not in plain.get_json()["meta"]
    put(client, BRANDT, HOLM)
    inline, named = ask(client, people=[BRANDT, HOLM]), ask(client, register="politik")
    assert links(inline) == links(named) == {"Lena Brandt": "Q1", "Jan Holm": "gnd:2"}
    assert inline.get_json()["meta"]["register"]["name"] is None
    assert named.get_json()["meta"]["register"]["name"] == "politik"
    assert inline.get_json()["meta"]["register"]["etag"] == named.get_json()["meta"]["register"]["etag"]
    assert named.headers["Cache-Status"] == "wortlaut; hit"
    assert watched.count == 1
    assert len({answer.headers["ETag"] for answer in (plain, inline, named)}) == 3


@pytest.mark.models
def test_a_changed_register_changes_the_answer_and_its_etag(client: FlaskClient, watched: Watched) -> None:
    put(client, BRANDT)
    first = ask(client, register="politik")
    body = {**ARTICLE, "options": {"register": "politik"}}
    same = client.post("/v1/quotes", json=body, headers={"If-None-Match": first.headers["ETag"]})
    assert same.status_code == 304
    put(client, HOLM, {"id": "a", "name": "Lena Brandt"}, {"id": "b", "name": "Lena Brandt"})
    second = client.post("/v1/quotes", json=body, headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    twins = [{"id": "a", "name": "Lena Brandt"}, {"id": "b", "name": "Lena Brandt"}]
    assert links(second) == {"Lena Brandt": twins, "Jan Holm": "gnd:2"}
    assert watched.count == 1
    client.delete(ADDRESS)
    gone = problem_of(ask(client, register="politik"), 422)
    assert gone["type"] == "urn:wortlaut:problem:unknown-register"
    assert pointers(gone) == ["/options/register"]


@pytest.mark.models
def test_more_people_than_allowed_are_413(start: Start) -> None:
    problem = problem_of(ask(start(max_people=1).test_client(), people=[BRANDT, HOLM]), 413)
    assert (problem["limit"], problem["unit"], pointers(problem)) == (1, "entries", ["/options/people"])


@pytest.mark.models
def test_articles_of_a_batch_have_lists_of_their_own(client: FlaskClient) -> None:
    put(client, BRANDT)
    articles = [{**ARTICLE, "options": options} for options in ({"register": "politik"}, {"register": "sport"}, {})]
    first, second, third = client.post("/v1/quotes/batch", json={"articles": articles}).get_json()["results"]
    assert first["answer"] == ask(client, register="politik").get_json()
    assert (second["status"], pointers(second["problem"])) == (422, ["/options/register"])
    assert "register" not in third["answer"]["meta"]


@pytest.mark.models
@pytest.mark.redis
def test_a_register_that_cannot_be_read_is_503_and_answers_without_one_keep_coming(
    start: Start, redis_server: RedisServer
) -> None:
    client = start(redis_url=f"redis://127.0.0.1:{free_port()}/0").test_client()
    problem_of(ask(client, register="politik"), 503)
    assert ask(client).status_code == 200
    assert links(ask(client, people=[BRANDT]))["Lena Brandt"] == "Q1"
