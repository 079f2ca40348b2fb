"""`wortlaut quotes`: the quotations of one article, for eyes or for programs."""

import json

import click
from rich.console import Console
from rich.table import Table

from service.cli.articles import analyse, read_article
from service.cli.colours import STYLES
from service.domain import Analysis, AttributedQuotation, Field, text_of


@click.command("quotes")
@click.argument("file", metavar="FILE|-")
@click.option("--title", help="The headline, where it is not a part of the file.")
@click.option("--json", "as_json", is_flag=True, help="The HTTP interface's answer instead of a table.")
def command(file: str, title: str | None, as_json: bool) -> None:
    """List the quotations of an article (UTF-8 text; - for standard input) with their speakers."""
    text = read_article(file)
    analysis, model = analyse(text, title)
    if as_json:
        from service.api.representation import represent  # noqa: PLC0415 (only when needed)

        click.echo(json.dumps(represent(analysis, text=text, model=model, title=title), ensure_ascii=False, indent=2))
        return
    console = Console()
    if analysis.quotations:
        console.print(table_of(analysis, {"text": text, "title": title or ""}))
    else:
        console.print("No quotations found.")


def table_of(analysis: Analysis, texts: dict[Field, str]) -> Table:
    table = Table(box=None, pad_edge=False, show_lines=False, header_style="bold")
    for column, options in (
        ("Speaker", {"max_width": 34}),
        ("Quotation", {"ratio": 1}),
        ("Cue", {"max_width": 18}),
        ("Type", {"no_wrap": True}),
        ("Place", {"no_wrap": True, "justify": "right"}),
    ):
        table.add_column(column, **options)  # type: ignore[arg-type]
    for found in analysis.quotations:
        quotation, text = found.quotation, texts[found.quotation.field]
        words = " ".join(text_of(text, quotation.spans).split())
        cue = text_of(text, quotation.cue.spans) if quotation.cue else ""
        place = f"{'title ' if quotation.field == 'title' else ''}{quotation.start}–{quotation.end}"
        kind = f"[{STYLES[quotation.type]}]{quotation.type}[/]"
        table.add_row(_speaker(found, text), _plain(("  " if found.parent else "") + words), _plain(cue), kind, place)
    return table


def _speaker(found: AttributedQuotation, text: str) -> str:
    if found.attribution and found.attribution.name:
        via = f" [dim]via {_plain(found.attribution.via)}[/]" if found.attribution.via else ""
        return f"[bold]{_plain(found.attribution.name)}[/]{via}"
    mention = text_of(text, found.quotation.mention)
    return f"[dim]{_plain(mention) or 'unknown'}[/]"


def _plain(text: str) -> str:
    return text.replace("[", r"\[")
