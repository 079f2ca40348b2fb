"""Why each pair of quotation marks is there: somebody's words, or a title, a name, a term, a word held at a distance.

The network judges the pair in its context; a quotation that was found in the marks, or none, narrows the choice.
"""

import re
from collections.abc import Sequence

import torch

from service.domain import Quotation, QuotationMarks, Reading, Span, text_of
from service.nlp.context.article import ReadArticle, ReadWindow
from service.nlp.quote.labels import READINGS
from service.nlp.quote.marks import find_mark_pairs
from service.nlp.quote.network import MarkReader, pair_states

QUOTED: frozenset[Reading] = frozenset({"quotation", "partial"})
_WORD = 40  # characters that are looked at for the word before the marks
_MOSTLY = 0.6
"""Share of a pair's characters that a direct quotation has to cover to be the one in these marks."""
_AGREES = 0.9
"""What the network's probability of a reading is left with where the quotations found say otherwise: 1 minus this."""
_HEADS: dict[Reading, tuple[str, ...]] = {
    "title": tuple(
        "roman film buch bilderbuch stück lied song hit album ausstellung schau titel oper operette serie studie essay "
        "gedicht dokumentation doku überschrift schlagzeile gemälde skulptur bild werk zyklus erzählung novelle krimi "
        "komödie tragödie drama musical hörspiel podcast artikel aufsatz beitrag bestseller trilogie premiere "
        "computerspiel videospiel sendung inszenierung ballett sinfonie kantate".split()
    ),
    "name": tuple(
        "initiative verein bündnis band gruppe gruppierung schiff fähre frachter tanker kutter gaststätte kneipe café "
        "restaurant hotel gasthof gasthaus bar projekt firma gesellschaft theater partei chor club klub stiftung "
        "portal vereinsheim heim lokal kita siedlung anlage kampagne aktion allianz netzwerk kollektiv unternehmen "
        "bewegung kanal kino marke namen namens".split()
    ),
    "term": tuple("begriff wort ausdruck sogenannte sogenannten sogenannter sogenanntes stichwort schlagwort".split()),
}
"""Endings of the word before the marks that say what is in them: "Kriminalroman", "Bürgerinitiative"."""
_TEMPERATURE = 3.0
"""The network is surer than it should be: it has seen 1,484 annotated pairs many times."""
_SAYS = 6.0
"""How many times likelier a reading is that such a word announces."""
_BEFORE = re.compile(r"(\w+)\W*$")
_REASONS: dict[Reading, str] = {
    "quotation": "somebody's words, at least a sentence of them",
    "partial": "a few of somebody's words within a sentence of the article's own",
    "title": "the title of a work",
    "term": "a term, or a word that is spoken about",
    "scare": "a word that the article keeps its distance from",
    "name": "a name that is not a person's",
}


@torch.inference_mode()
def read_marks(
    text: str, article: ReadArticle, network: MarkReader, quotations: Sequence[Quotation]
) -> list[QuotationMarks]:
    """Every pair of marks of a text, nested ones included, in order."""
    direct = [quotation for quotation in quotations if quotation.type == "direct"]
    found: list[QuotationMarks] = []
    pairs = [pair.span for pair in find_mark_pairs(text)]
    for window in article.windows:
        core = [pair for pair in pairs if _begins_in_core(pair, window)]
        if not core:
            continue
        places = [window.pieces_of(pair) for pair in core]
        first, last = torch.tensor(places).unbind(1)
        states = window.states.last.expand(len(core), -1, -1)
        probabilities = (network(pair_states(states, first, last)) / _TEMPERATURE).softmax(1).tolist()
        found += [_judged(text, pair, scores, direct) for pair, scores in zip(core, probabilities, strict=True)]
    return found


def _begins_in_core(pair: Span, window: ReadWindow) -> bool:
    first, last = window.core_span.start, window.core_span.end
    return first <= pair.start < last


def _judged(text: str, pair: Span, probabilities: Sequence[float], direct: Sequence[Quotation]) -> QuotationMarks:
    quotation = next((quotation for quotation in direct if _lies_in(pair, quotation)), None)
    announced = _announced(text, pair)
    scores = {
        reading: probability
        * (_AGREES if (reading in QUOTED) is (quotation is not None) else 1 - _AGREES)
        * (_SAYS if reading == announced else 1)
        for reading, probability in zip(READINGS, probabilities, strict=True)
    }
    reading = max(scores, key=lambda name: scores[name])
    reason = _REASONS[reading]
    if reading in QUOTED and quotation is not None and quotation.cue:
        reason += f", announced by {text_of(text, quotation.cue.spans)}"
    return QuotationMarks(pair, reading, reason, scores[reading] / sum(scores.values()))


def _announced(text: str, pair: Span) -> Reading | None:
    word = _BEFORE.search(text[max(pair.start - _WORD, 0) : pair.start])
    if not word:
        return None
    before = word.group(1).lower()
    stems = {before, before.removesuffix("s"), before.removesuffix("es"), before.removesuffix("n")}
    return next((reading for reading, heads in _HEADS.items() if any(stem.endswith(heads) for stem in stems)), None)


def _lies_in(pair: Span, quotation: Quotation) -> bool:
    covered = sum(max(min(span.end, pair.end) - max(span.start, pair.start), 0) for span in quotation.spans)
    return covered > _MOSTLY * (pair.end - pair.start)
