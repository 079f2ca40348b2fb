"""The README's example is what the program really answers, up to hundredths of a confidence elsewhere."""

import json
import re
from pathlib import Path

import pytest
from rich.console import Console

from service.api.representation import represent
from service.cli.cast import cast_of
from service.cli.quotes import tables
from service.nlp import Analyzer

pytestmark = pytest.mark.models
_NUMBER = re.compile(r"\b0\.\d+\b")
_ABOUT = 0.08


def readme_example() -> tuple[str, str, str]:
    """Article, table and JSON, as they stand in the README."""
    page = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    example = page.split("<!-- example:start -->")[1].split("<!-- example:end -->")[0]
    lines = [line.removeprefix(">").strip() for line in example.splitlines() if line.startswith(">")]
    article = "\n\n".join(part.replace("\n", " ") for part in "\n".join(lines).split("\n\n"))
    (table,) = re.findall(r"```text\n(.*?)```", example, re.DOTALL)
    (answer,) = re.findall(r"```json\n(.*?)```", example, re.DOTALL)
    return article, table, answer


def same_but_for_hundredths(left: str, right: str) -> None:
    assert _NUMBER.sub("#", left) == _NUMBER.sub("#", right)
    for one, other in zip(_NUMBER.findall(left), _NUMBER.findall(right), strict=True):
        assert float(one) == pytest.approx(float(other), abs=_ABOUT)


def test_the_readmes_example_is_what_the_program_says(analyzer: Analyzer) -> None:
    article, table, answer = readme_example()
    analysis = analyzer.analyze(article)
    represented = represent(analysis, text=article, model="")
    console = Console(width=80, force_terminal=False, highlight=False)
    with console.capture() as capture:
        for part in tables(analysis, {"text": article, "title": ""}, cast_of(represented)):
            console.print(part)
    same_but_for_hundredths(_trimmed(capture.get()), _trimmed(table))
    third = represented["quotes"][2]
    same_but_for_hundredths(*(json.dumps(found, ensure_ascii=False) for found in (third, json.loads(answer))))


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
