"""What a measurement comes to: a median, its spread, and the bar it is held against."""

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

_NARROWEST = 132  # columns of the table when the output is a file


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report: `values` has one number for each repeat (or pair), all in `unit`."""

    part: str
    what: str
    values: tuple[float, ...]
    unit: str
    bar: float | None = None
    at_least: bool = False  # whether the bar is a least value; otherwise it is a greatest one

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def spread(self) -> tuple[float, float]:
        """10th and 90th percentile of the repeats."""
        if len(self.values) < 2:
            return self.values[0], self.values[0]
        cuts = statistics.quantiles(self.values, n=10, method="inclusive")
        return cuts[0], cuts[-1]

    @property
    def met(self) -> bool | None:
        """Whether the median keeps to the bar; None without a bar."""
        if self.bar is None:
            return None
        return self.median >= self.bar if self.at_least else self.median <= self.bar


def p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def print_table(figures: Sequence[Figure], title: str) -> None:
    console = Console()
    if not console.is_terminal:
        console = Console(width=_NARROWEST)
    table = Table("", "", "median", "10-90 % of repeats", "n", "bar", "", box=None, pad_edge=False)
    for column in table.columns[2:6]:
        column.justify = "right"
    part = ""
    for figure in figures:
        low, high = figure.spread
        spread = f"{_number(low)} - {_number(high)}" if len(figure.values) > 1 else ""
        bar = "" if figure.bar is None else f"{'≥' if figure.at_least else '≤'} {_number(figure.bar)} {figure.unit}"
        verdict = {None: "", True: "[green]met[/]", False: "[red]missed[/]"}[figure.met]
        name = figure.part if figure.part != part else ""
        part = figure.part
        median = f"{_number(figure.median)} {figure.unit}"
        table.add_row(name, figure.what, median, spread, str(len(figure.values)), bar, verdict)
    console.print(title, table, sep="\n")


def write_json(figures: Sequence[Figure], machine: Mapping[str, object], file: Path) -> None:
    rows = []
    for figure in figures:
        low, high = figure.spread
        rows.append(asdict(figure) | {"median": figure.median, "p10": low, "p90": high, "met": figure.met})
    text = json.dumps({"machine": machine, "figures": rows}, ensure_ascii=False, indent=2)
    file.write_text(text + "\n", encoding="utf-8")


def _number(value: float) -> str:
    """Three significant digits, all of those before the point."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
