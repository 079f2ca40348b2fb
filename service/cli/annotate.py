"""`wortlaut annotate`: the article as it reads, with its quotations marked and their speakers in the margin."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

import click
from rich.console import Console
from rich.text import Text

from service.cli import articles
from service.cli.marking import marked_lines, opened, raised
from service.cli.terminal import STYLES, console, printable, speaker_of
from service.domain import Analysis, AttributedQuotation, Field

_NARROWEST, _WIDEST = 12, 30  # columns of the margin
_RULE = " │ "


@click.command("annotate")
@articles.options
def command(article: articles.Article) -> None:
    """Show an article (UTF-8, text or HTML; - for standard input) with quotations coloured, speakers in the margin."""
    analysis, _ = article.analyse()
    screen = console()
    for line in page(analysis, article.texts, screen):
        screen.print(line, no_wrap=True, overflow="ignore", crop=False)


def page(analysis: Analysis, texts: Mapping[Field, str], screen: Console) -> Iterator[Text]:
    """The page's lines, as wide as the screen: margin, rule, article; the title first, a legend last."""
    margin = max(_NARROWEST, min(_WIDEST, screen.width // 3))
    room = max(_NARROWEST, screen.width - margin - len(_RULE))
    numbered = dict(enumerate(analysis.quotations, 1))
    noted: set[int] = set()
    for field in ("title", "text"):
        here = {number: found.quotation for number, found in numbered.items() if found.quotation.field == field}
        for paragraph in marked_lines(texts[field], here):
            if field == "title":
                paragraph.stylize("bold")
            lines = paragraph.wrap(screen, room) or [Text()]
            notes: list[Text] = []
            for index, line in enumerate(lines):
                for number in opened(line):
                    notes += [Text()] * (index - len(notes))
                    known = number in noted
                    notes += _note(number, numbered[number], texts[field], known, screen, margin)
                    noted.add(number)
            for note, line in zip_longest(notes, lines):
                yield _row(note or Text(), line or Text(), margin)
        if texts[field]:
            yield _row(Text(), Text(), margin)
    yield _legend(analysis.quotations)


def _note(number: int, found: AttributedQuotation, text: str, again: bool, screen: Console, width: int) -> list[Text]:
    """What stands in the margin: the speaker and the type, or only the number where a quotation goes on."""
    style = STYLES[found.quotation.type]
    head = Text(f"{raised(number)} ", style)
    if again:
        return [head.append("…")]
    via = found.attribution.via if found.attribution else None
    about = f"{found.quotation.type}, via {printable(via)}" if via else found.quotation.type
    room = width - len(head)
    lines = [*Text(speaker_of(found, text), style).wrap(screen, room), *Text(about, "dim").wrap(screen, room)]
    indent = " " * len(head)
    return [Text.assemble(head if index == 0 else indent, line) for index, line in enumerate(lines)]


def _row(note: Text, line: Text, margin: int) -> Text:
    note.align("left", margin)
    return Text.assemble(note, (_RULE, "dim"), line)


def _legend(quotations: Sequence[AttributedQuotation]) -> Text:
    types = dict.fromkeys(found.quotation.type for found in quotations)
    if not types:
        return Text("No quotations found.")
    return Text("  ").join([*(Text(type_, STYLES[type_]) for type_ in types), Text("cue", "underline")])
