"""The bundled models read German articles: who said what, and where it stands."""

from collections.abc import Iterable

import pytest

from service.domain import Analysis, Span, text_of
from service.nlp import Analyzer

pytestmark = pytest.mark.models

ARTICLE = (
    "Die Stadt Lindau will das alte Freibad im kommenden Jahr sanieren. „Wir fangen im März an“, sagte "
    "Oberbürgermeisterin Katrin Seifert am Montag. Sie kündigte an, dass die Kosten bei vier Millionen Euro liegen. "
    "Laut Seifert wird das Bad im Sommer 2027 wieder öffnen.\n\n"
    "Der Schwimmverein sieht das anders. „Das schaffen die nie“, sagte dessen Vorsitzender Jonas Wirth. "
    "Die Stadt habe schon beim Hallenbad zu spät angefangen, fügte er hinzu."
)


@pytest.fixture(scope="module")
def analysis(analyzer: Analyzer) -> Analysis:
    return analyzer.analyze(ARTICLE)


def by_words(analysis: Analysis, words: str, text: str = ARTICLE) -> list[tuple[str, str | None]]:
    """Type and speaker of the quotations that contain the words."""
    return [
        (found.quotation.type, found.attribution.name if found.attribution else None)
        for found in analysis.quotations
        if words in text_of(text, found.quotation.spans)
    ]


def test_direct_quotations_are_found_with_their_named_speakers(analysis: Analysis) -> None:
    assert by_words(analysis, "„Wir fangen im März an“") == [("direct", "Katrin Seifert")]
    assert by_words(analysis, "„Das schaffen die nie“") == [("direct", "Jonas Wirth")]


def test_a_pronoun_is_followed_to_its_person(analysis: Analysis) -> None:
    assert by_words(analysis, "dass die Kosten bei vier Millionen Euro liegen") == [("indirect", "Katrin Seifert")]
    assert by_words(analysis, "Hallenbad zu spät angefangen") == [("indirect", "Jonas Wirth")]


def test_a_bare_surname_is_followed_to_its_person(analysis: Analysis) -> None:
    assert by_words(analysis, "wird das Bad im Sommer 2027 wieder öffnen") == [("indirect", "Katrin Seifert")]


def test_a_cue_has_the_lemma_of_its_verb_with_the_separated_prefix(analysis: Analysis) -> None:
    cues = {found.quotation.cue.lemma for found in analysis.quotations if found.quotation.cue}
    assert {"sagen", "ankündigen", "hinzufügen"} <= cues


def test_what_the_article_itself_tells_is_no_quotation(analysis: Analysis) -> None:
    assert by_words(analysis, "will das alte Freibad im kommenden Jahr sanieren. „") == []


def test_the_same_text_gives_the_same_answer(analyzer: Analyzer, analysis: Analysis) -> None:
    assert analyzer.analyze(ARTICLE) == analysis


def test_an_answer_does_not_depend_on_the_article_before_it(analyzer: Analyzer, analysis: Analysis) -> None:
    analyzer.analyze("Ganz anderer Text. „Nein“, sagte Ministerin Lena Brandt.")
    assert analyzer.analyze(ARTICLE) == analysis


def test_a_quotation_in_the_title_counts_from_the_title(analyzer: Analyzer) -> None:
    title = "Seifert: „Wir fangen im März an“"
    found = [q.quotation for q in analyzer.analyze(ARTICLE, title=title).quotations if q.quotation.field == "title"]
    assert [text_of(title, quotation.spans) for quotation in found] == ["„Wir fangen im März an“"]


ODD_TEXTS = {
    "blank": " \n\t ",
    "one character": "A",
    "only punctuation": "… „“ !? — ,,, ''",
    "control characters": "\x00„Ja“, sagte\x07 Lena Brandt.\x1f Ende.\x00",
    "mixed line ends": "„Ja“, sagte Lena Brandt.\r\nDanach\rging sie.\n\r\n„Nein“, sagte Jan Roth.",
    "emoji and combining marks": "🎉 „Wir freuen uns 👩‍👩‍👧 sehr“, sagte Zoe\u0308 Mu\u0308ller. 🇩🇪 „Ja“, sagte sie.",
    "odd marks": "„Ja, sagte er. “Nein„ und »so« weiter\" 'hier‘ ‚da’. " * 3,
    "lone surrogates": "„Ja“, sagte \ud83d Lena Brandt.\udc00",
    "one endless word": "Donau" * 3000,
    "English": "“We will build,” said Minister Lena Brandt on Monday.",
}


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
def test_any_string_is_read_and_every_offset_fits(analyzer: Analyzer, text: str) -> None:
    for span in all_spans(analyzer.analyze(text)):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip()


def test_a_sentence_of_five_thousand_words_is_read(analyzer: Analyzer) -> None:
    text = "und dann sagte Lena Brandt dass alles wieder gut wird " * 500
    for span in all_spans(analyzer.analyze(text)):
        assert text[span.start : span.end].strip()


def all_spans(analysis: Analysis) -> Iterable[Span]:
    for found in analysis.quotations:
        quotation = found.quotation
        yield from quotation.spans + quotation.frame + quotation.addressee + quotation.mention + quotation.via
        yield from quotation.cue.spans if quotation.cue else ()
    for speaker in analysis.speakers:
        yield from (mention.span for mention in speaker.mentions)


def test_words_are_those_of_the_submitted_text_whatever_style_its_marks_have(analyzer: Analyzer) -> None:
    text = "»Das wird teuer«, sagte Seán O’Brien vom Verein »Rettet den Kai«. O’Brien sei »müde«, hieß es."
    analysis = analyzer.analyze(text)
    mentions = [mention for speaker in analysis.speakers for mention in speaker.mentions]
    assert mentions
    assert all(text[mention.span.start : mention.span.end] == mention.text for mention in mentions)
    assert "Seán O’Brien" in {speaker.name for speaker in analysis.speakers}
