"""The page's own arithmetic, in the browser that it is for: places, nesting, word by word."""

import json
import random
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.models]

SIGNS = ["a", "ß", " ", "\n", "„", "“", "🚧", "𝔄", "e\u0301", "👩‍🚒", ".", "-"]


def calculated(page: Page, module: str, expression: str, data: object) -> Any:
    return page.evaluate(
        f"async data => {{ const m = await import('/page/js/{module}.js'); return {expression}; }}", data
    )


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.fixture(scope="module")
def generator() -> random.Random:
    return random.Random(5)


def test_places_in_javascript_become_code_points(page: Page, generator: random.Random) -> None:
    texts = ["".join(generator.choices(SIGNS, k=generator.randrange(60))) for _ in range(200)]
    cases = [[text, [utf16(text[:place]) for place in range(len(text) + 1)]] for text in texts]
    found = calculated(page, "offsets", "data.map(([text, places]) => places.map(m.codePoints(text)))", cases)
    assert found == [list(range(len(text) + 1)) for text in texts]


def test_whatever_overlaps_is_drawn_whole_and_inside_one_another(page: Page, generator: random.Random) -> None:
    cases: list[tuple[list[dict[str, Any]], list[dict[str, int]]]] = []
    for _ in range(200):
        spans = [sorted(generator.sample(range(101), 2)) for _ in range(generator.randrange(8))]
        lines = [{"start": 0, "end": 40}, {"start": 42, "end": 100}]
        cases.append(([{"id": str(n), "spans": [{"start": a, "end": b}]} for n, (a, b) in enumerate(spans)], lines))
    for (quotations, lines), drawn in zip(
        cases, calculated(page, "nesting", "data.map(one => m.nest(...one))", cases), strict=True
    ):
        covered: dict[str, set[int]] = {one["id"]: set() for one in quotations}
        for line, pieces in zip(lines, drawn, strict=True):
            _draw(pieces, line["start"], line["end"], covered, 0)
        shown = {place for line in lines for place in range(line["start"], line["end"])}
        for one in quotations:
            [span] = one["spans"]
            assert covered[one["id"]] == set(range(span["start"], span["end"])) & shown, json.dumps(quotations)


def _draw(pieces: list[dict[str, Any]], start: int, end: int, covered: dict[str, set[int]], depth: int) -> None:
    """Checks that pieces are in order, inside [start, end), and notes which places each quotation covers."""
    for piece in pieces:
        assert start <= piece["start"] < piece["end"] <= end
        assert piece["depth"] == depth
        places = set(range(piece["start"], piece["end"]))
        assert not places & covered[piece["id"]]
        covered[piece["id"]] |= places
        _draw(piece["children"], piece["start"], piece["end"], covered, depth + 1)
        start = piece["end"]


def test_ends_move_by_a_word_or_a_mark_and_never_to_nothing(page: Page) -> None:
    text = "„Wir bauen“, sagte sie."
    steps: list[tuple[list[int], str, int, str]] = [
        ([0, 11], "end", -1, "„Wir bauen"),
        ([0, 10], "end", -1, "„Wir"),
        ([0, 11], "start", 1, "Wir bauen“"),
        ([1, 10], "start", -1, "„Wir bauen"),
        ([1, 4], "end", -1, "Wir"),
        ([19, 22], "end", 1, "sie."),
        ([0, 11], "start", -1, "„Wir bauen“"),
    ]
    for (start, end), side, by, expected in steps:
        moved = calculated(
            page,
            "offsets",
            "m.moved(data[0], data[1], data[2], data[3])",
            [text, {"start": start, "end": end}, side, by],
        )
        assert text[moved["start"] : moved["end"]] == expected


def test_words_are_found_whatever_space_is_between_them(page: Page) -> None:
    text = "Er (sie) kam.\nEr ging. Er (sie)\n\nkam."
    find = "m.find(data[0], data[1], data[2])"
    assert calculated(page, "offsets", find, [text, " Er  (sie) kam. ", 0]) == {"start": 0, "end": 13}
    assert calculated(page, "offsets", find, [text, "Er (sie) kam.", 1]) == {"start": 23, "end": 37}
    assert calculated(page, "offsets", find, [text, "nie", 0]) is None
    assert calculated(page, "offsets", find, [text, " ", 0]) is None
