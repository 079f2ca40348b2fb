"""Things that newspaper sentences contain and treebank sentences seldom: put in where a space is."""

import random

from training.tokens.sentences import Sentence, Token

_MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November")
_SHORT = (
    "Dr.", "Prof.", "St.", "Nr.", "bzw.", "ca.", "Mio.", "Mrd.", "z. B.", "u. a.", "d. h.", "z.B.", "u.a.", "d.h.",
    "Abs.", "Art.", "S.", "Str.", "Tel.", "inkl.", "max.", "min.", "vgl.", "usw.", "Co.", "geb.", "ehem.", "Hbf.",
    "i. d. R.",
)  # fmt: skip
_WORDS = (
    "Lehrer*innen", "Bürger:innen", "Schüler_innen", "KollegInnen", "Forscher:innen", "2:1", "0:3", "14.35",
    "3,5", "1.000", "20.000", "E10", "5G", "U21", "Covid-19", "geht’s", "gibt's", "Hans’", "😀", "👍",
    "@tagesschau", "#Klima", "§", "&",
)  # fmt: skip


def sprinkled(sentence: Sentence, generator: random.Random) -> Sentence:
    """Now and then with a word of a kind that came up after the treebanks."""
    if generator.random() < 0.9:
        return sentence
    return _with([Token(generator.choice(_WORDS))], sentence, generator)


def abbreviated(sentence: Sentence, generator: random.Random) -> Sentence:
    return _with([Token(part) for part in generator.choice(_SHORT).split()], sentence, generator)


def dated(sentence: Sentence, generator: random.Random) -> Sentence:
    """… (3. Mai). or … am 3. Mai 2021 …"""
    day, month = Token(f"{generator.randint(1, 31)}."), generator.choice(_MONTHS)
    year = Token(str(generator.randint(1890, 2030)))
    how = generator.random()
    if how < 0.3 and len(sentence) > 2:
        body = (*sentence[:-2], Token(sentence[-2].text, True, sentence[-2].parts))
        return (*body, Token("(", False), day, Token(month, False), Token(")", False), sentence[-1])
    if how < 0.45 and len(sentence) > 2:  # a number right before the full stop is no ordinal
        body = (*sentence[:-2], Token(sentence[-2].text, True, sentence[-2].parts))
        return (*body, Token("seit"), Token(year.text, False), sentence[-1])
    ordinal = [Token(generator.choice(("seit", "bis", "vor", "dem"))), day, Token(month)]
    return _with([*ordinal, year] if generator.random() < 0.4 else ordinal, sentence, generator)


def _with(inserted: list[Token], sentence: Sentence, generator: random.Random) -> Sentence:
    places = [i for i in range(1, len(sentence) - 1) if sentence[i - 1].space_after]
    if not places:
        return sentence
    place = generator.choice(places)
    return (*sentence[:place], *inserted, *sentence[place:])
