"""One article's way through: Stanza's processors, the quotations, their speakers, and stable ids for both."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import torch
from stanza.models.common.doc import Document

from service.domain import (
    Analysis,
    AttributedQuotation,
    Attribution,
    Mention,
    Quotation,
    QuotationMarks,
    Span,
    Spans,
    Speaker,
)
from service.nlp.identity import quotation_ids
from service.nlp.memory import Thrift
from service.nlp.pipeline import load_pipeline, model_version
from service.nlp.quote.canonical import canonical
from service.nlp.quote.processor import NAME as QUOTE
from service.nlp.quote.processor import marks_of, quotations_of, sentences_of
from service.speakers import resolve

PROCESSORS = f"tokenize,mwt,pos,lemma,depparse,ner,{QUOTE}"
_BETWEEN = "\n\n"
_SURROGATE = re.compile("[\ud800-\udfff]")


class Analyzer:
    """One set of loaded models. Not thread-safe: Stanza's processors keep state while they work."""

    def __init__(self, models: str = "bundled") -> None:
        """`models`: "bundled", or "stanza" for Stanza's official German package.

        Raises FileNotFoundError with what to do when the models are not there.
        """
        self._pipeline = load_pipeline(models, processors=PROCESSORS)
        self.version = model_version(models)
        self._thrift = Thrift()

    def analyze(self, text: str, *, title: str | None = None) -> Analysis:
        """Quotations and speakers of an article; a title is read as the article's first paragraph.

        Any string is accepted. Offsets count from the start of the field that a quotation stands in.
        """
        head = title + _BETWEEN if title else ""
        whole = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", head + text)
        if not whole.strip():
            return Analysis((), ())
        plain = canonical(whole)
        document = self._pipeline(plain)
        self._thrift.after(len(whole))
        return _analysis(whole, document, quotations_of(document), len(head))

    def attribute(self, text: str, quotations: Sequence[Quotation]) -> Analysis:
        """Whose some given quotations are, in their order; their offsets count from the start of the text.

        Of each quotation the kind of its speaker and the relaying medium are told anew.
        """
        if not text.strip():
            return Analysis((), ())
        document = self._pipeline(canonical(text))
        told = self._pipeline.processors[QUOTE].tell(document, quotations)
        return _analysis(text, document, told, 0)


def _analysis(text: str, document: Document, quotations: Sequence[Quotation], text_starts: int) -> Analysis:
    sentences = sentences_of(document, text)
    speakers, attributions = resolve(text, sentences, quotations)
    names = [attribution.name if attribution else None for attribution in attributions]
    ids = quotation_ids(canonical(text), quotations, names)
    return Analysis(
        quotations=tuple(
            AttributedQuotation(
                id_, _in_field(quotation, text_starts), _with_field(attribution, quotation, text_starts), parent
            )
            for id_, quotation, attribution, parent in zip(
                ids, quotations, attributions, parents(quotations, ids), strict=True
            )
        ),
        speakers=tuple(_with_fields(speaker, text_starts) for speaker in speakers),
        marks=tuple(_marks_in_field(marks, text_starts) for marks in marks_of(document)),
        sentences=sentences,
    )


def parents(quotations: Sequence[Quotation], ids: Sequence[str]) -> list[str | None]:
    """For each quotation the id of the smallest one that it lies in, if any."""
    found: list[str | None] = []
    for inner in quotations:
        around = [
            (outer.end - outer.start, id_)
            for outer, id_ in zip(quotations, ids, strict=True)
            if outer is not inner and _lies_in(inner, outer)
        ]
        found.append(min(around)[1] if around else None)
    return found


def _lies_in(inner: Quotation, outer: Quotation) -> bool:
    smaller = (outer.end - outer.start) > (inner.end - inner.start)
    return smaller and all(any(wide.covers(span) for wide in outer.spans) for span in inner.spans)


def _in_field(quotation: Quotation, text_starts: int) -> Quotation:
    """Offsets counted from the field the quotation begins in; roles that lie in the other field are left out."""
    in_title = quotation.start < text_starts

    def moved(spans: Iterable[Span]) -> Spans:
        return _moved(spans, text_starts, in_title=in_title)

    cue = quotation.cue and replace(quotation.cue, spans=moved(quotation.cue.spans))
    return replace(
        quotation,
        field="title" if in_title else "text",
        spans=moved(quotation.spans),
        cue=cue if cue and cue.spans else None,
        frame=moved(quotation.frame),
        addressee=moved(quotation.addressee),
        mention=moved(quotation.mention),
        via=moved(quotation.via),
    )


def _moved(spans: Iterable[Span], text_starts: int, *, in_title: bool) -> Spans:
    """The spans of one field, counted from its start."""
    low, high = (0, text_starts) if in_title else (text_starts, None)
    return tuple(
        Span(span.start - low, span.end - low)
        for span in spans
        if low <= span.start and (high is None or span.end <= high)
    )


def _with_field(attribution: Attribution | None, quotation: Quotation, text_starts: int) -> Attribution | None:
    """The same with offsets in fields: those of the medium in the quotation's field, or none."""
    if attribution is None:
        return None
    return replace(
        attribution,
        via_spans=_moved(attribution.via_spans, text_starts, in_title=quotation.start < text_starts),
        chain=tuple(_mention_in_field(mention, text_starts) for mention in attribution.chain),
    )


def _marks_in_field(marks: QuotationMarks, text_starts: int) -> QuotationMarks:
    if marks.span.start < text_starts:
        return replace(marks, field="title")
    return replace(marks, span=Span(marks.span.start - text_starts, marks.span.end - text_starts))


def _with_fields(speaker: Speaker, text_starts: int) -> Speaker:
    return replace(speaker, mentions=tuple(_mention_in_field(mention, text_starts) for mention in speaker.mentions))


def _mention_in_field(mention: Mention, text_starts: int) -> Mention:
    if mention.span.start < text_starts:
        return replace(mention, field="title")
    return Mention(Span(mention.span.start - text_starts, mention.span.end - text_starts), mention.text, "text")


def load_analyzer(models: str = "bundled", *, threads: int = 1) -> Analyzer:
    """Loads the models; `threads` is how many cores one analysis may use. Call it after forking, not before."""
    torch.set_num_threads(threads)
    return Analyzer(models)


@lru_cache(maxsize=1)
def _default() -> Analyzer:
    return Analyzer()


def analyze(text: str, title: str | None = None) -> Analysis:
    """Quotations and speakers of an article, by bundled models that are loaded on the first call."""
    return _default().analyze(text, title=title)


__all__ = ["Analyzer", "Attribution", "analyze", "load_analyzer"]
