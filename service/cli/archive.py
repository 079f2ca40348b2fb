"""`wortlaut archive`: an archive read on this machine, without a service and without Redis."""

import json
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, Self

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from service.api.representation import article_id
from service.cli.articles import STANDARD_INPUT, InputError, settings
from service.cli.worker import for_archives
from service.jobs.archive import MismatchError, read_archive
from service.jobs.item import Reader
from service.jobs.lines import Coding, DamagedError, lines, plain
from service.jobs.output import InUseError, Output, Pipe, ResultFile
from service.jobs.pool import Pool
from service.settings import Settings, cores

_CODINGS: dict[str, Coding] = {".gz": "gzip", ".zst": "zstd"}
_INTERRUPTED = 130  # what a shell says of a program that Ctrl+C ended


@click.command("archive")
@click.argument("source", metavar="IN.jsonl|-")
@click.argument("target", metavar="OUT.jsonl|-")
@click.option(
    "--processes", type=click.IntRange(1, 256), help="Each reads on one core, with its own models. Default: all cores."
)
def command(source: str, target: str, processes: int | None) -> None:
    """Read an archive: one article a line, as for POST /v1/quotes. Line n of OUT answers line n of IN.

    Files whose names end in .gz or .zst are compressed; - is standard input or output. After an interruption the same
    call goes on where OUT ends.
    """
    chosen = for_archives(settings())
    if target != STANDARD_INPUT and Path(target).exists() and os.path.samestat(_stat(source), _stat(target)):
        raise InputError(f"{target}: is the input, too")
    with _source(source) as raw, _target(target) as output:
        try:
            total = _count(raw, source, chosen.max_body_bytes)
        except DamagedError as error:
            raise InputError(f"{_name(source)}: {error}") from error
        archive = (line for line, _ in lines(plain(raw, _coding(source)), chosen.max_body_bytes))
        with _Bar(total, output.lines) as bar, _pool(processes or cores(), chosen) as pool:
            try:
                read_archive(archive, output, pool, fits=_fits, told=bar.tell)
            except MismatchError:
                raise InputError(f"{target}: has results of another archive; name a new file, or remove it") from None
            except DamagedError as error:
                raise InputError(f"{_name(source)}: {error}") from error
            except FileNotFoundError as error:  # the models
                raise click.ClickException(str(error)) from error
            except KeyboardInterrupt:
                bar.say("Interrupted. The same call goes on where this one stopped.")
                sys.exit(_INTERRUPTED)
    click.echo(f"{bar.articles:,} articles read, {bar.problems:,} of them with a problem.", err=True)


def _count(raw: IO[bytes], source: str, longest: int) -> int | None:
    """How many lines there are, where that can be known beforehand. Raises DamagedError, before hours of work."""
    if not stat.S_ISREG(os.fstat(raw.fileno()).st_mode):
        return None
    count = sum(1 for _ in lines(plain(raw, _coding(source)), longest))
    raw.seek(0)
    return count


@contextmanager
def _pool(processes: int, chosen: Settings) -> Iterator[Pool]:
    pool = Pool(processes, partial(_reader, chosen))
    try:
        yield pool
    finally:
        pool.close()


def _reader(chosen: Settings) -> Reader:
    """Made in each process. Its log goes to standard error, since the results may go to standard output."""
    from service.app import configure_logs, create_reader  # noqa: PLC0415 (in the process that reads)

    configure_logs(replace(chosen, log_level="warning", log_format="text"))
    return create_reader(chosen)


class _Bar:
    """Progress on standard error, where that is a terminal. `total`: lines; `before`: results that there were."""

    def __init__(self, total: int | None, before: int) -> None:
        self.articles = self.problems = 0
        self._console = Console(stderr=True)
        shown = BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeRemainingColumn()
        self._progress = Progress(*shown, console=self._console, disable=not self._console.is_terminal)
        self._task = self._progress.add_task("", total=total, completed=before)
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def tell(self, status: int) -> None:
        self.articles += 1
        self.problems += status != 200
        rate = f"{self.articles / (time.monotonic() - self._began):.1f}/s"
        self._progress.update(self._task, advance=1, description=rate)

    def say(self, what: str) -> None:
        self._console.print(what)


def _fits(line: bytes, result: bytes) -> bool:
    """Whether a result may be that of a line: an answer names the article by its id, a problem may be anybody's."""
    try:
        answer = json.loads(result)
    except ValueError:
        return False
    if not isinstance(answer, dict) or "status" in answer:
        return isinstance(answer, dict)
    try:
        article = json.loads(line)
    except ValueError:
        return False
    text = article.get("text") if isinstance(article, dict) else None
    return not isinstance(text, str) or answer.get("id") == article_id(text, article.get("title"))


def _stat(path: str) -> os.stat_result:
    try:
        return Path("/dev/stdin" if path == STANDARD_INPUT else path).stat()
    except (OSError, ValueError) as error:
        raise _cannot(path, error) from error


def _name(path: str) -> str:
    return "standard input" if path == STANDARD_INPUT else path


def _coding(path: str) -> Coding:
    return _CODINGS.get(Path(path).suffix.lower(), "identity")


@contextmanager
def _source(path: str) -> Iterator[IO[bytes]]:
    if path == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(Path(path).open("rb"))
        except (OSError, ValueError) as error:
            raise _cannot(path, error) from error
        yield file


@contextmanager
def _target(path: str) -> Iterator[Output]:
    if path == STANDARD_INPUT:
        yield Pipe(sys.stdout.buffer)
        return
    try:
        output = ResultFile(Path(path), _coding(path))
    except DamagedError as error:
        raise InputError(f"{path}: is there, but {error}") from error
    except InUseError:
        raise InputError(f"{path}: another process is writing to it") from None
    except (OSError, ValueError) as error:
        raise _cannot(path, error) from error
    try:
        yield output
    finally:
        output.close()


def _cannot(path: str, error: OSError | ValueError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(f"{path}: no such file")
    if isinstance(error, IsADirectoryError):
        return InputError(f"{path}: is a folder, not an archive")
    return InputError(f"{path}: {getattr(error, 'strerror', None) or error}")
