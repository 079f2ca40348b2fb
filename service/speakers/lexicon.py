"""What words can tell by themselves: first names, person nouns and their gender.

First names and most person nouns come from the bundled `names.json.gz`; the few that such lists lack stand here.
"""

import gzip
import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from service.domain import Gender
from service.speakers.vocabulary import words

NAMES_FILE = Path(__file__).parent.parent / "models" / "names.json.gz"

_MORE_PERSON_NOUNS = """
Vorsitzender Vorsitzende|Abgeordneter Abgeordnete|Beauftragter Beauftragte|Angeklagter Angeklagte|Beamter Beamtin
Verdächtiger Verdächtige|Beschuldigter Beschuldigte|Angestellter Angestellte|Angehöriger Angehörige|Verletzter Verletzte
Geschädigter Geschädigte|Bürgermeister Bürgermeisterin|Mann Frau|Vater Mutter|Sohn Tochter|Bruder Schwester|Neffe Nichte
Onkel Tante|Junge Mädchen|Papst Päpstin|Bischof Bischöfin|Kardinal Kardinalin|Dekan Dekanin|Arzt Ärztin|Zeuge Zeugin
Vize Vize|Profi Profi|Star Star|Coach Coachin|Keeper Keeperin|Kapitän Kapitänin|König Königin|Prinz Prinzessin
Premier Premierministerin|Anwalt Anwältin|Jährige Jährige|Jähriger Jährige|Vizepräsident Vizepräsidentin
Dezernent Dezernentin
Vorstand Vorständin|Rat Rätin|Sachverständiger Sachverständige|Bevollmächtigter Bevollmächtigte|Bekannter Bekannte
Überlebender Überlebende|Reisender Reisende|Studierender Studierende|Witwer Witwe|Ehemann Ehefrau
Ombudsmann Ombudsfrau
Torschütze Torschützin|Herr Dame|Sänger Sängerin|Autor Autorin|Kollege Kollegin|Jugendlicher Jugendliche|Leiter Leiterin
Deutscher Deutsche|Franzose Französin|Vertrauter Vertraute|Kandidat Kandidatin|Stadtpräsident Stadtpräsidentin
Landammann Landammann|Obmann Obfrau|Hauptmann Hauptfrau|Kaufmann Kauffrau|Landrat Landrätin|Stadtrat Stadträtin
Regierungsrat Regierungsrätin|Nationalrat Nationalrätin|Ständerat Ständerätin|Bundesrat Bundesrätin|Freund Freundin
Verantwortlicher Verantwortliche|Alliierter Alliierte|Befragter Befragte|Festgenommener Festgenommene
Geschworener Geschworene|Oppositioneller Oppositionelle|Beteiligter Beteiligte|Betroffener Betroffene|Toter Tote
Erwachsener Erwachsene|Delegierter Delegierte|Verbündeter Verbündete|Vorgesetzter Vorgesetzte|Verstorbener Verstorbene
Freisinniger Freisinnige|Konservativer Konservative|Liberaler Liberale|Gefangener Gefangene|Freiwilliger Freiwillige
Gast Gästin|Dirigent Dirigentin|Oberst Oberstin|Leutnant Leutnantin|Imam Imamin|Scheich Scheichin|Sekretär Sekretärin
"""
# Names of bodies that end like a person noun: "Bundesrat" is a chamber before it is a Swiss minister.
BODY_NOUNS_LIKE_PERSONS = words(
    "rat bundesrat stadtrat gemeinderat nationalrat ständerat aufsichtsrat betriebsrat sicherheitsrat regierungsrat "
    "vorstand computer sender hersteller betreiber anbieter träger versorger zulieferer ausrüster bundesligist"
)


_LONGEST_NOUN = 60  # characters


@dataclass(frozen=True, slots=True)
class PersonNoun:
    """A noun for one person or several. `base` is its masculine singular, lower case."""

    base: str
    gender: Gender | None
    plural: bool = False
    compound: bool = False  # only the noun's last part is known: "Agrarsprecher"
    modifier: str = ""  # what stands before it in the compound, lower case


class _Lists:
    def __init__(self) -> None:
        with gzip.open(NAMES_FILE) as packed:
            content = json.load(packed)
        self.first_names: dict[str, Gender | None] = {}
        genders: tuple[tuple[str, Gender | None], ...] = (("female", "female"), ("male", "male"), ("either", None))
        for group, gender in genders:
            self.first_names.update(dict.fromkeys(content["first_names"][group], gender))
        pairs = [tuple(pair) for pair in content["person_nouns"]]
        pairs += [tuple(pair.split()) for pair in _MORE_PERSON_NOUNS.replace("\n", "|").split("|") if pair]
        self.nouns: dict[str, PersonNoun] = {}
        for masculine, feminine in pairs:
            base = masculine.lower()
            if feminine == masculine:
                self.nouns[base] = PersonNoun(base, None)
                continue
            self.nouns[base] = PersonNoun(base, "male")
            self.nouns.setdefault(feminine.lower(), PersonNoun(base, "female"))
        # "Vorsitzende", "Jährige" after "der" are men: the article decides.
        for adjectival in [base for base in self.nouns if base.endswith("er") and base[:-1] in self.nouns]:
            self.nouns[adjectival[:-1]] = PersonNoun(adjectival, None)


@cache
def _lists() -> _Lists:
    return _Lists()


def is_first_name(word: str) -> bool:
    return word in _lists().first_names or (
        "-" in word and all(part in _lists().first_names for part in word.split("-"))
    )


def first_name_gender(word: str) -> Gender | None:
    """The gender that nearly all bearers of a first name have; None where they differ or nobody bears it."""
    known = _lists().first_names
    if word in known:
        return known[word]
    return known.get(word.split("-", 1)[0]) if "-" in word else None


@lru_cache(maxsize=20_000)
def person_noun(word: str) -> PersonNoun | None:
    """Reads a noun in any case and number as a person noun, whole or as the last part of a compound."""
    if len(word) > _LONGEST_NOUN:
        return None
    lower = word.lower()
    for form, plural in _undeclined(lower):
        found = _find_noun(form)
        if found:
            return PersonNoun(found.base, found.gender, plural, found.compound, found.modifier)
    match = _FEMININE_NOUN.match(lower)
    if match and word[0].isupper() and not is_first_name(word):
        return PersonNoun(match[1], "female", bool(match[2]))
    return None


def _undeclined(lower: str) -> list[tuple[str, bool]]:
    forms = [(lower, False)]
    if lower.endswith("innen"):
        forms.append((lower[:-3], True))
    plural = lower.endswith("ern")
    forms += [
        (lower.removesuffix(ending), plural) for ending in ("s", "es", "en", "n", "e", "er") if lower.endswith(ending)
    ]
    return forms


def _find_noun(form: str) -> PersonNoun | None:
    nouns = _lists().nouns
    if form in nouns:
        return nouns[form]
    for cut in range(2, len(form) - 3):
        part = nouns.get(form[cut:])
        if part and form[cut:] not in _TOO_SHORT:
            return PersonNoun(part.base, part.gender, compound=True, modifier=form[:cut].strip("-"))
    return None


_FEMININE_NOUN = re.compile(
    r"(\w{2,}(?:er|ist|ent|ant|or|log|nom|graf|eur|ar|är|at|ät|ast|iker|wart|rt|nd|bot))in(nen)?$"
)
# Endings of countless other words.
_TOO_SHORT = words("rat gast wirt ahne riese erbe herr dame bote pate star profi")


def is_adjectival(noun: PersonNoun) -> bool:
    """Whether a person noun declines like an adjective: "der Vorsitzende", "ein Vorsitzender"."""
    return noun.base.endswith("er") and noun.base[:-1] in _lists().nouns and noun.gender is None
