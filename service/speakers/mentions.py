"""Taking a speaker's mention apart: joint speakers, and the possessor behind "Angaben" or "Ansicht"."""

import re
from dataclasses import dataclass
from itertools import pairwise

from service.speakers.cast import Cast
from service.speakers.lexicon import person_noun
from service.speakers.nouns import OPENING
from service.speakers.tokens import TokenRow
from service.speakers.vocabulary import (
    ADJECTIVE_STATES,
    DOCUMENT_NOUN,
    OUTLET_NOUNS,
    REPORT_NOUN,
    TITLES,
    VOICE_COMPOUND,
    VOICE_NOUN,
    is_determiner,
    is_outlet,
    possessive,
)

_JOINTS = frozenset("und sowie als & bzw.".split())
_EMPHASIS = frozenset("selbst selber persönlich".split())
_OWN = frozenset("eigen eigene eigenen eigenem eigener eigenes".split())
_COMPOUND = re.compile(r"-[A-ZÄÖÜ]")  # "dpa-Meldung"
_WITNESSED = re.compile(r"([A-ZÄÖÜ]\w+n)(?:berichte?n?|aussagen?|meinung|angaben|schilderungen)$")
_OFFICIAL = {"polizeilich": "Polizei", "behördlich": "Behörden", "amtlich": "Behörden", "ärztlich": "Ärzte"}
_ISSUED = re.compile(
    r"\w*(?:mitteilung|erklärung|stellungnahme|communiqué|kommuniqué|aussendung|schreiben|brief|urteil|beschluss|"
    r"entscheidung|anordnung|verfügung|meldung|bericht|papier|entwurf|antwort|rede|botschaft|plan|nachricht)(?:e|en|n|s|es)?$",
    re.IGNORECASE,
)
_STATE_ADJECTIVE = re.compile(r"(\w[\w-]*isch)(?:e|en|er|es|em)$")


@dataclass(frozen=True, slots=True)
class Voice:
    """What a phrase like "Angaben der Polizei" says about its source; one of the fields is set."""

    tokens: range | None = None  # the possessor
    name: str | None = None  # the possessor within a compound or an adjective
    possessive: str | None = None  # "sein", "ihr", "eigen"
    issuer: bool = False  # a document whose issuer the phrase does not name: "einer Mitteilung"
    nobody: bool = False  # "ersten Angaben"


def trim(row: TokenRow, indices: range) -> range:
    """Without punctuation and "selbst" at either end; a closing parenthesis stays with its opening one."""
    start, stop = indices.start, indices.stop
    if len(indices) > 1 and row[stop - 1].lower in _EMPHASIS:
        stop -= 1
    while start < stop and not row[start].wordlike:
        start += 1
    while start < stop and not row[stop - 1].wordlike and row[stop - 1].text != ")":
        stop -= 1
    return range(start, stop)


def split_joint(row: TokenRow, indices: range, cast: Cast) -> list[range]:
    """The parts of "sowohl Kiew als auch Washington", "CDU und FDP", "A, B und C"; one part for a single speaker.

    "Gewerkschaft Erziehung und Wissenschaft" is one: its parts would not be speakers of their own.
    """
    start = indices.start
    both = row[start].lower in {"sowohl", "weder"} if indices else False
    if both:
        start += 1
    joints = [
        i for i in range(start + 1, indices.stop - 1) if row[i].lower in _JOINTS or (both and row[i].lower == "noch")
    ]
    for joint in joints:
        if sum(row[i].text in OPENING for i in range(start, joint)) % 2:
            continue  # within one name: „Rad, Weg und Ziel“
        right_start = joint + 1
        while right_start < indices.stop and row[right_start].lower in {"auch", "von"}:
            right_start += 1
        left, right = trim(row, range(start, joint)), trim(row, range(right_start, indices.stop))
        if not left or not right or row[left[-1]].text.endswith("-"):
            continue
        pieces = _split_commas(row, left, cast)
        if (
            len(pieces) == 1
            and any(row[i].text == "," for i in left)
            and cast.names_in(left)
            and not cast.names_in(right)
        ):
            continue  # an apposition
        if both or _stand_alone(row, pieces[-1], right, cast):
            return [*pieces, right]
    return [indices]


def _stand_alone(row: TokenRow, left: range, right: range, cast: Cast) -> bool:
    left_names, right_names = cast.names_in(left), cast.names_in(right)
    if left_names and right_names:
        return left_names[0][0] is not right_names[0][0] and _begins_speaker(row, right, right_names[0][1])
    if right_names and _begins_speaker(row, right, right_names[0][1]) and is_determiner(row[left.start].text):
        return person_noun(row[left[-1]].text) is None or is_determiner(row[right.start].text)
    if is_determiner(row[right.start].text) and row[right.start].lower not in {
        "der",
        "des",
        "dessen",
        "deren",
        "andere",
        "anderer",
    }:
        return is_determiner(row[left.start].text) or bool(left_names) or _is_proper(row, left)
    if row[right.start].lower == "der" and row[left.start].lower in {"der", "die", "das"} and len(left) <= 3:
        return True
    return _is_proper(row, left) and _is_proper(row, right)


def _begins_speaker(row: TokenRow, part: range, name: range) -> bool:
    """Whether a part names its speaker first, after article and role."""
    return all(
        is_determiner(row[i].text) or row[i].capital or row[i].upos == "ADJ" or row[i].lower in TITLES
        for i in range(part.start, name.start)
    ) or any(person_noun(row[i].text) for i in range(part.start, name.start))


def _is_proper(row: TokenRow, part: range) -> bool:
    """One name: an acronym, a state, a party, a paper."""
    part = part[1:] if len(part) > 1 and is_determiner(row[part.start].text) else part
    if part.start > 0 and row[part.start - 1].text in OPENING:
        return True
    if len(part) > 3:
        return False
    return all(
        row[i].capital and (row[i].upos in {"PROPN", "X"} or row[i].ner != "O" or row[i].text.isupper()) for i in part
    ) or (len(part) == 1 and row[part.start].capital and row[part.start].upos != "NOUN")


def _split_commas(row: TokenRow, part: range, cast: Cast) -> list[range]:
    """ "A, B" of "A, B und C"; an apposition stays with its noun."""
    commas = [i for i in part if row[i].text == ","]
    if not commas:
        return [part]
    edges = [part.start - 1, *commas, part.stop]
    pieces = [trim(row, range(a + 1, b)) for a, b in pairwise(edges)]
    named = [piece for piece in pieces if piece and (cast.names_in(piece) or _is_proper(row, piece))]
    several = pieces[0] and row[pieces[0][-1]].upos in {"PROPN", "X"}
    if several and pieces[0] not in named and not any(person_noun(row[i].text) for i in pieces[0]):
        named.append(pieces[0])  # "die Organisationen A, B und C"
    return pieces if len(named) == len(pieces) else [part]


def read_issued(row: TokenRow, indices: range) -> Voice | None:
    """Reads a document as what somebody issued: "einer Mitteilung des Verbandes", "dem Urteil"; None for others."""
    position, _, own = _lead(row, indices)
    if position >= indices.stop or not _ISSUED.match(row[position].text) or _WITNESSED.match(row[position].text):
        return None
    source = _possessor(row, range(position + 1, indices.stop))
    if source and row[source.start].text not in OPENING:
        return Voice(tokens=source)
    return Voice(possessive=own) if own else Voice(issuer=True)


def read_voice(row: TokenRow, indices: range) -> Voice | None:
    """Reads "Angaben der Polizei", "seiner Ansicht", "Polizeiangaben"; None where the phrase is a speaker itself."""
    first, last = row[indices.start], row[indices[-1]]
    named_first = first.capital and first.text.endswith(("s", "'", "’")) and not is_determiner(first.text)
    if len(indices) > 1 and named_first and VOICE_NOUN.fullmatch(last.text):  # "Grupps Meinung"
        return Voice(tokens=range(indices.start, indices.stop - 1))
    position, adjectives, own = _lead(row, indices)
    if position >= indices.stop:
        return None
    head, rest = row[position].text, range(position + 1, indices.stop)
    voice = bool(VOICE_NOUN.fullmatch(head))
    report = bool(REPORT_NOUN.match(head))
    if own and (voice or report) and not rest:
        return Voice(possessive=own)
    source = _possessor(row, rest)
    if source and (voice or report):
        return Voice(tokens=source) if not report or _is_press(row, source) else None
    witnesses = _WITNESSED.match(head)
    if witnesses and person_noun(witnesses[1]):
        return Voice(name=witnesses[1])
    compound = VOICE_COMPOUND.match(head)
    if compound and not (report and "-" not in head):
        name = _compound_source(compound["who"])
        return Voice(name=name) if name else Voice(nobody=True)
    if not voice or report:
        return None
    return _state_behind(adjectives, head) or (None if DOCUMENT_NOUN.match(head) else Voice(nobody=True))


def _lead(row: TokenRow, indices: range) -> tuple[int, list[str], str | None]:
    """Where the head noun stands, the adjectives before it, and a possessive among them."""
    adjectives: list[str] = []
    own: str | None = None
    for position in indices:
        token = row[position]
        if is_determiner(token.text):
            own = possessive(token.text) or own
        elif token.lower in _OWN:
            own = own or "eigen"
        elif (token.capital or _COMPOUND.search(token.text)) and not (
            _STATE_ADJECTIVE.match(token.lower) or _is_opening_adjective(row, position, indices)
        ):
            return position, adjectives, own
        else:
            adjectives.append(token.lower)
    return indices.stop, adjectives, own


def _state_behind(adjectives: list[str], head: str) -> Voice | None:
    """ "Israelische Angaben" are Israel's."""
    for adjective in adjectives:
        official = _OFFICIAL.get(re.sub(r"(?:e|en|er|es|em)$", "", adjective))
        if official:
            return Voice(name=official)
        match = _STATE_ADJECTIVE.match(adjective)
        if match and match[1] in ADJECTIVE_STATES and not DOCUMENT_NOUN.match(head):
            return Voice(name=ADJECTIVE_STATES[match[1]])
    return None


def _is_opening_adjective(row: TokenRow, position: int, indices: range) -> bool:
    """A sentence's first word, capital for that alone: "Ersten Angaben", "Seiner Ansicht"."""
    if position != indices.start or position + 1 >= indices.stop:
        return False
    return (
        row[position + 1].capital
        and bool(re.match(r"\w+(?:en|er|em)$", row[position].lower))
        and not VOICE_NOUN.fullmatch(row[position].text)
        and row[position].upos not in {"NOUN", "PROPN"}
    )


def _possessor(row: TokenRow, rest: range) -> range | None:
    """The noun phrase behind the voice noun: a genitive, "von …", or a name."""
    if not rest:
        return None
    first = row[rest.start]
    if first.lower in {"von", "vom", "seitens", "aus", "durch"}:
        return rest if first.lower == "vom" else range(rest.start + 1, rest.stop) or None
    if first.lower in {"an", "zu", "zum", "zur", "über", "für", "in", "im", "auf", "gegenüber", "vor", "nach", "mit"}:
        return None
    if first.text == ",":
        return None
    return rest


def _is_press(row: TokenRow, indices: range) -> bool:
    words = [row[i].lower for i in indices]
    return (
        any(
            word.removesuffix("s") in OUTLET_NOUNS
            or word.endswith(("zeitung", "agentur", "sender", "senders", "magazins"))
            for word in words
        )
        or any(row[i].text in OPENING for i in indices)
        or is_outlet(row.words_of(indices))
    )


_LINKED = {
    "polizei": "Polizei",
    "behörden": "Behörden",
    "medien": "Medien",
    "unternehmens": "Unternehmen",
    "presse": "Presse",
    "firmen": "Firma",
    "branchen": "Branche",
}
_NOBODY = frozenset("zeit orts detail grund haupt voraus zusatz einzel erst mess personal alters zahlen an".split())


def _compound_source(who: str) -> str | None:
    """ "Polizei" of "Polizeiangaben"; None where the first part is nobody: "Zeitangaben"."""
    who = who.rstrip("-")
    lower = who.lower()
    if lower in _NOBODY or len(who) < 2:
        return None
    return _LINKED.get(lower, who)
