"""All that is promised about speed and size, measured: `python -m tests.bench`.

    python -m tests.bench [PART ...] [--folder DIR] [--articles N] [--repeats N] [--threads N] [--json FILE]

Parts: new, archive, stanza, mt5, length, size; all of them by default. Where two things are compared they take turns
on the same article, and what is reported is the median of their ratios with its spread. Nothing else should run on the
machine meanwhile; the load found at the beginning is part of the report.
"""

import argparse
import os
import platform
import statistics
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import torch
from rich.console import Console

from service.evaluation import AnnotatedArticle
from service.nlp import Analyzer, load_analyzer
from service.settings import cores
from tests.bench import archive, length, memory, mt5, new_article, stock
from tests.bench.articles import default_folder, evenly, read_folder
from tests.bench.figures import Figure, print_table, write_json

MT5_ARTICLES, MT5_REPEATS = 3, 2  # a generation takes half a minute
STOCK_ARTICLES = 50


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of: {', '.join(PARTS)} (all)")
    parser.add_argument("--folder", type=Path, default=default_folder(), help="articles (dev split, else the seeds)")
    parser.add_argument(
        "--articles",
        type=int,
        help=f"only so many, from all over the folder (all; stanza {STOCK_ARTICLES}, mt5 {MT5_ARTICLES})",
    )
    parser.add_argument("--repeats", type=int, help=f"rounds, or pairs of one article (5; mt5 {MT5_REPEATS})")
    parser.add_argument("--threads", type=int, default=cores(), help="cores of one analysis, theirs too (all)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all values there too")
    options = parser.parse_args()
    if unknown := [part for part in options.parts if part not in PARTS]:
        parser.error(f"no such part: {', '.join(unknown)}")
    articles = read_folder(options.folder)
    machine = _machine(options.threads)
    analyzer = load_analyzer("bundled", threads=options.threads)
    told = Told(analyzer, articles, options.articles, options.repeats)
    figures: list[Figure] = []
    for part in options.parts or PARTS:
        Console(stderr=True).print(f"{part} …", style="dim")
        figures += PARTS[part](told)
    words = statistics.median(len(article.text.split()) for article in articles)
    title = (
        f"{options.folder.name}: {len(articles)} articles, half of them longer than {words:.0f} words; "
        f"{options.threads} threads; {machine['processor']}, load {machine['load']:.1f} at the beginning"
    )
    print_table(figures, title)
    if options.json:
        write_json(figures, machine, options.json)


class Told:
    """What the parts are told: models, articles, and how much of everything."""

    def __init__(
        self, analyzer: Analyzer, articles: list[AnnotatedArticle], count: int | None, repeats: int | None
    ) -> None:
        self.analyzer, self.articles = analyzer, articles
        self.count, self._repeats = count, repeats

    def texts(self, usual: int | None = None) -> list[str]:
        return [article.text for article in evenly(self.articles, self.count or usual)]

    def repeats(self, usual: int = 5) -> int:
        return self._repeats or usual


PARTS: dict[str, Callable[[Told], list[Figure]]] = {
    "new": lambda told: new_article.measure(told.analyzer, told.texts(), told.repeats()),
    "archive": lambda told: archive.measure(told.analyzer, told.texts(), told.repeats()),
    "stanza": lambda told: stock.measure(told.analyzer, told.texts(STOCK_ARTICLES), told.repeats()),
    "mt5": lambda told: mt5.measure(
        told.analyzer, told.articles, told.count or MT5_ARTICLES, told.repeats(MT5_REPEATS)
    ),
    "length": lambda told: length.measure(told.analyzer, [article.text for article in told.articles], told.repeats()),
    "size": lambda told: memory.measure([article.text for article in told.articles]),
}


def _machine(threads: int) -> dict[str, object]:
    return {
        "processor": _processor(),
        "cores": cores(),
        "threads": threads,
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
        "torch": torch.__version__,
        "stanza": version("stanza"),
        "transformers": version("transformers"),
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


if __name__ == "__main__":
    main()
