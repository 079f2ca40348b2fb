"""German declension as far as a speaker's name needs it: number, gender, and the way back to the nominative."""

import re

from service.domain import Gender
from service.speakers.lexicon import PersonNoun, is_adjectival
from service.speakers.tokens import Token
from service.speakers.vocabulary import GROUP_NOUNS, PREPOSITIONS, QUANTIFIERS, possessive, words

_PARTY_PLURALS = frozenset({"Grünen", "Linken"})
ADJECTIVE = re.compile(r"[\w-]{2,}(?:e|en|er|es|em)$")
_FEMININE = re.compile(
    r"(?:ung|heit|keit|schaft|ion|tät|ei|ie|ik|in|ur|anz|enz|age|ette|bank|wehr|gruppe|stadt|partei|union|agentur|kraft|macht|klasse|presse|[^n]e)$"
)
_SURELY_FEMININE = re.compile(r"(?:ung|heit|keit|schaft|union|kommission|koalition|tät|behörde|partei)$")
_NEUTER = re.compile(
    r"(?:ium|chen|lein|ment|um|amt|gericht|werk|haus|land|team|institut|blatt|papier|büro|zentrum|gremium|fernsehen|"
    r"unternehmen|militär|parlament|magazin|portal|komitee|museum|theater|bündnis|schreiben|gutachten|urteil|netzwerk)$"
)
_MASCULINE = re.compile(
    r"(?:funk|hof|verband|bund|dienst|rat|fonds|konzern|verein|klub|club|ausschuss|senat|landtag|bundestag|kreis|staat)$"
)
_PLURAL = re.compile(r"(?:ungen|heiten|keiten|schaften|ionen|täten|eien|innen|ien)$")


MEASURES = frozenset({"Jahre", "Monate"})  # "51 Jahre alter Handwerker"
_GENDERS: dict[str, Gender] = {"Masc": "male", "Fem": "female", "Neut": "neutral"}


def agreement(token: Token, determiner: str, person: PersonNoun | None, genitive: bool) -> tuple[bool, Gender | None]:
    """Whether the phrase is plural, and its gender, as determiner, noun and parse together suggest."""
    if person is not None:
        gender = person.gender
    else:
        form = undo_genitive(token.text).lower()
        sure: Gender | None = "neutral" if _NEUTER.search(form) else "male" if _MASCULINE.search(form) else None
        sure = sure or ("female" if _SURELY_FEMININE.search(form) else None)
        gender = sure or _GENDERS.get(token.feats.get("Gender", "")) or gender_by_form(form)
    plural = _is_plural(token, determiner, person, gender, genitive)
    if plural:
        return True, gender
    if determiner == "das":
        gender = "neutral"
    elif determiner == "die" or determiner.endswith(("ne", "re", "se")):
        gender = "female"
    elif gender is None and determiner in {"der", "dieser"}:
        gender = "female" if person is not None and token.lower.endswith("n") else "male"
    elif (
        gender is None and determiner in {"dem", "des", "ein", "einem", "eines", "den", "einen"} and person is not None
    ):
        gender = "male"
    return False, gender


def _is_plural(token: Token, determiner: str, person: PersonNoun | None, gender: Gender | None, genitive: bool) -> bool:
    parsed = token.feats.get("Number") == "Plur" or bool(_PLURAL.search(token.lower))
    if determiner in {"das", "ein"} or determiner.endswith(("em", "es")):
        return False
    if determiner in QUANTIFIERS:
        return determiner not in {"kein", "keine", "deren", "dessen", "jeder", "jede"}
    if determiner == "die" or (possessive(determiner) and determiner.endswith("e")):
        return _plural_after_die(token, gender, person)
    if determiner in {"der", "dieser"}:
        return (parsed and not _MASCULINE.search(token.lower)) or (genitive and gender == "male")
    if determiner == "den":
        return parsed or (token.lower.endswith("n") and person is None) or token.lower.endswith("ern")
    if not determiner:
        if token.lower.endswith(("ern", "eln", "ichten", "örden", "medien")) and token.upos != "PROPN":
            return True
        declined = genitive and person is not None and not _is_name_like(token)
        return parsed or (person is not None and person.plural) or declined or token.lower in GROUP_NOUNS
    return False


def _is_name_like(token: Token) -> bool:
    return token.upos == "PROPN" or token.ner != "O"


def _plural_after_die(token: Token, gender: Gender | None, person: PersonNoun | None) -> bool:
    if _PLURAL.search(token.lower) or token.lower in GROUP_NOUNS:
        return True
    if person is not None:
        return person.gender == "male" or (is_adjectival(person) and token.lower.endswith("en"))
    if token.feats.get("Number"):
        return token.feats["Number"] == "Plur"
    return token.lower.endswith(("en", "ien")) or gender in {"male", "neutral"}


def gender_by_form(lower: str) -> Gender | None:
    if _NEUTER.search(lower):
        return "neutral"
    return "female" if _FEMININE.search(lower) else None


def nominative_noun(
    token: Token, determiner: str, plural: bool, gender: Gender | None, person: PersonNoun | None, genitive: bool
) -> str:
    text = token.text
    if text.endswith("boten") and determiner in {"dem", "den", "des"}:
        return text[:-1]  # a paper: "Eifelbote"
    if text in _PARTY_PLURALS:
        return text[:-1]
    if (person is not None and is_adjectival(person)) or (plural and text.endswith("enden")):
        return _adjectival_noun(text, determiner, plural, gender)
    if plural:
        dative = determiner in _DATIVE_PLURAL or (not determiner and not genitive)
        return _undatived_plural(token, person) if dative else text
    if person is not None:
        return text[: len(text) - len(_ending_beyond(text, person))]
    if determiner in {"des", "eines", "dieses", "jenes", "ihres", "seines"} or (
        genitive and not determiner and gender != "female"
    ):
        return undo_genitive(text, token)
    return text


_DATIVE_PLURAL = words(
    "den diesen jenen vielen einigen mehreren allen beiden anderen weiteren manchen zahlreichen ihren"
)
_DATIVE_PLURAL |= words("seinen unseren keinen zwei drei vier fünf sechs sieben acht neun zehn")
_STRONG_PLURAL = re.compile(
    r"(?:ern|eln|ichten|kreisen|briefen|plakaten|dokumenten|papieren|instituten|verbänden|gerichten|ämtern|"
    r"vereinen|konzernen|werken|diensten|räten|freunden|ärzten|anwälten|vorständen|betrieben|berichten)$"
)
_WEAK = re.compile(
    r"(?:\wtionen|ungen|heiten|keiten|schaften|täten|eien|ien|innen|isten|enten|anten|oten|ogen|aten|exen|bahnen|ellen)$"
)


def _undatived_plural(token: Token, person: PersonNoun | None) -> str:
    """ "Kreisen" is "Kreise", "Vertretern" is "Vertreter"; "Zeitungen" and "Experten" stay."""
    text, lower, lemma = token.text, token.lower, token.lemma.lower()
    if (
        not lower.endswith("n")
        or lower.endswith("eltern")
        or (_WEAK.search(lower) and not _STRONG_PLURAL.search(lower))
    ):
        return text
    if _STRONG_PLURAL.search(lower):
        return text[:-1]
    if person is not None:
        return text
    masculine = token.feats.get("Gender") in {"Masc", "Neut"}
    known = token.upos == "NOUN" and lemma != lower and lower.startswith(lemma[:3])
    return text[:-1] if known and masculine and lower.endswith("en") and not lemma.endswith(("e", "en")) else text


def _ending_beyond(text: str, person: PersonNoun) -> str:
    """ "en" of "Präsidenten": what follows the known noun."""
    lower = text.lower()
    feminine = person.gender == "female"
    if feminine:
        return ""
    place = lower.rfind(person.base)
    return lower[place + len(person.base) :] if place >= 0 else ""


def _adjectival_noun(text: str, determiner: str, plural: bool, gender: Gender | None) -> str:
    stem = re.sub(r"(?:en|em|er|e)$", "", text)
    if plural or gender == "female" or determiner in {"die", "eine", "einer", "diese"}:
        return stem + "e"
    return stem + "er"


_LONG_GENITIVE = re.compile(
    r"(?:[^aeiouäöü](?:tes|des|ges|bes|ses|zes|hes|kes|nes|mes|fes|res|les|pes)|hofes|auses|ates|eises|uches|ohnes|ufes|ieses|otes|ades|ages|eines)$"
)


def undo_genitive(text: str, token: Token | None = None) -> str:
    """ "Ministeriums" → "Ministerium", "Amtes" → "Amt", "Bundes" → "Bund"; other words stay."""
    if token is not None and token.lemma != text and token.lemma[:3] == text[:3] and token.upos == "NOUN":
        return token.lemma
    if text.endswith("nisses"):
        return text[:-3]
    if _LONG_GENITIVE.search(text):
        return text[:-2]
    if text.endswith("s") and not text.endswith(("ss", "us", "is", "as", "os", "fonds")) and not text.isupper():
        return text[:-1]
    return text


def strong(adjective: str, plural: bool, gender: Gender | None, determiner: str, genitive: bool) -> str:
    """An adjective as it stands in the nominative when no article does."""
    if adjective in MEASURES or adjective.lower() in PREPOSITIONS:
        return adjective  # "51 Jahre alter Handwerker", "über 50 Gruppen"
    if not determiner and not genitive:
        return _undatived(adjective, plural, gender)
    if determiner in {"ein", "eine"} or not ADJECTIVE.match(adjective):
        return adjective
    if _is_place_word(adjective):
        return adjective
    stem = re.sub(r"(?:en|em|er|es|e)$", "", adjective)
    if plural or gender == "female":
        return stem + "e"
    if gender == "neutral":
        return stem + "es"
    return stem + "er"


def _undatived(adjective: str, plural: bool, gender: Gender | None) -> str:
    """A dative or accusative without article: "israelischen Quellen", "nationalem Institut", "Neuer Zeitung"."""
    if adjective.endswith("em"):
        return adjective[:-2] + ("es" if gender == "neutral" else "er")
    if adjective.endswith("en"):
        endings: dict[Gender | None, str] = {"male": "er", "neutral": "es"}
        return adjective[:-1] if plural else adjective[:-2] + endings.get(gender, "en")
    if gender == "female" and adjective.endswith("er") and not _is_place_word(adjective):
        return adjective[:-1]
    return adjective


def _is_place_word(adjective: str) -> bool:
    """ "Berliner" never declines, "Deutscher" does."""
    return (
        adjective[0].isupper()
        and adjective.endswith("er")
        and not re.search(
            r"(?:isch|lich|deutsch|ig|al|iv)er$", re.sub("(leipz|schwe|danz|vened)ig", "", adjective.lower())
        )
    )
