"""`python -m training.speakers.measure`: how often the resolver names the right speaker, given gold quotations."""

import argparse
import json
import re
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from service.domain import Attribution, Cue, Kind, Quotation, Sentence, Span
from service.speakers import resolve
from service.speakers.lexicon import is_first_name
from service.speakers.trust import THRESHOLD
from service.speakers.vocabulary import FIRST_PERSON, PRONOUNS, SAME_SOURCE, possessive
from training.joint.articles import MEDIUM_CODES, TYPES, Article, read_corpus
from training.speakers.cached import Parse, bundled_parse, parse_all
from training.speakers.crude import WordClasses, crude_sentences


def quotation_of(row: dict[str, Any], *, with_kind: bool, text: str) -> Quotation:
    """A gold quotation as the `quote` processor would hand it on. Its `via` is left out: only the rules find it."""

    def spans(role: str) -> tuple[Span, ...]:
        return tuple(Span(part["start"], part["end"]) for part in row.get(role, []))

    cue = spans("cue")
    kind: Kind = row["kind"] if with_kind else "unknown"
    return Quotation(
        type=TYPES[row["type"]],
        medium=MEDIUM_CODES[row["medium"]],  # type: ignore[arg-type]
        spans=spans("quote"),
        confidence=1.0,
        cue=Cue(cue, text[cue[0].start : cue[0].end]) if cue else None,
        frame=spans("frame"),
        addressee=spans("addressee"),
        mention=spans("speaker"),
        kind=kind,
    )


_TITLE = re.compile(r"^(?:(?:der|die|das|herr|frau|dr\.|prof\.)\s+)+")


def normalised(name: str) -> str:
    """A name without case, title, article, marks, parentheses and genitive -s."""
    name = re.sub(r"\([^)]*\)", " ", name.casefold()).strip()
    name = _TITLE.sub("", re.sub(r"[„“”\"»«‚‘’'´′.,-]", " ", name).strip())
    return " ".join(word.removesuffix("s") if len(word) > 3 else word for word in name.split())


def same_name(gold: str, found: str | None) -> bool:
    """Whether two names mean the same; joint speakers in any order."""
    if not gold or not found:
        return not gold and not found
    return normalised(gold) == normalised(found) or _parts(gold) == _parts(found)


def _parts(name: str) -> list[str]:
    """The joint speakers of a name, sorted; "Sonia und Willy Bogner" are two Bogners."""
    parts = re.split(r"\s+(?:und|sowie)\s+(?:d(?:ie|er|as)\s+)?", normalised(name.replace(",", " und ")))
    last = parts[-1].split()[-1:]
    if len(parts) == 2 and last and " " in parts[1] and is_first_name(parts[0].capitalize()):
        parts[0] = f"{parts[0]} {last[0]}"
    return sorted(parts)


def mention_class(mention: str, who: str, kind: str) -> str:
    """What kind of words mention the speaker: pronoun, full name, surname, role noun, other noun."""
    first = mention.split(maxsplit=1)[0].lower() if mention else ""
    if not mention:
        return "no mention"
    if len(mention.split()) == 1 and (
        first in PRONOUNS or first in FIRST_PERSON or first in SAME_SOURCE or possessive(first)
    ):
        return "pronoun"
    if possessive(first) or "eigene" in mention.lower():
        return "possessive"
    if who and normalised(who) in normalised(mention):
        return "full name"
    surname = normalised(who).split()[-1:] if who else []
    if surname and surname[0] in normalised(mention).split():
        return "surname"
    return "role noun" if kind == "person" else "other noun"


@dataclass(slots=True)
class Tally:
    right: int = 0
    all: int = 0
    wrong_name: int = 0

    abstained: int = 0  # of those with a speaker

    def add(self, gold: str, found: str | None) -> bool:
        self.all += 1
        right = same_name(gold, found)
        self.right += right
        self.wrong_name += not right and bool(found)
        self.abstained += bool(gold) and not found
        return right

    def __str__(self) -> str:
        share = self.right / self.all if self.all else 0.0
        given = self.right / (self.right + self.wrong_name) if self.right else 0.0
        counts = f"{self.right:5d} of {self.all:5d}"
        return f"{share:6.3f}  {counts}   not abstaining {given:.3f}, abstained {self.abstained / max(self.all, 1):.3f}"


@dataclass(slots=True)
class Retrieval:
    """How often a relaying medium is found, and rightly."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def add(self, gold: str | None, found: str | None) -> bool:
        right = bool(gold) and bool(found) and same_name(gold or "", found)
        self.right += right
        self.gold += bool(gold)
        self.found += bool(found)
        return right

    def __str__(self) -> str:
        precision, recall = self.right / max(self.found, 1), self.right / max(self.gold, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return f"{f1:6.3f}  P {precision:.3f} R {recall:.3f}   {self.right} of {self.gold}"


@dataclass(slots=True)
class Measured:
    """Names by kind of speaker, of mention and of resolution; relaying media; kinds that the rules find unaided."""

    names: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    via: Retrieval = field(default_factory=Retrieval)
    kinds: Tally = field(default_factory=Tally)


def measure(
    articles: Sequence[Article],
    parsed: Mapping[str, Sequence[Sentence]],
    *,
    with_kind: bool,
    show: str = "",
    threshold: float = THRESHOLD,
) -> Measured:
    """Resolves the articles' gold quotations; prints the errors of one kind with `show`."""
    measured = Measured()
    spent = 0.0
    for article in articles:
        if not article.quotations:
            continue
        quotations = [quotation_of(row, with_kind=with_kind, text=article.text) for row in article.quotations]
        begun = time.perf_counter()
        speakers, attributions = resolve(article.text, parsed[article.id], quotations, threshold=threshold)
        spent += time.perf_counter() - begun
        kinds = {speaker.id: speaker.kind for speaker in speakers}
        for row, quotation, attribution in zip(article.quotations, quotations, attributions, strict=True):
            mention = " … ".join(article.text[span.start : span.end] for span in quotation.mention)
            _count(measured, article, row, mention, attribution, show)
            if attribution and len(attribution.ids) == 1:
                measured.kinds.add(row["kind"], kinds[attribution.ids[0]])
    print(f"{1000 * spent / max(len(articles), 1):.2f} ms an article")
    return measured


def _count(
    measured: Measured,
    article: Article,
    row: dict[str, Any],
    mention: str,
    attribution: Attribution | None,
    show: str,
) -> None:
    who, found = row.get("who", ""), attribution.name if attribution else None
    kind = mention_class(mention, who, row["kind"])
    how = attribution.resolved_by if attribution else "none"
    part = "original" if "-" in article.id else "wikinews"
    for key in ("all", f"part: {part}", f"kind: {row['kind']}", f"mention: {kind}", f"resolved by: {how}"):
        right = measured.names[key].add(who, found)
    via, gold_via = attribution.via if attribution else None, row.get("via")
    right_via = measured.via.add(gold_via, via)
    if show == "via" and (via or gold_via) and not right_via:
        print(article.id, "|", mention, "|", who, "| VIA", gold_via, "| found", via)
    if show and not right and show in {kind, how, row["kind"], "all"}:
        print(article.id, "|", mention, "|", who, "| found", found, "|", how, "|", row["kind"], row["type"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--tagged", type=Path, default=Path("../shared/data/ud/de_gsd-train-words-upos.txt"))
    parser.add_argument("--split", choices=["train", "check"], default="check")
    parser.add_argument("--parse", choices=["crude", "none", "bundled"], default="crude")
    parser.add_argument("--parsed", type=Path, help="a cache of parsed articles; made where it does not exist")
    parser.add_argument("--threshold", type=float, default=THRESHOLD, help="below this probability, no name")
    parser.add_argument("--no-kind", action="store_true", help="hide the gold kind of speaker from the resolver")
    parser.add_argument(
        "--show", default="", help="print the errors of a kind of mention, of speaker or of resolution, or 'all'"
    )
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    articles = read_corpus(arguments.corpus, arguments.split == "check")
    parsed = parse_all(articles, arguments.parsed, lambda: parser_named(arguments.parse, arguments.tagged))
    measured = measure(
        articles,
        parsed,
        with_kind=not arguments.no_kind,
        show=arguments.show,
        threshold=arguments.threshold,
    )
    if arguments.json:
        print(json.dumps({key: [tally.right, tally.all] for key, tally in measured.names.items()}, indent=1))
        return
    for key in sorted(measured.names):
        print(f"{key:32s} {measured.names[key]}")
    print(f"{'via, F1':32s} {measured.via}")
    print(f"{'kind of the speaker':32s} {measured.kinds}")


def parser_named(name: str, tagged: Path) -> Parse:
    """A function from text to sentences: the bundled models, word classes only, or nothing."""
    if name == "none":
        return lambda _: ()
    if name == "crude":
        classes = WordClasses(tagged)
        return lambda text: crude_sentences(text, classes)
    return bundled_parse()


if __name__ == "__main__":
    main()
