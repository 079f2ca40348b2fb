"""A real Chromium on a real service. Every visit fails that leaves an error in the console or asks another host."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright

from tests.api.serving import Server

ARTICLE = (
    "„Wir fangen im März an 🚧“, sagte Oberbürgermeisterin Katrin Seifert am Montag. Laut Seifert wird das Freibad im "
    "Sommer 2027 wieder öffnen. Sie rechne mit Kosten von vier Millionen Euro.\n\nDer Schwimmverein sieht das anders: "
    "„Das schaffen die nie“, rief dessen Vorsitzender Jonas Wirth. „Wir haben es versucht“, sagte er, „aber niemand "
    "hat zugehört.“"
)
SAMPLE = "Rundfunkreform: Intendantin droht mit Klage"
SAMPLE_ID = "kultur-29"
GATED = """
import pathlib, sys, time
import service.app
from service.runtime.server import serve

load, gate = service.app.load_models, pathlib.Path(sys.argv[1])

def load_behind_the_gate(*arguments):
    while not gate.exists():
        time.sleep(0.05)
    return load(*arguments)

service.app.load_models = load_behind_the_gate
serve()
"""
Open = Callable[..., Page]


@dataclass(frozen=True)
class Service:
    """A service whose models are not loaded before `gate` exists."""

    server: Server
    gate: Path


@pytest.fixture(scope="session")
def loading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("page")
    gate = folder / "gate"
    with Server(folder / "log", code=GATED, arguments=[str(gate)], workers=1) as server:
        server.wait("/healthz")
        yield Service(server, gate)
        gate.touch()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # No sandbox: tests may run as root, in a container. /dev/shm may be tiny there.
        arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        yield chromium
        chromium.close()


@dataclass
class Visits:
    """Pages that were opened, and what must not happen on them."""

    browser: Browser
    origin: str
    faults: list[str] = field(default_factory=list)
    expected: str = r"(?!)"  # what the console may say, such as of answers that the test asked for

    def open(self, path: str = "/", **context: Any) -> Page:
        made = self.browser.new_context(**{"locale": "de-DE", "viewport": {"width": 1440, "height": 900}, **context})
        page = made.new_page()
        page.set_default_timeout(15_000)
        self.watch(page)
        page.goto(self.origin + path)
        page.wait_for_selector("html[data-ready]")
        return page

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._listen)
        page.on("request", lambda request: self._check(request.url))

    def _listen(self, said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            self.faults.append(said.text)

    def _check(self, url: str) -> None:
        if not url.startswith((self.origin + "/", "blob:" + self.origin + "/")):
            self.faults.append(f"asked for {url}")

    def close(self) -> None:
        for context in self.browser.contexts:
            context.close()
        assert [fault for fault in self.faults if not re.search(self.expected, fault)] == []


@dataclass(frozen=True)
class FirstVisit:
    """What somebody saw who came before the models were loaded."""

    said: str
    kept_after_cancelling: str
    quotations: str


@pytest.fixture(scope="session")
def first_visit(loading: Service, browser: Browser) -> FirstVisit:
    visits = Visits(browser, loading.server.url, expected="503")
    page = visits.open()
    page.locator("#text").fill(ARTICLE)
    page.locator("#analyse").click()
    expect(page.locator("#busy-words")).to_contain_text("geladen")
    said = page.locator("#busy-words").inner_text()
    page.locator("#cancel").click()
    expect(page.locator("#busy")).to_be_hidden()
    kept = page.locator("#text").input_value()
    page.locator("#analyse").click()
    expect(page.locator("#busy-words")).to_contain_text("geladen")
    loading.gate.touch()
    expect(page.locator("#result")).to_be_visible(timeout=60_000)
    seen = FirstVisit(said, kept, page.locator("#count").inner_text())
    visits.close()
    return seen


@pytest.fixture
def visits(loading: Service, first_visit: FirstVisit, browser: Browser) -> Iterator[Visits]:
    """To visit a service that is ready."""
    visits = Visits(browser, loading.server.url)
    yield visits
    visits.close()


@pytest.fixture
def page(visits: Visits) -> Page:
    """The page in German on a desktop, before anything is put in."""
    return visits.open()


def read(page: Page, text: str = ARTICLE, title: str = "") -> None:
    """Puts an article in and waits for its quotations."""
    page.locator("#title").fill(title)
    page.locator("#text").fill(text)
    page.locator("#analyse").click()
    expect(page.locator("#result")).to_be_visible()


def open_sample(page: Page, name: str = SAMPLE) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator("#result")).to_be_visible()


def marks(page: Page, id_: str | None = None) -> Locator:
    return page.locator(f'mark[data-id="{id_}"]' if id_ else "mark[data-id]")


def in_article(page: Page, words: str) -> Locator:
    return page.locator("#article-text").get_by_text(words)


def select_words(page: Page, words: str) -> None:
    """Selects words in the article, as a hand with a mouse would."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.getElementById("article-text"), NodeFilter.SHOW_TEXT);
            const nodes = [];
            while (walker.nextNode()) nodes.push(walker.currentNode);
            const start = nodes.map(node => node.data).join("").indexOf(words);
            if (start < 0) throw new Error("not in the article: " + words);
            const at = place => {
                for (const node of nodes) {
                    if (place <= node.length) return [node, place];
                    place -= node.length;
                }
            };
            getSelection().setBaseAndExtent(...at(start), ...at(start + words.length));
        }""",
        words,
    )
