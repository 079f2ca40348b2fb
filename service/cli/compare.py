"""`wortlaut compare`: what became of each quotation from one version of an article to the next."""

import re
from collections.abc import Iterator, Sequence

import click
import orjson
from rich.console import RenderableType
from rich.text import Text

from service.cli import articles
from service.cli.terminal import console, new_table, printable
from service.compare import Change, Edit, Edited, Said, Status, compare, said

_SPACES = re.compile(r"\s+")
_STYLES: dict[Status, str] = {
    "unchanged": "dim",
    "altered": "bold yellow",
    "reattributed": "bold magenta",
    "new": "bold green",
    "gone": "bold red",
    "unclear": "dim italic",
}


@click.command("compare")
@click.option("--json", "as_json", is_flag=True, help="The HTTP interface's answer instead of a table.")
@articles.language_option
@click.argument("before", metavar="BEFORE|-")
@click.argument("after", metavar="AFTER|-")
def command(before: str, after: str, language: str | None, as_json: bool) -> None:
    """Say which quotations are new, gone, altered or somebody else's between two versions of an article.

    BEFORE and AFTER are files in UTF-8, text or HTML, of which one may be - for standard input; they may also be a
    press release and an article. Words taken away are shown as [-these-], words put in as {+these+}. What is unclear
    nobody has edited, but the models judge it otherwise.
    """
    if before == after == articles.STANDARD_INPUT:
        raise articles.InputError("standard input can be one version, not both")
    versions = [articles.Article(file, None, language) for file in (before, after)]
    analyzer = articles.load_models()
    analyses = [version.analyse(analyzer)[0] for version in versions]
    if as_json:
        from service.api.comparison import compare_answers  # noqa: PLC0415 (only when needed)

        ours, theirs = (
            version.answer(analysis, analyzer.version) for version, analysis in zip(versions, analyses, strict=True)
        )
        answer = compare_answers(ours, theirs, versions[0].texts, versions[1].texts)
        click.echo(orjson.dumps(answer, option=orjson.OPT_INDENT_2))
        return
    before_said, after_said = (said(analysis, one.text) for analysis, one in zip(analyses, versions, strict=True))
    screen = console()
    changes = compare(before_said, after_said, Edited(versions[0].texts, versions[1].texts))
    for part in tables(changes, before_said, after_said):
        screen.print(part)


def tables(changes: Sequence[Change], before: Sequence[Said], after: Sequence[Said]) -> Iterator[RenderableType]:
    """Every quotation of both versions, then how many there are of each status."""
    if not changes:
        yield Text("No quotations found in either.")
        return
    rows = new_table("Change", "Speaker", "Quotation")
    rows.columns[1].max_width, rows.columns[2].ratio = 30, 1
    for change in changes:
        one = before[change.before] if change.before is not None else None
        other = after[change.after] if change.after is not None else None
        shown = [version for version in (one, other) if version is not None]
        rows.add_row(Text(change.status, _STYLES[change.status]), _speaker(change, shown), _words(change, shown[-1]))
    yield rows
    statuses = [change.status for change in changes]
    counts = [f"{statuses.count(status)} {status}" for status in _STYLES if status in statuses]
    yield Text(f"\n{', '.join(counts)}")


def _speaker(change: Change, shown: Sequence[Said]) -> Text:
    names = [printable(" und ".join(version.speakers)) for version in shown]
    if change.speaker_changed:
        return Text(" → ".join(names), "bold")
    return Text(next((name for name in reversed(names) if name), "–"), "bold")


def _words(change: Change, version: Said) -> Text:
    if not change.edits:
        return Text(_line(version.text).strip(), "dim" if change.status in {"unchanged", "unclear"} else "")
    return Text.assemble(*(part for edit in change.edits for part in _marked(edit)))


def _marked(edit: Edit) -> Iterator[Text]:
    """As wdiff writes it, so that it can be read without colours, too."""
    if edit.op == "equal":
        yield Text(_line(edit.after))
        return
    if edit.before:
        yield Text(f"[-{_line(edit.before)}-]", "red")
    if edit.after:
        yield Text(f"{{+{_line(edit.after)}+}}", "green")


def _line(text: str) -> str:
    """On one line; a space at an end stays, since edits are put together again."""
    return _SPACES.sub(" ", printable(text))
