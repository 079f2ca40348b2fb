"""`wortlaut evaluate`: the whole pipeline on annotated articles, by the published metric."""

import json
from pathlib import Path
from typing import Literal, get_args

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from service.domain import Quotation
from service.evaluation import AnnotatedArticle, Annotation, BadDataError, Report, evaluate, read_articles
from service.evaluation.predictions import write_predictions
from service.evaluation.readers import Split
from service.settings import load


@click.command("evaluate")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--split", type=click.Choice(get_args(Split)), default="all", help="Which articles of our own corpus.")
@click.option("--json", "as_json", is_flag=True, help="All figures as JSON.")
@click.option(
    "--predictions-out", type=click.Path(path_type=Path, file_okay=False), help="Folder for one JSON file per article."
)
def command(folder: Path, split: Literal["check", "train", "all"], as_json: bool, predictions_out: Path | None) -> None:
    """Measure on the annotated articles in DIR: WIKINEWS JSON files, or our own corpus."""
    try:
        articles = list(read_articles(folder, split))
    except (BadDataError, OSError) as error:
        raise click.UsageError(str(error)) from error
    from service.nlp import load_analyzer  # noqa: PLC0415 (torch, only when needed)

    settings = load()
    try:
        analyzer = load_analyzer(settings.models, threads=settings.compute_threads)
    except FileNotFoundError as error:
        raise click.ClickException(str(error)) from error

    def read(text: str) -> list[Quotation]:
        return [found.quotation for found in analyzer.analyze(text).quotations]

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("Articles", total=len(articles))

        def done(article: AnnotatedArticle, found: list[Annotation]) -> None:
            if predictions_out:
                write_predictions(predictions_out, article, found)
            progress.advance(task)

        report = evaluate(articles, read, done)
    if as_json:
        click.echo(json.dumps(report.as_dict() | {"model": analyzer.version}, indent=2))
    else:
        show(report, analyzer.version)


def show(report: Report, model: str) -> None:
    scores = report.scores
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for column in ("P", "R", "F1", "n"):
        table.add_column(column, justify="right")
    rows = [(name, getattr(scores, name)) for name in ("messages", "roles", "joint", "type", "medium")]
    rows += [(f"role {name}", value) for name, value in scores.by_role.items()]
    rows += [(f"{name} {part}", value) for name, parts in scores.by_type.items() for part, value in parts.items()]
    for name, value in rows:
        style = "bold" if name in {"messages", "roles", "joint"} else ""
        figures = (f"{figure:.3f}" for figure in (value.precision, value.recall, value.f1))
        table.add_row(name, *figures, str(value.count), style=style)
    console = Console()
    console.print(table)
    console.print(
        f"{report.articles} articles, {report.gold} annotated and {report.predicted} found quotations, "
        f"{report.median_ms:.0f} ms an article (median), {model}",
        style="dim",
    )
