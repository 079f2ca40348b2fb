"""The `context` processor: reads the whole article with the shared encoder before Stanza's heads ask for its sentences.

Importing this module registers it, behind `mwt` in Stanza's order of processors. It adds `doc.context`.
"""

import torch
from stanza.models.common.doc import Document, Token
from stanza.pipeline.core import Pipeline
from stanza.pipeline.processor import Processor, register_processor
from stanza.pipeline.registry import PIPELINE_NAMES

from service.domain import Span
from service.nlp.context.article import ArticleToken, ReadArticle, read_article
from service.nlp.context.pieces import load_pieces
from service.nlp.encoder import NAME as ENCODER
from service.nlp.encoder import RememberingEncoder, load_encoder

NAME = "context"


@register_processor(NAME)
class ContextProcessor(Processor):
    PROVIDES_DEFAULT = frozenset({NAME})
    REQUIRES_DEFAULT = frozenset({"tokenize"})

    def __init__(self, config: dict[str, object], pipeline: Pipeline, device: str | torch.device) -> None:
        super().__init__(config, pipeline, device)
        load_encoder()  # now, not when the first article comes
        record = pipeline.foundation_cache.bert.get(ENCODER)
        self._asked: RememberingEncoder | None = record.model if record else None  # Stanza's own models ask another

    def process(self, doc: Document) -> Document:
        doc.context = read_document(doc)
        if self._asked is not None:
            self._asked.know(doc.context.sentence_states(load_pieces()))
        return doc

    def mark_inactive(self) -> None:
        """Stanza drops a broken processor's resources by this name; nothing is held before loading succeeds."""


# Registering puts a processor last; this one must run before the heads.
PIPELINE_NAMES.insert(PIPELINE_NAMES.index("mwt") + 1, PIPELINE_NAMES.pop(PIPELINE_NAMES.index(NAME)))


def read_document(doc: Document) -> ReadArticle:
    """A document that has been cut into words, read by the bundled encoder."""
    return read_article(load_encoder().read, load_pieces(), article_tokens(doc))


def article_tokens(doc: Document) -> list[list[ArticleToken]]:
    return [[_token(token) for token in sentence.tokens] for sentence in doc.sentences if sentence.tokens]


def _token(token: Token) -> ArticleToken:
    """Tokens of a document that was made without a text have no offsets, and nothing asks for them."""
    start = token.start_char or 0
    end = start + len(token.text) if token.end_char is None else token.end_char
    return ArticleToken(Span(start, end), token.text, tuple(word.text for word in token.words))


def context_of(doc: Document) -> ReadArticle | None:
    """What this processor has read of a document, if it was in the pipeline."""
    found: ReadArticle | None = getattr(doc, NAME, None)
    return found
