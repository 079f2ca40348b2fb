"""The contract for machines is what the code says, and the code does what it says."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from api_spec.__main__ import FILE, specification
from api_spec.answers import formatted, requests
from service.export import FORMATS

SPEC: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
OPERATIONS = [
    (method, path, operation)
    for path, methods in SPEC["paths"].items()
    for method, operation in methods.items()
    if method != "parameters"
]


def validator(schema: dict[str, Any]) -> OAS31Validator:
    resource = DRAFT202012.create_resource(SPEC)
    registry: Registry[Any] = Registry().with_resource("urn:spec", resource)
    return OAS31Validator({"$ref": f"urn:spec{schema['$ref']}"} if "$ref" in schema else schema, registry=registry)


def _resolved(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    found: Any = SPEC
    for part in node["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)


def test_the_file_is_what_the_code_says() -> None:
    assert FILE.read_text(encoding="utf-8") == specification(), "run `make spec`"


def test_it_is_valid_openapi_3_1() -> None:
    assert SPEC["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(SPEC).iter_errors()) == []


def test_the_service_serves_the_same_contract(bare: FlaskClient) -> None:
    assert bare.get("/openapi.json").get_json() == SPEC


def test_every_operation_has_a_name_a_summary_and_a_description() -> None:
    assert len(OPERATIONS) >= 5
    names = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(set(names)) == len(names)
    for _, _, operation in OPERATIONS:
        assert operation["summary"]
        assert operation["description"]


def test_every_operation_belongs_to_a_group_that_is_described() -> None:
    groups = {tag["name"]: tag["description"] for tag in SPEC["tags"]}
    for _, path, operation in OPERATIONS:
        (tag,) = operation["tags"]
        assert groups[tag], path


def test_every_success_with_a_body_has_an_example() -> None:
    for _, path, operation in OPERATIONS:
        for status, response in operation["responses"].items():
            for kind, content in response.get("content", {}).items():
                if status < "300":
                    assert content.keys() & {"example", "examples"}, (path, status, kind)


def test_every_request_body_has_an_example() -> None:
    bodies = [operation["requestBody"]["content"] for _, _, operation in OPERATIONS if "requestBody" in operation]
    assert len(bodies) >= 4
    for contents in bodies:
        assert any(content.keys() & {"example", "examples"} for content in contents.values())


def test_every_error_is_a_problem_detail_with_an_example() -> None:
    for _, path, operation in OPERATIONS:
        assert "500" in operation["responses"], path
        for status, response in operation["responses"].items():
            if status >= "400":
                (content_type,) = _resolved(response)["content"]
                assert content_type == "application/problem+json", (path, status)
                assert _resolved(response)["content"][content_type]["example"]["status"] == int(status)


def test_post_quotes_documents_every_error_it_can_give() -> None:
    responses = SPEC["paths"]["/v1/quotes"]["post"]["responses"]
    assert responses.keys() == {"200", "304", "400", "406", "413", "415", "422", "429", "500", "503"}
    for status in ("429", "503"):
        assert "Retry-After" in _resolved(responses[status])["headers"]


def _contents(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "schema" in node and node.keys() & {"example", "examples"}:
            yield node
        for inner in node.values():
            yield from _contents(inner)


ENTRY: dict[str, object] = {"id": "Q1", "name": "Lena Brandt", "aliases": ["L. Brandt"], "kind": None}


@pytest.mark.parametrize(
    ("register", "valid"),
    [
        ({"people": []}, True),
        ({"people": [ENTRY, {"id": "2", "name": "Holm, Jan"}]}, True),
        ({}, False),
        ({"people": {}}, False),
        ({"people": [], "more": 1}, False),
        ({"people": [{"id": "1"}]}, False),
        ({"people": [{**ENTRY, "id": 1}]}, False),
        ({"people": [{**ENTRY, "id": ""}]}, False),
        ({"people": [{**ENTRY, "name": "A" * 301}]}, False),
        ({"people": [{**ENTRY, "aliases": ["B"] * 51}]}, False),
        ({"people": [{**ENTRY, "kind": "human"}]}, False),
        ({"people": [{**ENTRY, "alias": "B"}]}, False),
    ],
)
def test_the_published_schema_of_a_register_takes_what_the_service_takes(
    bare: FlaskClient, register: dict[str, object], valid: bool
) -> None:
    refused = list(validator({"$ref": "#/components/schemas/Register"}).iter_errors(register))
    assert (not refused) == valid
    assert bare.put("/v1/registers/test", json=register).status_code == (201 if valid else 422)


def test_every_example_fits_its_schema() -> None:
    contents = list(_contents(SPEC))
    assert len(contents) >= 10
    for content in contents:
        shown = [content["example"]] if "example" in content else [e["value"] for e in content["examples"].values()]
        for example in shown:
            assert list(validator(content["schema"]).iter_errors(example)) == []


def test_the_example_requests_are_read(bare: FlaskClient) -> None:
    """503 is what a valid request gets while the models are being loaded."""
    examples = list(requests(SPEC))
    assert {operation for operation, *_ in examples} >= {"findQuotes", "findQuotesInBatch", "compareArticles"}
    for operation, path, name, body in examples:
        assert bare.post(path, json=body).status_code == 503, (operation, name)


@pytest.mark.models
def test_the_example_answers_are_what_the_service_really_answers(client: FlaskClient) -> None:
    """`make examples` asks anew. Confidences may be a little different: other processors round otherwise."""
    for operation, path, name, body in requests(SPEC):
        content = SPEC["paths"][path]["post"]["responses"]["200"]["content"]["application/json"]
        shown = content["examples"][name]["value"]
        assert _judged(client.post(path, json=body).get_json()) == _judged(shown), f"{operation}, {name}: make examples"


@pytest.mark.models
@pytest.mark.parametrize("name", FORMATS)
def test_the_examples_in_other_formats_are_what_the_service_really_answers(name: str, client: FlaskClient) -> None:
    """Figures aside: other processors round confidences otherwise."""
    contents = SPEC["paths"]["/v1/quotes"]["post"]["responses"]["200"]["content"]
    shown = contents[FORMATS[name].media_type.partition(";")[0]]["examples"][name]["value"]
    answer = formatted(client, name)
    figures = re.compile(r"0\.\d+|wortlaut-de-\w+")
    assert figures.sub("", json.dumps(answer)) == figures.sub("", json.dumps(shown)), "make examples"


def _judged(answer: Any, name: str = "") -> Any:
    """The answer without versions, and with confidences that count as equal when they are close."""
    if isinstance(answer, dict):
        return {key: _judged(value, key) for key, value in answer.items() if key not in {"version", "model"}}
    if isinstance(answer, list):
        return [_judged(one) for one in answer]
    return pytest.approx(answer, abs=0.1) if name == "confidence" else answer


@pytest.mark.models
def test_real_answers_fit_the_contract(client: FlaskClient) -> None:
    article = {"text": "„Wir bauen weiter“, sagte Lena Brandt der „Kieler Post“. Laut Jan Holm fehlt das Geld."}
    bodies = {
        "/v1/quotes": article,
        "/v1/quotes/batch": {"articles": [article, {}]},
        "/v1/compare": {"before": article, "after": {"text": "„Wir bauen“, sagte Lena Brandt."}},
        "/v1/registers/{name}": {"people": [{"id": "Q1", "name": "Lena Brandt"}]},
    }
    # What is made is there to be read, and deleted last.
    for method, path, operation in sorted(OPERATIONS, key=lambda one: ("put", "post", "get", "delete").index(one[0])):
        if path.startswith("/v1/jobs"):
            continue  # need a Redis: tests/jobs
        body = bodies.get(path) if method in {"put", "post"} else None
        response = client.open(path.replace("{name}", "politik"), method=method.upper(), json=body)
        documented = operation["responses"][str(response.status_code)]
        assert response.status_code < 300, path
        if response.status_code == 204:
            assert response.data == b""
            continue
        content = documented["content"][response.mimetype]
        answer = response.get_json() if response.mimetype == "application/json" else response.get_data(as_text=True)
        assert list(validator(content["schema"]).iter_errors(answer)) == []
        for header in documented.get("headers", {}):
            assert header in response.headers, (path, header)
