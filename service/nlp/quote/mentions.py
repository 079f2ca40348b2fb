"""Mentions that the tags cut too short or too long, mended by the parse."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.domain import Quotation, Sentence, Span, Word

_PAIRS = {"sowohl": {"als", "wie"}, "weder": {"noch"}}
_NOMINAL = {"DET", "ADJ", "NOUN", "PROPN", "NUM", "X"}
_VERBAL = {"VERB", "AUX"}


def with_mended_mention(quotation: Quotation, sentences: Sequence[Sentence]) -> Quotation:
    """With all of "sowohl Kiew als auch Washington" as its mention, and no more than "wir" of "wir haben"."""
    if not quotation.mention:
        return quotation
    place = quotation.mention[0].start
    index = bisect_right(sentences, place, key=lambda sentence: sentence.span.start) - 1
    if index < 0:
        return quotation
    words = sentences[index].words
    for pair in _pairs(words):
        if any(span.overlaps(pair) for span in quotation.mention):
            return replace(quotation, mention=(pair,))
    inside = [word for word in words if any(span.covers(word.span) for span in quotation.mention)]
    if inside and inside[0].upos == "PRON" and any(word.upos in _VERBAL for word in inside):
        return replace(quotation, mention=(inside[0].span,))
    return quotation


def _pairs(words: Sequence[Word]) -> Iterator[Span]:
    """From "sowohl" to the end of the noun phrase after "als auch"."""
    for index, word in enumerate(words):
        seconds = _PAIRS.get(word.text.lower(), ())
        joint = next((i for i in range(index + 2, len(words)) if words[i].text.lower() in seconds), None)
        if joint is None or any(between.upos in _VERBAL for between in words[index:joint]):
            continue  # clauses, not those who speak
        start = joint + 2 if joint + 1 < len(words) and words[joint + 1].text.lower() == "auch" else joint + 1
        end = start
        while end < len(words) and words[end].upos in _NOMINAL:
            end += 1
        if end > start:
            yield Span(word.span.start, words[end - 1].span.end)
