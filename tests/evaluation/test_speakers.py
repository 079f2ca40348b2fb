"""How often the right speaker is named, by every figure that the report has."""

from collections.abc import Sequence
from typing import Any

import pytest

from service.domain import (
    Analysis,
    AttributedQuotation,
    Attribution,
    Candidate,
    Quotation,
    Sentence,
    Span,
    Speaker,
)
from service.evaluation import CorpusArticle, SpeakerReport, evaluate_speakers
from service.evaluation.speakers import crosses_sentences, gold_quotation, mention_class

TEXT = "Anna Quell kam. Sie sagte der dpa, es eile. „Ja“, meinte Lotse Jan Holm. Die Hafenbehörde sagte, sie warte."


def stretch(words: str) -> list[dict[str, int]]:
    start = TEXT.index(words)
    return [{"start": start, "end": start + len(words)}]


def annotated(quote: str, speaker: str, who: str, kind: str, **others: Any) -> dict[str, Any]:
    row = {"type": "Indirect", "medium": "Speech", "quote": stretch(quote), "speaker": stretch(speaker)}
    return row | {"who": who, "kind": kind} | others


ROWS = (
    annotated("es eile", "Sie", "Anna Quell", "person", via="dpa"),
    annotated("„Ja“", "Lotse Jan Holm", "Jan Holm", "person"),
    annotated("sie warte", "Die Hafenbehörde", "Hafenbehörde", "organisation"),
)
ARTICLE = CorpusArticle("x-09", TEXT, ROWS, None, None, "here")
SENTENCES = tuple(Sentence(Span(start, end), ()) for start, end in ((0, 15), (16, 43), (44, 73), (74, len(TEXT))))


def analysis(quotations: Sequence[Quotation], names: Sequence[str | None], via: str | None = "dpa") -> Analysis:
    """An answer that names these speakers, the first two persons, each with a confidence of 0.8."""
    attributed = []
    for index, (quotation, name) in enumerate(zip(quotations, names, strict=True)):
        likeliest = name or "Berta Trost"
        attribution = Attribution(
            (f"s{index}",), name, "name", 0.8 if name else 0.4, None if index else via,
            candidates=(Candidate((f"s{index}",), likeliest, 0.8 if name else 0.4),),
        )  # fmt: skip
        attributed.append(AttributedQuotation(f"q{index}", quotation, attribution))
    speakers = tuple(
        Speaker(f"s{index}", name or "Berta Trost", "organisation" if index == 2 else "person")
        for index, name in enumerate(names)
    )
    return Analysis(tuple(attributed), speakers, (), SENTENCES)


def report(*names: str | None, via: str | None = "dpa") -> SpeakerReport:
    return evaluate_speakers([ARTICLE], lambda _, gold: analysis(gold, names, via))


def test_gold_against_itself_is_perfect() -> None:
    figures = report("Anna Quell", "Jan Holm", "Hafenbehörde").as_dict()
    assert {row["accuracy"] for row in figures["names"].values()} == {1.0}
    assert {row["accuracy_given"] for row in figures["names"].values()} == {1.0}
    assert {row["abstained"] for row in figures["names"].values()} == {0.0}
    assert figures["kind"] == {"accuracy": 1.0, "count": 3}
    assert figures["via"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "count": 1}
    assert figures["gold"] == figures["found"] == 3


def test_a_wrong_name_and_no_name_are_told_apart() -> None:
    whole = report("Anna Quell", "Ole Holm", None).names["all"].as_dict()
    assert whole == {"accuracy": 0.3333, "accuracy_given": 0.5, "abstained": 0.3333, "count": 3}


def test_every_kind_of_mention_has_its_own_figures() -> None:
    names = report("Berta Trost", "Jan Holm", "Hafenbehörde").names
    assert {key: (tally.right, tally.all) for key, tally in names.items()} == {
        "all": (2, 3),
        "pronoun": (0, 1),
        "full name": (2, 2),
    }


def test_thresholds_show_what_naming_more_or_less_would_give() -> None:
    thresholds = report("Anna Quell", "Ole Holm", None).thresholds
    assert [(thresholds[limit].given, thresholds[limit].abstained) for limit in (0.0, 0.5, 0.9)] == [
        (3, 0),
        (2, 1),
        (0, 3),
    ]


def test_the_confidence_is_compared_with_the_names() -> None:
    calibration = report("Anna Quell", "Ole Holm", "Hafenbehörde").calibration
    assert calibration.error == pytest.approx(0.8 - 2 / 3)


def test_a_medium_that_is_not_there_or_another_one_counts() -> None:
    assert report("Anna Quell", "Jan Holm", "Hafenbehörde", via="ARD").via.as_dict()["f1"] == 0.0
    assert report("Anna Quell", "Jan Holm", "Hafenbehörde", via=None).via.as_dict()["recall"] == 0.0


def test_quotations_that_were_found_count_for_the_gold_ones_that_they_mostly_are() -> None:
    def read(text: str, gold: Sequence[Quotation]) -> Analysis:
        start = TEXT.index("eile")
        found = Quotation("indirect", "speech", (Span(start, start + 4),), 1.0)  # one of two words: F1 .67
        far = Quotation("indirect", "speech", (Span(0, 15),), 1.0)
        return analysis([far, found], ["Jan Holm", "Anna Quell"])

    found = evaluate_speakers([ARTICLE], read)
    assert (found.found, found.names["all"].right, found.names["all"].abstained) == (1, 1, 2)


def test_what_the_models_tell_is_not_handed_over() -> None:
    handed: list[Quotation] = []

    def read(text: str, gold: Sequence[Quotation]) -> Analysis:
        handed.extend(gold)
        return analysis(gold, ["Anna Quell", "Jan Holm", "Hafenbehörde"])

    evaluate_speakers([ARTICLE], read)
    assert {quotation.kind for quotation in handed} == {"unknown"}
    assert {quotation.via for quotation in handed} == {()}


def test_a_mention_in_another_sentence_is_told() -> None:
    far = gold_quotation(TEXT, annotated("sie warte", "Anna Quell", "Anna Quell", "person"))
    near = gold_quotation(TEXT, ROWS[2])
    assert crosses_sentences(far, SENTENCES)
    assert not crosses_sentences(near, SENTENCES)


@pytest.mark.parametrize(
    ("speaker", "who", "kind", "expected"),
    [
        ("Sie", "Anna Quell", "person", "pronoun"),
        ("Lotse Jan Holm", "Jan Holm", "person", "full name"),
        ("Holm", "Jan Holm", "person", "surname"),
        ("Lotse", "Jan Holm", "person", "role noun"),
        ("Die Hafenbehörde", "Senat", "organisation", "other noun"),
    ],
)
def test_mentions_are_sorted_by_their_words(speaker: str, who: str, kind: str, expected: str) -> None:
    quotation = gold_quotation(TEXT, annotated("„Ja“", speaker, who, kind))
    assert mention_class(TEXT, quotation, who, kind) == expected
