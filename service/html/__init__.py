"""HTML in, plain text out, with the place in the HTML of every character. Needs no web framework: usable as a library.

from service.html import read_html
article = read_html("<p>„Wir bauen <em>weiter</em>“, sagte sie.</p>")
article.text                    # „Wir bauen weiter“, sagte sie.
article.in_html(Span(0, 18))    # where the quotation stands in the submitted HTML
"""

from service.html.errors import HtmlError, NestedTooDeeplyError, SelectorError
from service.html.reader import HtmlText, read_html
from service.html.selectors import check_selector
from service.html.wrapping import Wrapping

__all__ = ["HtmlError", "HtmlText", "NestedTooDeeplyError", "SelectorError", "Wrapping", "check_selector", "read_html"]
