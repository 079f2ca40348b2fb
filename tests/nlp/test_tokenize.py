"""What the bundled tokenizer and expander promise for newspaper text."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from stanza.models.common.doc import Document

from service.nlp.files import stanza_model
from service.nlp.segmentation import LONGEST_SENTENCE
from training.tokens.loading import load

pytestmark = pytest.mark.models

Read = Callable[[str], Document]

STYLES = ["„“", "»«", "«»", '""', "“”", "„”", "‚‘", "›‹"]
CORPUS, DATA = Path("../shared/corpus"), Path("../shared/data")


@pytest.fixture(scope="module")
def read() -> Read:
    pipeline: Read = load()
    return pipeline


def sentences(document: Document) -> list[str]:
    """Sentences as they stand in the text."""
    return [document.text[s.tokens[0].start_char : s.tokens[-1].end_char] for s in document.sentences]


def tokens(document: Document) -> list[str]:
    return [token.text for sentence in document.sentences for token in sentence.tokens]


@pytest.mark.parametrize("style", STYLES)
def test_every_quotation_mark_is_a_token(read: Read, style: str) -> None:
    opening, closing = tuple(style)
    document = read(f"{opening}Wir bauen die Brücke im Mai{closing}, sagte Anna Grün am Dienstag.")
    assert tokens(document)[:2] == [opening, "Wir"]
    assert tokens(document)[6:9] == ["Mai", closing, ","]


@pytest.mark.parametrize("style", STYLES[:6])
@pytest.mark.parametrize("final", [".", "!", "?"])
def test_a_sentence_ends_behind_final_mark_and_closing_mark(read: Read, style: str, final: str) -> None:
    first = f"Die Ministerin sagte: {style[0]}Wir haben lange genug gewartet{final}{style[1]}"
    second = "Danach verließ sie den Saal."
    assert sentences(read(f"{first} {second}")) == [first, second]


@pytest.mark.parametrize("style", STYLES[:6])
@pytest.mark.parametrize("final", ["", "!", "?"])
def test_no_sentence_ends_before_the_words_that_announce_a_quotation(read: Read, style: str, final: str) -> None:
    text = f"{style[0]}Wir haben lange genug gewartet{final}{style[1]}, sagte die Ministerin am Dienstag."
    assert sentences(read(text)) == [text]


def test_sentences_inside_a_quotation_are_told_apart(read: Read) -> None:
    found = sentences(read("„Wir haben gewartet. Jetzt bauen wir“, sagte die Ministerin."))
    assert found == ["„Wir haben gewartet.", "Jetzt bauen wir“, sagte die Ministerin."]


@pytest.mark.parametrize(
    "text",
    [
        "Das Gesetz gilt seit dem 3. Mai in ganz Bayern.",
        "Am 21. Januar 2024 sprach Dr. Müller in St. Pölten über das Wasser.",
        "Er nannte z. B. den Wald, u. a. auch bzw. gerade im Süden.",
        "Das kostet rund 40 Mio. Euro pro Jahr.",
        "14.35 Uhr: Die Polizei sperrt die Straße.",
        "Prof. Dr. Anna Grün leitet das Institut.",
    ],
)
def test_abbreviations_dates_and_times_end_no_sentence(read: Read, text: str) -> None:
    assert sentences(read(text)) == [text]


def test_headline_byline_credit_and_place_end_with_their_line(read: Read) -> None:
    lines = [
        "Neue Brücke über die Elbe",
        "Von Anna Grün",
        "3. Mai 2024",
        "Foto: Peter Schmidt/dpa",
        "Die Stadt baut im nächsten Jahr eine neue Brücke.",
    ]
    assert sentences(read("\n".join(lines))) == lines


def test_contractions_become_two_words_in_one_token(read: Read) -> None:
    (sentence,) = read("Am Abend saßen sie im Garten und gingen zur Brücke.").sentences
    words = [[word.text for word in token.words] for token in sentence.tokens if len(token.words) > 1]
    assert [[word.lower() for word in pair] for pair in words] == [["an", "dem"], ["in", "dem"], ["zu", "der"]]


@pytest.mark.parametrize(
    "text",
    [
        "Guten Tag 👍🏽! „Ja 😀“, sagte sie.",
        "Die Grüße aus Köln kamen. „Schön“, sagte er.",
        "Erste Zeile.\r\nZweite Zeile.\rDritte Zeile.\n\n\nVierte\u2028Fünfte",
        "Ein\x00 Satz mit NUL\x00. Und\u0007 noch einer.",
        "\u00adWei\u00adche Trennung und ge\u00a0schützt\u202f! \ufeff Ende",
        "   \t Einzug.   Viele    Leerzeichen  .  ",
        "\x80\x9f Steuerzeichen \x97 hier.",
        "…", "„", "“”„“", "a", "\n\n.\n\n",
    ],
)  # fmt: skip
def test_offsets_are_exact_for_any_text(read: Read, text: str) -> None:
    document = read(text)
    spans = [(token.start_char, token.end_char) for sentence in document.sentences for token in sentence.tokens]
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    covered = "".join(text[start:end] for start, end in spans)
    assert [c for c in covered if c.isprintable() and c != " "] == [c for c in text if c.isprintable() and c != " "]
    for token in (token for sentence in document.sentences for token in sentence.tokens):
        assert "".join(token.text.split()) == "".join(text[token.start_char : token.end_char].split())


@pytest.mark.parametrize("text", ["", " ", "\n \n\t", "\x85\u2028"])
def test_blank_text_has_no_sentences(read: Read, text: str) -> None:
    assert read(text).sentences == []


def test_text_without_full_stop_is_cut(read: Read) -> None:
    document = read("und dann noch ein Wort " * 1000)
    assert sum(len(sentence.tokens) for sentence in document.sentences) == 5000
    assert max(len(sentence.tokens) for sentence in document.sentences) <= LONGEST_SENTENCE


def test_models_know_no_path_of_the_machine_that_trained_them() -> None:
    for processor in ("tokenize", "mwt"):
        assert str(Path(__file__).parents[2]).encode() not in stanza_model(processor).read_bytes()
        assert b".conllu" not in stanza_model(processor).read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(not DATA.exists(), reason="the treebanks do not lie beside this checkout")
def test_scores_on_the_treebank_stay_where_they_are() -> None:
    from training.tokens.measure import treebank_scores  # noqa: PLC0415 (only where the data are)

    scores = treebank_scores(DATA / "ud" / "de_gsd-ud-test.conllu", load())
    assert scores["Sentences"] > 80
    assert scores["Tokens"] > 99
    assert scores["Words"] > 99


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus does not lie beside this checkout")
def test_sentences_and_quotations_of_the_corpus_agree(read: Read) -> None:
    from training.joint.articles import read_corpus  # noqa: PLC0415 (only where the data are)
    from training.tokens.measure import corpus_errors  # noqa: PLC0415

    articles = read_corpus(CORPUS, held_back=True)
    quotations = sum(len(article.quotations) for article in articles)
    assert 1000 * len(corpus_errors(articles, read)) / quotations < 5
