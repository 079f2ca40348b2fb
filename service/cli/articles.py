"""Reading an article from a file or standard input, and analysing it, with errors a user understands."""

import sys
from pathlib import Path

import click
from rich.console import Console

from service.domain import Analysis
from service.settings import load

STANDARD_INPUT = "-"


def read_article(file: str) -> str:
    """The text of a UTF-8 file, or of standard input for `-`.

    Raises click.UsageError (exit code 2) that names the file and what is wrong with it.
    """
    name = "standard input" if file == STANDARD_INPUT else file
    try:
        data = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
        # newline="" keeps the line ends, so that offsets count in the file as it is.
        text = data.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise click.UsageError(f"{name}: no such file") from error
    except IsADirectoryError as error:
        raise click.UsageError(f"{name}: is a folder, not an article") from error
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{name}: not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise click.UsageError(f"{name}: {error.strerror}") from error
    limit = load().max_characters
    if not text.strip():
        raise click.UsageError(f"{name}: is empty")
    if len(text) > limit:
        raise click.UsageError(f"{name}: has {len(text):,} characters, more than WORTLAUT_MAX_CHARACTERS ({limit:,})")
    return text


def analyse(text: str, title: str | None = None) -> tuple[Analysis, str]:
    """The analysis, and the version of the models that made it."""
    from service.nlp import load_analyzer  # noqa: PLC0415 (torch, only when needed)

    settings = load()
    with Console(stderr=True).status("Reading …"):
        try:
            analyzer = load_analyzer(settings.models, threads=settings.compute_threads)
        except FileNotFoundError as error:
            raise click.ClickException(str(error)) from error
        return analyzer.analyze(text, title=title), analyzer.version
