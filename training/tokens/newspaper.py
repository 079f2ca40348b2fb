"""Newspaper paragraphs made of treebank sentences: the quotations, abbreviations and headlines that treebanks lack.

Only arrangements are invented here; the words are the treebanks' own. Every quotation-mark style gets its share.
"""

import random
from collections.abc import Callable, Iterator, Sequence

from training.tokens.insertions import abbreviated, dated, sprinkled
from training.tokens.sentences import Sentence, Token

STYLES = (
    ("„", "“"), ("„", "“"), ("„", "“"), ("»", "«"), ("»", "«"), ("«", "»"), ('"', '"'), ('"', '"'), ("“", "”"),
    ("„", "”"), ("‚", "‘"), ("›", "‹"), ("``", "''"), ("''", "''"),
)  # fmt: skip
_INNER = {"„": ("‚", "‘"), "»": ("›", "‹"), "«": ("‹", "›"), '"': ("'", "'"), "“": ("‘", "’")}
_CUES = ("sagte", "erklärte", "meinte", "betonte", "kritisierte", "so", "ergänzte", "fragte", "rief", "sagt", "schrieb")
_FIRST = ("Anna", "Peter", "Kyrylo", "Cem", "Dr.", "Prof. Dr.", "Ministerin", "Sprecher", "der", "Prof.", "die")
_LAST = ("Schmidt", "Budanow", "Öztürk", "Meier-Lang", "Grün", "Vorsitzende", "Kläger", "O’Neill", "Altıntaş")
_CITIES = ("Berlin", "KASSEL", "Wien", "Frankfurt/Main", "HAMBURG", "Zürich", "Bad Homburg", "Brüssel")
_SOURCES = ("dpa", "AFP", "dpa/lni", "APA", "Reuters", "epd", "sda", "ots")
_LABELS = ("Frage", "Foto", "Stand", "Bild", "Antwort", "Herr Müller", "Leserbrief", "Hintergrund")
_FINAL = {".", "!", "?", "…"}

Paragraph = list[Sentence]


def paragraphs(sentences: Sequence[Sentence], generator: random.Random) -> Iterator[Paragraph]:
    """Every sentence once, in paragraphs of one to six; more than half of them arranged as news."""
    order = list(sentences)
    generator.shuffle(order)
    while order:
        taken = [order.pop() for _ in range(min(len(order), generator.randint(1, 6)))]
        chance = generator.random()
        if chance < 0.4:
            yield [sprinkled(sentence, generator) for sentence in taken]
        elif chance < 0.46:
            yield from ([_headline(sentence, generator)] for sentence in taken)
        else:
            yield _arranged(taken, generator)


def _arranged(sentences: list[Sentence], generator: random.Random) -> Paragraph:
    out: Paragraph = []
    while sentences:
        out += generator.choice(_ARRANGEMENTS)(sentences, generator)
    return out


def _plain(sentences: list[Sentence], generator: random.Random) -> Paragraph:
    return [sprinkled(_ended(sentences.pop()), generator)]


def _said_after(sentences: list[Sentence], generator: random.Random) -> Paragraph:
    """„A. B“, sagte X. — or with a final mark inside, then also without the comma: »A!« rief X."""
    style = generator.choice(STYLES)
    first = [_ended(sentences.pop()) for _ in range(min(len(sentences), generator.choice((1, 1, 2))))]
    first = [_nested(sentence, style, generator) for sentence in first]
    body, final = _without_end(first[-1])
    if generator.random() < 0.25:
        final = generator.choice(("!", "?", "…", "."))
        inside: Sentence = (*body[:-1], Token(body[-1].text, final == "…", body[-1].parts), Token(final, False))
    else:
        inside = body if final == "." else (*body, Token(final, False))
    comma = final not in {"!", "?"} or generator.random() < 0.6
    said = (*_comma(style[1], comma), Token(generator.choice(_CUES)), *_name(generator))
    end = Token("." if generator.random() < 0.85 else ":")
    return _opened([*first[:-1], (*_tight(inside), *said, end)], style[0])


def _said_before(sentences: list[Sentence], generator: random.Random) -> Paragraph:
    """X sagte: „A. B.“ — or without announcement, with the full stop outside, or not closed (a paragraph follows)."""
    style = generator.choice(STYLES)
    inside = [_ended(sentences.pop()) for _ in range(min(len(sentences), generator.choice((1, 1, 2, 3))))]
    inside = [_nested(sentence, style, generator) for sentence in inside]
    how = generator.random()
    if how < 0.15:
        body, final = _without_end(inside[-1])
        inside[-1] = (*body, Token(style[1], False), Token(final))
    elif how < 0.9:
        inside[-1] = (*_tight(inside[-1]), Token(style[1]))
    opened = _opened(inside, style[0])
    if generator.random() < 0.3:
        return opened
    announced = (*_loose(_name(generator)), Token(generator.choice(_CUES[:5]), False), Token(":"))
    return [(*announced, *opened[0]), *opened[1:]]


def _interrupted(sentences: list[Sentence], generator: random.Random) -> Paragraph:
    """„A“, sagte X, „B.“ — or two sentences: „A“, sagte X. „B.“"""
    style = generator.choice(STYLES)
    body, final = _without_end(_ended(sentences.pop()))
    said = (*_comma(style[1]), Token(generator.choice(_CUES)), *_name(generator))
    if sentences and generator.random() < 0.6:
        second = _tight(_ended(sentences.pop()))
        return [
            (Token(style[0], False), *body, *said, Token(".")),
            (Token(style[0], False), *second, Token(style[1])),
        ]
    if len(body) < 6:
        return [(*body, Token(final))]
    middle = generator.randint(2, len(body) - 2)
    rest = (Token(","), Token(style[0], False), *body[middle:], Token(".", False), Token(style[1]))
    return [(Token(style[0], False), *_tight(body[:middle]), *said, *rest)]


def _partly(sentences: list[Sentence], generator: random.Random) -> Paragraph:
    """X nannte das „B C“ D."""
    return [_marked(_ended(sentences.pop()), generator.choice(STYLES), generator)]


def _ticker(sentences: list[Sentence], generator: random.Random) -> Paragraph:
    """14.35 Uhr: A."""
    clock = f"{generator.randint(0, 23)}{generator.choice('.:')}{generator.randint(10, 59)}"
    return [(Token(clock), Token("Uhr", False), Token(":"), *_ended(sentences.pop()))]


def _dateline(sentences: list[Sentence], generator: random.Random) -> Paragraph:
    """Berlin (dpa) - A."""
    city = [Token(part) for part in generator.choice(_CITIES).replace("/", " / ").split()]
    if len(city) == 3:
        city[0], city[1] = Token(city[0].text, False), Token("/", False)
    source = [Token(part, False) for part in generator.choice(_SOURCES).replace("/", " / ").split()]
    dash = (Token(generator.choice("-–—")),)
    return [(*city, Token("(", False), *source, Token(")"), *dash, *_ended(sentences.pop()))]


def _short(sentences: list[Sentence], generator: random.Random) -> Paragraph:
    """A sentence with an abbreviation, a date or an ordinal inside."""
    sentence = _ended(sentences.pop())
    return [generator.choice((abbreviated, dated))(sentence, generator)]


def _headline(sentence: Sentence, generator: random.Random) -> Sentence:
    """A line of its own without full stop: headline, byline, credit, or somebody's words behind the name."""
    body, _ = _without_end(_ended(sentence))
    body = body[: generator.randint(3, 11)]
    how = generator.random()
    if how < 0.2:
        return (Token("Von"), *_name(generator))
    if how < 0.35:
        return (Token(generator.choice(_LABELS), False), Token(":"), *_name(generator))
    if how < 0.6:
        opening, closing = generator.choice(STYLES)
        return (*_name(generator), Token(":"), Token(opening, False), *_tight(body), Token(closing))
    return body


_ARRANGEMENTS: tuple[Callable[[list[Sentence], random.Random], Paragraph], ...] = (
    _said_after, _said_after, _said_before, _said_before, _interrupted, _partly, _ticker, _dateline, _short, _short,
    _plain, _plain,
)  # fmt: skip


def _name(generator: random.Random) -> tuple[Token, ...]:
    return (*map(Token, generator.choice(_FIRST).split()), Token(generator.choice(_LAST), False))


def _loose(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    return (*tokens[:-1], Token(tokens[-1].text))


def _comma(closing: str, comma: bool = True) -> tuple[Token, ...]:
    return (Token(closing, False), Token(",")) if comma else (Token(closing),)


def _opened(sentences: Paragraph, opening: str) -> Paragraph:
    return [(Token(opening, False), *sentences[0]), *sentences[1:]]


def _nested(sentence: Sentence, style: tuple[str, str], generator: random.Random) -> Sentence:
    if style[0] not in _INNER or generator.random() > 0.12:
        return sentence
    return _marked(sentence, _INNER[style[0]], generator)


def _marked(sentence: Sentence, style: tuple[str, str], generator: random.Random) -> Sentence:
    """With marks around one to seven words that have spaces, or an end, around them."""
    starts = [i for i in range(1, len(sentence) - 1) if sentence[i - 1].space_after and sentence[i].text[0].isalnum()]
    if not starts:
        return sentence
    start = generator.choice(starts)
    ends = [i for i in range(start, min(start + 7, len(sentence) - 1)) if sentence[i].text[-1].isalnum()]
    end = generator.choice(ends)
    last = sentence[end]
    inside = (*sentence[start:end], Token(last.text, False, last.parts))
    return (*sentence[:start], Token(style[0], False), *inside, Token(style[1], last.space_after), *sentence[end + 1 :])


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


def with_other_marks(sentence: Sentence, generator: random.Random) -> Sentence:
    """The sentence with its own quotation marks in another style."""
    opening, closing = generator.choice(STYLES)
    table = {"„": opening, "“": closing, "»": opening, "«": closing, "``": opening}
    if not any(token.text in {'"', "``", "''", *table} for token in sentence) or generator.random() < 0.2:
        return sentence
    turn = [opening, closing]
    out = []
    for token in sentence:
        text = table.get(token.text, token.text)
        if token.text == '"':
            text = turn[0]
            turn.reverse()
        elif token.text == "''":
            text = closing
        out.append(Token(text, token.space_after, token.parts))
    return tuple(out)
