"""The `quote` processor: quotation detection as a part of any Stanza pipeline.

Importing this module registers it; `stanza.Pipeline(processors="tokenize,…,quote")` then adds `doc.quotations` and
`doc.quotation_marks`, tuples of `service.domain.Quotation` and `QuotationMarks`. It needs sentences, and uses lemmas
and dependencies where the pipeline has them.
"""

from collections.abc import Sequence

import torch
from stanza.models.common.doc import Document
from stanza.pipeline.core import Pipeline
from stanza.pipeline.processor import Processor, register_processor

from service.domain import Quotation, QuotationMarks, Sentence
from service.nlp.context.processor import context_of, read_document
from service.nlp.convert import to_sentences
from service.nlp.encoder import load_encoder
from service.nlp.files import QUOTE_WEIGHTS
from service.nlp.quote.mentions import with_mended_mention
from service.nlp.quote.reader import QuotationReader
from service.nlp.quote.syntax import add_cue_lemma
from service.nlp.quote.weights import load_networks

NAME = "quote"


@register_processor(NAME)
class QuoteProcessor(Processor):
    PROVIDES_DEFAULT = frozenset({NAME})
    REQUIRES_DEFAULT = frozenset({"tokenize"})

    def __init__(self, config: dict[str, object], pipeline: Pipeline, device: str | torch.device) -> None:
        super().__init__(config, pipeline, device)
        load_encoder()  # now, not when the first article comes
        self._reader = QuotationReader(load_networks(QUOTE_WEIGHTS))

    def process(self, doc: Document) -> Document:
        sentences = to_sentences(doc)
        article = context_of(doc) or read_document(doc)
        found = self._reader.read(doc.text, article)
        doc.quotations = tuple(
            with_mended_mention(add_cue_lemma(quotation, sentences), sentences) for quotation in found
        )
        doc.quotation_marks = tuple(self._reader.read_marks(doc.text, article, found))
        doc.plain_sentences = sentences
        return doc

    def tell(self, doc: Document, quotations: Sequence[Quotation]) -> list[Quotation]:
        """Quotations given by somebody else with what the model tells of them: kind of speaker, relaying medium."""
        return self._reader.tell(doc.text, context_of(doc) or read_document(doc), quotations)

    def mark_inactive(self) -> None:
        """Stanza drops a broken processor's resources by this name; nothing is held before loading succeeds."""


def sentences_of(doc: Document, text: str) -> tuple[Sentence, ...]:
    """The sentences of such a document in the words of `text`, from which the document's was made sign by sign."""
    plain: tuple[Sentence, ...] = doc.plain_sentences
    return plain if text == doc.text else to_sentences(doc, text)


def quotations_of(doc: Document) -> tuple[Quotation, ...]:
    """The quotations of a document that a pipeline with this processor has read."""
    found: tuple[Quotation, ...] = doc.quotations
    return found


def marks_of(doc: Document) -> tuple[QuotationMarks, ...]:
    """The pairs of quotation marks of such a document."""
    found: tuple[QuotationMarks, ...] = doc.quotation_marks
    return found
