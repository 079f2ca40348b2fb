"""Finding persons by name: full names, initials, titles with a surname; then every later surname or first name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from service.domain import Gender, Span
from service.speakers.declension import undo_genitive
from service.speakers.lexicon import first_name_gender, is_first_name, person_noun
from service.speakers.nouns import LEGAL_FORM, body_class
from service.speakers.rolebefore import LOWER_ADJECTIVE, role_before, role_gender
from service.speakers.tokens import Token, TokenRow
from service.speakers.vocabulary import (
    NAME_PARTICLES,
    NOT_NAMES,
    OUTLETS,
    PLACES,
    PREPOSITIONS,
    PRONOUNS,
    TITLE_GENDER,
    TITLES,
    VOICE_NOUN,
    is_determiner,
    is_outlet,
)

_INITIAL = re.compile(r"[A-ZÄÖÜ]\.$")
_NAME_WORD = re.compile(
    r"(?:[A-ZÀ-ÞŠŽŁČĆĐİŞŚ][\w’'´`′‑-]*[a-zà-ÿšžčćłđışğńśźż][\w’'´`′‑-]*|(?:al|el|as|an|at|ad|ar|ash|d'|d’|de)[-’'][A-Z]\w+)$"
)
_ARABIC = re.compile(r"(?:al|el|as|an|at|ad|ar|ash|az|ez)-[A-Z]\w+$")
_MOST_NAME_WORDS = 5
_ROLE_LIKE = re.compile(
    r"(?:in|er|ist|ent|ant|or|eur|loge|graf|nom|rat|mann|frau|chef|ker|s|ung|lady|ruf|ière|ier|legende|ikone|idol)$"
)
_NAME_ADJECTIVE = re.compile(r"\w*(?:isch|lich|deutsch)(?:e|en|es|em)$")
_AGED = re.compile(r"[a-zäöü\d-]jährige[nr]?$")  # "die zwölfjährige Lotta"
_ORDINAL = re.compile(r"[IVX]+\.$")
_JOINTS = frozenset({"und", "sowie"})
_SURNAME_PARTICLES = frozenset({"van", "von", "de", "di", "del"})


def bare_surname(word: str) -> str:
    """ "Gaddafi" of "al-Gaddafi"."""
    return re.sub(r"^(?:al|el|as|an|at|ad|ar|ash|Al|El)-", "", word)


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """One place where a person stands with a name."""

    tokens: range  # of the name itself
    first: tuple[str, ...]
    last: str  # surname without particles, empty where only a first name stands
    name: str  # as it stands, genitive undone
    gender: Gender | None
    role: range  # of the words before the name that say what the person is, titles not counted


@dataclass(slots=True)
class PeopleFinder:
    """Reads an article for names. `hints` are places that somebody else takes for a person, such as a speaker."""

    row: TokenRow
    hints: Sequence[Span] = ()
    _hinted: set[int] = field(default_factory=set)
    _surnames: set[str] = field(default_factory=set)
    _edges: set[int] = field(default_factory=set)  # no name runs over the start or end of a speaker's mention

    def find(self) -> list[NamedPerson]:
        for span in self.hints:
            tokens = self.row.between(span)
            self._hinted.update(self._name_places(tokens))
            self._edges.update((tokens.start, tokens.stop))
            if tokens and len(tokens) <= 2 and self._may_be_surname(tokens):
                self._surnames.add(self.row[tokens[-1]].text)
        return [person for run in self._runs() if (person := self._read_run(run))]

    def _may_be_surname(self, tokens: range) -> bool:
        """Whether a short mention's last word may be a surname, though a tagger may take it for a noun."""
        last = self.row[tokens[-1]]
        if self._is_unknown(tokens[-1]):
            return True
        alone = len(tokens) == 1 and last.text not in NOT_NAMES and not is_determiner(last.text)
        return alone and bool(_NAME_WORD.match(last.text)) and not person_noun(last.text) and last.lower not in PRONOUNS

    def _name_places(self, tokens: range) -> set[int]:
        """Where in a speaker's mention the speaker's own name may stand: first, after a role, or after a comma."""
        places: set[int] = set()
        fresh = True
        for index in tokens:
            token = self.row[index]
            joins = token.lower in _JOINTS and (fresh or index - 1 in places)
            if token.text == "," or joins or (token.text == ")" and places):
                fresh = True
            elif fresh and self._may_start(token) and not person_noun(token.text):
                places.add(index)
            elif not (
                is_determiner(token.text)
                or person_noun(token.text)
                or LOWER_ADJECTIVE.match(token.text)
                or token.lower in TITLES
                or token.text.isdigit()
            ):
                fresh = False
        return places

    def _runs(self) -> Iterable[range]:
        """Stretches of capitalised words, titles, initials and particles between them, within one line."""
        index, count = 0, len(self.row)
        while index < count:
            if not self._may_start(self.row[index]):
                index += 1
                continue
            stop = index + 1
            while stop < count and not self.row[stop].breaks and stop not in self._edges:
                if self._may_start(self.row[stop]) or _ORDINAL.match(self.row[stop].text):
                    stop += 1
                elif self._particles(stop):
                    stop += self._particles(stop)
                else:
                    break
            yield range(index, stop)
            index = stop

    def _may_start(self, token: Token) -> bool:
        return (
            token.lower in TITLES
            or bool(_INITIAL.match(token.text) or _ARABIC.match(token.text))
            or (token.capital and token.wordlike)
        )

    def _particles(self, index: int) -> int:
        """How many particles ("von der") stand between two name words."""
        stop = index
        while stop < len(self.row) and stop - index < 3 and self.row[stop].text in NAME_PARTICLES - {"und", "zum"}:
            stop += 1
        if stop == index or stop >= len(self.row) or not _NAME_WORD.match(self.row[stop].text):
            return 0
        if self.row[index].text in {"den", "der", "zu", "vom", "von", "la", "le"}:
            before = self.row[index - 1]
            # "Ursula von der Leyen", not "Sprecher von Siemens"
            if not (is_first_name(before.text) or _INITIAL.match(before.text)) or self.row[index].text in {
                "den",
                "der",
            }:
                return 0
            if self.row[stop - 1].text == "den" or not self._is_unknown(stop):
                return 0
        return stop - index

    def _read_run(self, run: range) -> NamedPerson | None:
        start, gender = self._skip_to_name(run)
        if start is None:
            return None
        first_known = next(
            (
                index
                for index in range(start, run.stop - 1)
                if is_first_name(self.row[index].text)
                and self.row[index].text not in PLACES
                and self._is_surname(index + 1, after_first=True)
            ),
            None,
        )
        if first_known is not None:
            begin = first_known
            while self.row[begin].ner != "B-PER" and begin > start and self._may_precede(run, begin - 1):
                begin -= 1
            return self._full_name(run, begin, first_known, gender)
        return self._without_first_name(run, start, gender)

    def _may_precede(self, run: range, index: int) -> bool:
        """Whether a word may be a first name nobody knows, before one that is known.

        "Aus San Francisco Dianne Feinstein" holds a place before her name, "Olexandr Olexandr" an accident.
        """
        token = self.row[index]
        known = token.ner.endswith("-PER")
        after_preposition = run.start > 0 and self.row[run.start - 1].lower in PREPOSITIONS
        return (
            self._is_unknown(index)
            and token.upos != "NOUN"
            and not _ROLE_LIKE.search(token.text)
            and token.text != self.row[index + 1].text
            and (known or not (after_preposition or token.ner != "O"))
        )

    def _skip_to_name(self, run: range) -> tuple[int | None, Gender | None]:
        """Where the name may begin: after sentence openers, roles and titles; with the gender these give."""
        start, gender = run.start, None
        for index in run:
            token = self.row[index]
            if token.lower in TITLES:
                gender = TITLE_GENDER.get(token.lower, gender)
                start = index + 1
        while start < run.stop and (self.row[start].text in NOT_NAMES or is_determiner(self.row[start].text)):
            start += 1
        return (start, gender) if start < run.stop else (None, gender)

    def _full_name(self, run: range, begin: int, first_known: int, gender: Gender | None) -> NamedPerson | None:
        if begin == first_known and self.row[begin].text == self.row[begin + 1].text:
            begin = first_known = begin + 1
        stop, surname_seen = first_known + 1, False
        while stop < run.stop and stop - begin < _MOST_NAME_WORDS:
            token = self.row[stop]
            if token.text in NAME_PARTICLES:
                stop += 1
                continue
            if not self._is_surname(stop, after_first=not surname_seen):
                break
            last_of_run = stop + 1 >= run.stop
            surname_seen = surname_seen or not (_INITIAL.match(token.text) or is_first_name(token.text))
            stop += 1
            if surname_seen and (self._is_genitive(token.text) or (_INITIAL.match(token.text) and last_of_run)):
                break
        while stop > first_known + 1 and self.row[stop - 1].text in NAME_PARTICLES:
            stop -= 1
        name_tokens = range(begin, stop)
        if len(name_tokens) < 2 or self._is_medium(name_tokens) or self._is_company(name_tokens):
            return None
        if self._is_body(begin):
            return None
        role = role_before(self.row, run, begin)
        if not role and self._is_doubtful(name_tokens):
            return None
        gender = gender or first_name_gender(self.row[first_known].text) or role_gender(self.row, role)
        return self._person(name_tokens, gender, role)

    def _without_first_name(self, run: range, start: int, gender: Gender | None) -> NamedPerson | None:
        """Names with no known first name need a title, a role, the entity recognizer or a hint beside them."""
        titled = start > run.start and self.row[start - 1].lower in TITLES
        begin = start if titled else self._after_roles(run, start)
        tokens = range(begin, self._name_end(run, begin, titled))
        if not tokens or self._is_other_name(tokens):
            return None
        compound = len(tokens) > 1 or "-" in self.row[begin].text  # "Deutscher Fußball-Bund"
        if compound and (self._is_body(begin) or self._is_company(tokens)):
            return None
        role = role_before(self.row, run, begin)
        gender = gender or role_gender(self.row, role)
        after_role = begin > run.start and bool(person_noun(self.row[begin - 1].text))
        aged = begin > 0 and is_first_name(self.row[begin].text) and bool(_AGED.search(self.row[begin - 1].text))
        entities = {self.row[index].ner[2:] for index in tokens}
        if titled or (entities == {"PER"} and (len(tokens) > 1 or after_role or aged)):
            return self._person(tokens, gender, role)
        several = len(tokens) > 1
        joined = run.start > 0 and self.row[run.start - 1].lower in _JOINTS
        hinted, recurs = several and all(index in self._hinted for index in tokens), several and self._recurs(tokens)
        if ("ORG" in entities and not recurs and not (hinted and (after_role or joined))) or (
            "LOC" in entities and not (hinted or recurs)
        ):
            return None
        if after_role:
            sprecher_of = len(tokens) == 1 and self._is_genitive(self.row[begin].text)  # "Sprecher Merkels"
            return None if sprecher_of else self._person(tokens, gender, role)
        return self._person(tokens, gender, role) if (hinted or recurs) and begin == start else None

    def _after_roles(self, run: range, start: int) -> int:
        """Where a name may begin behind its roles ("Boliviens Ministerpräsident Evo Morales"); the end if nowhere."""
        roles = [index for index in range(start, run.stop - 1) if person_noun(self.row[index].text)]
        begin = roles[-1] + 1 if roles else start
        while begin < run.stop and not self._is_unknown(begin):
            begin += 1
        last = self.row[run.stop - 1]
        if begin == run.stop and len(run) > 1 and person_noun(last.text) and last.upos == "PROPN":
            return run.stop - 1  # "Trainer Müller": a surname that is a word like others
        return begin

    def _name_end(self, run: range, begin: int, titled: bool) -> int:
        stop = begin
        while stop < run.stop and stop - begin < _MOST_NAME_WORDS:
            particle = self.row[stop].text in NAME_PARTICLES and stop > begin
            if particle and stop + 1 < run.stop and self._is_unknown(stop + 1):
                stop += 2
            elif (
                self._is_unknown(stop)
                or (titled and stop == begin)
                or (stop > begin and _ORDINAL.match(self.row[stop].text))
            ):
                stop += 1
            else:
                break
        return stop

    def _is_other_name(self, tokens: range) -> bool:
        """A state's genitive ("Sprecher Israels"), a paper or a body."""
        last = self.row[tokens[-1]]
        body = body_class(undo_genitive(last.text)) is not None and not last.ner.endswith("-PER") and len(tokens) > 1
        return body or self.row[tokens.start].text.removesuffix("s") in PLACES or is_outlet(self.row.words_of(tokens))

    def _is_body(self, index: int) -> bool:
        """Whether a name begins with a body's noun: "Stiftung Warentest", "Landratsamts Regen"."""
        token = self.row[index]
        return not token.ner.endswith("-PER") and body_class(undo_genitive(token.text)) is not None

    def _is_company(self, tokens: range) -> bool:
        """ "Tibet Initiative", "Linien GmbH": it ends in a body's noun or a legal form."""
        last = self.row[tokens[-1]]
        noun = last.upos == "NOUN" or (last.ner.endswith("-ORG") and not is_first_name(self.row[tokens.start].text))
        return bool(LEGAL_FORM.match(last.text)) or (noun and self._is_body(tokens[-1]))

    def _is_doubtful(self, tokens: range) -> bool:
        """ "Winter Verträge": a first name before a noun, or a body's, which the recognizer takes for no person."""
        entities = {self.row[index].ner[2:] for index in tokens}
        if not self.row.recognised or "PER" in entities or self._recurs(tokens):
            return False
        return (entities == {"ORG"} or self.row[tokens[-1]].upos == "NOUN") and not self._hinted.issuperset(tokens)

    def _is_medium(self, tokens: range) -> bool:
        """ "New York Times", though "York" is a first name; "Vicente Fox" is a person."""
        last = self.row[tokens[-1]].text
        return is_outlet(last) and last.lower() not in OUTLETS

    def _is_genitive(self, word: str) -> bool:
        """ "Salvinis" where the article has "Salvini" too."""
        return word.endswith("s") and bool(self.row.counts.get(word[:-1]))

    def _recurs(self, tokens: range) -> bool:
        """Whether the last word of a possible name is a speaker by itself somewhere."""
        last = self.row[tokens[-1]].text.rstrip("’'")
        return last in self._surnames or bare_surname(last) in self._surnames

    def _is_surname(self, index: int, *, after_first: bool) -> bool:
        token = self.row[index]
        if _INITIAL.match(token.text) or token.text in NAME_PARTICLES or _ORDINAL.match(token.text):
            return True
        if not _NAME_WORD.match(token.text) or token.text in NOT_NAMES or any(map(str.isdigit, token.text)):
            return False
        if after_first:
            return True
        return self._is_unknown(index)

    def _is_unknown(self, index: int) -> bool:
        """A capitalised word that is no word of the language as far as we see: probably a name."""
        token = self.row[index]
        if _INITIAL.match(token.text) or token.text in self._surnames:
            return True
        if (
            not _NAME_WORD.match(token.text)
            or any(map(str.isdigit, token.text))
            or token.text in NOT_NAMES
            or token.text in PLACES
            or token.lower in NAME_PARTICLES
            or _NAME_ADJECTIVE.match(token.lower)
            or person_noun(token.text)
            or VOICE_NOUN.fullmatch(token.text)
        ):
            return False
        return token.upos in {"PROPN", "X"} or is_first_name(token.text) or token.ner.endswith("-PER")

    def _person(self, tokens: range, gender: Gender | None, role: range) -> NamedPerson:
        texts = [self.row[index].text for index in tokens]
        texts[-1] = self._undo_genitive(texts[-1], tokens.stop)
        if len(texts) > 1 and texts[0].lower() in _SURNAME_PARTICLES:
            texts[0] = texts[0].lower()  # "Van Oyen" at the beginning of a sentence
        last_words = [text for text in texts if text not in NAME_PARTICLES]
        last = last_words[-1]
        if _ORDINAL.match(last) and len(last_words) > 1 and len(last) > 2:
            last = last_words[-2]
        first = tuple(last_words[:-1])
        return NamedPerson(tokens, first, last, " ".join(texts), gender, role)

    def _undo_genitive(self, word: str, after: int) -> str:
        """ "Merkels" is "Merkel" where the article also has "Merkel", or a noun follows."""
        base = word.rstrip("’'´`′")
        if base.endswith("s") and len(base) > 3:
            if self.row.counts.get(base[:-1]):
                return base[:-1]
            following = self.row[after] if after < len(self.row) else None
            if following and following.capital and following.wordlike and not following.breaks and word == base:
                return base[:-1] if self.row.counts.get(base, 0) < 2 else base
        return base
