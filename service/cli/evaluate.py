"""`wortlaut evaluate`: the whole pipeline on annotated articles, by the published metric."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

import click
import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from service.cli.articles import InputError, load_models
from service.cli.speaker_figures import measure_speakers
from service.cli.terminal import console
from service.domain import AttributedQuotation, Kind, Quotation
from service.evaluation import (
    AnnotatedArticle,
    Annotation,
    BadDataError,
    Found,
    Report,
    Split,
    evaluate,
    is_corpus,
    read_articles,
    write_predictions,
)
from service.evaluation.metric import Score


@click.command("evaluate")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--split",
    type=click.Choice(get_args(Split)),
    default="all",
    help="Which articles of our own corpus.",
    show_default=True,
)
@click.option("--json", "as_json", is_flag=True, help="All figures as JSON.")
@click.option(
    "--predictions-out",
    "out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder for what was found, in the data set's JSON form: one file for each article.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Only quotations that the models are at least this sure of.",
    show_default=True,
)
@click.option("--speakers", is_flag=True, help="How often the right speaker is named; our own corpus only.")
@click.option(
    "--found", is_flag=True, help="With --speakers: of the quotations that are found, not of those annotated."
)
def command(
    folder: Path, split: Split, as_json: bool, out: Path | None, min_confidence: float, speakers: bool, found: bool
) -> None:
    """Measure on the annotated articles in DIR: JSON files of the WIKINEWS data set, or our own corpus.

    One *.jsonl file of the corpus will do, too, such as a review that the page exports.
    """
    if speakers:
        if out or min_confidence:
            raise InputError("--speakers: takes neither --predictions-out nor --min-confidence")
        measure_speakers(folder, split, as_json=as_json, found=found)
        return
    if found:
        raise InputError("--found: only with --speakers")
    articles = _read(folder, split)
    if out:
        _prepare(out, folder)
    analyzer = load_models()

    def read(text: str) -> Found:
        analysis = analyzer.analyze(text)
        sure = [found for found in analysis.quotations if found.quotation.confidence >= min_confidence]
        kinds = {speaker.id: speaker.kind for speaker in analysis.speakers}
        return Found([_with_speakers_confidence(found, kinds) for found in sure], analysis.marks)

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("Articles", total=len(articles))

        def done(article: AnnotatedArticle, found: Sequence[Annotation]) -> None:
            if out:
                _write(out, article, found)
            progress.advance(task)

        report = evaluate(articles, read, done)
    if as_json:
        click.echo(orjson.dumps(report.as_dict() | {"model": analyzer.version}, option=orjson.OPT_INDENT_2))
        return
    screen = console()
    screen.print(table_of(report))
    screen.print(
        f"{report.articles} articles, {report.gold} quotations annotated, {report.predicted} found, "
        f"{report.median_ms:.0f} ms an article (median), {analyzer.version}",
        style="dim",
    )


def _with_speakers_confidence(found: AttributedQuotation, kinds: Mapping[str, Kind]) -> Quotation:
    """With the confidence in the speaker's name in place of that in the words that mention them, where both are one.

    They are for persons whom these words name in full. Whom others mean is not annotated here: 0 says not to count it.
    """
    attribution = found.attribution
    confidence = 0.0
    if attribution and attribution.name and len(attribution.chain) == 1:
        named = attribution.name in attribution.chain[0].text
        confidence = attribution.confidence if named and kinds[attribution.ids[0]] == "person" else 0.0
    return replace(found.quotation, mention_confidence=confidence)


def _read(folder: Path, split: Split) -> list[AnnotatedArticle]:
    try:
        if split != "all" and folder.is_dir() and not is_corpus(folder):
            raise InputError(f"--split {split}: only our own corpus has splits, and {folder} is not laid out like it")
        return list(read_articles(folder, split))
    except (BadDataError, OSError) as error:
        raise InputError(str(error)) from error


def _prepare(out: Path, folder: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"--predictions-out {out}: {error.strerror}") from error
    if out.samefile(folder):
        raise InputError(f"--predictions-out {out}: would overwrite the annotated articles")


def _write(out: Path, article: AnnotatedArticle, found: Sequence[Annotation]) -> None:
    try:
        write_predictions(out, article, found)
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from error


def table_of(report: Report) -> Table:
    """Precision, recall and F1; what they are over is in `service.evaluation.metric`."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column()
    for column in ("P", "R", "F1", "n"):
        table.add_column(column, justify="right")
    scores = report.scores
    for name in ("messages", "roles", "joint"):
        _add(table, f"{name} (macro)", getattr(scores, name), "bold")
    for name in ("type", "medium"):
        _add(table, f"{name} (micro)", getattr(scores, name))
    table.add_row("direct, where paired", "", "", f"{scores.direct_paired:.3f}")
    if report.marks.wanted:
        count = report.marks.wanted.total()
        table.add_row("quotation marks, accuracy", "", "", f"{report.marks.accuracy:.3f}", str(count))
    for name, value in report.calibration.items():
        count = sum(part.count for part in value.bins)
        table.add_row(f"{name}, calibration error", "", "", f"{value.error:.3f}", str(count))
    for title, rows in [("Role", scores.by_role), *((name, parts) for name, parts in scores.by_type.items())]:
        table.add_row()
        table.add_row(title, style="bold")
        for name, score in rows.items():
            _add(table, f"  {name}", score)
    return table


def _add(table: Table, name: str, score: Score, style: str = "") -> None:
    figures = (f"{figure:.3f}" for figure in (score.precision, score.recall, score.f1))
    table.add_row(name, *figures, str(score.count), style=style)
