"""Review mode: what is judged and corrected stays, and leaves the browser in forms that others read."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from service.cli import main
from service.evaluation import read_articles
from service.nlp import Analyzer
from tests.web.conftest import ARTICLE, Visits, in_article, marks, read, select_words

pytestmark = [pytest.mark.browser, pytest.mark.models]


@pytest.fixture
def reviewing(page: Page) -> Page:
    read(page, title="Freibad öffnet 2027")
    page.locator("#review-toggle").click()
    expect(page.locator("#review-progress")).to_have_text("0 von 5 geprüft")
    return page


def field(page: Page, name: str) -> Any:
    return page.locator(f'.editing [data-focus="{name}"]')


def download(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as made:
        page.locator(button).click()
    file = folder / made.value.suggested_filename
    made.value.save_as(file)
    return file


def test_quotations_are_accepted_and_rejected_one_after_the_other(reviewing: Page) -> None:
    page = reviewing
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#announcer")).to_contain_text("Angenommen")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#review-progress")).to_have_text("2 von 5 geprüft")
    expect(page.locator("mark.accepted")).to_have_text(["„Wir fangen im März an 🚧“"])
    expect(page.locator("mark.rejected")).to_have_text(["wird das Freibad im Sommer 2027 wieder öffnen"])
    expect(page.locator(".voice", has_text="Katrin Seifert")).to_contain_text("2 Zitate")
    page.locator("#review-toggle").click()
    expect(page.locator("#count")).to_have_text("4 Zitate")
    page.locator("#review-toggle").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("u")
    expect(page.locator("mark.rejected")).to_have_count(0)


def test_speaker_type_and_medium_are_corrected(reviewing: Page) -> None:
    page = reviewing
    in_article(page, "Das schaffen die nie").click()
    field(page, "name").fill("Schwimmverein")
    field(page, "name").press("Tab")
    field(page, "kind").select_option("organisation")
    field(page, "type").select_option("indirect")
    field(page, "medium").select_option("writing")
    expect(page.locator("#details .who")).to_have_text("Schwimmverein")
    expect(page.locator("#details .badge.status")).to_have_text("verbessert")
    expect(page.locator(".voice", has_text="Schwimmverein")).to_contain_text("Organisation")
    assert set(marks(page).locator("xpath=self::mark[contains(@class, 'changed')]").all_text_contents()) == {
        "„Das schaffen die nie“"
    }
    field(page, "type").select_option("direct")
    field(page, "medium").select_option("speech_or_writing")
    field(page, "name").fill("Jonas Wirth")
    field(page, "name").press("Enter")
    expect(page.locator("#details .badge.status")).to_have_text("angenommen")


def test_words_are_corrected_by_selecting_or_moving_word_by_word(reviewing: Page) -> None:
    page = reviewing
    in_article(page, "Sie rechne mit Kosten").click()
    mark = page.locator("mark.indirect_free")
    for label in ("endEarlier", "endEarlier", "startLater"):
        field(page, label).press("Enter")
        expect(field(page, label)).to_be_focused()
    expect(mark).to_have_text("rechne mit Kosten von vier Millionen")
    select_words(page, "Kosten von vier Millionen Euro")
    field(page, "take-spans").click()
    expect(mark).to_have_text("Kosten von vier Millionen Euro")
    select_words(page, "Sie rechne")
    field(page, "extend-spans").click()
    expect(mark).to_have_text(["Sie rechne", "Kosten von vier Millionen Euro"])
    select_words(page, "Sie")
    field(page, "take-mention").click()
    expect(page.locator('.stretch[aria-label="Erwähnung"] .taken')).to_have_text("Sie")
    field(page, "drop-mention").click()
    expect(page.locator('.stretch[aria-label="Erwähnung"] .taken')).to_have_text("–")


def test_missing_quotations_are_added_by_selecting_or_by_typing(reviewing: Page) -> None:
    page = reviewing
    select_words(page, "Der Schwimmverein sieht das anders")
    expect(page.locator("#chosen")).to_have_text("Markiert: Der Schwimmverein sieht das anders")
    in_article(page, "Laut").click()
    expect(page.locator("#chosen")).to_be_hidden()
    select_words(page, "Der Schwimmverein sieht das anders")
    page.locator("#add").click()
    expect(page.locator("#details")).to_be_focused()
    expect(page.locator("mark.added")).to_have_text(["Der Schwimmverein sieht das anders"])
    page.locator("#review-heading").click()
    page.keyboard.press("n")
    page.locator("#adding-words").fill("steht nicht da")
    page.get_by_role("button", name="Als Zitat hinzufügen").last.click()
    expect(page.locator("#adding-problem")).to_be_visible()
    page.locator("#adding-words").fill("vier   Millionen\nEuro")
    page.get_by_role("button", name="Als Zitat hinzufügen").last.click()
    expect(page.locator("#adding")).to_be_hidden()
    expect(page.locator("mark.added")).to_have_text(["vier Millionen Euro", "Der Schwimmverein sieht das anders"])
    page.keyboard.press("x")
    expect(page.locator("mark.added")).to_have_text(["Der Schwimmverein sieht das anders"])


def test_a_review_is_there_again_when_the_article_is(reviewing: Page) -> None:
    page = reviewing
    page.keyboard.press("j")
    page.keyboard.press("a")
    in_article(page, "Das schaffen die nie").click()
    field(page, "name").fill("Anna Kern")
    field(page, "name").press("Enter")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    read(page, title="Freibad öffnet 2027")
    expect(page.locator(".voice", has_text="Anna Kern")).to_be_visible()
    page.locator("#review-toggle").click()
    expect(page.locator("#review-progress")).to_have_text("2 von 5 geprüft")
    page.locator("#forget").click()
    page.locator('#forgetting button[value="yes"]').click()
    expect(page.locator("#review-progress")).to_have_text("0 von 5 geprüft")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('review'))") == []


def test_what_was_reviewed_stays_when_newer_models_see_it_otherwise(reviewing: Page) -> None:
    page = reviewing
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.keyboard.press("x")
    # As if other models had found all three under other ids, and the second in another place.
    page.evaluate(
        """() => {
            const key = Object.keys(localStorage).find(key => key.includes("review"));
            const kept = JSON.parse(localStorage.getItem(key));
            const edits = Object.entries(kept.edits);
            for (const said of ["judgement", "before"]) edits[1][1][said].spans = [{ start: 82, end: 89 }];
            kept.edits = Object.fromEntries(edits.map(([id, edit]) => [`older-${id}`, edit]));
            localStorage.setItem(key, JSON.stringify(kept));
        }"""
    )
    page.reload()
    page.wait_for_selector("html[data-ready]")
    read(page, title="Freibad öffnet 2027")
    page.locator("#review-toggle").click()
    expect(page.locator("mark.accepted")).to_have_text(["„Wir fangen im März an 🚧“", ARTICLE[81:88]])
    expect(page.locator("mark.rejected")).to_have_text(["Sie rechne mit Kosten von vier Millionen Euro."])
    expect(page.locator("#review-progress")).to_have_text("3 von 6 geprüft")


def test_a_browser_that_keeps_nothing_is_told_of(visits: Visits) -> None:
    page = visits.open()
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    read(page)
    page.locator("#review-toggle").click()
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#not-kept")).to_be_visible()
    expect(page.locator("#review-progress")).to_have_text("1 von 5 geprüft")


def test_the_review_leaves_as_web_annotations(reviewing: Page, tmp_path: Path) -> None:
    page = reviewing
    page.keyboard.press("j")
    page.keyboard.press("a")
    in_article(page, "aber niemand hat zugehört").click()
    field(page, "name").fill("Anna Kern")
    field(page, "name").press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    page.keyboard.press("x")
    made = json.loads(download(page, "#export-annotations", tmp_path).read_text(encoding="utf-8"))
    assert (made["@context"], made["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    items = made["first"]["items"]
    assert len(items) == made["total"] == 3
    for item in items:
        assert item["type"] == "Annotation"
        for target in item["target"]:
            position, quote = target["selector"]
            # Code points, as the standard has it: the sign in the first quotation is one character.
            assert ARTICLE[position["start"] : position["end"]] == quote["exact"]
            assert ARTICLE[: position["start"]].endswith(quote["prefix"])
            assert ARTICLE[position["end"] :].startswith(quote["suffix"])
    bodies = [{body["purpose"]: body["value"] for body in item["body"]} for item in items]
    assert bodies[0] == {"classifying": "direct", "identifying": "Katrin Seifert", "assessing": "accepted"}
    assert bodies[1]["assessing"] == "rejected"
    assert bodies[2]["identifying"] == "Anna Kern"
    assert json.loads(bodies[2]["describing"])["before"]["name"] == "Jonas Wirth"
    assert [len(item["target"]) for item in items] == [1, 1, 2]


def test_the_review_leaves_as_an_article_of_the_corpus_that_is_evaluated(
    reviewing: Page, tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = reviewing
    in_article(page, "Sie rechne mit Kosten").click()
    field(page, "type").select_option("free_indirect")
    page.locator("#details-close").click()
    in_article(page, "wird das Freibad").click()
    field(page, "reject").click()
    select_words(page, "Der Schwimmverein sieht das anders")
    page.locator("#add").click()
    field(page, "name").fill("Schwimmverein")
    field(page, "name").press("Enter")
    expect(page.locator("#export-open")).to_have_text("3 ungeprüfte Zitate sind so dabei, wie sie gefunden wurden.")
    file = download(page, "#export-corpus", tmp_path)
    row = json.loads(file.read_text(encoding="utf-8"))
    assert row["text"] == f"Freibad öffnet 2027\n\n{ARTICLE}"

    def words(spans: list[dict[str, int]]) -> list[str]:
        return [row["text"][span["start"] : span["end"]] for span in spans]

    found = [(one["type"], words(one["quote"]), words(one["speaker"]), one["who"]) for one in row["quotations"]]
    assert found == [
        ("Direct", ["„Wir fangen im März an 🚧“"], ["Oberbürgermeisterin Katrin Seifert"], "Katrin Seifert"),
        ("FreeIndirect", ["Sie rechne mit Kosten von vier Millionen Euro."], ["Seifert"], "Katrin Seifert"),
        ("Indirect", ["Der Schwimmverein sieht das anders"], [], "Schwimmverein"),
        ("Direct", ["„Das schaffen die nie“"], ["dessen Vorsitzender Jonas Wirth"], "Jonas Wirth"),
        ("Direct", ["„Wir haben es versucht“", "„aber niemand hat zugehört.“"], ["er"], "Jonas Wirth"),
    ]
    [article] = read_articles(file)
    assert [annotation.type for annotation in article.annotations] == [type_ for type_, *_ in found]
    assert all(annotation.parts["quote"] for annotation in article.annotations)

    monkeypatch.setattr("service.cli.evaluate.load_models", lambda: analyzer)
    result = CliRunner().invoke(main, ["evaluate", str(file), "--json"])
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    assert (figures["articles"], figures["gold"], figures["predicted"]) == (1, 5, 5)
