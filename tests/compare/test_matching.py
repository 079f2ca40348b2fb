"""Every quotation of two versions is found again, however it was edited, and nothing else is taken for it."""

from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from service.compare import Change, Said, compare

WORDS = st.sampled_from("wir bauen die Brücke weiter und nicht im März Geld fehlt immer noch".split())
QUOTATIONS = st.builds(
    lambda words, speakers, type_: (" ".join(words), speakers, type_),
    st.lists(WORDS, min_size=1, max_size=12),
    st.sampled_from([(), ("Lena Brandt",), ("Brandt",), ("Jan Holm",), ("Lena Brandt", "Jan Holm")]),
    st.sampled_from(["direct", "indirect"]),
)
VERSIONS = st.lists(QUOTATIONS, max_size=8).map(
    lambda version: [Said(f"{place}", *_typed(one)) for place, one in enumerate(version)]
)


def _typed(quotation: tuple[str, tuple[str, ...], str]) -> tuple[str, str, tuple[str, ...]]:
    words, speakers, type_ = quotation
    return words, type_, speakers


def said(text: str, *speakers: str, type_: str = "direct") -> Said:
    return Said(f"{text}/{speakers}", text, type_, speakers)


def only(before: Said, after: Said) -> Change:
    (change,) = compare([before], [after])
    return change


@given(VERSIONS)
def test_an_article_compared_with_itself_is_all_unchanged(version: list[Said]) -> None:
    changes = compare(version, version)
    assert [change.status for change in changes] == ["unchanged"] * len(version)
    assert all(change.before == change.after for change in changes)


@given(VERSIONS, VERSIONS)
def test_every_quotation_of_both_versions_is_there_once(before: list[Said], after: list[Said]) -> None:
    changes = compare(before, after)
    assert sorted(change.before for change in changes if change.before is not None) == list(range(len(before)))
    assert [change.after for change in changes if change.after is not None] == list(range(len(after)))
    for change in changes:
        assert (change.before is None) == (change.status == "new")
        assert (change.after is None) == (change.status == "gone")
        assert bool(change.edits) == (change.status == "altered")


@given(VERSIONS, VERSIONS)
def test_swapping_the_versions_swaps_new_and_gone_and_nothing_else(before: list[Said], after: list[Said]) -> None:
    swapped = {"new": "gone", "gone": "new"}

    def facts(changes: list[Change]) -> Counter[tuple[object, ...]]:
        return Counter((one.status, one.before, one.after, one.similarity, one.speaker_changed) for one in changes)

    there = facts(compare(before, after))
    back = compare(after, before)
    turned = Counter(
        (swapped.get(one.status, one.status), one.after, one.before, one.similarity, one.speaker_changed)
        for one in back
    )
    assert there == turned


@given(VERSIONS, st.data())
def test_one_word_put_into_one_quotation_alters_exactly_that_one(version: list[Said], data: st.DataObject) -> None:
    long_enough = [place for place, one in enumerate(version) if len(one.text.split()) >= 3]
    assume(long_enough)
    place = data.draw(st.sampled_from(long_enough))
    words = version[place].text.split()
    words.insert(data.draw(st.integers(0, len(words))), "übrigens")
    edited = Said("edited", " ".join(words), version[place].type, version[place].speakers)
    changes = compare(version, [*version[:place], edited, *version[place + 1 :]])
    (altered,) = [change for change in changes if change.status != "unchanged"]
    assert (altered.status, altered.after) == ("altered", place)
    assert altered.before is not None
    assert version[altered.before].words == version[place].words


@pytest.mark.parametrize(
    "after",
    ["»Wir bauen«", '"Wir bauen."', "„Wir\n bauen!“", "wir bauen", "„Wir bau\u00aden“"],
    ids=["marks", "full stop", "line break", "case", "soft hyphen"],
)
def test_marks_punctuation_case_spacing_and_soft_hyphens_are_no_words(after: str) -> None:
    change = only(said("„Wir bauen“", "Lena Brandt"), said(after, "Lena Brandt"))
    assert (change.status, change.similarity, change.edits) == ("unchanged", 1.0, ())


def test_the_same_words_of_somebody_else_are_reattributed() -> None:
    change = only(said("„Nein“", "Lena Brandt"), said("„Nein“", "Jan Holm"))
    assert change.status == "reattributed"
    assert change.speaker_changed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("Katrin Seifert",), ("Seifert",)),
        (("Katrin Seifert",), ("Oberbürgermeisterin Katrin Seifert",)),
        (("Katrin Seifert",), ()),
        (("Lena Brandt", "Jan Holm"), ("Holm", "Brandt")),
    ],
    ids=["surname", "with a title", "nobody named", "joint, in another order"],
)
def test_somebody_named_otherwise_or_not_at_all_is_not_somebody_else(
    before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    assert only(said("„Nein“", *before), said("„Nein“", *after)).status == "unchanged"


def test_a_joint_speaker_dropped_is_a_change_of_speaker() -> None:
    assert only(said("„Nein“", "Lena Brandt", "Jan Holm"), said("„Nein“", "Jan Holm")).status == "reattributed"


def test_equal_words_go_to_their_own_speakers() -> None:
    before = [said("„Nein“", "Lena Brandt"), said("„Nein“", "Jan Holm")]
    changes = compare(before, [said("„Nein“", "Holm"), said("„Nein“", "Brandt")])
    assert [(change.status, change.before) for change in changes] == [("unchanged", 1), ("unchanged", 0)]


def test_quotation_marks_taken_away_are_told_as_another_type() -> None:
    change = only(said("„Wir bauen weiter“"), said("Wir bauen weiter", type_="indirect"))
    assert (change.status, change.type_changed) == ("unchanged", True)


def test_a_fragment_of_a_longer_quotation_is_found_as_its_alteration() -> None:
    """As when an article takes a part of what a press release quotes."""
    release = said("„Wir haben zu lange gehofft, dass China von allein zurückkommt, und das war ein teurer Irrtum“")
    article = said("„dass China von allein zurückkommt“")
    assert only(release, article).status == "altered"


def test_different_quotations_are_new_and_gone_in_the_order_of_the_articles() -> None:
    before = [said("„Nein“"), said("„Das Geld reicht niemals bis zum Jahresende“"), said("„Gut“")]
    after = [said("„Nein“"), said("„Die Brücke bleibt im Frühling gesperrt“"), said("„Gut“")]
    changes = compare(before, after)
    assert [change.status for change in changes] == ["unchanged", "gone", "new", "unchanged"]


def test_thousands_of_quotations_take_seconds_not_minutes_or_gigabytes() -> None:
    before = [said(f"Satz {place} über Haus {place * 7} und Hof {place * 13}") for place in range(1_500)]
    after = [said(f"Satz {place} über Haus {place * 7} und Garten {place * 13}") for place in range(1_500)]
    changes = compare(before, after)
    assert Counter(change.status for change in changes) == {"altered": 1_500}
    assert all(change.before == change.after for change in changes)
