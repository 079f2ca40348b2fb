"""The real pipeline on the seed articles: exact offsets, nothing in bylines, and most of what a reader finds."""

from collections.abc import Mapping

import pytest

from seeds.check import Seed, read_seeds
from service.domain import Analysis
from tests.seeds.matching import found, same_place

pytestmark = pytest.mark.models

SEEDS = read_seeds()
UNSEEN = [seed for seed in SEEDS if not seed.trained_on]

# Bars, not goals: a little under what the bundled models reach (docs/models.md says what that is).
FOUND = 0.75
NAMED = 0.60
INVENTED = 0.30


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.id)
def test_every_offset_lies_in_the_submitted_text(seed: Seed, analyses: Mapping[str, Analysis]) -> None:
    for quotation in (one.quotation for one in analyses[seed.id].quotations):
        parts = [quotation.spans, quotation.frame, quotation.addressee, quotation.cue.spans if quotation.cue else ()]
        source = seed.source(quotation.field)
        for spans in parts:
            assert list(spans) == sorted(spans)
            for span in spans:
                assert 0 <= span.start < span.end <= len(source)
                assert source[span.start : span.end].strip() == source[span.start : span.end] != ""
    for speaker in analyses[seed.id].speakers:
        for mention in speaker.mentions:
            assert seed.source(mention.field)[mention.span.start : mention.span.end] == mention.text


@pytest.mark.parametrize("seed", [seed for seed in SEEDS if seed.silent], ids=lambda seed: seed.id)
def test_bylines_dates_and_photo_credits_yield_nothing(seed: Seed, analyses: Mapping[str, Analysis]) -> None:
    spans = [span for q in analyses[seed.id].quotations if q.quotation.field == "text" for span in q.quotation.spans]
    for what, silent in seed.silent:
        inside = [seed.text[span.start : span.end] for span in spans if span.overlaps(silent) and what != "dateline"]
        assert not inside, f"{what} {seed.text[silent.start : silent.end]!r}"


def test_most_quotations_of_unseen_articles_are_found(analyses: Mapping[str, Analysis]) -> None:
    expected = [(seed, quotation) for seed in UNSEEN for quotation in seed.quotations]
    hits = [found(quotation, analyses[seed.id]) is not None for seed, quotation in expected]
    assert sum(hits) / len(hits) >= FOUND


def test_most_quotations_that_are_found_are_there(analyses: Mapping[str, Analysis]) -> None:
    all_found = [(seed, q.quotation) for seed in UNSEEN for q in analyses[seed.id].quotations]
    invented = [q for seed, q in all_found if not any(same_place(e, q) > 0.5 for e in seed.quotations)]
    assert len(invented) / len(all_found) <= INVENTED


def test_most_named_speakers_of_unseen_articles_get_their_name(analyses: Mapping[str, Analysis]) -> None:
    right = []
    for seed in UNSEEN:
        for expected in seed.quotations:
            hit = found(expected, analyses[seed.id])
            if hit is not None and expected.name and expected.kind == "person":
                right.append(hit.attribution is not None and hit.attribution.name == expected.name)
    assert sum(right) / len(right) >= NAMED


def test_articles_without_quotations_stay_almost_silent(analyses: Mapping[str, Analysis]) -> None:
    quiet = [seed for seed in SEEDS if not seed.quotations]
    invented = sum(len(analyses[seed.id].quotations) for seed in quiet)
    assert invented <= len(quiet)
