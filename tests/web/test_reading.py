"""What an editor does with the page: put an article in, see who says what, look closer, take it along."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.docs.pages import ROOT
from tests.web.conftest import (
    ARTICLE,
    SAMPLE,
    SAMPLE_ID,
    FirstVisit,
    Service,
    Visits,
    in_article,
    marks,
    open_sample,
    read,
)

pytestmark = [pytest.mark.browser, pytest.mark.models]


def answer_to(service: Service, **request: Any) -> dict[str, Any]:
    found: dict[str, Any] = service.server.ask("/v1/quotes", request).json()
    return found


def shown(page: Page) -> int:
    return len(set(marks(page).evaluate_all("all => all.map(mark => mark.dataset.id)")))


def test_while_the_models_load_the_page_says_so_waits_and_then_answers(first_visit: FirstVisit) -> None:
    assert re.fullmatch(
        r"Die Sprachmodelle werden noch geladen\. Neuer Versuch in (\d Sekunden|einer Sekunde)\.", first_visit.said
    )
    assert first_visit.kept_after_cancelling == ARTICLE
    assert first_visit.quotations == "5 Zitate"


def test_a_sample_article_shows_exactly_the_services_quotations(page: Page, loading: Service) -> None:
    article = json.loads((ROOT / "seeds" / "articles" / f"{SAMPLE_ID}.json").read_text(encoding="utf-8"))
    answer = answer_to(loading, **article)
    open_sample(page)
    expect(page.locator("#article-title")).to_have_text(article["title"])
    expect(page.locator("#count")).to_have_text(f"{len(answer['quotes'])} Zitate")
    for quote in answer["quotes"]:
        pieces = marks(page, quote["id"]).evaluate_all("all => all.map(mark => mark.textContent)")
        assert " … ".join(pieces) == quote["text"]
        kinds = marks(page, quote["id"]).evaluate_all("all => all.map(mark => mark.className.split(' ')[1])")
        assert set(kinds) == {quote["type"]}
    assert len(page.locator("mark mark").all()) >= 5
    names = page.locator(".voice .name").all_text_contents()
    assert {speaker["name"] for speaker in answer["speakers"] if speaker["quotes"]} >= set(names) - {"Niemand genannt"}
    expect(page.locator("#list-content tbody tr")).to_have_count(len(answer["quotes"]))


def test_text_that_is_pasted_keeps_every_character(page: Page) -> None:
    read(page, title="Freibad öffnet 2027")
    words = page.locator("#article-text p").evaluate_all("all => all.map(one => one.textContent)")
    assert "\n\n".join(words) == ARTICLE
    expect(marks(page).first).to_have_text("„Wir fangen im März an 🚧“")
    expect(page).to_have_title("Freibad öffnet 2027 – Wortlaut")
    page.locator("#another").click()
    expect(page.locator("#text")).to_have_value(ARTICLE)
    expect(page.locator("#title")).to_have_value("Freibad öffnet 2027")


HTML = (
    "<h2>Streit am Becken</h2>\n<p>„Wir <em>fangen</em> im M&auml;rz an“, sagte Oberbürgermeisterin "
    "<a href='/seifert'>Katrin Seifert</a>.</p>\n<aside>Lesen Sie auch: „Nein“</aside><p>Laut Seifert wird das Freibad "
    "2027 wieder öff&shy;nen.</p>"
)


def test_an_article_in_html_is_shown_as_the_text_that_is_read_from_it(page: Page, loading: Service) -> None:
    page.get_by_label("HTML", exact=True).check()
    expect(page.locator("#characters")).to_contain_text("von höchstens")
    read(page, HTML)
    answer = answer_to(loading, html=HTML)
    words = page.locator("#article-text p").evaluate_all("all => all.map(one => one.textContent)")
    assert "\n\n".join(words) == answer["text"]
    assert marks(page).all_text_contents() == [quote["text"] for quote in answer["quotes"]]
    assert marks(page).all_text_contents()[0] == "„Wir fangen im März an“"


def test_html_that_is_pasted_is_noticed_and_what_is_copied_from_a_page_becomes_html(page: Page) -> None:
    paste = """([kind, content]) => {
        const data = new DataTransfer();
        data.setData(kind, content);
        document.getElementById("text").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }"""
    page.evaluate(paste, ["text/plain", HTML])
    expect(page.get_by_label("HTML", exact=True)).to_be_checked()
    expect(page.locator("#announcer")).to_contain_text("sieht nach HTML aus")
    page.evaluate(paste, ["text/html", "<p>„Nein“, sagte sie.</p>"])
    expect(page.locator("#text")).to_have_value("<p>„Nein“, sagte sie.</p>")


def test_pointing_at_a_quotation_shows_who_how_and_how_sure(page: Page) -> None:
    read(page)
    details = page.locator("#details-content")
    in_article(page, "Sie rechne mit Kosten").hover()
    expect(details).to_contain_text("Katrin Seifert")
    expect(details).to_contain_text("Konjunktiv ohne Rahmen")
    expect(details.locator(".chain")).to_have_text("SeifertKatrin Seifert")
    expect(details.locator(".meter")).to_have_count(2)
    in_article(page, "Das schaffen die nie").hover()
    expect(details).to_contain_text("Jonas Wirth")
    expect(details.locator("dt.cue + dd")).to_have_text("rief (von rufen)")
    expect(details.locator("dt.frame + dd")).to_contain_text(", rief dessen Vorsitzender Jonas Wirth")
    page.mouse.move(700, 890)
    expect(details).to_contain_text("Ein Zitat anklicken")


def test_a_click_selects_all_pieces_of_an_interrupted_quotation(page: Page) -> None:
    read(page)
    in_article(page, "aber niemand hat zugehört").click()
    expect(page.locator("mark.selected")).to_have_text(["„Wir haben es versucht“", "„aber niemand hat zugehört.“"])
    expect(page.locator("#position")).to_have_text("5 / 5")
    highlighted = page.evaluate("[...CSS.highlights].map(([name, one]) => [name, [...one].map(String).join()])")
    assert dict(highlighted)["cue"] == "sagte"
    assert dict(highlighted)["mention"] == "er"
    page.mouse.move(700, 890)
    expect(page.locator("#details .who")).to_have_text("Jonas Wirth")
    page.locator("#details-close").click()
    expect(page.locator("mark.selected")).to_have_count(0)


def test_every_quoted_word_counts_once_in_the_share_of_voice(page: Page) -> None:
    read(page)
    texts = page.locator(".voice").all_text_contents()
    assert ["Seifert" in text for text in texts] == [True, False]
    words = {name: int(part.split()[0]) for text in texts for name, part in [_words_of(text)]}
    assert words == {"Katrin Seifert": 21, "Jonas Wirth": 12}
    assert page.locator("#cast .legend").first.locator("li").all_text_contents() == [
        "weiblich: 21 Wörter (64\N{NO-BREAK SPACE}%)",
        "männlich: 12 Wörter (36\N{NO-BREAK SPACE}%)",
    ]


def _words_of(entry: str) -> tuple[str, str]:
    name = next(name for name in ("Katrin Seifert", "Jonas Wirth") if entry.startswith(name))
    return name, next(part for part in entry.split(" · ") if "Wörter" in part)


def test_a_click_on_a_speaker_leaves_only_that_speakers_quotations(page: Page) -> None:
    read(page)
    speaker = page.locator(".voice", has_text="Jonas Wirth")
    speaker.click()
    expect(speaker).to_have_attribute("aria-pressed", "true")
    expect(speaker).to_be_focused()
    expect(page.locator("#count")).to_have_text("2 von 5 Zitaten")
    assert set(marks(page).evaluate_all("all => all.map(mark => mark.dataset.speaker)")) == {"Jonas Wirth"}
    expect(page.locator(".voice")).to_have_count(2)
    page.locator("#next").click()
    page.locator("#next").click()
    expect(page.locator("#position")).to_have_text("2 / 2")
    page.locator("#show-all").click()
    expect(page.locator("#count")).to_have_text("5 Zitate")


def test_types_and_confidence_filter_without_asking_anew(page: Page, loading: Service) -> None:
    read(page)
    answer = answer_to(loading, text=ARTICLE)
    before = loading.server.ask("/metrics").body.decode().count('route="/v1/quotes"')
    page.get_by_role("button", name="direkt", exact=False).first.click()
    expect(page.locator("#count")).to_have_text("2 von 5 Zitaten")
    expect(page.locator("mark.direct")).to_have_count(0)
    page.get_by_role("button", name="direkt", exact=False).first.click()
    for least in ("0.9", "0.95", "1"):
        page.locator("#minimum").fill(least)
        sure = [quote for quote in answer["quotes"] if quote["confidence"] >= float(least)]
        assert shown(page) == len(sure)
        expect(page.locator("#minimum-value")).to_have_text(f"{float(least):.2f}".replace(".", ","))
    expect(page.locator("#nothing")).to_have_text("Kein Zitat entspricht den Filtern.")
    assert loading.server.ask("/metrics").body.decode().count('route="/v1/quotes"') == before


def test_with_a_register_speakers_have_the_newsrooms_ids(visits: Visits, loading: Service) -> None:
    person = {"id": "redaktion:17", "name": "Katrin Seifert", "kind": "person"}
    assert loading.server.ask("/v1/registers/freibad", {"people": [person]}, method="PUT").status == 201
    try:
        page = visits.open()
        page.get_by_label("Verzeichnis").select_option("freibad")
        read(page)
        in_article(page, "Sie rechne").click()
        expect(page.locator("#details")).to_contain_text("redaktion:17")
        in_article(page, "Das schaffen die nie").click()
        expect(page.locator("#details")).not_to_contain_text("Verzeichnis")
    finally:
        loading.server.ask("/v1/registers/freibad", method="DELETE")


def test_an_article_without_quotations_says_so(page: Page) -> None:
    open_sample(page, "Erfurt wählt im dritten Anlauf")
    expect(page.locator("#nothing")).to_have_text("In diesem Artikel wird niemand zitiert.")
    expect(page.locator("#next")).to_be_disabled()


def test_every_format_of_the_contract_can_be_downloaded_as_the_filters_show_it(
    page: Page, loading: Service, tmp_path: Path
) -> None:
    contract = loading.server.ask("/openapi.json").json()
    parameters = contract["paths"]["/v1/quotes"]["post"].get("parameters", [])
    formats = next((one["schema"]["enum"] for one in parameters if one.get("name") == "format"), ["json"])
    read(page)
    page.locator("#minimum").fill("0.95")
    page.locator(".menu summary").click()
    assert page.locator("#download-list button").evaluate_all("all => all.map(one => one.dataset.format)") == formats
    names = set()
    for format_ in formats:
        with page.expect_download() as download:
            page.locator(f'#download-list button[data-format="{format_}"]').click()
        names.add(download.value.suggested_filename)
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        content = file.read_text(encoding="utf-8")
        assert "Wir fangen im März an" in content
        if format_ == "json":
            least = {"options": {"min_confidence": 0.95}}
            assert json.loads(content)["quotes"] == answer_to(loading, text=ARTICLE, **least)["quotes"]
    assert len(names) == len(formats)


def test_whatever_is_wrong_is_said_with_field_and_limit(visits: Visits) -> None:
    visits.expected = "413|422"
    page = visits.open()
    problem = page.locator("#problem")
    page.locator("#analyse").click()
    expect(problem).to_contain_text("Bitte zuerst einen Artikel einfügen.")
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_attribute("aria-invalid", "true")
    page.locator("#text").fill("ä" * 100_001)
    expect(page.locator("#characters")).to_have_text("100.001 von höchstens 100.000 Zeichen")
    page.locator("#analyse").click()
    expect(problem).to_contain_text("Artikel: zu lang. Erlaubt sind höchstens 100.000 Zeichen.")
    page.locator("#text").fill(ARTICLE)
    page.locator("#title").fill("x" * 1_001)
    page.locator("#analyse").click()
    expect(problem).to_contain_text("Überschrift: zu lang. Erlaubt sind höchstens 1.000 Zeichen.")
    expect(page.locator("#title")).to_be_focused()
    page.locator("#language").select_option("en")
    expect(problem).to_contain_text("Headline: too long. At most 1,000 characters are allowed.")


def test_a_text_in_another_language_can_be_read_all_the_same(visits: Visits) -> None:
    visits.expected = "422"
    page = visits.open()
    english = (
        "“We will start in March,” the mayor of the town said on Monday. She expects costs of four million pounds."
    )
    page.locator("#text").fill(english)
    page.locator("#analyse").click()
    expect(page.locator("#problem")).to_contain_text("scheint nicht deutsch zu sein (erkannt: Englisch)")
    page.get_by_role("button", name="Trotzdem als Deutsch lesen").click()
    expect(page.locator("#article-text")).to_have_text(english)


def test_a_service_that_is_gone_is_said_to_be_unreachable(visits: Visits) -> None:
    visits.expected = "ERR_INTERNET_DISCONNECTED"
    page = visits.open()
    page.locator("#text").fill(ARTICLE)
    page.context.set_offline(True)
    page.locator("#analyse").click()
    expect(page.locator("#problem")).to_contain_text("Der Dienst ist nicht zu erreichen.")
    page.context.set_offline(False)
    page.locator("#analyse").click()
    expect(page.locator("#result")).to_be_visible()
    expect(page.locator("#problem")).to_be_hidden()


def test_markup_in_an_article_stays_text(page: Page) -> None:
    text = "„<img src=x onerror=alert(1)> Nein“, sagte Ministerin Lena Brandt. <script>alert(2)</script>"
    read(page, text, title="<b>Nein</b>")
    expect(page.locator("#article-text")).to_have_text(text)
    expect(page.locator("#article-title")).to_have_text("<b>Nein</b>")
    assert page.locator("#result :is(img, script, b)").count() == 0


def test_a_mention_in_the_chain_leads_to_its_place(page: Page) -> None:
    open_sample(page, SAMPLE)
    page.locator("#minimum").fill("0")
    in_article(page, "Heute telefoniert man mit dem Anwalt").click()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    chain = page.locator("#details .chain button").last
    chain.click()
    place = "[...CSS.highlights.get('place') ?? []]"
    assert page.evaluate(f"{place}.map(String).join()") == chain.text_content()
    top = f"{place}[0].getBoundingClientRect().top"
    page.evaluate(f"async () => {{ while ({top} < 0) await new Promise(requestAnimationFrame); }}")
    assert 0 < page.evaluate(top) < 900
