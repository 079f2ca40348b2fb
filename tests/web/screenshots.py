"""Pictures of the page for the documentation: `python -m tests.web.screenshots http://127.0.0.1:8000`.

The service must be running. Writes docs/page.png and docs/page-phone.png; look at them before you commit them.
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.docs.pages import ROOT
from tests.web.conftest import in_article, open_sample

SAMPLE = "Stadtrat vertagt Streit um Busspur am Elbufer"


def desktop(browser: Browser, url: str) -> None:
    page = browser.new_page(locale="de-DE", viewport={"width": 1320, "height": 780}, reduced_motion="reduce")
    page.goto(url)
    page.wait_for_selector("html[data-ready]")
    open_sample(page, SAMPLE)
    in_article(page, "Ich unterschreibe nichts").click()
    page.mouse.move(0, 0)
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    keep(page.screenshot(), ROOT / "docs" / "page.png")


def phone(browser: Browser, url: str) -> None:
    page = browser.new_page(
        locale="en-GB", viewport={"width": 390, "height": 800}, color_scheme="dark", has_touch=True, is_mobile=True,
        reduced_motion="reduce",
    )  # fmt: skip
    page.goto(url)
    page.wait_for_selector("html[data-ready]")
    open_sample(page, SAMPLE)
    in_article(page, "Ich unterschreibe nichts").tap()
    page.evaluate("document.querySelector('mark.selected').scrollIntoView({block: 'start'}); scrollBy(0, -170)")
    keep(page.screenshot(), ROOT / "docs" / "page-phone.png")


def keep(screenshot: bytes, file: Path) -> None:
    """In 256 colours, which are enough here: a third of the bytes."""
    with Image.open(BytesIO(screenshot)) as picture:
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)


def main(url: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        desktop(browser, url)
        phone(browser, url)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
