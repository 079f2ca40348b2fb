"""An article is read once, in context, and everybody who asks for a part of it gets that part."""

import pytest
import stanza
import torch
from torch import Tensor

from service.domain import Span
from service.nlp.context.article import ArticleToken, States, read_article
from service.nlp.context.pieces import CLS, SEP, Pieces, load_pieces
from service.nlp.context.processor import context_of
from service.nlp.encoder import Encoder
from service.nlp.pipeline import load_pipeline
from service.nlp.quote.words import split_words

pytestmark = pytest.mark.models
TEXT = (
    "Sie kam am Montag zur Schatten-CIA nach Kiew. „Das wird teuer“, sagte der Sprecher im Haus.\n\n"
    "Am Dienstag ging sie zum Bahnhof. Vom Zug war nichts zu sehen."
)


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return load_pieces()


@pytest.fixture(scope="module")
def pipeline() -> stanza.Pipeline:
    return load_pipeline()


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """What the encoder is given while a test runs."""
    given: list[list[int]] = []
    read = Encoder.read

    def counted(self: Encoder, ids: Tensor) -> States:
        given.append(ids[0].tolist())
        return read(self, ids)

    monkeypatch.setattr(Encoder, "read", counted)
    return given


def places(ids: Tensor) -> States:
    """An encoder whose states say where in the window a piece stands."""
    states = torch.arange(ids.shape[1], dtype=torch.float32)[:, None]
    return States(states, states, states)


def tokens_of(text: str) -> list[ArticleToken]:
    words = [(span, text[span.start : span.end]) for span in split_words(text)]
    return [ArticleToken(span, word, ("in", "dem") if word == "im" else (word,)) for span, word in words]


def test_an_article_that_fits_is_read_in_one_pass_for_all_processors(
    pipeline: stanza.Pipeline, passes: list[list[int]]
) -> None:
    document = pipeline(TEXT)
    assert len(document.sentences) == 4
    assert all(word.deprel for sentence in document.sentences for word in sentence.words)
    assert len(passes) == 1


def test_a_long_article_costs_no_more_passes_than_it_has_windows(
    pipeline: stanza.Pipeline, passes: list[list[int]]
) -> None:
    document = pipeline("\n\n".join(f"{TEXT} Das war Bild Nummer {n}." for n in range(40)))
    article = context_of(document)
    assert article is not None
    assert len(passes) == len(article.windows) > 3


def test_nothing_of_one_article_is_left_when_the_next_is_read(pipeline: stanza.Pipeline) -> None:
    alone = pipeline(TEXT).to_dict()
    pipeline("Zur Schatten-CIA nach Kiew? Vom Zug war nichts zu sehen.")
    assert pipeline(TEXT).to_dict() == alone


def test_every_word_is_found_at_its_last_piece_whatever_the_tokens_are(pieces: Pieces) -> None:
    text = "Der Unterhändlerverband im Haus"
    window = read_article(places, pieces, [tokens_of(text)]).windows[0]
    ends = []
    for span in split_words(text):
        first, last = window.pieces_of(span)
        assert window.starts[first] <= span.start
        assert window.ends[last] == span.end
        ends.append(last)
    assert ends == sorted(ends)
    assert ends[-1] == len(window.starts) - 2  # before the closing sign


def test_a_part_of_a_token_is_found_among_its_pieces(pieces: Pieces) -> None:
    text = "Schatten-CIA"
    window = read_article(places, pieces, [[ArticleToken(Span(0, len(text)), text, (text,))]]).windows[0]
    _, last_of_shadow = window.pieces_of(Span(0, 8))
    first_of_agency, _ = window.pieces_of(Span(9, 12))
    assert last_of_shadow < first_of_agency


def test_a_sentence_is_known_by_its_words_and_by_its_tokens(pieces: Pieces) -> None:
    first, second = tokens_of("Sie schläft."), tokens_of("Er ist im Haus.")
    states = read_article(places, pieces, [first, second]).sentence_states(pieces)

    def asked(*words: str) -> tuple[int, ...]:
        return (CLS, *(i for ids in pieces.of(words) for i in ids), SEP)

    by_words = states[asked("Er", "ist", "in", "dem", "Haus", ".")].flatten().tolist()
    by_tokens = states[asked("Er", "ist", "im", "Haus", ".")].flatten().tolist()
    assert by_words[0] == by_tokens[0] == 0  # the window's first sign
    assert by_words[1] == by_tokens[1] == len(asked("Sie", "schläft", ".")) - 1  # behind the first sentence
    assert by_tokens[3] == by_words[4]  # "im" has the state of "dem"
    assert by_words[-2:] == by_tokens[-2:]
