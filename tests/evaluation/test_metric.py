"""The published metric, on cases small enough to compute by hand."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.evaluation.annotations import PARTS, ROLES, Annotation
from service.evaluation.metric import macro, micro_labels, pair_up, score, worth
from tests.evaluation.articles import annotation


def test_gold_against_itself_is_perfect() -> None:
    gold = [annotation(quote=range(5), cue=range(6, 7)), annotation("Indirect", quote=range(10, 14))]
    scores = score(pair_up(gold, gold))
    assert (scores.messages.f1, scores.joint.f1, scores.type.f1, scores.medium.f1) == (1.0, 1.0, 1.0, 1.0)


def test_half_a_quotation_is_full_precision_and_half_recall() -> None:
    pairs = pair_up([annotation(quote=range(5))], [annotation(quote=range(10))])
    result = macro(pairs, ["quote"])
    assert (result.precision, result.recall, result.f1) == pytest.approx((1.0, 0.5, 2 / 3))


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
    assert (result.precision, result.recall) == pytest.approx((1.0, 3 / 7))
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
    assert (result.precision, result.recall) == pytest.approx((1 / 3, 0.5))


def test_nothing_found_and_nothing_annotated_is_no_error() -> None:
    assert score(pair_up([], [])).joint.f1 == 0.0


GOLD = [
    annotation("Direct", quote=[1, 2, 3, 4], speaker=[6, 7], cue=[5], frame=[5, 6, 7]),
    annotation("Indirect", "Writing", quote=[20, 21, 22, 23, 24, 25], speaker=[18], cue=[19], addressee=[17]),
]


def test_nothing_found_has_no_recall_and_nothing_annotated_no_precision() -> None:
    missed, invented = score(pair_up([], GOLD)), score(pair_up(GOLD, []))
    assert [missed.messages.recall, missed.messages.f1, missed.messages.count] == [0, 0, 2]
    assert [invented.messages.precision, invented.messages.f1, invented.messages.count] == [0, 0, 0]
    assert [missed.type.f1, invented.type.f1] == [0, 0]


def test_the_joint_figure_pools_the_tokens_of_all_parts() -> None:
    """First: 3 of 5 quoted tokens, half the speaker, no frame, a cue too many. Second: missed. Third: invented."""
    found = [
        annotation("Direct", quote=[2, 3, 4, 8, 9], speaker=[6], cue=[5, 10]),
        annotation("Reported", quote=[30, 31], speaker=[32]),
    ]
    scores = score(pair_up(found, GOLD))
    assert scores.messages.precision == pytest.approx((3 / 5 + 0 / 2) / 2)
    assert scores.messages.recall == pytest.approx((3 / 4 + 0 / 6) / 2)
    assert scores.roles.precision == pytest.approx((2 / 3 + 0 / 1) / 2)
    assert scores.roles.recall == pytest.approx((2 / 6 + 0 / 3) / 2)
    assert scores.joint.precision == pytest.approx((5 / 8 + 0 / 3) / 2)
    assert scores.joint.recall == pytest.approx((5 / 10 + 0 / 9) / 2)


def test_each_role_has_a_figure_of_its_own() -> None:
    found = [annotation("Direct", quote=[1, 2, 3, 4], speaker=[6]), GOLD[1]]
    by_role = score(pair_up(found, GOLD)).by_role
    figures = {name: [value.precision, value.recall, value.count] for name, value in by_role.items()}
    assert figures == {
        "speaker": [1, (1 / 2 + 1) / 2, 2],
        "cue": [1, 1 / 2, 2],
        "frame": [0, 0, 1],
        "addressee": [1, 1, 1],
    }


def test_a_types_precision_is_over_the_found_and_its_recall_over_the_annotated_of_that_type() -> None:
    found = [
        annotation("Indirect", quote=[1, 2]),  # half of the annotated Direct one
        annotation("Indirect", quote=[20, 21, 22, 26]),  # three of six, and one too many
    ]
    by_type = score(pair_up(found, GOLD)).by_type
    assert by_type.keys() == {"Direct", "Indirect"}
    assert by_type["Indirect"]["messages"].precision == pytest.approx((2 / 2 + 3 / 4) / 2)
    assert by_type["Indirect"]["messages"].recall == pytest.approx(3 / 6)
    assert by_type["Direct"]["messages"].precision == 0
    assert by_type["Direct"]["messages"].recall == pytest.approx(2 / 4)


def test_equal_medium_decides_where_overlap_and_type_are_equal() -> None:
    gold = [annotation("Direct", "Speech", quote=[1]), annotation("Direct", "Writing", quote=[1])]
    found = [annotation("Direct", "Writing", quote=[1]), annotation("Direct", "Speech", quote=[1])]
    scores = score(pair_up(found, gold))
    assert scores.medium.f1 == 1
    other = [annotation("Indirect", "Writing", quote=[1]), annotation("Direct", "SW", quote=[1])]
    assert {(a.type, b.medium) for a, b in pair_up(other, gold)} == {("Indirect", "Writing"), ("Direct", "Speech")}


def test_roles_of_quotations_without_a_word_in_common_are_no_hits() -> None:
    found = [annotation("Direct", quote=[50], speaker=[6, 7])]
    scores = score(pair_up(found, GOLD[:1]))
    assert [scores.roles.precision, scores.roles.recall, scores.type.f1, scores.medium.f1] == [0, 0, 0, 0]


ANNOTATIONS = st.lists(
    st.builds(
        Annotation,
        st.sampled_from(["Direct", "Indirect"]),
        st.sampled_from(["Speech", "SW"]),
        st.fixed_dictionaries({part: st.frozensets(st.integers(0, 8), max_size=5) for part in PARTS}),
    ),
    max_size=4,
)


@given(ANNOTATIONS, ANNOTATIONS)
def test_no_other_pairing_is_worth_more_and_every_annotation_is_in_one_pair(
    found: list[Annotation], gold: list[Annotation]
) -> None:
    pairs = pair_up(found, gold)
    assert sorted(id(ours) for ours, _ in pairs if ours.type) == sorted(map(id, found))
    assert sorted(id(theirs) for _, theirs in pairs if theirs.type) == sorted(map(id, gold))
    few, many = sorted((found, gold), key=len)
    best = max(sum(map(worth, few, order)) for order in permutations(many, len(few)))
    assert sum(worth(ours, theirs) for ours, theirs in pairs) == pytest.approx(best)


@given(ANNOTATIONS, ANNOTATIONS)
def test_swapping_the_sides_swaps_precision_and_recall(found: list[Annotation], gold: list[Annotation]) -> None:
    pairs = pair_up(found, gold)
    one, other = score(pairs), score([(theirs, ours) for ours, theirs in pairs])
    assert (one.joint.precision, one.joint.recall) == (other.joint.recall, other.joint.precision)
    assert 0 <= one.joint.f1 <= 1
