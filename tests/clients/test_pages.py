"""What docs/clients.md and docs/integrations tell readers to do works, and prints what they say."""

import re
from pathlib import Path
from shutil import copy

import pytest

from tests.api.serving import Server
from tests.clients.pages import Section, installed_by_tests, sections
from tests.clients.tools import ROOT, check_php, needs, use_npm_packages

INTEGRATIONS = ROOT / "docs" / "integrations"
PAGES = [ROOT / "docs" / "clients.md", *sorted(set(INTEGRATIONS.glob("*.md")) - {INTEGRATIONS / "README.md"})]
SECTIONS = [section for page in PAGES for section in sections(page)]
_NEEDS = {"curl": "curl", "npx": "npm", "node": "node", "php": "php", "openapi-generator-cli": "java"}


def _tools(section: Section) -> list[str]:
    commands = " ".join(section.commands)
    named = {tool for name, tool in _NEEDS.items() if re.search(rf"^{name}\b", commands, re.MULTILINE)}
    return sorted(named | ({"javac"} if "Quotes.java" in section.files else set()))


@pytest.mark.models
@pytest.mark.slow
@pytest.mark.parametrize("section", [pytest.param(one, id=str(one), marks=needs(*_tools(one))) for one in SECTIONS])
def test_a_section_does_what_it_says(section: Section, server: Server, tmp_path: Path) -> None:
    use_npm_packages(tmp_path)
    copy(Path(__file__).with_name("wordpress.php"), tmp_path)
    section.do(tmp_path, server.url)
    check_php(tmp_path)


def test_every_page_has_code_that_prints_something() -> None:
    assert len(SECTIONS) >= 12
    for page in PAGES:
        blocks = [block for section in SECTIONS if section.page == page for block in section.blocks]
        assert any(language == "text" for language, _ in blocks), page.name


def test_every_package_to_install_is_one_that_these_tests_ran_with() -> None:
    wanted = {name for section in SECTIONS for name in section.packages()}
    assert wanted >= {"openapi-python-client", "openapi-fetch"}
    assert wanted - installed_by_tests() == set()
