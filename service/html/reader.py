"""From HTML to plain text and back: what an article's markup says, and where each word of it stands in the source."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from service.domain import Span
from service.html.ignoring import DROPPED, Surroundings, kept, stand_in
from service.html.places import Places
from service.html.tokens import Characters, Lines, Other, Tag, Token, tokens_of
from service.html.writing import Writer

PARAGRAPHS: Final = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre search "
    "section summary table tbody td tfoot th thead title tr ul".split()
)
_WHITE: Final = " \t\n\f\r"


@dataclass(frozen=True)
class HtmlText:
    """An article's plain text: paragraphs with an empty line between them, `<br>` as a line end.

    It is what a reader sees: character references decoded, white space and no-break spaces as single spaces, soft
    hyphens gone, and quotation marks where a browser shows them for `<q>`.
    """

    html: str
    text: str
    words: tuple[Span, ...]
    """Where the text stands in `html`: stretches without any tag inside, in order, and where tags may be put."""
    _places: Places
    lines: Lines

    def in_html(self, span: Span) -> Span:
        """Where a span of `text` stands in `html`, both in code points.

        `html[start:end]`, without its tags and what is dropped, is the span's text. It begins at the first character
        and ends at the last one, whatever tags lie between.
        """
        return self._submitted(self._places.of(span))

    def words_in(self, span: Span) -> list[Span]:
        """The same without the tags: the stretches of `html` that hold the span's text, in order."""
        around = self.in_html(span)
        first = bisect_right(self.words, around.start, key=lambda one: one.end)
        last = bisect_left(self.words, around.end, key=lambda one: one.start)
        return [Span(max(one.start, around.start), min(one.end, around.end)) for one in self.words[first:last]]

    def _submitted(self, span: Span) -> Span:
        return Span(self.lines.submitted(span.start), self.lines.submitted(span.end))


def read_html(html: str, ignore: Sequence[str] = ()) -> HtmlText:
    """The text of an article in HTML: a fragment or a whole page, malformed or not; takes linear time.

    `ignore`: CSS selectors of elements that are left out, beside those that never are article text.
    Raises SelectorError, with its place among them, for one that is wrong; NestedTooDeeplyError for HTML that
    lies in itself more than 512 times.
    """
    lines = Lines(html)
    source = lines.normalized
    pieces = _pieces(tokens_of(source))
    article = kept("".join(_skeleton(source, number, piece) for number, piece in enumerate(pieces)), ignore)
    writer = Writer()
    words = []
    for number, piece in enumerate(pieces):
        around = article.get(number)
        if isinstance(piece, Tag):
            _obey(piece, writer, around)
        elif isinstance(piece, list) and (around or _blank(piece)):
            for characters in piece:
                writer.write(characters, preformatted=around is not None and around.preformatted)
            if around and not around.raw:
                words.append(Span(lines.submitted(piece[0].start), lines.submitted(piece[-1].end)))
    return HtmlText(html, writer.text, tuple(words), writer.places, lines)


_Piece = list[Characters] | Tag | Other
"""A token, or several that are one run of text."""


def _pieces(tokens: Iterable[Token]) -> list[_Piece]:
    found: list[_Piece] = []
    for token in tokens:
        if not isinstance(token, Characters):
            found.append(token)
        elif found and isinstance(run := found[-1], list):
            run.append(token)
        else:
            found.append([token])
    return found


def _blank(run: list[Characters]) -> bool:
    return not any(characters.text.strip(_WHITE) for characters in run)


def _skeleton(source: str, number: int, piece: _Piece) -> str:
    """White space stays: in tables a browser takes it for nothing and everything else for text in a wrong place."""
    if isinstance(piece, list):
        return "".join(characters.text for characters in piece) if _blank(piece) else stand_in(number)
    markup = source[piece.start : piece.end]
    if isinstance(piece, Tag) and piece.name == "q":  # its mark stands inside
        return stand_in(number) + markup if piece.closes else markup + stand_in(number)
    return markup


def _obey(tag: Tag, writer: Writer, around: Surroundings | None) -> None:
    if tag.name in PARAGRAPHS:
        writer.end_paragraph()
    elif tag.name == "br":
        writer.end_line()
    elif tag.name in DROPPED:
        writer.skip(begin=not tag.closes)
    elif tag.name == "q" and around:
        mark = writer.close_quote if tag.closes else writer.open_quote
        mark(Span(tag.start, tag.end), around.quotes)
