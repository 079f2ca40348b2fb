"""What stands in and around quotation marks tells why they are there."""

import pytest

from service.domain import Cue, Quotation, Span
from service.nlp.quote.labels import READINGS
from service.nlp.quote.markevidence import direct_in, evidence_of
from service.nlp.quote.markweights import WEIGHTS


def told(text: str, *quotations: Quotation) -> set[str]:
    start = text.index("„")
    return set(evidence_of(text, Span(start, text.index("“", start) + 1), quotations))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Der Kriminalroman „Wattnebel“ erscheint.", "announced title"),
        ("Die Bürgerinitiative „Rettet das Watt“ klagt.", "announced name"),
        ("Die sogenannte „Wattkralle“ greift.", "announced term"),
        ("Auf dem Plakat „Weg mit dem Deich“ steht es.", "announced quotation"),
        ("Der Film lief lange, auch „Wattnebel“ lief.", "near title"),
        ("Das „Wattkralle“ genannte Gerät greift.", "called behind"),
        ("Sie sagte es dem „Wattkurier“.", "like an outlet"),
        ("Er liest „Wattnebel“. Auch sie liest Wattnebel.", "said again"),
    ],
)
def test_words_around_and_inside_tell(text: str, sign: str) -> None:
    assert sign in told(text)


def test_a_quotation_found_in_the_marks_tells_most() -> None:
    text = "„Es reicht“, sagte sie."
    quotation = Quotation("direct", "speech", (Span(0, 11),), 0.9, cue=Cue((Span(13, 18),), "sagen"))
    assert direct_in(Span(0, 11), [quotation]) is quotation
    assert {"quoted", "quoted, with a cue"} <= told(text, quotation)
    assert "not quoted" in told(text)
    assert direct_in(Span(0, 11), [Quotation("direct", "speech", (Span(0, 3),), 0.9)]) is None


def test_every_weight_is_for_one_reading() -> None:
    assert all(len(weights) == len(READINGS) for weights in WEIGHTS.values())
