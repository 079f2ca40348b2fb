"""Requests that are JSON, but not what is asked for: every wrong field is named by a JSON pointer."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.settings import Settings
from tests.api.problems import pointers, problem_of

LIMIT = Settings().max_characters


def _post(client: FlaskClient, body: Any, status: int) -> dict[str, Any]:
    # json.dumps escapes lone surrogates, as a careless client would.
    return problem_of(client.post("/v1/quotes", data=json.dumps(body), content_type="application/json"), status)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, ["/text"]),
        ([], [""]),
        ("text", [""]),
        (None, [""]),
        (1, [""]),
        ({"text": ""}, ["/text"]),
        ({"text": " \n\t\r\u00a0\u2003"}, ["/text"]),
        ({"text": None}, ["/text"]),
        ({"text": 1}, ["/text"]),
        ({"text": ["a"]}, ["/text"]),
        ({"text": {"a": "b"}}, ["/text"]),
        ({"text": True}, ["/text"]),
        ({"text": "a", "title": 1}, ["/title"]),
        ({"text": "a", "titel": "b"}, ["/titel"]),
        ({"text": "a", "html": "b"}, ["/html"]),
        ({"text": "a", "x/y~z": 1}, ["/x~1y~0z"]),
        ({"text": "a", "": 1}, ["/"]),
        ({"text": "a", "language": "en"}, ["/language"]),
        ({"text": "a", "language": 1}, ["/language"]),
        ({"text": "a", "options": None}, ["/options"]),
        ({"text": "a", "options": []}, ["/options"]),
        ({"text": "a", "options": {"type": "direct"}}, ["/options/type"]),
        ({"text": "a", "options": {"types": "direct"}}, ["/options/types"]),
        ({"text": "a", "options": {"types": []}}, ["/options/types"]),
        ({"text": "a", "options": {"types": ["direct", "spoken", 3]}}, ["/options/types/1", "/options/types/2"]),
        ({"text": "a", "options": {"min_confidence": "0.5"}}, ["/options/min_confidence"]),
        ({"text": "a", "options": {"min_confidence": True}}, ["/options/min_confidence"]),
        ({"text": "a", "options": {"min_confidence": 1.01}}, ["/options/min_confidence"]),
        ({"text": "a", "options": {"min_confidence": -1}}, ["/options/min_confidence"]),
        ({"text": "a", "options": {"min_confidence": 10**400}}, ["/options/min_confidence"]),
        ({"text": "a", "options": {"offset_unit": "bytes"}}, ["/options/offset_unit"]),
        ({"text": "a", "options": {"candidates": "yes"}}, ["/options/candidates"]),
        ({"text": "a", "options": {"candidates": 1}}, ["/options/candidates"]),
        ({"text": "a", "options": {"candidates": None}}, ["/options/candidates"]),
        ({"text": "", "title": 2, "more": 3}, ["/text", "/title", "/more"]),
    ],
)
def test_wrong_fields_are_422_with_a_pointer_to_each(bare: FlaskClient, body: Any, expected: list[str]) -> None:
    assert sorted(pointers(_post(bare, body, 422))) == sorted(expected)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"text": "Er sagte \ud83d nichts."}, "/text"),
        ({"text": "\udc00"}, "/text"),
        ({"text": "\ude00\ud83d"}, "/text"),
        ({"text": "a", "title": "\ud800"}, "/title"),
        ({"text": "a", "options": {"types": ["\ud800"]}}, "/options/types/0"),
        ({"text": "a", "\ud800": 1}, "/\ud800"),
    ],
)
def test_half_a_surrogate_pair_is_422_with_a_pointer(bare: FlaskClient, body: Any, pointer: str) -> None:
    assert pointers(_post(bare, body, 422)) == [pointer]


@pytest.mark.parametrize("length", [LIMIT + 1, 200_000])
def test_a_text_over_the_limit_is_413_and_names_field_and_limit(bare: FlaskClient, length: int) -> None:
    problem = _post(bare, {"text": "ä" * length}, 413)
    assert pointers(problem) == ["/text"]
    assert (problem["limit"], problem["unit"]) == (LIMIT, "characters")


def test_a_title_over_the_limit_is_413(bare: FlaskClient) -> None:
    problem = _post(bare, {"text": "a", "title": "b" * (Settings().max_title_characters + 1)}, 413)
    assert pointers(problem) == ["/title"]


def test_the_longest_text_passes_even_if_all_of_it_is_escaped(bare: FlaskClient) -> None:
    """503 is what a valid request gets while the models are being loaded."""
    body = json.dumps({"text": "😀" * LIMIT})
    assert len(body) == LIMIT * 12 + 12
    problem_of(bare.post("/v1/quotes", data=body, content_type="application/json"), 503)
