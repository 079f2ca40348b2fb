"""The project's files agree with one another."""

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import service
from tests.docs.pages import ROOT, tracked


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _pins(lock: str) -> dict[str, str]:
    pins = re.findall(
        r"^([\w.-]+)==([^\s;]+)(.*?)(?=^\S|\Z)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert all("--hash=sha256:" in rest for _, _, rest in pins)
    return {_normal(name): version for name, version, _ in reversed(pins)}  # the first of several is Python 3.11's


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _names(requirements: list[str]) -> dict[str, str | None]:
    found = [re.fullmatch(r"([\w.-]+)(?:\[[\w,-]+\])?(?:==([\w.]+))?", requirement) for requirement in requirements]
    return {_normal(match[1]): match[2] for match in found if match}


def test_the_lock_pins_every_direct_dependency_but_torch() -> None:
    wanted = _names(_project()["project"]["dependencies"])
    pins = _pins("requirements.lock")
    assert wanted.keys() - pins.keys() == {"torch"}
    assert {name for name, version in wanted.items() if version and name != "torch" and pins[name] != version} == set()


def test_the_development_lock_adds_to_the_other_and_contradicts_it_nowhere() -> None:
    run, develop = _pins("requirements.lock"), _pins("requirements-dev.lock")
    assert run.items() <= develop.items()
    lines = (ROOT / "requirements-dev.in").read_text(encoding="utf-8").splitlines()
    assert _names([line for line in lines if line and not line.startswith("#")]).keys() <= develop.keys()


def test_torch_has_one_version_everywhere() -> None:
    places = ["pyproject.toml", "Makefile", "docker/Dockerfile"]
    versions = {
        v for place in places for v in re.findall(r"torch==([\d.]+)", (ROOT / place).read_text(encoding="utf-8"))
    }
    assert len(versions) == 1
    for lock in ("requirements.lock", "requirements-dev.lock"):
        assert not {name for name in _pins(lock) if name == "torch" or name.startswith(("nvidia-", "cuda-"))}


def test_locks_say_nothing_about_where_packages_come_from() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (ROOT / lock).read_text(encoding="utf-8")
    packages = json.loads((ROOT / "tests" / "node" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name for name, package in packages.items() if "resolved" in package} == set()
    assert {name for name, package in packages.items() if name and "integrity" not in package} == set()


def test_every_package_that_the_service_imports_is_a_direct_dependency_and_no_other_is() -> None:
    wanted = _names(_project()["project"]["dependencies"]).keys()
    imported: dict[str, Path] = {}
    for path in tracked("service/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0]: path for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported[node.module.split(".")[0]] = path
    packages = packages_distributions()
    third_party = {
        _normal(packages[module][0]): path.relative_to(ROOT)
        for module, path in imported.items()
        if module not in sys.stdlib_module_names and module != "service"
    }
    assert {name: path for name, path in third_party.items() if name not in wanted} == {}
    assert wanted - third_party.keys() == set()


def test_the_changelog_knows_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{service.__version__}]" in changelog or "## [Unreleased]" in changelog


def test_the_container_is_built_from_files_that_are_let_in() -> None:
    copied = re.findall(
        r"^COPY (?!--from)(.+) \S+$", (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE
    )
    let_in = [line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"]
    for name in " ".join(copied).split():
        assert (ROOT / name).exists()
        assert any(re.fullmatch(pattern.replace("*", ".*"), name) for pattern in let_in), name


def test_nothing_tracked_is_too_large() -> None:
    assert sum(path.stat().st_size for path in tracked("*")) < 55 * 2**20
