"""Found quotations end where the guidelines say: on their marks, before the comma, once for the same words."""

from service.domain import QuotationType
from service.nlp.quote.decode import Candidate
from service.nlp.quote.marks import find_mark_pairs
from service.nlp.quote.refine import keep_best, snap_to_marks, trim
from service.nlp.quote.words import split_words


def snapped(text: str, found: str, type_: QuotationType = "direct") -> str:
    """The text of the quotation after snapping, when the tags covered `found`."""
    spans = split_words(text)
    start = text.index(found)
    words = [i for i, span in enumerate(spans) if start <= span.start < start + len(found)]
    candidate = snap_to_marks(Candidate(type_, False, words, 0.9), text, spans, find_mark_pairs(text))
    return text[spans[candidate.words[0]].start : spans[candidate.words[-1]].end]


def test_a_direct_quotation_takes_the_marks_it_missed() -> None:
    assert snapped("Sie sagte: „Wir bauen weiter.“ Dann ging sie.", "Wir bauen weiter") == "„Wir bauen weiter.“"


def test_a_direct_quotation_gives_back_what_stands_outside_its_marks() -> None:
    assert snapped("„Wir bauen weiter“, sagte sie.", "„Wir bauen weiter“,") == "„Wir bauen weiter“"


def test_a_direct_quotation_without_marks_stays_as_it_is() -> None:
    assert snapped("Wir bauen weiter, sagte sie.", "Wir bauen weiter") == "Wir bauen weiter"


def test_a_few_quoted_words_do_not_pull_a_long_statement_into_their_marks() -> None:
    text = "Die Lage sei nach den Worten der Sprecherin „ernst“ und müsse sich bald ändern."
    whole = text.removesuffix(".")
    assert snapped(text, whole) == whole


def test_an_indirect_quotation_is_not_moved_to_marks() -> None:
    text = "Er nannte es „Unsinn“, dass sie „weiter baut“."
    assert snapped(text, "dass sie „weiter baut", "indirect") == "dass sie „weiter baut"


def test_a_comma_at_the_edge_belongs_to_the_frame() -> None:
    text = ", dass gebaut werde, teilte sie mit"
    spans = split_words(text)
    candidate = trim(Candidate("indirect", False, list(range(5)), 0.9), text, spans)
    assert [text[spans[w].start : spans[w].end] for w in candidate.words] == ["dass", "gebaut", "werde"]


def test_trimming_never_leaves_nothing() -> None:
    assert trim(Candidate("indirect", False, [0], 0.9), ",", split_words(",")).words == [0]


def test_of_two_readings_of_the_same_words_the_surer_one_stays() -> None:
    sure = Candidate("indirect", False, [1, 2, 3, 4], 0.9)
    unsure = Candidate("reported", False, [1, 2, 3, 4], 0.6)
    assert keep_best([unsure, sure]) == [sure]


def test_a_fragment_inside_a_longer_quotation_stays_beside_it() -> None:
    outer = Candidate("indirect", False, list(range(10)), 0.9)
    inner = Candidate("direct", False, [4, 5, 6], 0.8)
    assert set(map(id, keep_best([outer, inner]))) == {id(outer), id(inner)}
