"""Measures how often one edited word is all that a comparison tells: `python -m tools.one_word`.

In every seed article one word of up to three direct quotations is replaced, each in a version of its own. An edit is
told exactly when that quotation is the only one altered, and none is new, gone or reattributed.
"""

import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from service.compare import Edited, compare, said
from service.domain import Analysis, Span
from service.nlp import load_analyzer

SEEDS = Path(__file__).parents[1] / "seeds" / "articles"
_QUOTATIONS = 3
_WORDS = 4  # shorter quotations may be another one with one word changed


def edits(text: str, analysis: Analysis, choose: random.Random) -> Iterator[str]:
    """Versions of the text, each with one word of a direct quotation replaced."""
    parents = {found.parent for found in analysis.quotations}
    direct = [
        max(found.quotation.spans, key=lambda span: span.end - span.start)
        for found in analysis.quotations
        if found.quotation.type == "direct" and found.parent is None and found.id not in parents
    ]
    long_enough = [span for span in direct if len(_words(text, span)) >= _WORDS]
    for span in choose.sample(long_enough, min(_QUOTATIONS, len(long_enough))):
        if words := [word for word in _words(text, span) if word.end - word.start >= _WORDS]:
            word = choose.choice(words)
            yield f"{text[: word.start]}irgendwie{text[word.end :]}"


def _words(text: str, span: Span) -> list[Span]:
    return [Span(*word.span()) for word in re.compile(r"\w+").finditer(text, span.start, span.end)]


def main() -> None:
    analyzer, choose = load_analyzer("bundled"), random.Random("one word")
    tried = told = told_without = 0
    for file in sorted(SEEDS.glob("*.json")):
        text = json.loads(file.read_text(encoding="utf-8"))["text"]
        analysis = analyzer.analyze(text)
        before = said(analysis, text)
        for version in edits(text, analysis, choose):
            after = said(analyzer.analyze(version), version)
            tried += 1
            told += _exactly([one.status for one in compare(before, after, Edited({"text": text}, {"text": version}))])
            told_without += _exactly([one.status for one in compare(before, after)])
    sys.stdout.write(f"{told} of {tried} told exactly, {told_without} where nothing is unclear\n")


def _exactly(statuses: list[str]) -> bool:
    return statuses.count("altered") == 1 and set(statuses) <= {"altered", "unchanged", "unclear"}


if __name__ == "__main__":
    main()
