"""The published metric, on cases small enough to compute by hand."""

import pytest

from service.evaluation.annotations import PARTS, ROLES, Annotation
from service.evaluation.metric import macro, micro_labels, pair_up, score


def annotation(type_: str = "Direct", medium: str = "Speech", **parts: range) -> Annotation:
    return Annotation(type_, medium, {part: frozenset(parts.get(part, ())) for part in PARTS})


def test_gold_against_itself_is_perfect() -> None:
    gold = [annotation(quote=range(5), cue=range(6, 7)), annotation("Indirect", quote=range(10, 14))]
    scores = score(pair_up(gold, gold))
    assert (scores.messages.f1, scores.joint.f1, scores.type.f1, scores.medium.f1) == (1.0, 1.0, 1.0, 1.0)


def test_half_a_quotation_is_full_precision_and_half_recall() -> None:
    pairs = pair_up([annotation(quote=range(5))], [annotation(quote=range(10))])
    result = macro(pairs, ["quote"])
    assert (result.precision, result.recall, result.f1) == (1.0, 0.5, pytest.approx(2 / 3))


def test_an_invented_quotation_costs_precision_and_a_missed_one_recall() -> None:
    found, gold = [annotation(quote=range(4)), annotation(quote=range(20, 24))], [annotation(quote=range(4))]
    assert macro(pair_up(found, gold), ["quote"]).precision == 0.5
    assert macro(pair_up(found, gold), ["quote"]).recall == 1.0
    assert macro(pair_up(gold, found), ["quote"]).recall == 0.5


def test_every_annotation_counts_the_same_however_long() -> None:
    gold = [annotation(quote=range(100)), annotation(quote=range(200, 202))]
    found = [annotation(quote=range(100)), annotation(quote=range(201, 202))]
    assert macro(pair_up(found, gold), ["quote"]).recall == pytest.approx((1 + 0.5) / 2)


def test_roles_are_pooled_within_an_annotation() -> None:
    gold = [annotation(quote=range(5), cue=range(6, 7), frame=range(5, 9), speaker=range(7, 9))]  # 7 role tokens
    found = [annotation(quote=range(5), cue=range(6, 7), frame=range(5, 7))]  # 3, all right
    result = macro(pair_up(found, gold), ROLES)
    assert (result.precision, result.recall) == (1.0, pytest.approx(3 / 7))
    assert macro(pair_up(found, gold), PARTS).recall == pytest.approx(8 / 12)


def test_an_annotation_without_the_part_on_a_side_is_left_out_of_that_mean() -> None:
    gold = [annotation(quote=range(5), cue=range(6, 7)), annotation(quote=range(10, 15))]
    found = [annotation(quote=range(5)), annotation(quote=range(10, 15), cue=range(16, 17))]
    result = macro(pair_up(found, gold), ["cue"])
    assert (result.precision, result.recall, result.count) == (0.0, 0.0, 1)


def test_pairs_are_chosen_for_the_greatest_sum_not_greedily() -> None:
    gold = [annotation(quote=range(10)), annotation(quote=range(6))]
    found = [annotation(quote=range(7)), annotation(quote=range(2, 10))]
    assert set(pair_up(found, gold)[0][1].parts["quote"]) == set(range(6))


def test_equal_type_decides_between_equal_overlaps() -> None:
    gold = [annotation("Reported", quote=range(5)), annotation("Indirect", quote=range(5))]
    found = [annotation("Indirect", quote=range(5))]
    assert pair_up(found, gold)[0][1].type == "Indirect"


def test_equal_type_without_shared_words_pairs_nothing() -> None:
    pairs = pair_up([annotation(quote=range(5))], [annotation(quote=range(9, 12))])
    assert [(bool(ours.type), bool(gold.type)) for ours, gold in pairs] == [(True, False), (False, True)]


def test_types_are_counted_over_all_annotations() -> None:
    gold = [annotation("Direct", quote=range(5)), annotation("Indirect", quote=range(10, 15))]
    found = [
        annotation("Direct", quote=range(5)),
        annotation("Reported", quote=range(10, 15)),
        annotation(quote=range(30, 31)),
    ]
    result = micro_labels(pair_up(found, gold), "type")
    assert (result.precision, result.recall) == (pytest.approx(1 / 3), 0.5)


def test_nothing_found_and_nothing_annotated_is_no_error() -> None:
    assert score(pair_up([], [])).joint.f1 == 0.0
