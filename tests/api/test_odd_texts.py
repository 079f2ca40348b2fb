"""Valid requests with odd texts: they are answered, and offsets are exact."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.api.schemas import QuotesResponse
from tests.api.conftest import Watched
from tests.api.problems import pointers, problem_of

pytestmark = pytest.mark.models

SENTENCE = "„Wir bauen weiter“, sagte Ministerin Lena Brandt am Montag in Kiel."
ENGLISH = "The minister said on Monday that the government would not raise taxes before the next election in May."


def _answer(client: FlaskClient, text: str, **more: Any) -> dict[str, Any]:
    response = client.post("/v1/quotes", json={"text": text, **more})
    assert response.status_code == 200, response.get_data(as_text=True)
    answer: dict[str, Any] = response.get_json()
    assert QuotesResponse().validate(answer) == {}
    assert answer["meta"]["characters"] == len(text)
    _check_offsets(
        answer, {"text": text, "title": more.get("title") or ""}, "utf-16-le" if more.get("options") else None
    )
    return answer


def _check_offsets(answer: dict[str, Any], fields: dict[str, str], encoding: str | None) -> None:
    """Every words' `text` is what its spans cut out of the submitted field, counted in the unit asked for."""

    def cut(field: str, span: dict[str, int]) -> str:
        if encoding is None:
            return fields[field][span["start"] : span["end"]]
        return fields[field].encode(encoding)[2 * span["start"] : 2 * span["end"]].decode(encoding)

    for quote in answer["quotes"]:
        mention = quote["speaker"] and quote["speaker"]["mention"]
        for words in filter(None, (quote, quote["cue"], quote["frame"], quote["addressee"], mention)):
            assert words["text"] == " … ".join(cut(quote["field"], span) for span in words["spans"])
    for speaker in answer["speakers"]:
        for mention in speaker["mentions"]:
            assert mention["text"] == cut(mention["field"], mention)


def test_a_simple_sentence_has_its_quotation_and_its_speaker(client: FlaskClient) -> None:
    answer = _answer(client, SENTENCE)
    (quote,) = answer["quotes"]
    assert quote["type"] == "direct"
    assert "Wir bauen weiter" in quote["text"]
    assert quote["cue"]["lemma"] == "sagen"
    assert quote["speaker"]["name"] == "Lena Brandt"
    (speaker,) = answer["speakers"]
    assert quote["speaker"]["ids"] == [speaker["id"]]
    assert speaker["quotes"] == [quote["id"]]


@pytest.mark.parametrize(
    "text", ["a", "Ä", "1", "„", ".", "...", "„“", "»«", "!?", "— – -", "😀", "\u0301", "\x00", "\u200b"]
)
def test_one_character_or_only_punctuation_has_no_quotations(client: FlaskClient, text: str) -> None:
    answer = _answer(client, text)
    assert (answer["quotes"], answer["speakers"]) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        f"\x00{SENTENCE}\x00\x07\x1b[31m {SENTENCE}",
        SENTENCE.replace(" ", "\x00 "),
        f"Erste Zeile\r\nZweite\rDritte\n\n{SENTENCE}\r\n\r\n{SENTENCE}\u2028{SENTENCE}\x85\x0b\x0c{SENTENCE}",
        f"😀👩‍👩‍👧 {SENTENCE} 🇩🇪 {SENTENCE.replace('weiter', 'wei😀ter')}",
        SENTENCE.replace("ü", "u\u0308").replace("a", "a\u0301\u0323"),
        f"\ufeff{SENTENCE}\u00ad\u200d\u202e{SENTENCE}",
        f"Er sagte: „Das „ist „nicht gut. {SENTENCE}",
        f"“ ” « » ‚ ‘ ' \" {SENTENCE} ““ „„ »",
        "\t \n" + SENTENCE + "\n" * 500 + SENTENCE,
    ],
)
def test_offsets_are_exact_in_odd_texts(client: FlaskClient, text: str) -> None:
    _answer(client, text)


@pytest.mark.parametrize("text", [SENTENCE, f"😀😀 {SENTENCE} Lena 😀 Brandt sagte: „Ja 😀 doch, so ist es“."])
def test_utf16_offsets_cut_the_same_words_out_of_a_javascript_string(client: FlaskClient, text: str) -> None:
    utf16 = _answer(client, text, title=f"😀 {SENTENCE}", options={"offset_unit": "utf16"})
    points = _answer(client, text, title=f"😀 {SENTENCE}")
    assert [quote["text"] for quote in utf16["quotes"]] == [quote["text"] for quote in points["quotes"]]
    assert utf16["meta"]["offset_unit"] == "utf16"


@pytest.mark.slow
def test_a_sentence_of_5000_words_without_a_full_stop_is_answered(client: FlaskClient) -> None:
    words = "die Ministerin sagte dass der Bau der neuen Brücke am Hafen weitergeht und".split()
    _answer(client, " ".join(words[place % len(words)] for place in range(5_000)))


def test_english_is_422_and_the_problem_names_the_language(client: FlaskClient, watched: Watched) -> None:
    problem = problem_of(client.post("/v1/quotes", json={"text": ENGLISH}), 422)
    assert problem["type"].endswith(":unsupported-language")
    assert problem["detected_language"] == "en"
    assert '"en"' in problem["detail"]
    assert pointers(problem) == ["/text"]
    assert watched.count == 0


def test_language_de_overrides_the_detector_and_only_for_who_says_it(client: FlaskClient) -> None:
    assert _answer(client, ENGLISH, language="de")["meta"]["language"] == "de"
    problem_of(client.post("/v1/quotes", json={"text": ENGLISH}), 422)


def test_types_and_confidence_choose_among_the_quotations(client: FlaskClient) -> None:
    text = f"{SENTENCE} Minister Jan Holm forderte mehr Geld. Laut Holm wird die Brücke im Mai fertig."
    everything = _answer(client, text)["quotes"]
    direct = client.post("/v1/quotes", json={"text": text, "options": {"types": ["direct"]}}).get_json()
    assert direct["quotes"] == [quote for quote in everything if quote["type"] == "direct"]
    assert 0 < len(direct["quotes"]) < len(everything)
    assert {id_ for speaker in direct["speakers"] for id_ in speaker["quotes"]} <= {q["id"] for q in direct["quotes"]}
    sure = client.post("/v1/quotes", json={"text": text, "options": {"min_confidence": 1}}).get_json()
    assert sure["quotes"] == [quote for quote in everything if quote["confidence"] >= 1]


def test_a_quotation_in_the_title_has_offsets_of_its_own(client: FlaskClient) -> None:
    answer = _answer(client, SENTENCE, title="Brandt: „Wir geben nicht auf“")
    assert "title" in {quote["field"] for quote in answer["quotes"]}


@pytest.mark.parametrize("title", [None, "", "  "])
def test_a_title_may_be_null_or_empty(client: FlaskClient, title: str | None) -> None:
    assert len(_answer(client, SENTENCE, title=title)["quotes"]) == 1


def test_a_seed_article_is_read_whole(client: FlaskClient) -> None:
    article = json.loads(Path("seeds/articles/wissen-29.json").read_text(encoding="utf-8"))
    answer = _answer(client, article["text"], title=article["title"])
    assert len(answer["quotes"]) >= 3
    assert "Kemal Arslan" in {speaker["name"] for speaker in answer["speakers"]}
