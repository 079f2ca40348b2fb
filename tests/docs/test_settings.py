"""Settings and figures are on the pages as they are in the code."""

import re

from service.runtime.metrics import Metrics
from service.settings import SETTINGS
from tests.docs.pages import PAGES, ROOT
from tools.readme import readme

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_is_what_make_docs_would_write() -> None:
    assert readme(README) == README


def test_the_readme_lists_every_setting_once() -> None:
    listed = re.findall(r"^\| `(WORTLAUT_\w+)` \|", README, flags=re.MULTILINE)
    assert listed == [setting.variable for setting in SETTINGS]


def test_no_page_and_no_file_for_containers_names_a_setting_that_does_not_exist() -> None:
    known = {setting.variable for setting in SETTINGS}
    for path in [*PAGES, ROOT / "docker-compose.yml", ROOT / "docker" / "Dockerfile", ROOT / "Makefile"]:
        named = set(re.findall(r"WORTLAUT_[A-Z_]+", path.read_text(encoding="utf-8")))
        assert named <= known, f"{path.relative_to(ROOT)}: {named - known}"


def test_operations_explains_every_figure_and_no_other() -> None:
    exposed = re.findall(r"^# HELP (wortlaut_\w+)", Metrics().exposition().decode(), flags=re.MULTILINE)
    figures = {re.sub(r"_(total|created)$", "", name) for name in exposed}
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(wortlaut_\w+)`", operations)) == figures
