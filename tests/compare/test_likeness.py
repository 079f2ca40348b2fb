"""The threshold of likeness does on our own articles what docs/api.md says of it."""

import pytest

from service.compare.likeness import LIKE
from tools.likeness import articles, kinds, measure


@pytest.fixture(scope="module")
def texts() -> list[list[str]]:
    return articles()


def test_the_corpus_is_large_enough_to_tell(texts: list[list[str]]) -> None:
    assert len(texts) > 100
    assert sum(map(len, texts)) > 1_000


@pytest.mark.parametrize("kind", kinds())
def test_edited_quotations_are_found_again_and_others_are_not_taken_for_them(kind: str, texts: list[list[str]]) -> None:
    figures = measure(kind, LIKE, texts)
    assert figures.found / figures.altered > 0.92
    assert figures.mistaken / (figures.altered + figures.others) < 0.015
