"""HTML stripped by the standard library's parser: a second opinion that shares nothing with the code under test."""

import re
from html.parser import HTMLParser

from service.html.ignoring import DROPPED
from service.html.reader import PARAGRAPHS

_MARKS = str.maketrans("‚‘", "„“")


class _Stripper(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._dropped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._dropped += tag in DROPPED
        self._tag(tag, "„")

    def handle_endtag(self, tag: str) -> None:
        self._tag(tag, "“")
        self._dropped -= tag in DROPPED

    def _tag(self, tag: str, mark: str) -> None:
        if not self._dropped:
            self.parts.append(mark if tag == "q" else " " if tag in PARAGRAPHS or tag == "br" else "")

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self.parts.append(data)


def stripped(html: str) -> str:
    """The text of a piece of HTML, nested quotation marks as outer ones; white space is for the caller to judge."""
    parser = _Stripper()
    parser.feed(html)
    parser.close()
    return re.sub("[\u00ad\u200b]", "", "".join(parser.parts)).translate(_MARKS)


def solid(text: str) -> str:
    """Without white space and with outer marks only: what a text and its HTML must have in common."""
    return "".join(text.split()).translate(_MARKS)
