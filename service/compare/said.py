"""A quotation as far as two versions are compared: its words and who said them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from service.compare.edited import Place
from service.domain import Analysis, AttributedQuotation, Attribution, Field, Span, text_of
from service.nlp.identity import bare_words


@dataclass(frozen=True)
class Said:
    """`speakers`: names of those who said it, none where nobody is named, two for joint speakers.

    `places`: what makes it a quotation of theirs: the words with all that announces them, and what led to the speaker.
    """

    id: str
    text: str
    type: str
    speakers: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()

    @cached_property
    def words(self) -> str:
        """The words alone, so that other quotation marks and line breaks make no difference."""
        return bare_words(self.text)

    def may_have_speaker_of(self, other: "Said") -> bool:
        """Whether both may be from the same mouth: an unnamed speaker may be anybody."""
        if not self.speakers or not other.speakers:
            return True
        return _same_people(self.speakers, other.speakers) or _same_people(other.speakers, self.speakers)


def said(analysis: Analysis, text: str, title: str | None = None) -> list[Said]:
    """All quotations of an analysed article, in its order."""
    texts: dict[Field, str] = {"text": text, "title": title or ""}
    names = {speaker.id: speaker.name for speaker in analysis.speakers}
    found = []
    for one in analysis.quotations:
        words = text_of(texts[one.quotation.field], one.quotation.spans)
        found.append(Said(one.id, words, one.quotation.type, _names(one.attribution, names), tuple(_places(one))))
    return found


def around(spans: Iterable[Span], field: Field) -> Place:
    """The place from the first of the spans to the last."""
    spans = list(spans)
    return Place(Span(min(span.start for span in spans), max(span.end for span in spans)), field)


def _places(found: AttributedQuotation) -> Iterator[Place]:
    quotation = found.quotation
    cue = quotation.cue.spans if quotation.cue else ()
    yield around([*quotation.spans, *cue, *quotation.frame, *quotation.mention], quotation.field)
    for mention in found.attribution.chain if found.attribution else ():
        yield Place(mention.span, mention.field)


def _names(attribution: Attribution | None, names: Mapping[str, str]) -> tuple[str, ...]:
    """None where nobody is named: `ids` alone point to somebody who is only likely."""
    if attribution is None or attribution.name is None:
        return ()
    return tuple(names[id_] for id_ in attribution.ids if id_ in names) or (attribution.name,)


def _same_people(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """As many, and each of `ones` is one of `others`, who may be called by a longer or shorter name."""
    left = list(others)
    for name in ones:
        same = next((other for other in left if _same_name(name, other)), None)
        if same is None:
            return False
        left.remove(same)
    return not left


def _same_name(one: str, other: str) -> bool:
    """A version may say only "Seifert" where the other says "Katrin Seifert"."""
    ours, theirs = set(bare_words(one).split()), set(bare_words(other).split())
    return ours <= theirs or theirs <= ours
