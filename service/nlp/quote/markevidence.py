"""What around and in a pair of quotation marks tells why it is there, besides what the network sees.

The features are weighed by `triage.py` with weights that `python -m training.heads.marks` learns.
"""

import re
from collections.abc import Sequence

from service.domain import Quotation, Reading, Span
from service.speakers.vocabulary import is_outlet, words

Features = dict[str, float]

_NEAR = 60  # characters before the marks, within the sentence
_MOST_WORDS = 6
_MOSTLY = 0.6
"""Share of a pair's characters that a direct quotation has to cover to be the one in these marks."""
_HEADS: dict[Reading, tuple[str, ...]] = {
    "title": tuple(
        "roman film buch bilderbuch stück lied song hit album ausstellung schau titel oper operette serie studie essay "
        "gedicht dokumentation doku überschrift schlagzeile gemälde skulptur bild werk zyklus erzählung novelle krimi "
        "komödie tragödie drama musical hörspiel podcast artikel aufsatz beitrag bestseller trilogie premiere "
        "computerspiel videospiel sendung inszenierung ballett sinfonie kantate platte band folge reihe".split()
    ),
    "name": tuple(
        "initiative verein bündnis gruppe gruppierung schiff fähre frachter tanker kutter gaststätte kneipe café "
        "restaurant hotel gasthof gasthaus bar projekt firma gesellschaft theater partei chor club klub stiftung "
        "portal vereinsheim heim lokal kita siedlung anlage kampagne aktion allianz netzwerk kollektiv unternehmen "
        "bewegung kanal kino marke namen namens miliz liste programm operation".split()
    ),
    "term": tuple("begriff wort ausdruck sogenannte sogenannten sogenannter sogenanntes stichwort schlagwort".split()),
    "quotation": tuple("transparent plakat schild zettel aufkleber aufschrift motto slogan parole spruch satz".split()),
}
"""Endings of the word before the marks that say what is in them: "Kriminalroman", "Bürgerinitiative"."""
_PRESS = re.compile(
    r"(?:zeitung|anzeiger|kurier|bote|post|rundschau|blatt|magazin|echo|spiegel|allgemeine|nachrichten|presse|merkur|"
    r"journal|woche|standard|stimme|news|mail)(?:s|n|en)?$"
)
_CALLED = re.compile(r"\b(?:heiß|hieß|nenn|nann|genannt|getauft|namens|Namen|Spitzname)", re.IGNORECASE)
_DEFINITE = words("der die das den dem des im in beim zum zur vom am")
_INDEFINITE = words("ein eine einen einem einer eines kein keine keinen")
_BEFORE = re.compile(r"(\w+)\W*$")
_AFTER = re.compile(r"\W*(\w+)")
_SENTENCE_END = re.compile(r"[.!?…:]\s|\n")
_ABSTRACT = re.compile(r"(?:ung|heit|keit|tion|ismus|tät|schaft|ment)$")


def evidence_of(text: str, pair: Span, quotations: Sequence[Quotation]) -> Features:
    """What speaks for one reading or another, 0 to 1 each; `pair` includes its marks."""
    inside = text[pair.start + 1 : pair.end - 1]
    features: Features = {"always": 1.0}
    _before(text[max(pair.start - _NEAR, 0) : pair.start], features)
    _inside(inside, features)
    _behind(text[pair.end : pair.end + _NEAR], features)
    _quoted(pair, quotations, features)
    if "\n" not in text[: pair.start]:
        features["in the headline"] = 1.0
    if len(inside) > 2 and text.count(inside) > 1:
        features["said again"] = 1.0
    return features


def direct_in(pair: Span, quotations: Sequence[Quotation]) -> Quotation | None:
    """The direct quotation in these marks, if any."""
    return next((one for one in quotations if one.type == "direct" and _covered(pair, one) > _MOSTLY), None)


def _before(text: str, features: Features) -> None:
    match = _BEFORE.search(text)
    word = match[1] if match else ""
    lower = word.lower()
    reading = _announced(lower)
    if reading:
        features[f"announced {reading}"] = 1.0
    sentence = _SENTENCE_END.split(text)[-1]
    for near in {head for part in sentence.split()[:-1] if (head := _announced(part.lower().strip(",;")))}:
        features[f"near {near}"] = 1.0
    if _CALLED.search(sentence):
        features["called before"] = 1.0
    if lower in _DEFINITE:
        features["definite"] = 1.0
        features[f"after {lower}"] = 1.0
    elif lower in _INDEFINITE:
        features["indefinite"] = 1.0
    elif word[:1].isupper():
        features["after a noun"] = 1.0
    elif lower.endswith(("e", "en", "er", "es", "em")):
        features["after an adjective"] = 1.0
    elif lower:
        features["after a small word"] = 1.0
    for sign in ":,":
        if text.rstrip().endswith(sign):
            features[f"after {sign}"] = 1.0


def _inside(text: str, features: Features) -> None:
    parts = text.split()
    features[f"{min(len(parts), _MOST_WORDS)} words"] = 1.0
    features["begins large" if text[:1].isupper() else "begins small"] = 1.0
    features["share of capitals"] = sum(word[:1].isupper() for word in parts) / max(len(parts), 1)
    if len(parts) > 1 and all(word[:1].isupper() for word in parts if len(word) > 3):
        features["all large"] = 1.0
    if text[-1:] in {".", "!", "?", "…"}:
        features["final sign"] = 1.0
    if parts and parts[0] in {"Der", "Die", "Das", "Ein", "Eine"} and len(parts) > 1:
        features["begins with an article"] = 1.0
    if any(map(str.isdigit, text)):
        features["digit"] = 1.0
    if is_outlet(text) or is_outlet(re.sub(r"(?:s|es|n|en)$", "", text)):
        features["outlet"] = 1.0
    if _PRESS.search(text.lower()):
        features["like an outlet"] = 1.0
    if len(parts) == 1:
        features["one large word" if text[:1].isupper() else "one small word"] = 1.0
        if "-" in text:
            features["hyphen"] = 1.0
        if _ABSTRACT.search(text.lower()):
            features["abstract noun"] = 1.0


def _behind(text: str, features: Features) -> None:
    if text[:1] in {".", ",", ";", ":", "!", "?", "-"}:
        features[f"before {text[0]}"] = 1.0
    match = _AFTER.match(text)
    if match and text[:1] == " ":
        features["before a noun" if match[1][:1].isupper() else "before a small word"] = 1.0
    if _CALLED.match(match[1] if match else ""):
        features["called behind"] = 1.0


def _quoted(pair: Span, quotations: Sequence[Quotation], features: Features) -> None:
    direct = direct_in(pair, quotations)
    if direct:
        features["quoted"] = 1.0
        features["quoted, confidence"] = direct.confidence
        features["quoted, with a cue" if direct.cue else "quoted, without a cue"] = 1.0
    else:
        features["not quoted"] = 1.0
    around = {q.type for q in quotations if q.type != "direct" and any(span.covers(pair) for span in q.spans)}
    features.update((f"within {type_}", 1.0) for type_ in around)


def _announced(word: str) -> Reading | None:
    stems = {word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("n")}
    return next((reading for reading, heads in _HEADS.items() if any(stem.endswith(heads) for stem in stems)), None)


def _covered(pair: Span, quotation: Quotation) -> float:
    covered = sum(max(min(span.end, pair.end) - max(span.start, pair.start), 0) for span in quotation.spans)
    return covered / (pair.end - pair.start)
