"""`wortlaut quotes`: the quotations of one article, for eyes or for programs."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
import orjson
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from service.cli import articles, people
from service.cli.cast import Json, about, cast_of
from service.cli.terminal import STYLES, console, new_table, printable, speaker_of
from service.domain import Analysis, AttributedQuotation, Field, text_of
from service.export import FORMATS, article_of


@click.command("quotes")
@click.option("--json", "as_json", is_flag=True, help="The HTTP interface's answer instead of a table.")
@click.option("--format", "format_", type=click.Choice([*FORMATS]), help="Another format instead of a table.")
@people.option
@articles.options
def command(article: articles.Article, people_file: Path | None, format_: str | None, as_json: bool) -> None:
    """List the quotations of an article (UTF-8, text or HTML; - for standard input) with their speakers."""
    if as_json and format_:
        raise click.UsageError("--json and --format are two formats; only one can be written")
    index = people.read_people(people_file)
    analysis, model = article.analyse()
    answer = people.linked(article.answer(analysis, model), index)
    if as_json:
        click.echo(orjson.dumps(answer, option=orjson.OPT_INDENT_2))
        return
    if format_:
        whole = article_of(answer, text=article.text, title=article.title, page=article.page)
        click.echo(FORMATS[format_].write(whole).encode(), nl=False)
        return
    screen = console()
    for part in tables(analysis, article.texts, cast_of(answer)):
        screen.print(part)


def tables(analysis: Analysis, texts: Mapping[Field, str], cast: Sequence[Json]) -> Iterator[RenderableType]:
    """Quotations in the order of the article, then the speakers that have a name."""
    if not analysis.quotations:
        yield Text("No quotations found.")
        return
    table = new_table("Speaker", "Quotation", "Type, cue")
    table.columns[0].max_width, table.columns[1].ratio, table.columns[2].max_width = 26, 1, 18
    for found in analysis.quotations:
        text = texts[found.quotation.field]
        table.add_row(_speaker(found, text), _words(found, text), _kind(found, text))
    yield table
    if cast:
        yield Padding(_speakers(cast), (1, 0, 0, 0))


def _speaker(found: AttributedQuotation, text: str) -> Text:
    named = found.attribution is not None and found.attribution.name is not None
    name = Text(speaker_of(found, text), "bold" if named else "dim")
    via = found.attribution.via if found.attribution else None
    return name.append(f" via {printable(via)}", "not bold dim") if via else name


def _words(found: AttributedQuotation, text: str) -> Text:
    words = " ".join(printable(text_of(text, found.quotation.spans)).split())
    nested = Text("└ ", "dim") if found.parent else Text()
    headline = Text("(title) ", "dim") if found.quotation.field == "title" else Text()
    return Text.assemble(nested, headline, words)


def _kind(found: AttributedQuotation, text: str) -> Text:
    quotation = found.quotation
    kind = Text.assemble((quotation.type, STYLES[quotation.type]), (f" {quotation.confidence:.2f}", "dim"))
    return kind.append(f"\n{printable(text_of(text, quotation.cue.spans))}") if quotation.cue else kind


def _speakers(cast: Sequence[Json]) -> Table:
    is_linked = "register_id" in cast[0]
    table = new_table("Said by", "", *(["Register"] if is_linked else []), "Quotations")
    table.columns[-1].justify = "right"
    for speaker in cast:
        entry = [Text(printable(people.entry_of(speaker)))] if is_linked else []
        table.add_row(
            Text(printable(speaker["name"]), "bold"), Text(printable(about(speaker))), *entry, str(speaker["count"])
        )
    return table
