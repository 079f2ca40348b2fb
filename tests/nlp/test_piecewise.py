"""Long paragraphs are read in pieces side by side, and cut as they would be in one go."""

import pytest
import stanza

from service.nlp import piecewise
from service.nlp.pipeline import load_pipeline

pytestmark = pytest.mark.models
PARAGRAPH = " ".join(
    f"Am {n}. Mai sagte Dr. Vera Holm: „Wir bauen z. B. im Hafen weiter!“ Das koste rund {n},5 Mio. Euro, hieß es."
    for n in range(1, 30)
)


@pytest.fixture(scope="module")
def pipeline() -> stanza.Pipeline:
    return load_pipeline(processors="tokenize")


def cut(pipeline: stanza.Pipeline, text: str) -> list[list[tuple[int, int]]]:
    return [[(token.start_char, token.end_char) for token in s.tokens] for s in pipeline(text).sentences]


@pytest.mark.parametrize("text", [PARAGRAPH, f"Kurz.\n\n{PARAGRAPH}\n\nHolm sagte das.", PARAGRAPH[:700]])
def test_pieces_give_the_tokens_and_sentences_of_the_whole_paragraph(
    pipeline: stanza.Pipeline, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_pieces = cut(pipeline, text)
    monkeypatch.setattr(piecewise, "CORE", 1_000_000)
    assert in_pieces == cut(pipeline, text)
    assert len(in_pieces) > 5


def test_a_text_without_an_end_is_cut_to_its_last_character(pipeline: stanza.Pipeline) -> None:
    text = "und dann " * 400
    tokens = [token for sentence in cut(pipeline, text) for token in sentence]
    assert [text[start:end] for start, end in tokens] == text.split()
