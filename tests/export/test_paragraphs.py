"""Paragraphs of a plain text are what lies between blank lines, whatever a line ends with."""

import pytest

from service.export.paragraphs import paragraphs
from tests.html.timing import seconds


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \n\n ", []),
        ("eins", ["eins"]),
        (" eins\nzwei \n\n\n drei\n", ["eins\nzwei ", "drei"]),
        ("eins\r\nzwei\r\n\r\ndrei\r\rvier", ["eins\r\nzwei", "drei", "vier"]),
        ("eins\n \t\u00a0\nzwei", ["eins", "zwei"]),
    ],
)
def test_blank_lines_part_paragraphs(text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in paragraphs(text)] == found


def test_long_white_space_takes_no_long_time() -> None:
    text = "a" + " " * 200_000 + "b" + "\n " * 50_000 + "c"
    assert len(list(paragraphs(text))) == 2
    assert seconds(lambda: list(paragraphs(text))) < 1
