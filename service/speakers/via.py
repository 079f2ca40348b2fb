"""The medium that relays somebody's words: "sagte X der dpa", "im Interview mit der Financial Times"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.domain import Quotation, Span
from service.speakers.mentions import read_voice
from service.speakers.nouns import DAY, OPENING, read_phrase
from service.speakers.tokens import TokenRow
from service.speakers.vocabulary import OUTLET_NOUNS, is_determiner, is_outlet

_TALK = re.compile(
    r"(?:Interviews?|Gesprächs?|Gastbeitrags?|Gastkommentars?|Beitrags?|Artikels?|Telefonat)$|\w+(?:interview|gespräch)$"
)
_PARTICIPLE = re.compile(r"\b[a-zäöü]\w*t(?:en|er)?\b(?= [A-ZÄÖÜ])")
_REACH = 8  # tokens from "Interview" to the medium's name
_LEADS = frozenset({"gegenüber", "laut", "wie"})
_FEMININE = re.compile(
    r"(?:zeitung|presse|agentur|post|rundschau|welle|woche|zeitschrift|allgemeine|depesche|tribüne|illustrierte)$"
)
_NEUTER = re.compile(r"(?:fernsehen|magazin|radio|blatt|echo|journal|portal|tageblatt|tagblatt)$")
_MASCULINE = re.compile(r"(?:rundfunk|kurier|anzeiger|bote|merkur|sender|stern|spiegel)$")
_DECLINED = re.compile(r"(?:isch|deutsch|gemein|lich|neu|frei|alt|groß|unabhängig|rheinpfälzisch)en$", re.IGNORECASE)
_LONGEST_NAME = 4  # words of a medium that only its quotation marks show
_ENDINGS = ("e", "en", "er", "em", "es")
_COMMON_WORDS = frozenset("welt zeit bild stern post standard focus profil blick heute bote".split())
_GENERIC = frozenset(
    "fernsehen nachrichten rundfunk flugblatt presse zeitung sender medien fernsehsender zeitungen post agentur "
    "magazin blatt reporter".split()
)


@dataclass(frozen=True, slots=True)
class Relay:
    """A relaying medium: its name in the nominative, and where the article has it."""

    name: str
    span: Span


def via_of(
    row: TokenRow, quotation: Quotation, speaker_names: Sequence[str], quoted: Sequence[Span] = ()
) -> Relay | None:
    """The relaying medium, or None. A medium is not its own relay.

    Nothing inside `quoted`, the article's direct quotations, is one.
    """
    relay = _read_before(row, quotation.via[0]) if quotation.via else None
    relay = relay or _by_rule(row, quotation, quoted)
    if relay and _generic(relay.name) and _in_marks(row, row.between(relay.span)) is None:
        place = quotation.mention[0].start if quotation.mention else quotation.start
        relay = _last_outlet(row, place)
    if not relay or any(relay.name.casefold() in known.casefold() for known in speaker_names):
        return None
    return relay


def _read_before(row: TokenRow, span: Span) -> Relay | None:
    """What the quotation model takes for the medium, if it reads like one: by its name, a noun before it, its marks."""
    relay, tokens = _relay(row, span), row.between(span)
    if relay is None or not tokens:
        return None
    around = range(max(tokens.start - 1, 0), min(tokens.stop + 1, len(row)))
    marked = any(row[index].text in OPENING for index in around)
    return relay if is_outlet(relay.name) or marked or _says_outlet(row, around) else None


def _relay(row: TokenRow, span: Span) -> Relay | None:
    marked = _in_marks(row, row.between(span))
    if marked:  # a title is told as it stands, all of it
        whole = row.span_of(marked)
        return Relay(_undeclined(row.words_of(marked)), span if span.covers(whole) else whole)
    name = name_of(row, span)
    return Relay(name, span) if name else None


def _in_marks(row: TokenRow, tokens: range) -> range | None:
    """The words between the quotation marks that some tokens begin with, end with or stand in; None without a pair."""
    words = [index for index in tokens if row[index].text not in OPENING]
    if not words:
        return None
    before = range(words[-1], max(words[-1] - _LONGEST_NAME, 0) - 1, -1)
    behind = range(words[-1], min(words[-1] + _LONGEST_NAME, len(row)))
    start, stop = (next((i for i in near if row[i].text in OPENING), None) for near in (before, behind))
    if start is None or stop is None or stop - start > _LONGEST_NAME + 1 or start + 1 >= stop:
        return None
    inside = range(start + 1, stop)
    return inside if all(row[i].wordlike for i in inside) and row[start].sentence == row[stop].sentence else None


def name_of(row: TokenRow, span: Span) -> str | None:
    """A medium's name without article, marks, case and the noun for its kind."""
    tokens = row.between(span)
    voice = read_voice(row, tokens)
    phrase = read_phrase(row, voice.tokens if voice and voice.tokens else tokens, genitive=bool(voice))
    if phrase is None:
        return row.text[span.start : span.end].strip(OPENING + " ") or None
    return _undeclined(phrase.name.strip(OPENING))


def _undeclined(name: str) -> str:
    """ "Freien Presse", "libanesischen Fernsehen": an outlet's adjectives in the nominative, whatever stood before."""
    words = name.split()
    if words and words[-1].endswith("boten"):
        words[-1] = words[-1][:-1]
    if len(words) < 2:
        return " ".join(words)
    last = words[-1].lower()
    ending = (
        "e" if _FEMININE.search(last) else "es" if _NEUTER.search(last) else "er" if _MASCULINE.search(last) else ""
    )
    if ending:
        words[:-1] = [word[:-2] + ending if _DECLINED.search(word) else word for word in words[:-1]]
    return " ".join(words)


def _generic(name: str) -> bool:
    """ "Zeitung", "US-Zeitschrift": which one, the text before tells."""
    last = name.lower().rpartition("-")[2].removesuffix("s")
    return " " not in name and (last in _GENERIC or last in OUTLET_NOUNS)


def _last_outlet(row: TokenRow, place: int) -> Relay | None:
    """The medium named last before a place, by a name of its own."""
    for index in reversed(row.between(Span(0, place))):
        token = row[index]
        if token.span.end > place or not token.wordlike or not is_outlet(token.text):
            continue
        quoted = index > 0 and row[index - 1].text in OPENING
        if token.lower in _COMMON_WORDS and not quoted:
            continue
        start = index
        while start > 0 and row[start - 1].capital and not row[start].breaks and not is_determiner(row[start - 1].text):
            start -= 1
        relay = _relay(row, row.span_of(range(start, index + 1)))
        if relay and not _generic(relay.name) and not _is_common(relay.name):
            return relay
    return None


def interview_with(row: TokenRow, sentence: range) -> Relay | None:
    """The medium of "in einem Interview mit der …", "im Gespräch mit …" anywhere in a sentence."""
    for index in sentence:
        if _TALK.match(row[index].text) and index + 1 < sentence.stop and row[index + 1].lower in {"mit", "der", "des"}:
            relay = _in_frame(row, range(index, min(index + _REACH, sentence.stop)), ())
            return None if relay is None or _generic(relay.name) else relay
    return None


def _by_rule(row: TokenRow, quotation: Quotation, quoted: Sequence[Span]) -> Relay | None:
    if quotation.addressee:
        relay = _relay(row, quotation.addressee[0])
        if relay and (is_outlet(relay.name) or _says_outlet(row, row.between(quotation.addressee[0]))):
            return relay
    for span in quotation.frame:
        for run in _outside(row.between(span), row, quoted):
            relay = _in_frame(row, run, quotation.mention)
            if relay:
                return relay
    return _in_sentence(row, quotation, quoted)


def _outside(tokens: range, row: TokenRow, quoted: Sequence[Span]) -> list[range]:
    """The stretches of some tokens that stand outside what is quoted."""
    runs: list[range] = []
    for index in tokens:
        if any(span.covers(row[index].span) for span in quoted):
            continue
        if runs and runs[-1].stop == index:
            runs[-1] = range(runs[-1].start, index + 1)
        else:
            runs.append(range(index, index + 1))
    return runs


def _in_sentence(row: TokenRow, quotation: Quotation, quoted: Sequence[Span]) -> Relay | None:
    """A medium elsewhere in the sentence of the speaker's mention, outside what is quoted."""
    if not quotation.mention or not (quotation.cue or quotation.type == "reported"):
        return None
    anchor = row.between(quotation.mention[0])
    if not anchor:
        return None
    sentence = row[anchor.start].sentence
    start, stop = anchor.start, anchor.stop
    while start > 0 and row[start - 1].sentence == sentence:
        start -= 1
    while stop < len(row) and row[stop].sentence == sentence:
        stop += 1
    own = quotation.spans if quotation.type == "direct" else ()
    runs = _outside(range(start, stop), row, [*own, *quoted])
    return next((relay for run in runs if (relay := _in_frame(row, run, quotation.mention))), None)


def _is_common(name: str) -> bool:
    """ "Zeit", "Welt": papers, but mostly just words."""
    words = name.split()
    rest = [word for word in words if word.lower() not in _COMMON_WORDS]
    return len(rest) < len(words) and not is_outlet(" ".join(rest))


def _says_outlet(row: TokenRow, indices: range) -> bool:
    return any(row[index].lower.removesuffix("s") in OUTLET_NOUNS for index in indices)


def _in_frame(row: TokenRow, frame: range, mention: Sequence[Span]) -> Relay | None:
    """A medium after a word that makes it the relay: "im Gespräch mit …", "gegenüber …", "laut …", "sagte X der …"."""
    for index in frame:
        if any(span.covers(row[index].span) for span in mention):
            continue
        leads = _leads(row, index)
        if not leads and (not _dative_outlet(row, index, frame) or _is_attribute(row, index, frame, mention)):
            if not _told_right_after(row, index, frame, mention):
                continue
            leads = True
        start = _first_of_phrase(row, index, frame, skip=leads)
        if start >= frame.stop or any(span.covers(row[start].span) for span in mention):
            continue
        limit = min(
            [row.between(span).start for span in mention if span.start > row[start].span.start], default=frame.stop
        )
        stop = _phrase_end(row, start, min(limit, frame.stop))
        relay = _relay(row, row.span_of(range(start, stop))) if stop > start else None
        name = relay.name if relay else ""
        quoted = any(row[i].text in OPENING for i in range(start, min(start + 3, stop)))
        if not name or _PARTICIPLE.search(name) or (_is_common(name) and not quoted):
            continue
        unknown = leads and quoted and row[index].lower != "wie" and len(name.split()) <= _LONGEST_NAME
        if is_outlet(name) or _says_outlet(row, range(start, stop)) or unknown:
            return relay
    return None


def _leads(row: TokenRow, index: int) -> bool:
    """Whether the words that follow are the medium: "laut", "gegenüber", "zitiert", "Interview mit", "nach Angaben"."""
    token = row[index]
    if _TALK.match(token.text) or token.lower in _LEADS or token.lower.startswith("zitier"):
        return True
    return token.text in {"Angaben", "Informationen"} and index > 0 and row[index - 1].lower == "nach"


def _first_of_phrase(row: TokenRow, index: int, frame: range, *, skip: bool) -> int:
    start = index + 1 if skip and not is_determiner(row[index].text) else index  # a determiner shows the case
    if start < frame.stop and row[start].lower in {"im", "beim", "in"}:
        start += 1
    if start < frame.stop and row[start].lower in {"ihn", "sie", "es"}:
        start += 1
    if start < frame.stop and row[start].lower in {"mit", "in", "von", "bei"}:
        start += 1
    return start


def _told_right_after(row: TokenRow, index: int, frame: range, mention: Sequence[Span]) -> bool:
    """ "Sagte Hüttenwart Planta der «Südostschweiz»": a name in marks, told to by a dative right after the speaker."""
    if index == frame.start or row[index].lower not in {"der", "dem", "zum"} or index + 1 >= frame.stop:
        return False
    spoke = any(span.covers(row[index - 1].span) for span in mention)
    return row[index + 1].text in OPENING and (spoke or bool(DAY.match(row[index - 1].text)))


def _dative_outlet(row: TokenRow, index: int, frame: range) -> bool:
    """ "sagte X der dpa", "dem „Spiegel“", "im Deutschlandfunk": a dative article right before an outlet."""
    if row[index].lower not in {"der", "dem", "den", "im", "beim", "in"} or index + 1 >= frame.stop:
        return False
    following = row[index + 1]
    if following.text in OPENING:
        name = row.words_of(range(index + 2, _phrase_end(row, index + 2, frame.stop))) if index + 2 < frame.stop else ""
        return is_outlet(name)
    stop = _phrase_end(row, index + 1, frame.stop)
    return any(is_outlet(row[i].text) or row[i].lower in OUTLET_NOUNS for i in range(index + 1, stop))


def _is_attribute(row: TokenRow, index: int, frame: range, mention: Sequence[Span]) -> bool:
    """ "Pressemeldungen der New York Times": a genitive after a noun that is neither the speaker nor a day."""
    if index == frame.start or row[index].lower not in {"der", "des"}:
        return False
    before = row[index - 1]
    spoke = any(span.covers(before.span) for span in mention)
    return before.capital and before.upos == "NOUN" and not spoke and not DAY.match(before.text)


def _phrase_end(row: TokenRow, start: int, limit: int) -> int:
    """Where a medium's name ends: after capitalised words, also in quotation marks, and after one genitive."""
    stop, quoted, named = start, False, False
    while stop < limit:
        token = row[stop]
        following = row[stop + 1] if stop + 1 < limit else None
        if token.text in OPENING:
            if quoted:
                return stop + 1
            quoted = True
        elif quoted:
            pass
        elif not token.wordlike:
            return stop
        elif token.capital or (is_outlet(token.text) and not named):
            named = True
        elif named:
            if (
                token.lower not in {"der", "des"}
                or following is None
                or not (following.capital or following.upos == "ADJ")
            ):
                return stop
            named = False
        elif not is_determiner(token.text) and not token.text.endswith(_ENDINGS):
            return stop
        stop += 1
    return stop
