"""What the pages point to is there."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, anchors, code, links

LOCAL_LINKS = [(page, link) for page in PAGES for link in links(page) if not re.match(r"[a-z]+:", link)]


def test_there_are_pages_with_links_to_look_at() -> None:
    assert len(PAGES) >= 10
    assert len(LOCAL_LINKS) >= 20


@pytest.mark.parametrize(("page", "link"), LOCAL_LINKS, ids=lambda part: getattr(part, "name", part))
def test_every_link_leads_somewhere(page: Path, link: str) -> None:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    assert target.exists(), f"{page.relative_to(ROOT)} links to {link}"
    assert target.is_relative_to(ROOT)
    if anchor:
        assert anchor in anchors(target), f"{page.relative_to(ROOT)} links to {link}"


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(links(folder / "README.md"))
    assert {page.name for page in folder.glob("[0-9]*.md")} == {link for link in listed if link[0].isdigit()}


def test_every_make_target_that_a_page_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = {(page.name, name) for page in PAGES for name in re.findall(r"\bmake ([a-z]+)\b", code(page))}
    assert named
    assert {(page, name) for page, name in named if name not in targets} == set()


def test_every_module_that_a_page_runs_exists() -> None:
    named = {name for page in PAGES for name in re.findall(r"python -m ([\w.]+)", code(page))}
    assert named
    assert {name for name in named if find_spec(name) is None} == set()


def test_every_file_that_a_page_names_exists() -> None:
    """Paths set as code, such as `api_spec/openapi.yaml`; placeholders in capitals are not paths."""
    top = {path.name for path in ROOT.iterdir()}
    for page in PAGES:
        if page.parent == ROOT / "training":
            continue  # names files of data sets that lie outside
        for name in re.findall(r"(?<![\w./@-])((?:[\w.-]+/)+[\w-]+\.\w+)", code(page)):
            if name.split("/")[0] in top:
                assert (ROOT / name).exists(), f"{page.relative_to(ROOT)} names {name}"
