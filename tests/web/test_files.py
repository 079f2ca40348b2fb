"""The page's files: what is served, how safely, and that they are whole. What they do is in test_browser.py."""

import re
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from service.app import create_app
from service.settings import Settings
from tests.docs.pages import ROOT

STATIC = ROOT / "service" / "web" / "static"
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
STYLES = sorted((STATIC / "css").glob("*.css"))
TSC = ROOT / "tests" / "node" / "node_modules" / ".bin" / "tsc"


Get = Callable[..., TestResponse]


def getting(**settings: str) -> Get:
    """Asks an application; buffered, so that the files it sends are closed."""
    client = create_app(Settings(**settings)).test_client()  # type: ignore[arg-type]
    return partial(client.get, buffered=True)


@pytest.fixture(scope="module")
def get() -> Get:
    return getting()


def test_the_page_is_at_the_root(get: Get) -> None:
    response = get("/")
    assert (response.status_code, response.mimetype) == (200, "text/html")
    assert "Wortlaut" in response.text


@pytest.mark.parametrize("path", ["/", "/page/js/main.js", "/page/css/base.css", "/page/articles.json", "/page/none"])
def test_everything_of_the_page_comes_with_strict_headers(get: Get, path: str) -> None:
    headers = get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert {policy[f"{kind}-src"] for kind in ("script", "style", "img", "connect")} == {"'self'"}
    assert {policy[kind] for kind in ("base-uri", "form-action", "frame-ancestors")} == {"'none'"}
    assert policy["require-trusted-types-for"] == "'script'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_page_holds_no_inline_script_or_style_and_no_other_address(get: Get) -> None:
    html = get("/").text
    assert not re.search(r"<style|\son\w+=|\sstyle=|<script(?![^>]* src=)", html)
    for text in [html, *(path.read_text(encoding="utf-8") for path in [*SCRIPTS, *STYLES])]:
        assert set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+", text)) <= {"http://www.w3.org"}  # names of vocabularies


def test_every_file_that_the_page_names_is_served_with_its_type(get: Get) -> None:
    names = re.findall(r'(?:src|href)="(page/[^"]+)"', get("/").text)
    names += [f"page/js/{name}" for path in SCRIPTS for name in _imports(path)]
    assert {"page/js/main.js", "page/js/voices.js", "page/css/print.css", "page/icon.svg"} <= set(names)
    kinds = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
    for name in names:
        response = get(f"/{name}")
        assert (response.status_code, response.mimetype) == (200, kinds[Path(name).suffix]), name


def test_no_script_or_style_is_left_over(get: Get) -> None:
    named = get("/").text + "".join(f"js/{name}" for path in SCRIPTS for name in _imports(path))
    assert [path.name for path in [*SCRIPTS, *STYLES] if f"{path.parent.name}/{path.name}" not in named] == []


def test_files_may_be_kept_but_are_asked_about(get: Get) -> None:
    first = get("/page/js/main.js")
    assert first.headers["Cache-Control"] == "no-cache"
    assert get("/page/js/main.js", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("name", ["js/types.d.ts", "../page.py", "..%2fpage.py", "js", "", "js/none.js", "%00.js"])
def test_nothing_else_is_served(get: Get, name: str) -> None:
    response = get(f"/page/{name}")
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")


def test_the_sample_articles_are_listed_and_are_requests_as_they_stand(get: Get) -> None:
    listed = get("/page/articles.json").get_json()
    assert {one["id"] for one in listed} == {path.stem for path in (ROOT / "seeds" / "articles").glob("*.json")}
    assert all(one["title"].strip() and len(one["title"]) <= 80 for one in listed)
    for one in listed:
        article = get(f"/page/articles/{one['id']}.json").get_json()
        assert article.keys() <= {"title", "text"}
        assert article["text"]


def test_the_page_can_be_turned_off() -> None:
    get = getting(page="off")
    assert [get(path).status_code for path in ("/", "/page/js/main.js", "/page/articles.json")] == [404] * 3
    assert get("/docs").status_code == 200


def test_both_languages_say_the_same_things() -> None:
    sources = {language: (STATIC / "js" / f"words.{language}.js").read_text("utf-8") for language in ("de", "en")}
    entries = {name: dict(re.findall(r"^  (\w+): (.+),$", text, re.MULTILINE)) for name, text in sources.items()}
    assert len(entries["de"]) > 150
    assert entries["de"].keys() == entries["en"].keys()
    for key, german in entries["de"].items():
        assert set(re.findall(r"\{(\w+)\}", german)) == set(re.findall(r"\{(\w+)\}", entries["en"][key])), key


def test_every_word_that_is_asked_for_is_there_and_no_other() -> None:
    keys = set(re.findall(r"^  (\w+): ", (STATIC / "js" / "words.de.js").read_text("utf-8"), re.MULTILINE))
    sources = [*(path for path in SCRIPTS if not path.name.startswith("words.")), STATIC / "index.html"]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    asked = set(re.findall(r'(?:\bt\(|data-t(?:-[a-z-]+)?=)"(\w+)"', text))
    assert asked <= keys
    lists = {"type", "medium", "kind", "gender", "how", "about", "genre", "status", "said"}
    unused = {key for key in keys if f'"{key}"' not in text and key.partition("_")[0] not in lists}
    assert unused == set()


def test_the_contracts_own_words_all_have_a_name_on_the_page(get: Get) -> None:
    keys = set(re.findall(r"^  (\w+): ", (STATIC / "js" / "words.de.js").read_text("utf-8"), re.MULTILINE))
    schemas = get("/openapi.json").get_json()["components"]["schemas"]
    quote, speaker = schemas["Quote"]["properties"], schemas["Speaker"]["properties"]
    wanted = [("type", quote["type"]), ("about", quote["type"]), ("medium", quote["medium"]), ("kind", speaker["kind"])]
    assert {f"{name}_{value}" for name, field in wanted for value in field["enum"]} <= keys


@pytest.mark.skipif(not TSC.exists() or not shutil.which("node"), reason="no TypeScript here (`make node` installs it)")
def test_the_scripts_have_no_type_errors() -> None:
    command: list[str | Path] = [
        TSC,
        "--noEmit",
        "--allowJs",
        "--checkJs",
        "--strict",
        "--target",
        "es2023",
        "--module",
        "esnext",
    ]
    command += ["--moduleResolution", "bundler", "--lib", "esnext,dom,dom.iterable", STATIC / "js" / "main.js"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.stdout == ""
    assert found.returncode == 0


def _imports(path: Path) -> list[str]:
    return re.findall(r'^import .* from "\./([\w.]+)";$', path.read_text(encoding="utf-8"), re.MULTILINE)


def test_all_of_the_page_gets_into_the_wheel_with_the_articles_that_it_links_to() -> None:
    distribution = import_module("setuptools").Distribution()
    distribution.parse_config_files([str(ROOT / "pyproject.toml")])
    build = distribution.get_command_obj("build_py")
    build.ensure_finalized()
    build.manifest_files = {}
    packed = {Path(name).resolve() for name in build.find_data_files("service", str(ROOT / "service"))}
    assert {path.resolve() for path in STATIC.rglob("*") if path.is_file()} <= packed
    assert set((ROOT / "seeds" / "articles").glob("*.json")) <= packed
