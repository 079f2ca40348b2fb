"""Jobs over HTTP: what comes in, what is refused, and that nothing is left of what was refused."""

import gzip
import hashlib
import io
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
import zstandard
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.app import create_app
from service.jobs.lines import Coding
from service.jobs.submission import _PENDING
from service.settings import Settings
from tests.api.problems import pointers, problem_of
from tests.api.test_specification import SPEC, validator
from tests.cache.servers import RedisServer
from tests.jobs.conftest import Serve, names
from tests.jobs.test_lines import COMPRESS

pytestmark = pytest.mark.redis

NDJSON = "application/x-ndjson"
BODY = b"".join(b'{"text":"Artikel %d."}\n' % number for number in range(10))


def post(client: FlaskClient, body: bytes = BODY, query: str = "", **headers: str) -> TestResponse:
    given = {"Content-Type": NDJSON, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return client.post(f"/v1/jobs{query}", data=body, headers=given)


def texts_left(server: RedisServer) -> list[str]:
    return names(server.client, "wortlaut:jobs:*:texts:*")


def test_a_job_is_202_with_its_address_and_state(serve: Serve, queue_redis: RedisServer) -> None:
    client = serve()
    response = post(client)
    assert response.status_code == 202
    shown = client.get(response.headers["Location"])
    assert shown.get_json() == response.get_json()
    assert {**shown.get_json(), "id": "", "created": "", "expires": ""} == {
        "id": "",
        "state": "queued",
        "articles": 10,
        "done": 0,
        "answers": 0,
        "problems": 0,
        "progress": 0.0,
        "created": "",
        "finished": None,
        "expires": "",
        "webhook": None,
    }
    assert len(texts_left(queue_redis)) == 4


def test_what_is_shown_of_a_job_fits_the_contract(serve: Serve) -> None:
    client = serve()
    created = post(client)
    address = created.headers["Location"]
    for path, method, response in (
        ("/v1/jobs", "post", created),
        ("/v1/jobs/{job_id}", "get", client.get(address)),
        ("/v1/jobs/{job_id}/results", "get", client.get(f"{address}/results")),
        ("/v1/jobs/{job_id}", "delete", client.delete(address)),
        ("/v1/jobs/{job_id}/results", "get", client.get(f"{address}/results")),
    ):
        documented = SPEC["paths"][path][method]["responses"][str(response.status_code)]
        if response.is_json and "$ref" not in documented:
            ((_, content),) = documented["content"].items()
            assert list(validator(content["schema"]).iter_errors(response.get_json())) == []
        for header in documented.get("headers", {}):
            assert header in response.headers


def test_a_form_may_be_compressed_as_a_whole_too(serve: Serve) -> None:
    form = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n%s\r\n--x--\r\n' % BODY
    kind = "multipart/form-data; boundary=x"
    response = post(serve(), gzip.compress(form), Content_Type=kind, Content_Encoding="gzip")
    assert response.status_code == 202
    assert response.get_json()["articles"] == 10


@pytest.mark.parametrize("kind", ["gzip", "zstd", "form", "form, gzip", "form, zstd"])
def test_however_it_is_sent_it_is_the_same_body(serve: Serve, kind: str) -> None:
    client = serve()
    first = post(client, Idempotency_Key="one").get_json()["id"]
    coding = cast(Coding, kind.rsplit(", ", maxsplit=1)[-1].replace("form", "identity"))
    compress: Callable[[bytes], bytes] = COMPRESS[coding]
    packed = compress(BODY)
    if kind.startswith("form"):
        form = {"file": (io.BytesIO(packed), "archive")}
        again = client.post("/v1/jobs", data=form, headers={"Idempotency-Key": "one"})
    else:
        again = post(client, packed, Idempotency_Key="one", Content_Encoding=kind)
    assert again.status_code == 202
    assert again.get_json()["id"] == first


def test_the_queue_holds_no_text_and_no_pickle(serve: Serve, queue_redis: RedisServer) -> None:
    assert post(serve()).status_code == 202
    tasks = names(queue_redis.client, "rq:job:*")
    assert len(tasks) == 4
    for task in tasks:
        fields = cast("dict[bytes, bytes]", queue_redis.client.hgetall(task))
        data = zlib.decompress(fields[b"data"])
        assert data.startswith(b'["service.jobs.work.read_chunk", null, ["')
        assert b"Artikel" not in b"".join(fields.values()) + data


def test_texts_are_compressed_and_do_not_live_for_ever(serve: Serve, queue_redis: RedisServer) -> None:
    text = b'{"text":"' + b"Immer dasselbe. " * 1000 + b'"}\n'
    post(serve(job_seconds=500), text * 6)
    for key in texts_left(queue_redis):
        assert queue_redis.client.strlen(key) < len(text) / 10
        assert 0 < queue_redis.client.ttl(key) <= 500


def test_a_key_with_another_body_is_422_and_leaves_nothing(serve: Serve, queue_redis: RedisServer) -> None:
    client = serve()
    assert post(client, Idempotency_Key="one").status_code == 202
    before = names(queue_redis.client, "*")
    problem = problem_of(post(client, BODY + b"{}", Idempotency_Key="one"), 422)
    assert problem["type"] == "urn:wortlaut:problem:idempotency-key-reused"
    assert names(queue_redis.client, "*") == before


def test_a_key_whose_first_request_has_not_ended_is_409(serve: Serve, queue_redis: RedisServer) -> None:
    client = serve()
    post(client, Idempotency_Key="one")
    (key,) = names(queue_redis.client, "wortlaut:jobs:key:*")
    queue_redis.client.set(key, _PENDING)
    problem_of(post(client, Idempotency_Key="one"), 409)


def test_after_a_failed_request_its_key_is_free_again(serve: Serve) -> None:
    client = serve(job_articles=9)
    problem_of(post(client, Idempotency_Key="one"), 413)
    assert post(client, BODY[:100], Idempotency_Key="one").status_code == 202


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, b"", 400),
        ({"Content_Encoding": "gzip"}, b"not gzip", 400),
        ({"Content_Encoding": "gzip"}, gzip.compress(BODY)[:-3], 400),
        ({"Content_Encoding": "zstd"}, zstandard.compress(BODY)[:-3], 400),
        ({"Content_Encoding": "br"}, BODY, 415),
        ({"Content_Type": "application/json"}, BODY, 415),
        ({"Content_Type": ""}, BODY, 415),
        ({"Content_Type": "multipart/form-data"}, BODY, 400),
        ({"Content_Type": "multipart/form-data; boundary=x"}, BODY, 400),
        ({"Content_Type": "multipart/form-data; boundary=x"}, b"--x--\r\n", 422),
        ({"Idempotency_Key": ""}, BODY, 422),
        ({"Idempotency_Key": "ä"}, BODY, 422),
        ({"Idempotency_Key": "k" * 256}, BODY, 422),
    ],
)
def test_what_cannot_be_read_as_a_whole_is_refused_and_leaves_nothing(
    serve: Serve, queue_redis: RedisServer, headers: dict[str, str], body: bytes, status: int
) -> None:
    problem_of(post(serve(), body, **headers), status)
    assert names(queue_redis.client, "*") == []


@pytest.mark.parametrize("name", ["datei", "webhook"])
def test_a_form_with_something_else_is_422_and_the_part_is_named(serve: Serve, name: str) -> None:
    form = {name: (io.BytesIO(BODY), "archive") if name == "datei" else "x"}
    response = serve().post("/v1/jobs", data=form, content_type="multipart/form-data")
    assert pointers(problem_of(response, 422)) == [f"/{name}"]


@pytest.mark.parametrize("coding", COMPRESS)
def test_limits_are_named_and_nothing_is_left(serve: Serve, queue_redis: RedisServer, coding: Coding) -> None:
    for settings, unit in (({"job_articles": 9}, "articles"), ({"job_bytes": 200}, "bytes")):
        problem = problem_of(post(serve(**settings), COMPRESS[coding](BODY), Content_Encoding=coding), 413)
        assert (problem["limit"], problem["unit"]) == (next(iter(settings.values())), unit)
        assert names(queue_redis.client, "*") == []


def test_a_body_that_is_announced_as_too_long_is_refused_before_it_is_sent(serve: Serve) -> None:
    response = serve().post("/v1/jobs", content_type=NDJSON, environ_overrides={"CONTENT_LENGTH": "500000001"})
    assert problem_of(response, 413)["limit"] == 500_000_000


@pytest.mark.parametrize("path", ["", "/results"])
@pytest.mark.parametrize("job", ["0" * 32, "open", "figures", "ä", "0" * 31])
def test_an_unknown_job_is_404(serve: Serve, job: str, path: str) -> None:
    client = serve()
    post(client)
    problem_of(client.get(f"/v1/jobs/{job}{path}"), 404)
    problem_of(client.delete(f"/v1/jobs/{job}"), 404)


@pytest.mark.parametrize("query", ["offset=-1", "offset=x", "offset=11", "limit=0", "ofset=1"])
def test_wrong_offsets_are_422_and_named(serve: Serve, query: str) -> None:
    client = serve()
    address = post(client).headers["Location"]
    problem = problem_of(client.get(f"{address}/results?{query}"), 422)
    assert pointers(problem) == [f"/query/{query.split('=', maxsplit=1)[0]}"]


def test_before_the_first_chunk_there_are_no_results_and_the_offset_stays(serve: Serve) -> None:
    client = serve()
    response = client.get(post(client).headers["Location"] + "/results?offset=4")
    assert (response.status_code, response.data) == (200, b"")
    assert (response.headers["Next-Offset"], response.headers["Job-State"]) == ("4", "queued")


def test_a_cancelled_job_keeps_nothing_but_its_state(serve: Serve, queue_redis: RedisServer) -> None:
    client = serve()
    address = post(client).headers["Location"]
    for _ in range(2):
        assert client.delete(address).status_code == 204
    assert client.get(address).get_json()["state"] == "cancelled"
    assert texts_left(queue_redis) == []
    problem_of(client.get(f"{address}/results"), 410)


def test_without_redis_it_is_503_and_says_what_is_missing(tmp_path: Path) -> None:
    client = create_app(Settings()).test_client()
    for response in (post(client), client.get(f"/v1/jobs/{'0' * 32}"), client.delete(f"/v1/jobs/{'0' * 32}")):
        problem = problem_of(response, 503)
        assert problem["type"] == "urn:wortlaut:problem:no-queue"
        for word in ("WORTLAUT_QUEUE_URL", "wortlaut worker", "wortlaut archive"):
            assert word in problem["detail"]


def test_a_redis_that_does_not_answer_is_503_soon(serve: Serve, tmp_path: Path) -> None:
    server = RedisServer(tmp_path)
    server.stop()
    started = time.monotonic()
    problem = problem_of(post(serve(queue_url=server.url)), 503)
    assert "WORTLAUT_QUEUE_URL" in problem["detail"]
    assert time.monotonic() - started < 5


def test_a_full_redis_is_503_and_nothing_of_the_job_is_left(serve: Serve, tmp_path: Path) -> None:
    server = RedisServer(tmp_path, maxmemory=5_000_000)
    try:
        noise = [b'{"text":"%s"}\n' % random_text(number) for number in range(200)]
        problem = problem_of(post(serve(queue_url=server.url), b"".join(noise)), 503)
        assert "full" in problem["detail"]
        assert names(server.client, "*") == []
    finally:
        server.stop()


def random_text(number: int) -> bytes:
    return b"".join(hashlib.sha512(b"%d %d" % (number, part)).hexdigest().encode() for part in range(400))


def test_the_cache_s_redis_is_the_jobs_too_where_no_other_is_named(queue_redis: RedisServer) -> None:
    client = create_app(Settings(redis_url=queue_redis.url)).test_client()
    assert post(client).status_code == 202


def test_figures_say_how_many_jobs_wait_and_that_nobody_works(serve: Serve) -> None:
    client = serve()
    post(client)
    figures = client.get("/metrics").get_data(as_text=True)
    for line in ("jobs_waiting 1.0", "job_chunks_waiting 4.0", "job_workers 0.0", "queue_available 1.0"):
        assert f"\nwortlaut_{line}\n" in figures
    none = create_app(Settings()).test_client().get("/metrics").get_data(as_text=True)
    assert "\nwortlaut_queue_available 0.0\n" in none
