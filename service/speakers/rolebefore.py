"""The words right before a name that say what the person is: "französische Premierministerin"."""

import re

from service.domain import Gender
from service.speakers.lexicon import person_noun
from service.speakers.tokens import TokenRow
from service.speakers.vocabulary import NOT_NAMES, TITLES, is_determiner

LOWER_ADJECTIVE = re.compile(r"[a-zäöüß][\w-]+(?:e|en|er|em|es)$")


def role_before(row: TokenRow, run: range, begin: int) -> range:
    """Nouns and adjectives right before the name that hold a person noun: "französische Premierminister"."""
    stop = begin
    while stop > run.start and row[stop - 1].lower in TITLES:
        stop -= 1
    start = stop
    while start > run.start and row[start - 1].text not in NOT_NAMES and not is_determiner(row[start - 1].text):
        start -= 1
    if not any(person_noun(row[index].text) for index in range(start, stop)):
        return range(stop, stop)
    return range(_adjectives_before(row, start), stop)


def _adjectives_before(row: TokenRow, start: int) -> int:
    first = start
    while first > 0 and not row[first].breaks and LOWER_ADJECTIVE.match(row[first - 1].text):
        token = row[first - 1]
        if is_determiner(token.text) or token.sentence != row[start].sentence or token.upos not in {"ADJ", "X"}:
            break
        first -= 1
    determined = first > 0 and is_determiner(row[first - 1].text)
    tagged = all(row[index].upos == "ADJ" for index in range(first, start))
    return first if determined or tagged else start


def role_gender(row: TokenRow, role: range) -> Gender | None:
    for index in reversed(role):
        noun = person_noun(row[index].text)
        if noun:
            return noun.gender
    return None
