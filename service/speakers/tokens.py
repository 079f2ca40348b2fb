"""The article as a row of tokens with whatever the parse knows of each.

The resolver reads its own tokens rather than Stanza's: names with hyphens, initials and titles stay whole whatever a
tokenizer does with them, and everything still works, less well, where a tagger or the entity recognizer errs.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from service.domain import Sentence, Span, Word

_TOKEN = re.compile(
    r"(?:Dr|Prof|Dipl|Ing|Mag|St|Hrsg|med|jur|phil|rer|nat|h\.c)\.(?!\w)"
    r"|[A-ZÄÖÜ]\.(?!\w{2})"  # an initial
    r"|[IVX]{2,}\.(?=[^\S\n]+[a-zäöü(])"  # an ordinal within a sentence: "Benedikt XVI. sagte"
    r"|\w+(?:[-–‑/&]\w+|\.(?=[a-z0-9])\w+|[’'´`′]\w+)*(?:-(?=\s))?"
    r"|\S"
)
_SENTENCE = re.compile(r"(?<=[.!?…])[“”«»\"'’)]*\s+(?=[„»«\"“‚(]*[A-ZÄÖÜ0-9])|\n+")
_NO_FEATS: Mapping[str, str] = {}


_DEEPEST = 5  # steps over names, appositions and joined nouns


@dataclass(slots=True)
class Token:
    text: str
    span: Span
    sentence: int  # index of its sentence
    breaks: bool  # a line break stands before it
    lemma: str = ""
    upos: str = "X"
    feats: Mapping[str, str] = field(default_factory=dict)
    deprel: str = ""
    ner: str = "O"
    head: int = -1  # index of the token it depends on, -1 for none known

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def wordlike(self) -> bool:
        return self.text[0].isalnum()

    @property
    def lower(self) -> str:
        return self.text.lower()


class TokenRow:
    """All tokens of an article, found by place."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self.text = text
        starts = [sentence.span.start for sentence in sentences]
        if not starts:
            starts = [0] + [match.end() for match in _SENTENCE.finditer(text)]
        words = [word for sentence in sentences for word in sentence.words if any(map(str.isalnum, word.text))]
        read: list[Word | None] = []
        self.tokens: list[Token] = []
        position, last_end = 0, 0
        for match in _TOKEN.finditer(text):
            span = Span(*match.span())
            while position < len(words) and words[position].span.end <= span.start:
                position += 1
            word = _last_overlapping(words, position, span)
            read.append(word)
            self.tokens.append(
                Token(
                    text=match.group(),
                    span=span,
                    sentence=max(bisect_right(starts, span.start) - 1, 0),
                    breaks="\n" in text[last_end : span.start],
                    lemma=word.lemma if word else match.group(),
                    upos=word.upos if word else "X",
                    feats=word.feats if word else _NO_FEATS,
                    deprel=word.deprel if word else "",
                    ner=word.ner if word else "O",
                )
            )
            last_end = span.end
        self._starts = [token.span.start for token in self.tokens]
        self._set_heads(sentences, read)
        self.sentence_count = len(starts)

    def _set_heads(self, sentences: Sequence[Sentence], read: Sequence[Word | None]) -> None:
        """From heads among a sentence's words to heads among our tokens."""
        heads = {
            id(word): sentence.words[word.head]
            for sentence in sentences
            for word in sentence.words
            if 0 <= word.head < len(sentence.words)
        }
        place = {id(word): index for index, word in enumerate(read) if word is not None}
        for index, word in enumerate(read):
            head = place.get(id(heads.get(id(word)))) if word is not None else None
            if head is not None and head != index:
                self.tokens[index].head = head

    def function_of(self, index: int) -> str:
        """What a token's phrase is in its sentence, as a UD relation without subtype; of joined ones the first's."""
        steps = 0
        while steps < _DEEPEST and self.tokens[index].head >= 0:
            relation = self.tokens[index].deprel.partition(":")[0]
            if relation not in {"flat", "appos", "conj", "compound"}:
                return relation
            index, steps = self.tokens[index].head, steps + 1
        return self.tokens[index].deprel.partition(":")[0]

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, index: int) -> Token:
        return self.tokens[index]

    def between(self, span: Span) -> range:
        """Indices of the tokens that a span touches."""
        first = bisect_right(self._starts, span.start) - 1
        if first < 0 or self.tokens[first].span.end <= span.start:
            first += 1
        return range(first, max(bisect_left(self._starts, span.end), first))

    def sentence_at(self, place: int) -> int:
        index = max(bisect_right(self._starts, place) - 1, 0)
        return self.tokens[index].sentence if self.tokens else 0

    def sentences(self) -> Iterator[range]:
        """Indices of the tokens of each sentence that has any, in order."""
        start = 0
        for index in range(1, len(self.tokens) + 1):
            if index == len(self.tokens) or self.tokens[index].sentence != self.tokens[start].sentence:
                yield range(start, index)
                start = index

    def words_of(self, indices: range) -> str:
        """The text that some tokens in a row cover, white space as single spaces."""
        if not indices:
            return ""
        stretch = self.text[self.tokens[indices[0]].span.start : self.tokens[indices[-1]].span.end]
        return " ".join(stretch.split())

    def span_of(self, indices: range) -> Span:
        return Span(self.tokens[indices[0]].span.start, self.tokens[indices[-1]].span.end)

    @cached_property
    def recognised(self) -> bool:
        """Whether an entity recognizer has found anything."""
        return any(token.ner != "O" for token in self.tokens)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How often each form occurs."""
        counts: dict[str, int] = {}
        for token in self.tokens:
            counts[token.text] = counts.get(token.text, 0) + 1
        return counts


def _last_overlapping(words: Sequence[Word], position: int, span: Span) -> Word | None:
    """The last parsed word that a token touches: the head of a compound that Stanza splits at its hyphen."""
    found = None
    while position < len(words) and words[position].span.start < span.end:
        found = words[position]
        position += 1
    return found
