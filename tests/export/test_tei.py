"""TEI: the article's words in their order, its quotations and speakers where the guidelines want them."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from service.export.paragraphs import paragraphs
from service.export.records import Article
from service.export.tei import tei
from tests.export.articles import TEXT, TITLE, article, article_in_html, silent_article
from tests.export.schemas import TEI, tei_schema

_NAME = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
ARTICLES: dict[str, Callable[[], Article]] = {
    "text": article,
    "html": article_in_html,
    "silent": silent_article,
    "blank": lambda: silent_article(" "),
    "control": lambda: silent_article("a\x00b\x0b\ufffe\ud800]]>&"),
}


def _parsed(whole: Article) -> ET.Element:
    return ET.fromstring(tei(whole))  # noqa: S314 (our own)


def _words(element: ET.Element) -> str:
    """Text content; `lb` is a line end."""
    for line_end in element.iter(f"{_NAME}lb"):
        line_end.text = "\n"
    return "".join(element.itertext())


def test_the_text_is_the_articles_paragraph_by_paragraph() -> None:
    body = _parsed(article()).find(f".//{_NAME}body")
    assert body is not None
    head, *rest = body
    assert (head.tag, _words(head)) == (f"{_NAME}head", TITLE)
    expected = [TEXT[one.start : one.end].replace("\x07", "\ufffd") for one in paragraphs(TEXT)]
    assert [_words(element) for element in rest] == expected


def test_every_quotation_is_said_by_its_speaker_and_parts_are_linked() -> None:
    whole = article()
    root = _parsed(whole)
    ids = {element.get(_ID): element for element in root.iter() if element.get(_ID)}
    assert len(ids) == sum(element.get(_ID) is not None for element in root.iter())
    for quote in whole.quotes:
        part: ET.Element | None = ids[f"q-{quote.id}"]
        words = ""
        while part is not None:
            assert part.tag == f"{_NAME}said"
            assert part.get("direct") == ("true" if quote.type == "direct" else "false")
            assert part.get("ana") == f"#{quote.type}"
            assert ids[quote.type].tag == f"{_NAME}category"
            who = (part.get("who") or "").split()
            assert who == [f"#{speaker.id}" for speaker in whole.speakers_of(quote)]
            assert all(ids[one.removeprefix("#")].tag in {f"{_NAME}person", f"{_NAME}org"} for one in who)
            words += _words(part)
            following = ids[part.get("next", "").removeprefix("#")] if part.get("next") else None
            assert following is None or following.get("prev") == f"#{part.get(_ID)}"
            part = following
        text = whole.text_of(quote.field)
        expected = "".join(text[span.start : span.end] for span in quote.spans)
        assert "".join(words.split()) == "".join(expected.replace("\x07", "\ufffd").split())


def test_speakers_have_their_names_roles_and_sex() -> None:
    root = _parsed(article())
    person = root.find(f".//{_NAME}listPerson/{_NAME}person")
    assert person is not None
    assert (person.get(_ID), person.get("sex")) == ("s1", "F")
    assert [element.text for element in person.iter() if element.text] == [
        "Lena Brandt",
        "Brandt",
        "Qs1",
        "Ministerin",
        "Land <Kiel>",
    ]
    assert [org.get("type") for org in root.iter(f"{_NAME}org")] == ["organisation", "publication", "group"]


@pytest.mark.skipif(not TEI.exists(), reason="no schema of TEI here (`make schemas` installs it)")
def test_it_is_valid_by_the_schema_of_tei() -> None:
    schema = tei_schema()
    for name, make in ARTICLES.items():
        assert schema(tei(make())) == [], name
    assert schema(tei(article()).replace("<said ", "<sagt ", 1).replace("</said>", "</sagt>", 1))
    assert schema(tei(article()).replace('who="#s1"', 'wer="#s1"', 1))


@pytest.mark.parametrize("name", ARTICLES)
def test_it_is_well_formed_whatever_the_article_holds(name: str) -> None:
    assert _parsed(ARTICLES[name]()).tag == f"{_NAME}TEI"
