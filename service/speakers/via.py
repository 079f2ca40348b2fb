"""The medium that relays somebody's words: "sagte X der dpa", "im Interview mit der Financial Times"."""

import re
from collections.abc import Sequence

from service.domain import Quotation, Span
from service.speakers.mentions import read_voice
from service.speakers.nouns import OPENING, read_phrase
from service.speakers.tokens import TokenRow
from service.speakers.vocabulary import OUTLET_NOUNS, is_determiner, is_outlet

_TALK = re.compile(
    r"(?:Interviews?|Gesprächs?|Gastbeitrags?|Gastkommentars?|Beitrags?|Artikels?|Telefonat)$|\w+(?:interview|gespräch)$"
)
_PARTICIPLE = re.compile(r"\b(?:ge|ver|be)?\w+t(?:en|er)?\b(?= [A-ZÄÖÜ])")
_COMMON_WORDS = frozenset("welt zeit bild stern post standard focus profil blick heute bote".split())
_GENERIC = frozenset("presse zeitung sender medien fernsehsender zeitungen post agentur magazin blatt reporter".split())


def via_of(row: TokenRow, quotation: Quotation, speaker_names: Sequence[str]) -> str | None:
    """The name of the relaying medium in the nominative, or None. A medium is not its own relay."""
    name = name_of(row, quotation.via[0]) if quotation.via else _by_rule(row, quotation)
    if not name or name.lower() in _GENERIC or any(name.casefold() in known.casefold() for known in speaker_names):
        return None
    return name


def name_of(row: TokenRow, span: Span) -> str | None:
    """A medium's name without article, marks, case and the noun for its kind."""
    tokens = row.between(span)
    voice = read_voice(row, tokens)
    phrase = read_phrase(row, voice.tokens if voice and voice.tokens else tokens, genitive=bool(voice))
    if phrase is None:
        return row.text[span.start : span.end].strip(OPENING + " ") or None
    return phrase.name.strip(OPENING)


def _by_rule(row: TokenRow, quotation: Quotation) -> str | None:
    if quotation.addressee:
        name = name_of(row, quotation.addressee[0])
        if name and (is_outlet(name) or _says_outlet(row, row.between(quotation.addressee[0]))):
            return name
    for span in quotation.frame:
        name = _in_frame(row, row.between(span), quotation.mention)
        if name:
            return name
    return _in_sentence(row, quotation)


def _in_sentence(row: TokenRow, quotation: Quotation) -> str | None:
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
    quoted = quotation.spans if quotation.type == "direct" else ()
    outside = [index for index in range(start, stop) if not any(span.covers(row[index].span) for span in quoted)]
    runs: list[range] = []
    for index in outside:
        if runs and runs[-1].stop == index:
            runs[-1] = range(runs[-1].start, index + 1)
        else:
            runs.append(range(index, index + 1))
    return next((name for run in runs if (name := _in_frame(row, run, quotation.mention))), None)


def _is_common(name: str) -> bool:
    """ "Zeit", "Welt": papers, but mostly just words."""
    words = name.split()
    rest = [word for word in words if word.lower() not in _COMMON_WORDS]
    return len(rest) < len(words) and not is_outlet(" ".join(rest))


def _says_outlet(row: TokenRow, indices: range) -> bool:
    return any(row[index].lower.removesuffix("s") in OUTLET_NOUNS for index in indices)


def _in_frame(row: TokenRow, frame: range, mention: Sequence[Span]) -> str | None:
    """A medium after a word that makes it the relay: "im Gespräch mit …", "gegenüber …", "laut …", "sagte X der …"."""
    for index in frame:
        token = row[index]
        if any(span.covers(token.span) for span in mention):
            continue
        talk = bool(_TALK.match(token.text))
        leads = talk or token.lower in {"gegenüber", "laut"} or token.lower.startswith("zitier")
        if not leads and not _dative_outlet(row, index, frame):
            continue
        start = index + 1 if leads or token.lower in {"im", "beim", "in"} else index
        if start < frame.stop and row[start].lower in {"ihn", "sie", "es"}:
            start += 1
        if start < frame.stop and row[start].lower in {"mit", "in", "von", "bei"}:
            start += 1
        if start >= frame.stop or any(span.covers(row[start].span) for span in mention):
            continue
        limit = min(
            [row.between(span).start for span in mention if span.start > row[start].span.start], default=frame.stop
        )
        stop = _phrase_end(row, start, min(limit, frame.stop))
        name = name_of(row, row.span_of(range(start, stop))) if stop > start else None
        quoted = any(row[i].text in OPENING for i in range(start, stop))
        if not name or _PARTICIPLE.search(name) or (_is_common(name) and not quoted):
            continue
        if is_outlet(name) or _says_outlet(row, range(start, stop)):
            return name
    return None


def _dative_outlet(row: TokenRow, index: int, frame: range) -> bool:
    """ "sagte X der dpa", "dem „Spiegel“": a dative article right before an outlet."""
    if row[index].lower not in {"der", "dem", "den", "im", "beim", "in"} or index + 1 >= frame.stop:
        return False
    following = row[index + 1]
    if following.text in OPENING:
        return index + 2 < frame.stop and is_outlet(
            row.words_of(range(index + 2, _phrase_end(row, index + 2, frame.stop)))
        )
    stop = _phrase_end(row, index, frame.stop)
    return any(is_outlet(row[i].text) or row[i].lower in OUTLET_NOUNS for i in range(index + 1, stop))


def _phrase_end(row: TokenRow, start: int, limit: int) -> int:
    """Where a medium's name ends: after capitalised words, also in quotation marks."""
    stop, quoted = start, False
    while stop < limit:
        token = row[stop]
        if token.text in OPENING:
            if quoted:
                return stop + 1
            quoted = True
        elif not quoted and token.wordlike and not token.capital and not is_determiner(token.text):
            if not (token.text.endswith(("en", "er")) and stop + 1 < limit and row[stop + 1].capital) and not is_outlet(
                token.text
            ):
                return stop
        elif not quoted and not token.wordlike:
            return stop
        stop += 1
    return stop
