"""Every pair of quotation marks is told, with what it is there for."""

import pytest
import torch

from service.domain import Quotation, Span
from service.nlp import Analyzer
from service.nlp.context.article import ArticleToken, States, read_article
from service.nlp.context.pieces import load_pieces
from service.nlp.quote.labels import READINGS
from service.nlp.quote.network import MarkReader
from service.nlp.quote.triage import QUOTED, read_marks
from service.nlp.quote.words import split_words
from service.nlp.transformer import WIDTH

TEXT = (
    "Der Roman „Die Deichgräfin“ wurde auf Einladung der Bürgerinitiative „Rettet den Kai“ gelesen. „Das war ein guter "
    "Abend. Wir kommen wieder“, sagte Intendantin Vera Holm. Sie nannte den Text einen „seltenen Glücksfall“ für die "
    "Stadt."
)


@pytest.mark.models
def test_titles_names_and_somebodys_words_are_told_apart(analyzer: Analyzer) -> None:
    readings = {TEXT[m.span.start : m.span.end]: m.reading for m in analyzer.analyze(TEXT).marks}
    assert readings == {
        "„Die Deichgräfin“": "title",
        "„Rettet den Kai“": "name",
        "„Das war ein guter Abend. Wir kommen wieder“": "quotation",
        "„seltenen Glücksfall“": "partial",
    }


@pytest.mark.models
def test_the_reason_names_the_words_that_announce_the_quotation(analyzer: Analyzer) -> None:
    reasons = [marks.reason for marks in analyzer.analyze(TEXT).marks if marks.reading == "quotation"]
    assert len(reasons) == 1
    assert reasons[0].endswith("announced by sagte")


@pytest.mark.models
def test_marks_of_a_headline_count_from_its_start(analyzer: Analyzer) -> None:
    title = "Lesung aus „Die Deichgräfin“"
    first, *others = analyzer.analyze(TEXT, title=title).marks
    assert (first.field, title[first.span.start : first.span.end]) == ("title", "„Die Deichgräfin“")
    assert [TEXT[marks.span.start : marks.span.end][0] for marks in others] == ["„"] * 4
    assert {marks.field for marks in others} == {"text"}


@pytest.mark.models
def test_marks_in_every_window_of_a_long_text_are_told_once(analyzer: Analyzer) -> None:
    text = "\n\n".join(f"Abend {number}. {TEXT}" for number in range(30))
    spans = [marks.span for marks in analyzer.analyze(text).marks]
    assert len(spans) == 30 * 4
    assert spans == sorted(set(spans))


def undecided(text: str, quotations: list[Quotation]) -> list[str]:
    """Readings by a network that finds all of them equally likely."""
    network = MarkReader(0.0).eval()
    torch.nn.init.zeros_(network.readings.weight)
    torch.nn.init.zeros_(network.readings.bias)

    def encoder(ids: torch.Tensor) -> States:
        states = torch.zeros(ids.shape[1], WIDTH)
        return States(states, states, states)

    tokens = [
        ArticleToken(span, text[span.start : span.end], (text[span.start : span.end],)) for span in split_words(text)
    ]
    article = read_article(encoder, load_pieces(), [tokens])
    return [marks.reading for marks in read_marks(text, article, network, quotations)]


def test_where_the_network_is_undecided_the_quotations_found_decide() -> None:
    text = "Er sagte: „Das ist so.“ Im „Kahn“ war Ruhe."
    quotation = Quotation("direct", "speech", (Span(10, 23),), 0.9)
    first, second = undecided(text, [quotation])
    assert first in QUOTED
    assert second not in QUOTED
    assert {*undecided(text, [])} <= {*READINGS} - QUOTED
