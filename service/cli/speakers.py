"""`wortlaut speakers`: the cast of one article, for eyes or for programs."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import orjson
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from service.cli import articles, people
from service.cli.cast import Json, cast_of, unnamed
from service.cli.terminal import STYLES, console, new_table, printable

_LONGEST = 80  # characters of a quotation


@click.command("speakers")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
@people.option
@articles.options
def command(article: articles.Article, people_file: Path | None, as_json: bool) -> None:
    """List who speaks in an article (UTF-8, text or HTML; - for standard input): role, kind, how often, first, last."""
    index = people.read_people(people_file)
    answer = people.linked(article.answer(*article.analyse()), index)
    if as_json:
        cast = {"speakers": cast_of(answer), "unnamed": unnamed(answer), "meta": answer["meta"]}
        click.echo(orjson.dumps(cast, option=orjson.OPT_INDENT_2))
        return
    screen = console()
    for part in tables(answer):
        screen.print(part)


def tables(answer: Json) -> Iterator[RenderableType]:
    """The cast, then how many quotations are nobody's."""
    if not answer["quotes"]:
        yield Text("No quotations found.")
        return
    cast, rest = cast_of(answer), unnamed(answer)
    is_linked = "register" in answer["meta"]
    if cast:
        table = new_table("Speaker", "Role", "Kind", *(["Register"] if is_linked else []), "Times", "First and last")
        table.columns[0].max_width, table.columns[1].max_width, table.columns[-1].ratio = 26, 30, 1
        table.columns[-2].justify = "right"
        for speaker in cast:
            role = ", ".join(part for part in (speaker["role"], speaker["organisation"]) if part)
            entry = [Text(printable(people.entry_of(speaker)))] if is_linked else []
            name = Text(printable(speaker["name"]), "bold")
            table.add_row(
                name, Text(printable(role)), speaker["kind"], *entry, str(speaker["count"]), _first_and_last(speaker)
            )
        yield table
    if rest:
        words = "1 quotation has" if rest == 1 else f"{rest} quotations have"
        yield Padding(Text(f"{words} no speaker with a name.", "dim"), (1 if cast else 0, 0, 0, 0))


def _first_and_last(speaker: Json) -> Text:
    first, last = speaker["first"], speaker["last"]
    return Text("\n").join(_words(quote) for quote in ([first, last] if speaker["count"] > 1 else [first]))


def _words(quote: Mapping[str, Json]) -> Text:
    words = " ".join(printable(str(quote["text"])).split())
    short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
    return Text(short, STYLES[quote["type"]])  # type: ignore[index]  # the answer's types are the domain's
