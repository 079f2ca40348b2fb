"""`wortlaut evaluate --speakers`: how often the right speaker is named."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from service.cli.articles import InputError, load_models
from service.cli.terminal import console
from service.domain import Analysis, Quotation
from service.evaluation import (
    BadDataError,
    CorpusArticle,
    SpeakerReport,
    Split,
    evaluate_speakers,
    is_corpus,
    read_corpus_articles,
)

_CLASSES = ("all", "full name", "surname", "role noun", "pronoun", "possessive", "other noun", "no mention")


def measure_speakers(folder: Path, split: Split, *, as_json: bool, found: bool) -> None:
    """Prints the figures of a corpus; `found`: of the quotations that are found, not of those annotated."""
    articles = _read(folder, split)
    analyzer = load_models()

    def read(text: str, gold: Sequence[Quotation]) -> Analysis:
        return analyzer.analyze(text) if found else analyzer.attribute(text, gold)

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("Articles", total=len(articles))
        report = evaluate_speakers(articles, read, lambda: progress.advance(task))
    figures = report.as_dict()
    if as_json:
        click.echo(orjson.dumps(figures | {"model": analyzer.version}, option=orjson.OPT_INDENT_2))
        return
    screen = console()
    for table in tables_of(report):
        screen.print(table)
        screen.print()
    what = "found" if found else "given"
    screen.print(
        f"{figures['articles']} articles, {figures['gold']} quotations annotated, {figures['found']} {what}, "
        f"{figures['median_ms']:.0f} ms an article (median), {analyzer.version}",
        style="dim",
    )


def _read(folder: Path, split: Split) -> list[CorpusArticle]:
    if not is_corpus(folder):
        raise InputError(f"--speakers: only our own corpus names the speakers, and {folder} is not laid out like it")
    try:
        return [article for article in read_corpus_articles(folder, split) if article.quotations]
    except (BadDataError, OSError) as error:
        raise InputError(str(error)) from error


def tables_of(report: SpeakerReport) -> list[Table]:
    """Names by kind of mention; kinds, media and calibration; what other thresholds would give."""
    figures = report.as_dict()
    names = _table("", "right", "right of given", "abstained", "n")
    order = [*_CLASSES, *sorted(set(figures["names"]) - set(_CLASSES))]
    for name in (name for name in order if name in figures["names"]):
        _add_names(names, name, figures["names"][name])
    others = _table("", "P", "R", "F1", "n")
    via, kind = figures["via"], figures["kind"]
    others.add_row(
        "relaying medium", *(f"{via[part]:.3f}" for part in ("precision", "recall", "f1")), str(via["count"])
    )
    others.add_row("kind of speaker, accuracy", "", "", f"{kind['accuracy']:.3f}", str(kind["count"]))
    count = sum(part["count"] for part in figures["calibration"]["bins"])
    others.add_row("confidence, calibration error", "", "", f"{figures['calibration']['error']:.3f}", str(count))
    thresholds = _table("threshold", "right", "right of given", "abstained", "n")
    for row in figures["thresholds"]:
        _add_names(thresholds, f"{row['threshold']:.1f}", row)
    return [names, others, thresholds]


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(columns[0])
    for column in columns[1:]:
        table.add_column(column, justify="right")
    return table


def _add_names(table: Table, name: str, figures: dict[str, Any]) -> None:
    shares = (f"{figures[part]:.3f}" for part in ("accuracy", "accuracy_given", "abstained"))
    table.add_row(name, *shares, str(figures["count"]), style="bold" if name == "all" else "")
