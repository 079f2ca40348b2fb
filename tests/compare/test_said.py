"""From an analysis to what is compared."""

from service.compare import said
from tests.cli.analyses import ANALYSIS, TEXT, TITLE


def test_every_quotation_has_its_words_its_type_and_its_named_speakers() -> None:
    found = {one.id: one for one in said(ANALYSIS, TEXT, TITLE)}
    assert (found["q1"].text, found["q1"].type, found["q1"].speakers) == ("Werk bleibt", "indirect", ("Lena Brandt",))
    assert found["q2"].text == "„Wir bauen weiter“ … „und zwar bis 2030.“"
    assert found["q3"].speakers == ()
    assert [TITLE[place.span.start : place.span.end] for place in found["q1"].places] == ["Werk bleibt, sagt"]
    assert TEXT[found["q2"].places[0].span.start :].startswith("„Wir bauen weiter“, sagte")
    assert list(found) == [quotation.id for quotation in ANALYSIS.quotations]
