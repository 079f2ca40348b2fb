"""HTML with the quotations marked: in the submitted HTML where there was one, else as a page of its own."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Final

from service.domain import Field, Span
from service.export.layers import Closing, layers
from service.export.paragraphs import LINE_END, paragraphs
from service.export.records import Article, Quote
from service.html import HtmlText, Wrapping

_PAGE: Final = """<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>{title}</title>
</head>
<body>
<article>{content}</article>
</body>
</html>
"""

_Marked = tuple[Span, Quote]


def annotated_html(article: Article) -> str:
    """The article with each quotation in `q` (direct) or `span` (all others), its speaker in `data-speaker`.

    HTML that was submitted stays as it is, sign for sign, but for the elements added around its words; a plain text
    becomes paragraphs, a paragraph that is nothing but a direct quotation a `blockquote`.
    """
    if article.page is not None:
        return _in_page(article, article.page)
    headline = f"<h1>{_stretch(article, 'title', Span(0, len(article.title)))}</h1>\n" if article.title else ""
    content = headline + "".join(_paragraphs(article))
    return _PAGE.format(title=_escaped(article.title or "Article"), content=content)


def _in_page(article: Article, page: HtmlText) -> str:
    wrapping = Wrapping(page)
    spans = [(stretch, quote) for span, quote in _spans(article, "text") for stretch in wrapping.around(span)]
    return _with_elements(article, Span(0, len(page.html)), spans, lambda start, end: page.html[start:end])


def _paragraphs(article: Article) -> Iterator[str]:
    """The text with all its signs in their places, white space between paragraphs too."""
    place = 0
    for paragraph in paragraphs(article.text):
        yield _escaped(article.text[place : paragraph.start])
        place = paragraph.end
        whole = next((quote for span, quote in _spans(article, "text") if _is_all(quote, span, paragraph)), None)
        content = f"<p>{_stretch(article, 'text', paragraph, without=whole)}</p>"
        yield f"<blockquote{_attributes(article, whole)}>{content}</blockquote>" if whole else content
    yield _escaped(article.text[place:])


def _is_all(quote: Quote, span: Span, paragraph: Span) -> bool:
    return quote.type == "direct" and span.covers(paragraph)


def _spans(article: Article, field: Field) -> Iterator[_Marked]:
    return ((span, quote) for quote in article.quotes_in(field) for span in quote.spans)


def _stretch(article: Article, field: Field, around: Span, without: Quote | None = None) -> str:
    text = article.text_of(field)
    spans = [one for one in _spans(article, field) if one[1] is not without]
    return _with_elements(article, around, spans, lambda start, end: LINE_END.sub(_line_end, _escaped(text[start:end])))


def _with_elements(article: Article, around: Span, spans: Iterable[_Marked], write: Callable[[int, int], str]) -> str:
    output = []
    place = around.start
    for event in layers(around, spans):
        output.append(write(place, event.place))
        place = event.place
        tag = "q" if event.content.type == "direct" else "span"
        if isinstance(event, Closing):
            output.append(f"</{tag}>")
        else:
            # Browsers put marks around `q`, but the article has its own.
            style = ' style="quotes: none"' if tag == "q" else ""
            output.append(f"<{tag}{_attributes(article, event.content)}{style}>")
    output.append(write(place, around.end))
    return "".join(output)


def _attributes(article: Article, quote: Quote) -> str:
    values = {
        "quote": quote.id,
        "type": quote.type,
        "speaker": quote.speaker,
        "speaker-id": " ".join(speaker.id for speaker in article.speakers_of(quote)),
        "via": quote.via,
        "confidence": f"{quote.confidence:.3f}",
    }
    return "".join(f' data-{name}="{_escaped(value)}"' for name, value in values.items() if value)


def _escaped(text: str) -> str:
    return escape(text).replace("\0", "\N{REPLACEMENT CHARACTER}")


def _line_end(found: "re.Match[str]") -> str:
    return f"<br>{found.group()}"
