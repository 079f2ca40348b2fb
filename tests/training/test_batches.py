"""What the joint training learns from: rows of sentences, marks and contractions as an article's window has them."""

import random

import pytest
import torch

from service.nlp.context.pieces import Pieces, load_pieces
from service.nlp.quote.labels import READINGS
from training.joint.articles import (
    IGNORE,
    Article,
    contraction_words,
    cut_windows,
    expand_contractions,
    prepare,
)
from training.joint.batches import Vocabulary, mark_batch, sentence_batch
from training.joint.treebanks import TaggedSentence

QUOTED = {READINGS.index("quotation"), READINGS.index("partial")}


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return load_pieces()


def sentence(words: str, heads: tuple[int, ...] | None = None) -> TaggedSentence:
    parts = tuple(words.split())
    return TaggedSentence(parts, upos=tuple("X" for _ in parts), heads=heads)


def test_sentences_in_one_row_keep_their_own_trees_and_share_only_the_root(pieces: Pieces) -> None:
    first, second = sentence("Sie schläft .", (2, 0, 2)), sentence("Er liest ein Buch .", (2, 0, 4, 2, 2))
    batch = sentence_batch([first, second], pieces, Vocabulary.of([first]), row_pieces=100)
    assert batch.pieces.shape[0] == 1
    assert batch.labels["heads"][0].tolist() == [2, 0, 2, 5, 0, 7, 5, 5]
    assert batch.sentence[0].tolist() == [0, 0, 0, 1, 1, 1, 1, 1]
    assert batch.last[0].tolist() == sorted(batch.last[0].tolist())


def test_a_row_takes_no_more_pieces_than_it_has_room_for(pieces: Pieces) -> None:
    sentences = [sentence("Sie schläft heute lange .") for _ in range(5)]
    size = sum(map(len, pieces.of(sentences[0].words)))
    batch = sentence_batch(sentences, pieces, Vocabulary.of(sentences), row_pieces=2 * size + 1)
    assert batch.pieces.shape[0] == 3
    alone = sentence_batch(sentences, pieces, Vocabulary.of(sentences))
    assert alone.pieces.shape[0] == 5


def test_what_a_sentence_of_a_row_does_not_know_is_ignored(pieces: Pieces) -> None:
    known, unknown = sentence("Sie schläft .", (2, 0, 2)), sentence("Er liest .")
    batch = sentence_batch([known, unknown], pieces, Vocabulary.of([known, unknown]), row_pieces=100)
    assert batch.labels["heads"][0].tolist() == [2, 0, 2, IGNORE, IGNORE, IGNORE]


def test_contractions_are_written_out_as_stanzas_words_are() -> None:
    assert contraction_words("Zum") == ("Zu", "dem")
    assert contraction_words("beim") == ("bei", "dem")
    assert contraction_words("IM") == ("IM",)
    assert expand_contractions(("Im", "Haus"), random.Random(1), 1.0) == ("In dem", "Haus")
    assert expand_contractions(("Im", "Haus"), random.Random(1), 0.0) == ("Im", "Haus")


TEXT = "Der Film „Kahn“ läuft. „Das ist gut“, sagte Holm."
DIRECT = {
    "type": "Direct",
    "medium": "Speech",
    "quote": [{"start": 23, "end": 36}],
    "speaker": [{"start": 44, "end": 48}],
}


def test_marks_nobody_annotated_may_be_whatever_the_quotations_leave_open(pieces: Pieces) -> None:
    article = prepare(Article("1", TEXT, (DIRECT,)))
    film, quotation = article.marks
    assert quotation.readings == QUOTED
    assert film.readings == set(range(len(READINGS))) - QUOTED
    (window,) = cut_windows(article, pieces, article.words, 0.0)
    batch = mark_batch([window])
    assert batch is not None
    assert batch.readings.sum(1).tolist() == [4, 2]
    opening, closing = (pieces.of([mark])[0][-1] for mark in "„“")
    assert {window.pieces[place] for place in batch.first.tolist()} == {opening}
    assert {window.pieces[place] for place in batch.last.tolist()} == {closing}


def test_annotated_marks_have_the_reading_that_was_annotated() -> None:
    marks = ({"start": 9, "end": 15, "reading": "title"}, {"start": 23, "end": 36, "reading": "quotation"})
    article = prepare(Article("1", TEXT, (DIRECT,), marks))
    assert [{READINGS[index] for index in pair.readings} for pair in article.marks] == [{"title"}, {"quotation"}]


def test_a_window_without_marks_has_nothing_to_learn_about_them(pieces: Pieces) -> None:
    article = prepare(Article("1", "Er kam.", ()))
    assert mark_batch(cut_windows(article, pieces, article.words, 0.0)) is None


def test_padding_belongs_to_no_sentence(pieces: Pieces) -> None:
    batch = sentence_batch([sentence("Ja ."), sentence("Er liest ein Buch .")], pieces, Vocabulary({"upos": ["X"]}))
    assert torch.equal(batch.sentence[0], torch.tensor([0, 0, -1, -1, -1]))
