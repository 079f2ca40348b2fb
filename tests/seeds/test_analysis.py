"""The real pipeline on the seed articles: exact offsets, nothing in bylines, and most of what a reader finds."""

from collections.abc import Iterable

import pytest

from seeds.check import Expected, Seed, read_seeds
from service.domain import Analysis, Quotation, Span
from service.nlp import Analyzer

pytestmark = pytest.mark.models

SEEDS = read_seeds()
UNSEEN = [seed for seed in SEEDS if not seed.trained_on]

# Bars, not goals: a little under what the bundled models reach (docs/models.md says what that is).
FOUND = 0.75
NAMED = 0.60
INVENTED = 0.30


@pytest.fixture(scope="module")
def analyses(analyzer: Analyzer) -> dict[str, Analysis]:
    return {seed.id: analyzer.analyze(seed.text, title=seed.title) for seed in SEEDS}


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.id)
def test_every_offset_lies_in_the_submitted_text(seed: Seed, analyses: dict[str, Analysis]) -> None:
    for found in analyses[seed.id].quotations:
        quotation = found.quotation
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
def test_bylines_dates_and_photo_credits_yield_nothing(seed: Seed, analyses: dict[str, Analysis]) -> None:
    found = [span for q in analyses[seed.id].quotations if q.quotation.field == "text" for span in q.quotation.spans]
    for what, silent in seed.silent:
        inside = [seed.text[span.start : span.end] for span in found if span.overlaps(silent) and what != "dateline"]
        assert not inside, f"{what} {seed.text[silent.start : silent.end]!r}"


def test_most_quotations_of_unseen_articles_are_found(analyses: dict[str, Analysis]) -> None:
    expected = [(seed, quotation) for seed in UNSEEN for quotation in seed.quotations]
    found = [_found(quotation, analyses[seed.id]) is not None for seed, quotation in expected]
    assert sum(found) / len(found) >= FOUND


def test_most_quotations_that_are_found_are_there(analyses: dict[str, Analysis]) -> None:
    found = [(seed, q.quotation) for seed in UNSEEN for q in analyses[seed.id].quotations]
    invented = [q for seed, q in found if not any(_same_place(e, q) > 0.5 for e in seed.quotations)]
    assert len(invented) / len(found) <= INVENTED


def test_most_named_speakers_of_unseen_articles_get_their_name(analyses: dict[str, Analysis]) -> None:
    right = []
    for seed in UNSEEN:
        for expected in seed.quotations:
            attributed = _found(expected, analyses[seed.id])
            if attributed is not None and expected.name and expected.kind == "person":
                attribution = next(a.attribution for a in analyses[seed.id].quotations if a.quotation is attributed)
                right.append(attribution is not None and attribution.name == expected.name)
    assert sum(right) / len(right) >= NAMED


def test_articles_without_quotations_stay_almost_silent(analyses: dict[str, Analysis]) -> None:
    quiet = [seed for seed in SEEDS if not seed.quotations]
    invented = sum(len(analyses[seed.id].quotations) for seed in quiet)
    assert invented <= len(quiet)


def _found(expected: Expected, analysis: Analysis) -> Quotation | None:
    """The quotation that shares most with the expected one, if that is more than half of both together."""
    candidates = [attributed.quotation for attributed in analysis.quotations]
    best = max(candidates, key=lambda q: _same_place(expected, q), default=None)
    return best if best is not None and _same_place(expected, best) > 0.5 else None


def _same_place(expected: Expected, found: Quotation) -> float:
    """Characters in common over characters in either."""
    if expected.field != found.field:
        return 0.0
    ours, theirs = _characters(expected.spans), _characters(found.spans)
    return len(ours & theirs) / len(ours | theirs)


def _characters(spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}
