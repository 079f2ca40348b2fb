"""Long texts are read in windows that cover every word once and never overflow the encoder."""

from hypothesis import given
from hypothesis import strategies as st

from service.nlp.context.windows import ROOM, plan_windows


def test_a_text_that_fits_is_one_window() -> None:
    assert [(w.start, w.end) for w in plan_windows([2] * 100, [0, 50])] == [(0, 100)]


def test_a_text_without_words_has_no_window() -> None:
    assert plan_windows([], []) == []


@given(
    st.lists(st.integers(1, 8), min_size=1, max_size=3000),
    st.lists(st.integers(0, 3000), max_size=200),
)
def test_cores_cover_every_word_once_and_windows_fit(sizes: list[int], sentences: list[int]) -> None:
    windows = plan_windows(sizes, sentences)
    assert [word for w in windows for word in range(w.core_start, w.core_end)] == list(range(len(sizes)))
    for window in windows:
        assert window.start <= window.core_start < window.core_end <= window.end
        assert sum(sizes[window.start : window.end]) <= ROOM


def test_the_number_of_windows_grows_linearly_with_the_text() -> None:
    ten, hundred = (len(plan_windows([1] * n, range(0, n, 20))) for n in (10_000, 100_000))
    assert hundred <= 11 * ten


def test_a_core_ends_where_a_sentence_ends() -> None:
    starts = range(0, 2000, 25)
    windows = plan_windows([1] * 2000, starts)
    assert all(window.core_end in starts for window in windows[:-1])
