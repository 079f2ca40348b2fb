"""How things look in a terminal: one colour for each type of quotation, and no surprises from an article's text."""

import re
import sys
from io import TextIOWrapper

from rich.console import Console
from rich.table import Table

from service.domain import AttributedQuotation, QuotationType, text_of

STYLES: dict[QuotationType, str] = {
    "direct": "bold green",
    "indirect": "cyan",
    "indirect_free": "blue",
    "free_indirect": "magenta",
    "reported": "yellow",
}

# Control characters could move the cursor or recolour the terminal, bidirectional ones reorder the line.
_UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACE = re.compile("[\t-\r\x85\u2028\u2029]")


def printable(text: str) -> str:
    """The text with nothing in it that a terminal would obey, as long as it was."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", _SPACE.sub(" ", text))


def console() -> Console:
    """Standard output. Signs that its encoding lacks become question marks instead of an error."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return Console(highlight=False, emoji=False, markup=False)


def new_table(*columns: str) -> Table:
    """Without lines; long words are folded, never cut."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def speaker_of(found: AttributedQuotation, text: str) -> str:
    """The speaker's name, else the words that mention them, else a dash. `text`: of the quotation's field."""
    if found.attribution and found.attribution.name:
        return printable(found.attribution.name)
    return printable(text_of(text, found.quotation.mention)) or "–"
