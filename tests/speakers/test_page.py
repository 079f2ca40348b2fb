"""A web page as a content system sends it: headline twice, byline, date, photo credit (data beside the checkout)."""

import re
from pathlib import Path

import pytest

from service.domain import Kind, Quotation, Span
from service.speakers import resolve

PAGE = Path(__file__).parents[3] / "shared" / "seeds" / "nordkorea-waffenlieferant.txt"
pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the page lies beside the checkout, not in it")


def mention_after(text: str, words: str, place: int = 0) -> Span:
    start = text.index(words, place)
    return Span(start, start + len(words))


def test_all_that_the_chief_says_is_one_speakers() -> None:
    text = PAGE.read_text(encoding="utf-8")
    name = re.search(r"Kyrylo Budanov, der Leiter des [^,]*\(HUR\)", text)
    assert name is not None
    spoken = [Span(*name.span())]
    spoken += [Span(*match.span()) for match in re.finditer(r"Budanov(?=, dessen| und betonte| wies)", text)]
    spoken.append(mention_after(text, "er", text.index("fügte er hinzu")))
    others = [
        mention_after(text, "Ein Sprecher des ukrainischen Militärgeheimdienstes"),
        mention_after(text, "sowohl Kiew als auch Washington"),
        mention_after(text, "die staatliche nordkoreanische Nachrichtenagentur KCNA"),
    ]
    kinds: list[Kind] = ["person", "person", "person", "person", "person", "person", "organisation", "publication"]
    quotations = [
        Quotation("indirect", "speech", (Span(span.end, span.end + 5),), 1.0, mention=(span,), kind=kind)
        for span, kind in zip(spoken + others, kinds, strict=True)
    ]
    speakers, attributions = resolve(text, (), quotations)
    names = [attribution.name if attribution else None for attribution in attributions]
    assert names == ["Kyrylo Budanov"] * 5 + [
        "Sprecher des ukrainischen Militärgeheimdienstes",
        "Kiew und Washington",
        "KCNA",
    ]
    chief = next(speaker for speaker in speakers if speaker.name == "Kyrylo Budanov")
    assert chief.role == "Leiter des ukrainischen Militärgeheimdienstes (HUR)"
    assert (chief.organisation, chief.gender) == ("HUR", "male")
    assert {mention.text for mention in chief.mentions} >= {"Budanov", "er"}
