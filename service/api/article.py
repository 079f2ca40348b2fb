"""What every endpoint does with an article before it is analysed: hold it to the limits, and read its HTML."""

from dataclasses import replace

from service.api.problems import invalid, too_long
from service.api.wanted import Wanted
from service.html import HtmlText, NestedTooDeeplyError, SelectorError, read_html
from service.settings import Settings


def prepared(wanted: Wanted, settings: Settings) -> Wanted:
    """The article with its plain text, whichever way it came.

    Raises Problem 413 for a text, HTML, title or list of people that is too long, 422 for HTML without a text.
    """
    _check_lengths(wanted, settings)
    if wanted.html is None:
        return wanted
    page = _read(wanted.html, wanted.options.ignore)
    if not page.text:
        raise invalid({"html": ["Has no text."]})
    if len(page.text) > settings.max_characters:
        raise too_long("/html", len(page.text), settings.max_characters, of=" of text")
    return replace(wanted, text=page.text, page=page)


def _read(html: str, ignore: tuple[str, ...]) -> HtmlText:
    try:
        return read_html(html, ignore)
    except SelectorError as error:
        raise invalid({"options": {"ignore": {error.index: [str(error)]}}}) from None
    except NestedTooDeeplyError as error:
        raise invalid({"html": [str(error)]}) from None


def _check_lengths(wanted: Wanted, settings: Settings) -> None:
    for pointer, value, limit in (
        ("/text", wanted.text, settings.max_characters),
        ("/html", wanted.html or "", settings.max_html_characters),
        ("/title", wanted.title or "", settings.max_title_characters),
    ):
        if len(value) > limit:
            raise too_long(pointer, len(value), limit)
    people = wanted.options.people
    if people and len(people.entries) > settings.max_people:
        raise too_long("/options/people", len(people.entries), settings.max_people, "entries")
