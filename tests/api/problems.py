"""What every error of the service has in common."""

import re
from typing import Any

from werkzeug.test import TestResponse

from service.api.schemas import ProblemSchema


def problem_of(response: TestResponse, status: int) -> dict[str, Any]:
    """The problem detail of an error response, after checking what RFC 9457 and the contract ask of it."""
    assert response.status_code == status, response.get_data(as_text=True)
    assert response.content_type == "application/problem+json"
    problem: dict[str, Any] = response.get_json(force=True)
    assert ProblemSchema().validate(problem) == {}
    assert problem["status"] == status
    assert re.fullmatch(r"urn:wortlaut:problem:[a-z-]+", problem["type"])
    assert response.headers["X-Request-ID"]
    return problem


def pointers(problem: dict[str, Any]) -> list[str]:
    return [error["pointer"] for error in problem["errors"]]
