"""Names as they are compared: without titles, whatever the case, the kind of hyphen or apostrophe and the accents."""

import re
import unicodedata
from dataclasses import dataclass

from service.speakers.givennames import compatible
from service.speakers.vocabulary import NAME_PARTICLES, TITLES, words

_HYPHENS = re.compile("[\u2010-\u2015\u2212\ufe63\uff0d]")
_APOSTROPHES = re.compile("[\u2018\u2019\u02bc´`′]")
_MARKS = re.compile('[„“”»«"‚‹›]')
_TITLE = TITLES | words("dres. priv.-doz. pd dr prof h.c. em. mult. ing dipl.-ing. mag dame lord")
_ARTICLES = words("der die das")
_LEGAL = words("ag gmbh se kg kgaa inc inc. ltd ltd. co co. corp. eg e.v. ev gag ug plc s.a. n.v. &")
_ARABIC = re.compile(r"^(?:al|el|as|an|at|ad|ar|ash|az|ez)-")


def plain(name: str) -> str:
    """One form for all ways to write a name, accents kept: "Prof. Dr. Lena  BRANDT" is "lena brandt"."""
    unified = unicodedata.normalize("NFKC", name)
    unified = _MARKS.sub("", _APOSTROPHES.sub("'", _HYPHENS.sub("-", unified))).casefold()
    parts = unified.split()
    while len(parts) > 1 and parts[0] in _TITLE:
        del parts[0]
    return " ".join(parts)


def folded(plain_name: str) -> str:
    """Without accents and the like: agencies write "Erdogan" for "Erdoğan"."""
    apart = unicodedata.normalize("NFKD", plain_name)
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return bare.translate(_NO_ACCENT)


_NO_ACCENT = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d"})


def body_form(plain_name: str) -> str:
    """A body's name without its article and its legal form: "die Nordwerk AG" is "nordwerk"."""
    parts = plain_name.split()
    if len(parts) > 1 and parts[0] in _ARTICLES:
        del parts[0]
    while len(parts) > 1 and parts[-1] in _LEGAL:
        del parts[-1]
    return " ".join(parts)


def spoken_order(name: str) -> str:
    """ "Brandt, Lena", as library catalogues write it, is "Lena Brandt"."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() and last.strip() and "," not in first else name


@dataclass(frozen=True, slots=True)
class PersonName:
    """A plain name in two parts; `first` is empty where only one word stands."""

    first: tuple[str, ...]
    last: str

    @classmethod
    def of(cls, plain_name: str) -> "PersonName":
        *first, last = folded(plain_name).split() or [""]
        # The surname is its last word: "von der Leyen" and "Leyen" are one.
        return cls(tuple(part for part in first if part not in NAME_PARTICLES), _ARABIC.sub("", last))

    def fits(self, other: "PersonName") -> bool:
        """Whether both can be one person's: the same surname, and no first name against it."""
        return self.last == other.last and compatible(self.first, other.first)
