"""Asks the service, with its bundled models, for the answers that the contract shows: `make examples`.

Every POST operation whose body has example requests in JSON is asked; its answers go to service/api/examples.json.
"""

import sys
import time
from collections.abc import Iterator
from typing import Any

import orjson
from flask.testing import FlaskClient

from api_spec.__main__ import contract
from service.api.examples import ANSWERS_FILE, FORMATTED, REQUESTS
from service.app import create_app
from service.export import FORMATS
from service.settings import Settings


def requests(spec: dict[str, Any]) -> Iterator[tuple[str, str, str, Any]]:
    """Operation, path, name and body of each example request of the contract that the models answer."""
    for path, methods in spec["paths"].items():
        content = methods.get("post", {}).get("requestBody", {}).get("content", {}).get("application/json", {})
        if "200" in methods.get("post", {}).get("responses", {}):
            for name, example in content.get("examples", {}).items():
                yield methods["post"]["operationId"], path, name, example["value"]


def formatted(client: FlaskClient, name: str) -> Any:
    """The first example article's answer in another format: JSON as its value, everything else as text."""
    reply = client.post(f"/v1/quotes?format={name}", json=next(iter(REQUESTS.values()))["value"])
    return reply.get_json() if reply.is_json else reply.get_data(as_text=True)


def main() -> int:
    asked = list(requests(contract()))
    client = create_app(Settings(log_level="error")).test_client()
    while client.get("/readyz").status_code != 200:
        time.sleep(0.1)
    answers: dict[str, dict[str, Any]] = {}
    for operation, path, name, body in asked:
        reply = client.post(path, json=body)
        if reply.status_code != 200:
            sys.stderr.write(f"{operation}, example {name}: {reply.get_data(as_text=True)}\n")
            return 1
        answers.setdefault(operation, {})[name] = reply.get_json()
    answers[FORMATTED] = {name: formatted(client, name) for name in FORMATS}
    ANSWERS_FILE.write_bytes(orjson.dumps(answers, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    return 0


if __name__ == "__main__":
    sys.exit(main())
