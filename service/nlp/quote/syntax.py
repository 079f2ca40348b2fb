"""What the parse adds to a found quotation: the lemma of its cue."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from service.domain import Quotation, Sentence, Span, Word

_PARTICLE = "compound:prt"
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
