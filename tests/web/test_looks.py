"""Two languages, light and dark, phone and paper; and what an accessibility checker finds."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.docs.pages import ROOT
from tests.web.conftest import Visits, in_article, open_sample, read

pytestmark = [pytest.mark.browser, pytest.mark.models]

AXE = ROOT / "tests" / "node" / "node_modules" / "axe-core" / "axe.min.js"
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize(
    ("locale", "language", "button"),
    [("de-AT", "de", "Zitate finden"), ("en-GB", "en", "Find quotations"), ("fr-FR", "en", "Find quotations")],
)
def test_the_language_is_the_browsers(visits: Visits, locale: str, language: str, button: str) -> None:
    page = visits.open(locale=locale)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("#analyse")).to_have_text(button)


def test_the_language_can_be_switched_everywhere_and_stays(page: Page) -> None:
    read(page)
    in_article(page, "Sie rechne").click()
    page.locator("#review-toggle").click()
    expect(page.locator("#details")).to_contain_text("Konjunktiv ohne Rahmen")
    page.locator("#language").select_option("en")
    expect(page.locator("#count")).to_have_text("5 quotations")
    expect(page.locator("#details")).to_contain_text("Konjunktiv without frame")
    expect(page.locator("#cast")).to_contain_text("female: 21 words (64%)")
    expect(page.locator("#list thead")).to_have_text("#SpeakerQuotationTypeStatus")
    # Whatever is visible now is English; the article stays what it is.
    assert not {"Zitat", "Prüfen", "Sprecher", "Wörter"} & set(
        page.evaluate("document.body.innerText.match(/\\p{L}+/gu)")
    )
    page.reload()
    expect(page.locator("#analyse")).to_have_text("Find quotations")


def brightness(page: Page) -> float:
    """Of what lies behind the text, 0 to 255."""
    found: float = page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0) / 3"
    )
    return found


def test_colours_follow_the_system_until_others_are_chosen(visits: Visits) -> None:
    page = visits.open(color_scheme="dark")
    assert brightness(page) < 60
    page.emulate_media(color_scheme="light")
    assert brightness(page) > 200
    page.locator("#theme").select_option("dark")
    assert brightness(page) < 60
    page.reload()
    assert brightness(page) < 60
    page.locator("#theme").select_option("auto")
    assert brightness(page) > 200


def test_each_type_has_a_line_of_its_own_form(page: Page) -> None:
    read(page)
    styles = page.locator(".chip .line").evaluate_all(
        "all => all.map(one => getComputedStyle(one).textDecorationStyle)"
    )
    assert sorted(styles) == ["dashed", "dotted", "double", "solid", "wavy"]
    for type_, style in zip(("direct", "indirect", "indirect_free"), styles[:3], strict=True):
        mark = page.locator(f"mark.{type_}").first
        assert mark.evaluate("one => getComputedStyle(one).textDecorationStyle") == style


def overflow(page: Page) -> float:
    found: float = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found


def test_on_a_narrow_phone_everything_fits_the_width(visits: Visits) -> None:
    page = visits.open(**{**PHONE, "viewport": {"width": 320, "height": 640}})
    assert overflow(page) <= 0
    open_sample(page)
    assert overflow(page) <= 0
    page.locator("#article mark").nth(2).tap()
    sheet = page.locator("#details")
    expect(sheet).to_be_in_viewport()
    assert overflow(page) <= 0
    page.locator("#review-toggle").click()
    page.locator(".menu summary").click()
    assert overflow(page) <= 0
    page.keyboard.press("Escape")
    page.locator("#details-close").click()
    expect(sheet).to_be_hidden()


def test_on_paper_are_the_article_with_numbers_and_who_said_which(page: Page) -> None:
    read(page)
    page.emulate_media(media="print")
    for gone in (".toolbar", "#details", ".choices"):
        expect(page.locator(gone)).to_be_hidden()
    for there in ("#article", "#cast", "#list"):
        expect(page.locator(there)).to_be_visible()
    number = page.locator("#article mark").first.evaluate("one => getComputedStyle(one, '::after').content")
    assert "data-number" in number or number == '"1"'


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core here (`make node` installs it)")
@pytest.mark.parametrize(
    ("scheme", "device"), [("light", {}), ("dark", {}), ("dark", PHONE)], ids=["light", "dark", "phone"]
)
def test_axe_finds_nothing_serious(visits: Visits, scheme: str, device: dict[str, Any]) -> None:
    page = visits.open(color_scheme=scheme, reduced_motion="reduce", **device)
    findings = axe(page, "start")
    open_sample(page)
    findings += axe(page, "article")
    page.locator("#article mark").nth(1).click()
    page.locator("#review-toggle").click()
    page.keyboard.press("a")
    page.locator(".voice").first.click()
    page.locator(".menu summary").click()
    page.locator("#article mark").first.click()
    findings += axe(page, "review")
    page.keyboard.press("?")
    findings += axe(page, "help")
    assert findings == []


def axe(page: Page, where: str) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run().then(result => result.violations)")
    assert page.evaluate("axe.run({runOnly: ['color-contrast']}).then(result => result.passes.length)") > 0
    return [
        f"{where}: {one['id']} {json.dumps([node['html'][:120] for node in one['nodes'][:3]], ensure_ascii=False)}"
        for one in violations
        if one["impact"] in {"serious", "critical"}
    ]
