"""Every route and command is documented, and what is documented exists."""

import re
import subprocess
import sys

import pytest

from service.app import create_app
from tests.docs.pages import PAGES, ROOT, code

API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
WITHOUT_BODY = {"HEAD", "OPTIONS"}
FILES = {"docs.file", "page.file"}
_IN_BRACES = r"{\1}"
COMMANDS = sorted({name for page in PAGES for name in re.findall(r"\bwortlaut ([a-z]+)\b", code(page))} - {"wortlaut"})


def _routes() -> set[str]:
    """The service's own routes, such as `GET /v1/registers/{name}`; files under another route count with it."""
    rules = [
        (re.sub(r"/<.*", "", rule.rule) if rule.endpoint in FILES else rule.rule, rule.methods or set())
        for rule in create_app().url_map.iter_rules()
    ]
    whole = [(method, path) for path, methods in rules for method in methods - WITHOUT_BODY]
    return {f"{method} {re.sub(r'<(?:[^>]*:)?([^>]*)>', _IN_BRACES, path)}" for method, path in whole}


def test_every_route_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"\b((?:GET|POST|PUT|DELETE) /[\w./{}]*)", API))
    assert _routes() == documented


def test_operations_explains_every_route_for_operators() -> None:
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    for route in ("GET /healthz", "GET /readyz", "GET /info", "GET /metrics"):
        assert route in _routes()
        assert f"`{route}`" in operations


def _help(*arguments: str) -> str:
    run = "import sys; from service.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", run, *arguments, "--help"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_that_a_page_names_exists_with_its_options(name: str) -> None:
    explained = _help(name)
    lines = [line for page in PAGES for line in code(page).splitlines() if re.search(rf"\bwortlaut {name}\b", line)]
    for option in {option for line in lines for option in re.findall(r"(?<!\w)--[a-z][\w-]*", line.split("#")[0])}:
        assert option in explained


def test_the_readme_shows_every_command() -> None:
    listed = set(re.findall(r"^\s+(quotes|annotate|serve|evaluate|[a-z]+)\s{2,}", _help(), flags=re.MULTILINE))
    assert {"quotes", "speakers", "annotate", "serve", "evaluate"} <= listed
    readme = code(ROOT / "README.md")
    assert {name for name in listed if f"wortlaut {name}" not in readme} == set()
