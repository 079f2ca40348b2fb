"""Reading an article from a file or standard input, and analysing it, with errors a user understands."""

import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from environs import EnvError
from rich.console import Console

from service.domain import Analysis, Field
from service.html import HtmlText, NestedTooDeeplyError, SelectorError, read_html
from service.settings import Settings, load

if TYPE_CHECKING:
    from service.nlp import Analyzer

STANDARD_INPUT = "-"
_HTML = frozenset({".html", ".htm", ".xhtml"})
_LONGEST_CHARACTER = 4  # bytes in UTF-8


class InputError(click.ClickException):
    """Something is wrong with what the command was given; the message names it."""

    exit_code = 2


def settings() -> Settings:
    """Settings from the environment. Raises InputError that names the wrong variable."""
    try:
        return load()
    except EnvError as error:
        raise InputError(str(error)) from error


language_option = click.option(
    "--language",
    type=click.Choice(["de"]),
    help="Read the text as German, whatever its language seems to be.",
)


def options(command: Callable[..., None]) -> Callable[..., None]:
    """What every command on one article is given; it comes to the command as `article`."""

    @wraps(command)
    def read(
        *, file: str, title: str | None, language: str | None, as_html: bool, ignore: tuple[str, ...], **others: Any
    ) -> None:
        command(article=Article(file, title, language, html=as_html, ignore=ignore), **others)

    for option in (
        language_option,
        click.option(
            "--ignore", multiple=True, metavar="SELECTOR", help="Leave out what this CSS selector finds in the HTML."
        ),
        click.option("--html", "as_html", is_flag=True, help="It is HTML, as files named .html or .htm are anyway."),
        click.option("--title", help="The headline, where the file does not hold it."),
        click.argument("file", metavar="FILE|-"),
    ):
        read = option(read)
    return read


class Article:
    """What is to be read. Raises InputError for everything that the HTTP interface would refuse, too.

    `html`: whatever its name, the file holds HTML. `ignore`: CSS selectors of what is left out of that.
    """

    def __init__(
        self, file: str, title: str | None, language: str | None, *, html: bool = False, ignore: Sequence[str] = ()
    ) -> None:
        html = html or Path(file).suffix.lower() in _HTML
        if ignore and not html:
            raise InputError("--ignore: selects from HTML, but the article is plain text; if not, say --html")
        self.page = _page_of(file, ignore) if html else None
        self.text = self.page.text if self.page else _text_of(file, settings().max_characters, "MAX_CHARACTERS")
        self.title = title or None
        _check_title(title or "", settings().max_title_characters)
        if language is None:
            _check_language(self.text)

    @property
    def texts(self) -> dict[Field, str]:
        return {"title": self.title or "", "text": self.text}

    def answer(self, analysis: Analysis, model: str) -> dict[str, Any]:
        """What the HTTP interface would say."""
        from service.api.representation import represent  # noqa: PLC0415 (only when needed)

        return represent(analysis, text=self.text, title=self.title, model=model, page=self.page)

    def analyse(self, analyzer: "Analyzer | None" = None) -> tuple[Analysis, str]:
        """The analysis, and the version of the models that made it; they are loaded where none are given."""
        analyzer = analyzer or load_models()
        with _patience("Reading …"):
            return analyzer.analyze(self.text, title=self.title), analyzer.version


def _page_of(file: str, ignore: Sequence[str]) -> HtmlText:
    html, limit = _text_of(file, settings().max_html_characters, "MAX_HTML_CHARACTERS"), settings().max_characters
    try:
        page = read_html(html, ignore)
    except SelectorError as error:
        raise InputError(f"--ignore {ignore[error.index]!r}: {error}") from error
    except NestedTooDeeplyError as error:
        raise InputError(f"{_name(file)}: {error}") from error
    if not page.text:
        raise InputError(f"{_name(file)}: has no text")
    if len(page.text) > limit:
        raise _too_long(_name(file), limit, "MAX_CHARACTERS", " of text")
    return page


def _name(file: str) -> str:
    return "standard input" if file == STANDARD_INPUT else file


def _text_of(file: str, limit: int, setting: str) -> str:
    name = _name(file)
    try:
        with sys.stdin.buffer if file == STANDARD_INPUT else Path(file).open("rb") as stream:
            # Bytes, not text: line ends stay as they are, so that offsets count in the file.
            data = stream.read(_LONGEST_CHARACTER * limit + 4)
        text = data.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(f"{name}: no such file") from error
    except IsADirectoryError as error:
        raise InputError(f"{name}: is a folder, not an article") from error
    except UnicodeDecodeError as error:
        if len(data) > _LONGEST_CHARACTER * limit:
            raise _too_long(name, limit, setting) from error
        raise InputError(f"{name}: not UTF-8 text (byte {error.start})") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the file's name
        raise InputError(f"{name}: {getattr(error, 'strerror', None) or error}") from error
    if len(text) > limit:
        raise _too_long(name, limit, setting)
    if not text.strip():
        raise InputError(f"{name}: is empty")
    return text


def _too_long(name: str, limit: int, setting: str, of: str = "") -> InputError:
    return InputError(f"{name}: has more than {limit:,} characters{of}, the limit set by WORTLAUT_{setting}")


def _check_title(title: str, limit: int) -> None:
    if len(title) > limit:
        raise InputError(f"--title: has more than {limit:,} characters, the limit set by WORTLAUT_MAX_TITLE_CHARACTERS")
    try:
        title.encode()
    except UnicodeEncodeError as error:
        raise InputError("--title: not UTF-8 text") from error


def _check_language(text: str) -> None:
    from service.api.language import other_language  # noqa: PLC0415 (half a second, only when needed)

    if language := other_language(text):
        raise InputError(f'the text is not German: its language seems to be "{language}"; if not, say --language de')


def load_models() -> "Analyzer":
    """The models that the settings ask for. Raises click.ClickException, exit code 1, where they are missing."""
    chosen = settings()
    with _patience("Loading models …"):
        from service.nlp import load_analyzer  # noqa: PLC0415 (torch and Stanza, only when needed)

        try:
            return load_analyzer(chosen.models, threads=chosen.compute_threads)
        except FileNotFoundError as error:
            raise click.ClickException(str(error)) from error


def _patience(what: str) -> Any:
    """Says on standard error, where that is a terminal, what takes so long."""
    return Console(stderr=True).status(what)
