"""Bodies that cannot be read get an answer that says why. No models are needed for that."""

import gzip
import io
import json
import zlib

import pytest
from flask.testing import FlaskClient

from service.api.body import parse
from service.api.problems import Problem
from service.settings import Settings
from tests.api.problems import pointers, problem_of

JSON = "application/json"
LIMIT = Settings().max_body_bytes


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "empty"),
        (b'{"text": "Er sagt', "line 1, column 10"),
        (b'{"text": "a"', "not JSON"),
        (b'{"text": "a"} {}', "Extra data"),
        (b"{'text': 'a'}", "not JSON"),
        (b'{"text": "a", "text": "b"}', '"text" twice'),
        (b'{"text": "a", "options": {"types": [], "types": []}}', '"types" twice'),
        (b'{"text": "a\nb"}', "control character"),
        (b'{"text": "a", "options": {"min_confidence": NaN}}', "NaN"),
        (b'{"text": "a", "options": {"min_confidence": -Infinity}}', "-Infinity"),
        (b'{"text": "' + "ä".encode("latin-1") + b'"}', "UTF-8 (byte 10)"),
        (b'{"text": "\xed\xa0\x80"}', "UTF-8"),
        ('{"text": "a"}'.encode("utf-16"), "UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"text": ' + b"9" * 10_000 + b"}", "not JSON"),
    ],
)
def test_a_body_that_is_not_json_is_refused_with_the_reason(bare: FlaskClient, body: bytes, says: str) -> None:
    problem = problem_of(bare.post("/v1/quotes", data=body, content_type=JSON), 400)
    assert says in problem["detail"]


def test_a_byte_order_mark_is_no_reason_to_refuse() -> None:
    assert parse(b'\xef\xbb\xbf{"text": "a"}') == {"text": "a"}


def test_a_key_may_come_again_in_another_object() -> None:
    assert parse(b'[{"a": 1}, {"a": 2}]') == [{"a": 1}, {"a": 2}]


def test_the_reason_quotes_nothing_of_the_text() -> None:
    with pytest.raises(Problem) as caught:
        parse(b'{"text": "Geheimes')
    assert "Geheimes" not in caught.value.detail + str(caught.value)


@pytest.mark.parametrize(
    "content_type",
    [None, "text/plain", "text/json", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data",
     "application/json; charset=iso-8859-1", "application/"],
)  # fmt: skip
def test_another_content_type_is_415_and_says_what_is_read(bare: FlaskClient, content_type: str | None) -> None:
    response = bare.post("/v1/quotes", data=b'{"text": "a"}', content_type=content_type)
    problem_of(response, 415)
    assert response.headers["Accept"] == JSON


@pytest.mark.parametrize(
    "content_type",
    ["application/json; charset=UTF-8", "Application/JSON", "application/ld+json", "application/json;x=y"],
)
def test_json_by_its_other_names_is_read(bare: FlaskClient, content_type: str) -> None:
    assert pointers(problem_of(bare.post("/v1/quotes", data=b"{}", content_type=content_type), 422)) == ["/text"]


def test_another_content_coding_is_415_and_says_which_are_read(bare: FlaskClient) -> None:
    response = bare.post("/v1/quotes", data=b"x", content_type=JSON, headers={"Content-Encoding": "br"})
    problem_of(response, 415)
    assert "gzip" in response.headers["Accept-Encoding"]


def _gzipped(client: FlaskClient, data: bytes, status: int) -> dict[str, object]:
    response = client.post("/v1/quotes", data=data, content_type=JSON, headers={"Content-Encoding": "gzip"})
    return problem_of(response, status)


def test_a_gzipped_body_is_read(bare: FlaskClient) -> None:
    assert set(pointers(_gzipped(bare, gzip.compress(b'{"txt": "a"}'), 422))) == {"/text", "/txt"}


def test_a_gzip_bomb_is_413_without_unpacking_it(bare: FlaskClient) -> None:
    bomb = zlib.compressobj(9, wbits=31)
    packed = b"".join(bomb.compress(bytes(2**20)) for _ in range(500)) + bomb.flush()  # half a gigabyte
    assert len(packed) < LIMIT
    problem = _gzipped(bare, packed, 413)
    assert (problem["limit"], problem["unit"]) == (LIMIT, "bytes")


@pytest.mark.parametrize(
    "data",
    [b'{"text": "a"}', gzip.compress(b'{"text": "a"}')[:-4], gzip.compress(b"{}") + b"more", zlib.compress(b"{}"), b""],
)
def test_what_only_claims_to_be_gzip_is_400(bare: FlaskClient, data: bytes) -> None:
    _gzipped(bare, data, 400)


def test_a_body_without_a_length_is_413_as_well_when_it_is_too_long(bare: FlaskClient) -> None:
    """As gunicorn hands on chunked bodies."""
    problem = problem_of(
        bare.post(
            "/v1/quotes",
            input_stream=io.BytesIO(b" " * (LIMIT + 100_000)),
            content_type=JSON,
            environ_overrides={"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
        ),
        413,
    )
    assert (problem["limit"], problem["unit"]) == (LIMIT, "bytes")


@pytest.mark.parametrize("length", [LIMIT + 1, LIMIT + 2, 2 * LIMIT])
def test_a_body_over_the_limit_is_413_and_names_it(bare: FlaskClient, length: int) -> None:
    body = json.dumps({"text": "a" * (length - 12)}).encode()
    assert len(body) == length
    problem = problem_of(bare.post("/v1/quotes", data=body, content_type=JSON), 413)
    assert (problem["limit"], problem["unit"]) == (LIMIT, "bytes")
