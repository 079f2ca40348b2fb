"""The seed articles are what they claim to be."""

import json
from collections import Counter

import pytest

from seeds.check import HERE, Seed, complaints, read_seeds
from service.api.language import other_language
from service.api.schemas import QuotesRequest
from service.domain import QUOTATION_TYPES

SEEDS = read_seeds()


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.id)
def test_every_expected_span_fits_its_text(seed: Seed) -> None:
    assert list(complaints(seed)) == []


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.id)
def test_every_article_is_a_request_that_the_service_takes(seed: Seed) -> None:
    article = json.loads((HERE / "articles" / f"{seed.id}.json").read_text(encoding="utf-8"))
    assert QuotesRequest().load(article).text == seed.text
    assert other_language(seed.text) is None


def test_there_are_at_least_twenty_four_articles() -> None:
    assert len(SEEDS) >= 24


def test_every_genre_mark_style_and_type_is_there() -> None:
    genres = {"agency", "business", "court", "culture", "politics", "regional", "science", "sport"}
    assert {seed.genre for seed in SEEDS} == genres
    assert {seed.marks for seed in SEEDS} == {"„…“", "»…«", "«…»", '"…"', "“…”"}
    assert {quotation.type for seed in SEEDS for quotation in seed.quotations} == set(QUOTATION_TYPES)


def test_the_readme_counts_right() -> None:
    readme = " ".join((HERE / "README.md").read_text(encoding="utf-8").split())
    types = Counter(quotation.type for seed in SEEDS for quotation in seed.quotations)
    assert f"{len(SEEDS)} German news articles" in readme
    assert f"{types.total()} quotations ({types['direct']} direct, {types['indirect']} indirect" in readme
    assert f"{types['indirect_free']} free with Konjunktiv, {types['reported']} reported" in readme
    assert f"{types['free_indirect']} free without)" in readme


def test_hard_cases_are_there() -> None:
    quotations = [(seed, quotation) for seed in SEEDS for quotation in seed.quotations]
    direct = [
        (seed, quotation) for seed, quotation in quotations if quotation.type == "direct" and len(quotation.spans) > 1
    ]
    over_paragraphs = [q for seed, q in direct if "\n" in seed.source(q.field)[q.spans[0].end : q.spans[1].start]]
    assert len(over_paragraphs) >= 3, "multi-paragraph quotations"
    assert len(direct) - len(over_paragraphs) >= 3, "quotations split by their frame"
    assert (
        sum(
            any(mark in seed.source(q.field)[q.spans[0].start : q.spans[-1].end] for mark in "‚‹‘")
            for seed, q in quotations
        )
        >= 3
    )
    assert sum(q.via is not None for _, q in quotations) >= 10, "relaying media"
    assert sum(not seed.quotations for seed in SEEDS) >= 3, "articles without any quotation"
    assert {"byline", "date", "photo credit", "dateline"} <= {what for seed in SEEDS for what, _ in seed.silent}


def test_a_check_that_finds_nothing_wrong_can_find_something_wrong() -> None:
    seed = next(seed for seed in SEEDS if seed.quotations)
    shifted = Seed(**{name: getattr(seed, name) for name in Seed.__slots__} | {"text": "x" + seed.text})
    assert list(complaints(shifted))
