"""Everything can be done without a mouse, and is said to those who do not see it."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import ARTICLE, read

pytestmark = [pytest.mark.browser, pytest.mark.models]


def focused(page: Page) -> str:
    """The element with the focus, in short, after making sure that one sees that it has it."""
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    found: str = page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
    return found


def tab_to(page: Page, target: str, most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()") == target:
            assert focused(page) == target
            return
    raise AssertionError(f"{target} is not reached with Tab")


def test_from_putting_an_article_in_to_its_last_quotation(page: Page) -> None:
    tab_to(page, "text")
    page.keyboard.insert_text(ARTICLE)
    tab_to(page, "analyse")
    page.keyboard.press("Enter")
    expect(page.locator("#result")).to_be_visible()
    expect(page.locator("#announcer")).to_have_text("5 Zitate gefunden.")
    expect(page.locator("#result-heading")).to_be_focused()

    page.keyboard.press("j")
    assert focused(page) == "„Wir fangen im März an 🚧“"
    expect(page.locator("#announcer")).to_have_text("Zitat 1 von 5: Katrin Seifert, direkt. „Wir fangen im März an 🚧“")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("j")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#position")).to_have_text("3 / 5")
    page.keyboard.press("k")
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(page.locator("#announcer")).to_contain_text("Zitat 5 von 5: Jonas Wirth")


def test_enter_leads_to_the_details_and_escape_back_step_by_step(page: Page) -> None:
    read(page)
    page.locator(".voice", has_text="Jonas Wirth").focus()
    page.keyboard.press("Space")
    expect(page.locator("#count")).to_have_text("2 von 5 Zitaten")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert focused(page) == "details"
    page.keyboard.press("Tab")
    assert focused(page) == "details-close"
    page.keyboard.press("Escape")
    assert focused(page) == "„Das schaffen die nie“"
    page.keyboard.press("Escape")
    expect(page.locator("mark.selected")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#count")).to_have_text("5 Zitate")


def test_one_tab_stop_leads_into_the_article_and_the_next_out_of_it(page: Page) -> None:
    read(page)
    stops = page.locator('mark[tabindex="0"]')
    expect(stops).to_have_text(["„Wir fangen im März an 🚧“"])
    page.keyboard.press("k")
    expect(stops).to_have_text(["„Wir haben es versucht“"])


def test_filters_work_with_keys_and_keep_the_focus(page: Page) -> None:
    read(page)
    page.locator(".chip.direct").focus()
    page.keyboard.press("Space")
    assert focused(page).startswith("direkt")
    expect(page.locator(".chip.direct")).to_have_attribute("aria-pressed", "false")
    page.locator("#minimum").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#minimum")).to_have_attribute("aria-valuetext", "0,05")
    assert focused(page) == "minimum"


def test_the_download_menu_opens_and_closes_with_keys(page: Page) -> None:
    read(page)
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#download-list")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator("#download-list")).to_be_hidden()
    assert focused(page) == "Herunterladen"


def test_letters_are_commands_only_where_nobody_writes_and_only_as_long_as_wanted(page: Page) -> None:
    read(page)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("#position")).to_have_text("– / 5")
    page.get_by_label("Einzelne Buchstaben als Befehle").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("j")
    expect(page.locator("#position")).to_have_text("– / 5")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    read(page)
    page.keyboard.press("j")
    expect(page.locator("#position")).to_have_text("– / 5")
    page.locator("#next").click()
    expect(page.locator("#position")).to_have_text("1 / 5")
