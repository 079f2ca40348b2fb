"""Newspaper paragraphs made of treebank sentences: the quotations, abbreviations and tickers that treebanks lack.

Only arrangements are invented here; the words are the treebanks' own. Every quotation-mark style gets its share.
"""

import random
from collections.abc import Iterator, Sequence

from training.tokens.sentences import Sentence, Token

STYLES = ("„“", "»«", "«»", '""', "“”", "„”", "‚‘", "›‹", "„“", "»«", "„“")
_INNER = {"„": "‚‘", "»": "›‹", "«": "‹›", '"': "''", "“": "‘’"}
_CUES = ("sagte", "erklärte", "meinte", "betonte", "kritisierte", "so", "ergänzte", "fragte", "rief", "sagt", "schrieb")
_TITLES = ("Dr.", "Prof.", "St.", "Nr.", "bzw.", "ca.", "Mio.", "Mrd.", "z. B.", "u. a.", "d. h.", "Abs.", "Art.")
_MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November")
_FINAL = {".", "!", "?", "…"}

Paragraph = list[Sentence]


def paragraphs(sentences: Sequence[Sentence], generator: random.Random) -> Iterator[Paragraph]:
    """Every sentence once, in paragraphs of one to six; about half of them arranged as news."""
    order = list(sentences)
    generator.shuffle(order)
    while order:
        taken = [order.pop() for _ in range(min(len(order), generator.randint(1, 6)))]
        if generator.random() < 0.5:
            yield taken
        else:
            yield _arranged(taken, generator)


def _arranged(sentences: list[Sentence], generator: random.Random) -> Paragraph:
    out: Paragraph = []
    while sentences:
        how = generator.choice((_said_after, _said_before, _interrupted, _ticker, _dated, _plain, _plain, _abbreviated))
        out += how(sentences, generator)
    return out


def _plain(sentences: list[Sentence], _: random.Random) -> Paragraph:
    return [_ended(sentences.pop())]


def _said_after(sentences: list[Sentence], generator: random.Random) -> Paragraph:
    """„A. B“, sagte X. — or with a final ! or ? inside the marks."""
    opening, closing = generator.choice(STYLES)
    first = [_ended(sentences.pop()) for _ in range(min(len(sentences), generator.choice((1, 1, 2))))]
    body, final = _without_end(first[-1])
    inside = body if final == "." else (*body, Token(final, False))
    last = (*_tight(inside), Token(closing, False), Token(","), Token(generator.choice(_CUES)), *_name(generator))
    return _opened([*first[:-1], (*last, Token("."))], opening)


def _said_before(sentences: list[Sentence], generator: random.Random) -> Paragraph:
    """X sagte: „A. B.“"""
    opening, closing = generator.choice(STYLES)
    inside = [_ended(sentences.pop()) for _ in range(min(len(sentences), generator.choice((1, 1, 2, 3))))]
    inside[-1] = (*_tight(inside[-1]), Token(closing))
    if generator.random() < 0.3:  # a quotation without words that announce it
        return _opened(inside, opening)
    name = _name(generator)
    announce = (*name[:-1], Token(name[-1].text), Token(generator.choice(_CUES[:5]), False), Token(":"))
    opened = _opened(inside, opening)
    return [(*announce, *opened[0]), *opened[1:]]


def _interrupted(sentences: list[Sentence], generator: random.Random) -> Paragraph:
    """„A“, sagte X, „B.“"""
    opening, closing = generator.choice(STYLES)
    body, _ = _without_end(_ended(sentences.pop()))
    if len(body) < 6:
        return [_ended((*body, Token(".")))]
    middle = generator.randint(2, len(body) - 2)
    head, tail = body[:middle], body[middle:]
    said = (Token(closing, False), Token(","), Token(generator.choice(_CUES)), *_name(generator))
    rest = (Token(","), Token(opening, False), *_tight(tail), Token(".", False), Token(closing))
    return [(Token(opening, False), *_tight(head), *said, *rest)]


def _ticker(sentences: list[Sentence], generator: random.Random) -> Paragraph:
    clock = f"{generator.randint(0, 23)}{generator.choice('.:')}{generator.randint(10, 59)}"
    return [(Token(clock), Token("Uhr", False), Token(":"), *_ended(sentences.pop()))]


def _dated(sentences: list[Sentence], generator: random.Random) -> Paragraph:
    """A date before the sentence's end: `… (3. Mai).`"""
    body, final = _without_end(_ended(sentences.pop()))
    day = Token(f"{generator.randint(1, 31)}.")
    date = (Token("(", False), day, Token(generator.choice(_MONTHS), False), Token(")", False))
    return [(*_spaced_end(body), *date, Token(final))]


def _abbreviated(sentences: list[Sentence], generator: random.Random) -> Paragraph:
    """An abbreviation somewhere in the sentence."""
    sentence = _ended(sentences.pop())
    if len(sentence) < 4:
        return [sentence]
    place = generator.randint(1, len(sentence) - 2)
    if not sentence[place - 1].space_after:
        return [sentence]
    short = [Token(part) for part in generator.choice(_TITLES).split()]
    return [(*sentence[:place], *short, *sentence[place:])]


def _name(generator: random.Random) -> tuple[Token, ...]:
    first = generator.choice(("Anna", "Peter", "Kyrylo", "Cem", "Dr.", "Ministerin", "Sprecher", "der"))
    last = generator.choice(("Schmidt", "Budanow", "Öztürk", "Meier-Lang", "Grün", "Vorsitzende", "Kläger"))
    return (Token(first), Token(last, False))


def _opened(sentences: Paragraph, opening: str) -> Paragraph:
    return [(Token(opening, False), *sentences[0]), *sentences[1:]]


def _ended(sentence: Sentence) -> Sentence:
    """With a final mark and a space behind it."""
    last = sentence[-1]
    if last.text in _FINAL:
        return (*sentence[:-1], Token(last.text))
    return (*_tight(sentence), Token("."))


def _without_end(sentence: Sentence) -> tuple[Sentence, str]:
    body = sentence[:-1] or sentence
    return _tight(body), sentence[-1].text if sentence[-1].text in _FINAL else "."


def _tight(sentence: Sentence) -> Sentence:
    last = sentence[-1]
    return (*sentence[:-1], Token(last.text, False, last.parts))


def _spaced_end(sentence: Sentence) -> Sentence:
    last = sentence[-1]
    return (*sentence[:-1], Token(last.text, True, last.parts))


def with_other_marks(sentence: Sentence, generator: random.Random) -> Sentence:
    """The sentence with its own quotation marks in another style."""
    style = generator.choice(STYLES)
    table = {"„": style[0], "“": style[1], "»": style[0], "«": style[1]}
    straight = iter(style * len(sentence))
    return tuple(
        Token(next(straight) if t.text == '"' else table.get(t.text, t.text), t.space_after, t.parts) for t in sentence
    )
