"""What is clearly another language is refused; German, and what could be German, is not."""

import json
from pathlib import Path

import pytest

from service.api.language import other_language

ARTICLES = sorted(Path("seeds/articles").glob("*.json"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The minister said on Monday that the government would not raise taxes before the election."),
        ("fr", "Le ministre a déclaré lundi que le gouvernement n'augmenterait pas les impôts cette année."),
        ("nl", "De minister zei maandag dat de regering de belastingen dit jaar niet zal verhogen."),
        ("da", "Ministeren sagde mandag, at regeringen ikke vil hæve skatterne før det næste valg i maj."),
        ("pl", "Minister powiedział w poniedziałek, że rząd nie podniesie podatków przed wyborami."),
        ("ru", "Министр сказал в понедельник, что правительство не будет повышать налоги до выборов."),
        ("zh", "部长周一表示，政府在下次选举之前不会提高税收。" * 3),
    ],
)
def test_other_languages_are_named(language: str, text: str) -> None:
    assert other_language(text) == language


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_german_articles_pass(path: Path) -> None:
    text = json.loads(path.read_text(encoding="utf-8"))["text"]
    assert other_language(text) is None
    assert all(other_language(paragraph) is None for paragraph in text.split("\n\n"))


@pytest.mark.parametrize(
    "text",
    ["Okay", "Hello world", "", "a", "!!!", "Bayern München – Borussia Dortmund 3:1", "„Yes, we can“, sagte Obama.",
     "«Mir gönd hüt uf Züri», het er gseit.", "\x00" * 100, "😀" * 100, "12.000 Euro, 3,5 Prozent"],
)  # fmt: skip
def test_what_cannot_be_told_passes(text: str) -> None:
    assert other_language(text) is None


def test_a_german_article_may_begin_with_a_long_english_quotation() -> None:
    english = "The minister said on Monday that the government would not raise taxes before the election. " * 30
    german = "Das sagte der Minister am Montag in Berlin, und die Abgeordneten nahmen es schweigend zur Kenntnis. " * 60
    assert other_language(english) == "en"
    assert other_language(english + german) is None
