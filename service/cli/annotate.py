"""`wortlaut annotate`: the article as it reads, with its quotations coloured and their speakers in the margin."""

from collections.abc import Iterator, Sequence

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.cli.articles import analyse, read_article
from service.cli.colours import STYLES
from service.domain import Analysis, AttributedQuotation

_MARGIN = 30
"""Columns for the speakers; narrower where the terminal is narrow."""


@click.command("annotate")
@click.argument("file", metavar="FILE|-")
def command(file: str) -> None:
    """Show an article (UTF-8 text; - for standard input) with quotations coloured and speakers in the margin."""
    text = read_article(file)
    analysis, _ = analyse(text)
    console = Console()
    console.print(page_of(text, analysis, console.width))
    console.print(legend())


def page_of(text: str, analysis: Analysis, width: int) -> Table:
    """Paragraphs of the article beside the speakers of the quotations that begin in them."""
    styled = coloured(text, analysis.quotations)
    page = Table.grid(padding=(0, 2))
    page.add_column(width=min(_MARGIN, width // 3), justify="right", overflow="fold")
    page.add_column(ratio=1)
    for start, end in paragraphs(text):
        here = [found for found in analysis.quotations if start <= found.quotation.start < end]
        page.add_row(_margin(here), styled[start:end])
    return page


def coloured(text: str, quotations: Sequence[AttributedQuotation]) -> Text:
    """The text with styles; the inner quotation's colour shows where two overlap. Without colours marks show them."""
    styled = Text(text)
    for found in sorted(quotations, key=lambda f: f.quotation.start - f.quotation.end):
        quotation = found.quotation
        for span in quotation.spans:
            styled.stylize(STYLES[quotation.type], span.start, span.end)
        for span in quotation.cue.spans if quotation.cue else ():
            styled.stylize("underline", span.start, span.end)
    return styled


def _margin(quotations: Sequence[AttributedQuotation]) -> Text:
    lines = []
    for found in quotations:
        name = found.attribution.name if found.attribution else None
        lines.append(
            Text.assemble((name or "unknown", STYLES[found.quotation.type]), (f" {found.quotation.type}", "dim"))
        )
    return Text("\n").join(lines)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every line that is not blank."""
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield start, start + len(line.rstrip("\r\n"))
        else:
            yield start, start
        start += len(line)


def legend() -> Text:
    parts = [Text(name, style) for name, style in STYLES.items()]
    return Text("\n") + Text("  ").join([*parts, Text("cue", "underline")])
