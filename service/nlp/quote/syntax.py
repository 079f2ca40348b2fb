"""What the parse adds to a found quotation: the lemma of its cue, and the other half of a pair that speaks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from service.domain import Quotation, Sentence, Span, Word

_PARTICLE = "compound:prt"
_PAIRS = {"sowohl": {"als", "wie"}, "weder": {"noch"}}
_NOMINAL = {"DET", "ADJ", "NOUN", "PROPN", "NUM", "X"}
_RANK = {"VERB": 0, "NOUN": 1, "ADP": 2, "ADV": 3, "SCONJ": 4, "AUX": 5, "ADJ": 6}


def add_cue_lemma(quotation: Quotation, sentences: Sequence[Sentence]) -> Quotation:
    """The quotation with the lemma of its cue's main word; a separated prefix belongs to it ("teilte … mit")."""
    if quotation.cue is None:
        return quotation
    for sentence in sentences:
        cue = [word for word in sentence.words if _in_any(word.span, quotation.cue.spans)]
        if cue:
            main = min(cue, key=lambda word: _RANK.get(word.upos, 9))
            return replace(quotation, cue=replace(quotation.cue, lemma=_lemma(main, sentence)))
    return quotation


def _lemma(word: Word, sentence: Sentence) -> str:
    index = sentence.words.index(word)
    particles = [w for w in sentence.words if w.head == index and w.deprel == _PARTICLE]
    if word.upos in ("VERB", "AUX") and particles and not word.lemma.startswith(particles[0].text.lower()):
        return particles[0].text.lower() + word.lemma
    return word.lemma


def _in_any(span: Span, stretches: Iterable[Span]) -> bool:
    return any(span.overlaps(stretch) for stretch in stretches)


def with_whole_pair(quotation: Quotation, sentences: Sequence[Sentence]) -> Quotation:
    """The quotation with "sowohl Kiew als auch Washington" as its mention, where that was only a part of it."""
    for sentence in sentences:
        if any(sentence.span.covers(span) for span in quotation.mention):
            for pair in _pairs(sentence.words):
                if any(span.overlaps(pair) for span in quotation.mention):
                    return replace(quotation, mention=(pair,))
    return quotation


def _pairs(words: Sequence[Word]) -> Iterator[Span]:
    """From "sowohl" to the end of the noun phrase after "als auch"."""
    for index, word in enumerate(words):
        seconds = _PAIRS.get(word.text.lower(), ())
        joint = next((i for i in range(index + 2, len(words)) if words[i].text.lower() in seconds), None)
        if joint is None or any(between.upos in {"VERB", "AUX"} for between in words[index:joint]):
            continue  # clauses, not those who speak
        start = joint + 2 if joint + 1 < len(words) and words[joint + 1].text.lower() == "auch" else joint + 1
        end = start
        while end < len(words) and words[end].upos in _NOMINAL:
            end += 1
        if end > start:
            yield Span(word.span.start, words[end - 1].span.end)
