"""What nobody has edited is neither new nor gone, whatever the models say of it."""

from hypothesis import given
from hypothesis import strategies as st

from service.compare import Change, Edited, Place, Said, compare
from service.domain import Span

BEFORE = "Lena Brandt kam. „Wir bauen weiter“, sagte sie. Jan Holm schwieg. „Das ist bitter“, hieß es."


def said(text: str, words: str, *speakers: str, more: tuple[str, ...] = ()) -> Said:
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in (words, *more)]
    return Said(f"{words}/{speakers}", words, "direct", speakers, tuple(map(Place, spans)))


def compared(before: list[Said], after: list[Said], text: str) -> list[Change]:
    return compare(before, after, Edited({"text": BEFORE}, {"text": text}))


def test_a_quotation_that_the_models_find_in_one_version_only_is_unclear() -> None:
    after = BEFORE.replace("Jan Holm", "Jana Holm")
    found = [said(BEFORE, "„Wir bauen weiter“, sagte sie")]
    (change,) = compared(found, [], after)
    assert (change.status, change.before, change.after) == ("unclear", 0, None)
    (change,) = compared([], [said(after, "„Wir bauen weiter“, sagte sie")], after)
    assert (change.status, change.before, change.after) == ("unclear", None, 0)


def test_a_quotation_that_the_models_cut_otherwise_is_unclear_with_its_diff() -> None:
    after = BEFORE.replace("Jan Holm", "Jana Holm")
    (change,) = compared([said(BEFORE, "„Wir bauen weiter“")], [said(after, "„Wir bauen weiter“, sagte sie")], after)
    assert change.status == "unclear"
    assert [edit.op for edit in change.edits] == ["equal", "insert"]


def test_a_quotation_whose_words_were_taken_out_is_gone() -> None:
    after = BEFORE.replace("„Wir bauen weiter“, sagte sie. ", "")
    assert compared([said(BEFORE, "„Wir bauen weiter“")], [], after)[0].status == "gone"


def test_a_quotation_whose_marks_were_taken_away_is_gone_but_others_marks_are_no_edit() -> None:
    bare = BEFORE.replace("„Wir bauen weiter“", "Wir bauen weiter")
    assert compared([said(BEFORE, "„Wir bauen weiter“")], [], bare)[0].status == "gone"
    french = BEFORE.translate(str.maketrans("„“", "»«"))
    assert compared([said(BEFORE, "„Wir bauen weiter“")], [], french)[0].status == "unclear"


def test_another_speaker_is_reattributed_where_what_led_to_them_was_edited_and_else_unclear() -> None:
    ours = said(BEFORE, "„Wir bauen weiter“", "Lena Brandt", more=("Lena Brandt",))
    renamed = BEFORE.replace("Lena Brandt", "Petra Kohl")
    theirs = said(renamed, "„Wir bauen weiter“", "Petra Kohl", more=("Petra Kohl",))
    assert compared([ours], [theirs], renamed)[0].status == "reattributed"
    longer = BEFORE + " Und Schluss."
    other = said(longer, "„Wir bauen weiter“", "Jan Holm", more=("Jan Holm",))
    (change,) = compared([ours], [other], longer)
    assert (change.status, change.speaker_changed) == ("unclear", True)


def test_a_quotation_without_known_places_counts_as_edited() -> None:
    assert compared([Said("q", "„Wir bauen weiter“", "direct")], [], BEFORE)[0].status == "gone"


WORDS = st.lists(st.sampled_from("wir bauen nicht weiter , . „ “ und".split()), max_size=12).map(" ".join)


@given(WORDS, WORDS, st.integers(0, 60), st.integers(1, 20))
def test_edits_are_the_same_in_both_directions(before: str, after: str, start: int, length: int) -> None:
    there, back = Edited({"text": before}, {"text": after}), Edited({"text": after}, {"text": before})
    place = [Place(Span(start, start + length))]
    assert there.touches("before", place) == back.touches("after", place)
    assert there.touches("after", place) == back.touches("before", place)


@given(WORDS)
def test_between_equal_texts_nothing_is_edited(text: str) -> None:
    assert not Edited({"text": text}, {"text": text}).touches("before", [Place(Span(0, len(text)))])
