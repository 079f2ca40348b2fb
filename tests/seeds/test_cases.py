"""Every way in which articles name a speaker has a seed article, and the real models find who it is."""

from collections.abc import Mapping

import pytest

from seeds.cases import read_cases, table
from seeds.check import HERE, Expected, read_seed
from service.domain import Analysis
from tests.seeds.matching import found

CASES = read_cases()
SHOWN = [(case.name, place) for case in CASES for place in case.shown]
FAILING = {place for case in CASES for place in case.failing}
SEEDS = {article: read_seed(article) for article in sorted({place[0] for _, place in SHOWN})}
WANTED = {
    *("full name", "surname", "first name", "initials", "title and surname", "genitive -s", "hyphenated form"),
    *("role noun: office", "role noun: age", "role noun: party", "er", "sie", "dieser", "jener"),
    *("ich in a direct quotation", "wir in a direct quotation", "abbreviation and expansion", "capital as a body"),
    *("two people with one surname", "a couple", "sowohl … als auch"),
    *("sagte … laut a medium", "a medium quotes somebody", "sagte … der dpa"),
}


def test_every_case_has_an_article_and_the_readme_lists_it() -> None:
    assert {case.name for case in CASES} == WANTED
    assert table() in (HERE / "README.md").read_text(encoding="utf-8"), "run `make docs`"


@pytest.mark.models
@pytest.mark.parametrize(("case", "place"), SHOWN, ids=lambda part: part if isinstance(part, str) else " ".join(part))
def test_the_speaker_isfound(case: str, place: tuple[str, str], analyses: Mapping[str, Analysis]) -> None:
    right = _is_right(_expected(*place), analyses[place[0]])
    if place in FAILING and not right:
        pytest.skip("known failure, listed in seeds/README.md")
    assert right


@pytest.mark.models
def test_joint_speakers_are_two_and_namesakes_are_kept_apart(analyses: Mapping[str, Analysis]) -> None:
    couple = found(_expected("kultur-41", "q1"), analyses["kultur-41"])
    assert couple
    assert couple.attribution
    names = {speaker.id: speaker.name for speaker in analyses["kultur-41"].speakers}
    assert [names[id_] for id_ in couple.attribution.ids] == ["Vera Holthaus", "Anton Holthaus"]
    ids = {one.name: one.id for one in analyses["gericht-41"].speakers if one.name.endswith(" Albers")}
    assert ids.keys() == {"Johann Friedrich Albers", "Maria Albers"}


@pytest.mark.models
def test_a_relaying_medium_has_its_place(analyses: Mapping[str, Analysis]) -> None:
    text = SEEDS["politik-41"].text
    for quotation, words in (("q10", "Spiegel Online"), ("q11", "Gazeta Morska"), ("q13", "dpa")):
        hit = found(_expected("politik-41", quotation), analyses["politik-41"])
        assert hit
        assert hit.attribution
        assert [words in text[span.start : span.end] for span in hit.attribution.via_spans] == [True]


def _expected(article: str, quotation: str) -> Expected:
    return next(one for one in SEEDS[article].quotations if one.id == quotation)


def _is_right(expected: Expected, analysis: Analysis) -> bool:
    hit = found(expected, analysis)
    attribution = hit.attribution if hit else None
    return attribution is not None and attribution.name == expected.name and expected.via in {None, attribution.via}
