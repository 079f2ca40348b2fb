"""Clients generated from api_spec/openapi.yaml build, and understand what the real service says."""

import json
import sys
from pathlib import Path

import pytest

from api_spec.__main__ import FILE, contract
from api_spec.answers import requests
from tests.api.serving import Server
from tests.clients.tools import ROOT, run

HERE = Path(__file__).parent
CONFIG = """
project_name_override: wortlaut-client
package_name_override: wortlaut_client
post_hooks: []
content_type_overrides: {application/x-ndjson: application/octet-stream}
"""
pytestmark = [pytest.mark.models, pytest.mark.slow]


def test_the_python_client_is_built_and_understands_every_example(server: Server, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    options = ("--config", "config.yaml", "--meta", "setup", "--output-path", "client", "--fail-on-warning")
    run("openapi-python-client", "generate", "--path", str(FILE), *options, folder=tmp_path)
    run("python", "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "./client", folder=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    examples = [(operation, path, body) for operation, path, _, body in requests(contract())]
    sent = [*examples, ("findQuotes", "/v1/quotes", {"text": " "}), ("getInfo", "/info", None)]
    given = json.dumps([(operation, body) for operation, _, body in sent])
    script = (sys.executable, str(HERE / "round_trip.py"), server.url)
    understood = json.loads(run(*script, folder=tmp_path, python_path=wheel, given=given))
    for (operation, path, wanted), (body, answer) in zip(sent, understood, strict=True):
        assert body == wanted, operation
        assert server.ask(path, wanted).json() == answer, operation


def test_nothing_generated_is_tracked() -> None:
    ignored = run("git", "check-ignore", "tests/node/node_modules", folder=ROOT)
    assert ignored.strip() == "tests/node/node_modules"
