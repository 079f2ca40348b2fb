"""What the bundled lemmatizer promises, given words and their classes."""

from pathlib import Path

import pytest
from stanza.models.common.doc import Document

from service.nlp.files import stanza_model
from training.tokens.lemma import by_frequency, score
from training.tokens.loading import load

DATA = Path("../shared/data")


@pytest.mark.parametrize(
    ("word", "upos", "lemma"),
    [
        ("sagte", "VERB", "sagen"),
        ("erklärte", "VERB", "erklären"),
        ("gesagt", "VERB", "sagen"),
        ("betonte", "VERB", "betonen"),
        ("sei", "AUX", "sein"),
        ("habe", "AUX", "haben"),
        ("werde", "AUX", "werden"),
        ("der", "DET", "der"),
        ("Der", "DET", "der"),
        ("ihm", "PRON", "er"),
        ("Ministerin", "NOUN", "Ministerin"),
        ("Häusern", "NOUN", "Haus"),
        ("Straßen", "NOUN", "Straße"),
        ("guten", "ADJ", "gut"),
        ("Merkel", "PROPN", "Merkel"),
        ("„", "PUNCT", "„"),
    ],
)
@pytest.mark.models
def test_frequent_words_have_their_dictionary_form(word: str, upos: str, lemma: str) -> None:
    document = Document([[{"id": 1, "text": word, "upos": upos, "head": 0, "deprel": "root"}]])
    (found,) = load({"lemma": stanza_model("lemma")}, lemma_pretagged=True)(document).sentences[0].words
    assert found.lemma == lemma


@pytest.mark.models
@pytest.mark.parametrize("word", ["👍🏽", "\x00", "Ж", "x" * 300, "e\u0301", "«»", "１２"])
def test_odd_words_have_some_lemma(word: str) -> None:
    document = Document([[{"id": 1, "text": word, "upos": "X", "head": 0, "deprel": "root"}]])
    (found,) = load({"lemma": stanza_model("lemma")}, lemma_pretagged=True)(document).sentences[0].words
    assert found.lemma


@pytest.mark.models
def test_the_model_is_small_and_knows_no_path_of_the_machine_that_trained_it() -> None:
    files = [stanza_model(processor) for processor in ("tokenize", "mwt", "lemma")]
    assert sum(file.stat().st_size for file in files) < 5e6
    assert b".conllu" not in stanza_model("lemma").read_bytes()


def test_the_more_frequent_lemma_of_the_treebank_is_learned() -> None:
    treebank = [("liebe", "VERB", "lieben"), *[("sagte", "VERB", "sagen")] * 2, ("sagte", "VERB", "sägen")]
    rows = by_frequency(treebank, [("sagte", "VERB", "sagten")] * 9)
    assert rows[0] == ("sagte", "VERB", "sagen")
    assert [row for row in rows if row[0] == "sagte"] == [("sagte", "VERB", "sagen")]
    assert ("Liebe", "VERB", "lieben") in rows


@pytest.mark.slow
@pytest.mark.models
@pytest.mark.skipif(not DATA.exists(), reason="the treebanks do not lie beside this checkout")
def test_lemmas_of_the_treebank_are_mostly_right() -> None:
    assert score(DATA / "ud" / "de_gsd-ud-test.conllu", stanza_model("lemma")) > 93
