"""A valid request, as the rest of the service sees it."""

from dataclasses import dataclass, field

from service.api.representation import Options
from service.html import HtmlText


@dataclass(frozen=True, slots=True)
class Wanted:
    """`text` is empty for an article in HTML until that has been read (`article.prepared`)."""

    text: str = ""
    title: str | None = None
    language: str | None = None
    options: Options = field(default_factory=Options)
    html: str | None = None
    page: HtmlText | None = None  # the HTML, once read

    @property
    def pointer(self) -> str:
        """Where the article stands in the request, as a JSON pointer."""
        return "/text" if self.html is None else "/html"
