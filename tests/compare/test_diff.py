"""A diff tells every changed word, and both texts can be put together from it again."""

from hypothesis import given
from hypothesis import strategies as st

from service.compare import Edit, diff

TEXTS = st.one_of(st.text(), st.text("ab „“»«'.,\n "))


@given(TEXTS, TEXTS)
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    edits = diff(before, after)
    assert "".join(edit.before for edit in edits) == before
    assert "".join(edit.after for edit in edits) == after
    for edit in edits:
        assert (
            edit.op == "equal"
            or (bool(edit.before), bool(edit.after))
            == {
                "insert": (False, True),
                "delete": (True, False),
                "replace": (True, True),
            }[edit.op]
        )


@given(TEXTS)
def test_equal_texts_have_no_change(text: str) -> None:
    assert {edit.op for edit in diff(text, text)} <= {"equal"}


def test_words_are_told_not_letters_and_neighbours_are_one_change() -> None:
    assert diff("„Wir fangen Ende Juni an“", "„Wir fangen Mitte Mai an“") == [
        Edit("equal", "„Wir fangen ", "„Wir fangen "),
        Edit("replace", "Ende Juni", "Mitte Mai"),
        Edit("equal", " an“", " an“"),
    ]


def test_another_style_of_quotation_marks_is_no_change() -> None:
    edits = diff("„Er sagte ‚nein‘ dazu“", "»Er sagte ›doch‹ dazu«")
    assert [(edit.op, edit.before, edit.after) for edit in edits if edit.op != "equal"] == [("replace", "nein", "doch")]
