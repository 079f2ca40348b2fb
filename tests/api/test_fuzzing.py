"""Requests that schemathesis makes up from the contract, right and wrong ones, get what the contract says."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.conftest import Start
from tests.api.test_specification import OPERATIONS

pytestmark = [pytest.mark.models, pytest.mark.slow]

EXAMPLES = 4  # for each operation, and as many wrong ones
CHECKS = [
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]


@pytest.fixture
def contract(start: Start) -> BaseSchema:
    return schemathesis.openapi.from_wsgi("/openapi.json", start(log_level="error"))


def _can_be_wrong(operation: dict[str, Any]) -> bool:
    """Of an address alone nothing that could be sent is wrong."""
    return "requestBody" in operation or any(one["in"] == "query" for one in operation.get("parameters", ()))


CASES = [(method, path, GenerationMode.POSITIVE) for method, path, _ in OPERATIONS] + [
    (method, path, GenerationMode.NEGATIVE) for method, path, operation in OPERATIONS if _can_be_wrong(operation)
]


@pytest.mark.parametrize(("method", "path", "mode"), CASES)
def test_an_operation_answers_as_the_contract_says(
    method: str, path: str, mode: GenerationMode, contract: BaseSchema
) -> None:
    made_up = contract[path][method.upper()].as_strategy(generation_mode=mode)

    @given(made_up)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def check(case: Case[Any]) -> None:
        case.validate_response(case.call(), checks=CHECKS)

    check()
