"""A plain text's paragraphs and lines, with every sign of it in its place."""

import re
from collections.abc import Iterator
from typing import Final

from service.domain import Span

LINE_END: Final = re.compile(r"(?>\r\n|\r|\n)")
_BLANK_LINES: Final = re.compile(rf"{LINE_END.pattern}(?:[^\S\r\n]*{LINE_END.pattern})+[^\S\r\n]*")


def paragraphs(text: str) -> Iterator[Span]:
    """The stretches between blank lines; white space at the very beginning and end belongs to none."""
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for gap in _BLANK_LINES.finditer(text, start, end):
        yield Span(start, gap.start())
        start = gap.end()
    if start < end:
        yield Span(start, end)
