"""Articles written with their quotations marked up, as the records that `service.speakers.resolve` reads.

`<s1>Kolb</s1> sagte, <q1>das reiche nicht</q1>.` is one quotation and its speaker's mention; `f`, `a`, `v` and `c` mark
frame, addressee, relaying medium and cue. Words are tagged by the letter behind a slash where a test needs it:
`Kolb/N` is a proper noun, `Amt/n` a common one, `alte/a` an adjective, `Xinhua/O`, `Maja/P`, `Linz/L` entities.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from service.domain import Attribution, Cue, Kind, Quotation, QuotationType, Sentence, Span, Speaker, Word
from service.speakers import resolve

_TAG = re.compile(r"<(/?)([sqfavc])(\d)>")
_WORD = re.compile(r"\w+(?:-\w+)*|[^\w\s]")
_SENTENCE = re.compile(r"(?<=[.!?])[”“\"«»]?\s+(?=[A-ZÄÖÜ„»\"])|\n+")
_CLASSES = {
    "N": ("PROPN", "O"),
    "n": ("NOUN", "O"),
    "a": ("ADJ", "O"),
    "v": ("VERB", "O"),
    "P": ("PROPN", "S-PER"),
    "O": ("PROPN", "S-ORG"),
    "L": ("PROPN", "S-LOC"),
}


@dataclass(frozen=True)
class Resolved:
    """What the resolver made of a marked article."""

    text: str
    speakers: tuple[Speaker, ...]
    attributions: tuple[Attribution | None, ...]

    @property
    def names(self) -> list[str | None]:
        return [attribution.name if attribution else None for attribution in self.attributions]

    @property
    def ways(self) -> list[str | None]:
        return [attribution.resolved_by if attribution else None for attribution in self.attributions]

    @property
    def relays(self) -> list[str | None]:
        return [attribution.via if attribution else None for attribution in self.attributions]

    def speaker(self, name: str) -> Speaker:
        return next(speaker for speaker in self.speakers if speaker.name == name)

    def mentions(self, name: str) -> list[str]:
        return [mention.text for mention in self.speaker(name).mentions]


def read(
    marked: str,
    kinds: Mapping[int, Kind] | None = None,
    types: Mapping[int, QuotationType] | None = None,
    *,
    parsed: bool = True,
    threshold: float = 0.0,
) -> Resolved:
    """Resolves a marked article; speakers are persons unless `kinds` says otherwise, quotations indirect.

    `parsed=False` hands over no sentences, as if there were no models. `threshold`: who is named however unsure by
    default, since these tests are about whom a mention means.
    """
    text, spans, tags = _strip(marked)
    quotations = []
    for number in sorted({number for role, number in spans if role == "q"}):
        cue = tuple(spans.get(("c", number), ()))
        quotation = Quotation(
            type=(types or {}).get(number, "indirect"),
            medium="speech",
            spans=tuple(spans["q", number]),
            confidence=1.0,
            cue=Cue(cue, text[cue[0].start : cue[0].end]) if cue else None,
            frame=tuple(spans.get(("f", number), ())),
            addressee=tuple(spans.get(("a", number), ())),
            mention=tuple(spans.get(("s", number), ())),
            kind=(kinds or {}).get(number, "person"),
            via=tuple(spans.get(("v", number), ())),
        )
        quotations.append(quotation)
    sentences = _sentences(text, tags) if parsed else ()
    speakers, attributions = resolve(text, sentences, quotations, threshold=threshold)
    for speaker in speakers:
        for mention in speaker.mentions:
            assert text[mention.span.start : mention.span.end] == mention.text
    return Resolved(text, speakers, attributions)


def _strip(marked: str) -> tuple[str, dict[tuple[str, int], list[Span]], dict[int, str]]:
    text = ""
    spans: dict[tuple[str, int], list[Span]] = {}
    tags: dict[int, str] = {}
    opened: dict[tuple[str, int], int] = {}
    position = 0
    pattern = re.compile(_TAG.pattern + r"|(?<=\w)/([NnavPOL])\b")
    for match in pattern.finditer(marked):
        text += marked[position : match.start()]
        position = match.end()
        if match[4]:
            tags[len(text)] = match[4]
        elif match[1]:
            key = (match[2], int(match[3]))
            spans.setdefault(key, []).append(Span(opened.pop(key), len(text)))
        else:
            opened[match[2], int(match[3])] = len(text)
    return text + marked[position:], spans, tags


def _sentences(text: str, tags: Mapping[int, str]) -> tuple[Sentence, ...]:
    cuts = sorted({0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)})
    sentences = []
    for start, end in pairwise(cuts):
        words = [_word(match, tags) for match in _WORD.finditer(text, start, end)]
        sentences.append(Sentence(Span(start, end), tuple(words)))
    return tuple(sentences)


def _word(match: re.Match[str], tags: Mapping[int, str]) -> Word:
    word = Word(match.group(), Span(*match.span()), match.group(), "X", "_", {}, -1, "dep")
    upos, ner = _CLASSES.get(tags.get(match.end(), ""), ("X", "O"))
    return replace(word, upos=upos, ner=ner)
