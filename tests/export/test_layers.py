"""Whatever nests or overlaps, elements only nest, and every sign is in exactly those that it should be in."""

from hypothesis import given
from hypothesis import strategies as st

from service.domain import Span
from service.export.layers import Closing, layers

_span = (
    st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda one: one[0] < one[1]).map(lambda one: Span(*one))
)


@given(st.lists(_span, max_size=7))
def test_signs_are_in_the_elements_of_all_spans_that_cover_them_and_of_no_other(spans: list[Span]) -> None:
    around = Span(2, 10)
    marked = list(enumerate(spans))
    inside: dict[int, list[int]] = {}
    open_: list[int] = []
    place = around.start
    for event in layers(around, [(span, number) for number, span in marked]):
        assert around.start <= place <= event.place <= around.end
        inside.update(dict.fromkeys(range(place, event.place), sorted(open_)))
        place = event.place
        if isinstance(event, Closing):
            assert open_.pop() == event.content  # what was opened last is closed first
        else:
            open_.append(event.content)
    assert open_ == []
    for sign in range(around.start, around.end):
        assert inside.get(sign, []) == [number for number, span in marked if span.start <= sign < span.end]


def test_an_element_that_only_nests_is_never_parted() -> None:
    spans = [(Span(0, 9), "outer"), (Span(1, 4), "left"), (Span(4, 8), "right"), (Span(5, 6), "inner")]
    events = [(event.place, event.content) for event in layers(Span(0, 9), spans)]
    assert len(events) == 8
    assert events[0] == (0, "outer")
    assert events[-1] == (9, "outer")
