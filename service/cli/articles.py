"""Reading an article from a file or standard input, and analysing it, with errors a user understands."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from environs import EnvError
from rich.console import Console

from service.domain import Analysis, Field
from service.settings import Settings, load

if TYPE_CHECKING:
    from service.nlp import Analyzer

STANDARD_INPUT = "-"
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
    """What every command on one article is given."""
    for option in (
        language_option,
        click.option("--title", help="The headline, where the file does not hold it."),
        click.argument("file", metavar="FILE|-"),
    ):
        command = option(command)
    return command


class Article:
    """What is to be read. Raises InputError for everything that the HTTP interface would refuse, too."""

    def __init__(self, file: str, title: str | None, language: str | None) -> None:
        self.text = _text_of(file, settings().max_characters)
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

        return represent(analysis, text=self.text, title=self.title, model=model)

    def analyse(self, analyzer: "Analyzer | None" = None) -> tuple[Analysis, str]:
        """The analysis, and the version of the models that made it; they are loaded where none are given."""
        analyzer = analyzer or load_models()
        with _patience("Reading …"):
            return analyzer.analyze(self.text, title=self.title), analyzer.version


def _text_of(file: str, limit: int) -> str:
    name = "standard input" if file == STANDARD_INPUT else file
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
            raise _too_long(name, limit) from error
        raise InputError(f"{name}: not UTF-8 text (byte {error.start})") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the file's name
        raise InputError(f"{name}: {getattr(error, 'strerror', None) or error}") from error
    if len(text) > limit:
        raise _too_long(name, limit)
    if not text.strip():
        raise InputError(f"{name}: is empty")
    return text


def _too_long(name: str, limit: int) -> InputError:
    return InputError(f"{name}: has more than {limit:,} characters, the limit set by WORTLAUT_MAX_CHARACTERS")


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
