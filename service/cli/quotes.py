"""`wortlaut quotes`: the quotations of one article, for eyes or for programs."""

from collections.abc import Iterator, Mapping

import click
import orjson
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from service.cli import articles
from service.cli.terminal import STYLES, console, printable, speaker_of
from service.domain import Analysis, AttributedQuotation, Field, text_of


@click.command("quotes")
@click.option("--json", "as_json", is_flag=True, help="The HTTP interface's answer instead of a table.")
@articles.options
def command(file: str, title: str | None, language: str | None, as_json: bool) -> None:
    """List the quotations of an article (UTF-8 text; - for standard input) with their speakers."""
    article = articles.Article(file, title, language)
    analysis, model = article.analyse()
    if as_json:
        from service.api.representation import represent  # noqa: PLC0415 (only when needed)

        answer = represent(analysis, text=article.text, title=article.title, model=model)
        click.echo(orjson.dumps(answer, option=orjson.OPT_INDENT_2))
        return
    screen = console()
    for part in tables(analysis, article.texts):
        screen.print(part)


def tables(analysis: Analysis, texts: Mapping[Field, str]) -> Iterator[RenderableType]:
    """Quotations in the order of the article, then the speakers that have a name."""
    if not analysis.quotations:
        yield Text("No quotations found.")
        return
    table = _table("Speaker", "Quotation", "Type, cue")
    table.columns[0].max_width, table.columns[1].ratio, table.columns[2].max_width = 26, 1, 18
    for found in analysis.quotations:
        text = texts[found.quotation.field]
        table.add_row(_speaker(found, text), _words(found, text), _kind(found, text))
    yield table
    if analysis.speakers:
        yield Padding(_speakers(analysis), (1, 0, 0, 0))


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


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


def _speakers(analysis: Analysis) -> Table:
    said = [id_ for found in analysis.quotations if found.attribution for id_ in found.attribution.ids]
    table = _table("Said by", "", "Quotations")
    table.columns[2].justify = "right"
    for speaker in sorted(analysis.speakers, key=lambda one: -said.count(one.id)):
        if count := said.count(speaker.id):
            kind = "" if speaker.kind == "unknown" else speaker.kind
            about = ", ".join(part for part in (speaker.role, speaker.organisation) if part) or kind
            table.add_row(Text(printable(speaker.name), "bold"), Text(printable(about)), str(count))
    return table
