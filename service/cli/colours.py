"""One colour for each type of quotation, the same in every command."""

from service.domain import QuotationType

STYLES: dict[QuotationType, str] = {
    "direct": "bold green",
    "indirect": "cyan",
    "indirect_free": "blue",
    "free_indirect": "magenta",
    "reported": "yellow",
}
