"""From Stanza's document to the plain sentences and words of `service.domain`."""

from stanza.models.common.doc import Document

from service.domain import Sentence, Span, Word


def to_sentences(document: Document, text: str | None = None) -> tuple[Sentence, ...]:
    """Sentences of a processed document; annotations of processors that did not run are empty.

    `text`: the text whose words are wanted, where the document's was made from it sign by sign.
    Words of a contraction have no offsets in Stanza, so every word takes its token's.
    """
    sentences = []
    for sentence in document.sentences:
        words: list[Word] = []
        for token in sentence.tokens:
            span = Span(token.start_char, token.end_char)
            words += [
                Word(
                    text=word.text if text is None or len(token.words) > 1 else text[span.start : span.end],
                    span=span,
                    lemma=word.lemma or word.text,
                    upos=word.upos or "X",
                    xpos=word.xpos or "",
                    feats=_features(word.feats),
                    head=(word.head or 0) - 1,
                    deprel=word.deprel or "dep",
                    ner=token.ner or "O",
                )
                for word in token.words
            ]
        if words:
            sentences.append(Sentence(Span(words[0].span.start, words[-1].span.end), tuple(words)))
    return tuple(sentences)


def _features(column: str | None) -> dict[str, str]:
    if not column or column == "_":
        return {}
    return dict(pair.split("=", 1) for pair in column.split("|") if "=" in pair)
