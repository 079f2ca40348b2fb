"""`python -m training.speakers.measure`: how often the resolver names the right speaker, given gold quotations."""

import argparse
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.domain import Attribution, Cue, Kind, Quotation, Sentence, Span, Speaker
from service.speakers import resolve
from service.speakers.vocabulary import FIRST_PERSON, PRONOUNS, SAME_SOURCE, possessive
from training.joint.articles import MEDIUM_CODES, TYPES, Article, read_corpus
from training.speakers.crude import WordClasses, crude_sentences

Parse = Callable[[str], Sequence[Sentence]]


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
    parts = [
        sorted(re.split(r"\s+(?:und|sowie)\s+(?:d(?:ie|er|as)\s+)?", normalised(name.replace(",", " und "))))
        for name in (gold, found)
    ]
    return normalised(gold) == normalised(found) or parts[0] == parts[1]


def mention_class(text: str, mention: str, who: str) -> str:
    """What kind of words mention the speaker: pronoun, name, surname, role noun, description, body."""
    del text
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
    return "other"


@dataclass(slots=True)
class Tally:
    right: int = 0
    all: int = 0
    wrong_name: int = 0

    def add(self, gold: str, found: str | None) -> bool:
        self.all += 1
        right = same_name(gold, found)
        self.right += right
        self.wrong_name += not right and bool(found)
        return right

    def __str__(self) -> str:
        share = self.right / self.all if self.all else 0.0
        return f"{share:6.3f}  {self.right:5d} of {self.all:5d}   wrong names {self.wrong_name}"


def measure(articles: Sequence[Article], parse: Parse, *, with_kind: bool, show: str = "") -> dict[str, Tally]:
    """Tallies by kind of speaker, by kind of mention and by how the resolver decided."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    spent = 0.0
    for article in articles:
        quotations = [quotation_of(row, with_kind=with_kind, text=article.text) for row in article.quotations]
        sentences = parse(article.text)
        begun = time.perf_counter()
        _, attributions = resolve(article.text, sentences, quotations)
        spent += time.perf_counter() - begun
        for row, quotation, attribution in zip(article.quotations, quotations, attributions, strict=True):
            mention = " … ".join(article.text[span.start : span.end] for span in quotation.mention)
            _count(tallies, article, row, mention, attribution, show)
    print(f"{1000 * spent / max(len(articles), 1):.2f} ms an article")
    return tallies


def _count(
    tallies: dict[str, Tally],
    article: Article,
    row: dict[str, Any],
    mention: str,
    attribution: Attribution | None,
    show: str,
) -> None:
    who, found = row.get("who", ""), attribution.name if attribution else None
    kind = mention_class(article.text, mention, who)
    how = attribution.resolved_by if attribution else "none"
    part = "original" if "-" in article.id else "wikinews"
    for key in ("all", f"part: {part}", f"kind: {row['kind']}", f"mention: {kind}", f"resolved by: {how}"):
        right = tallies[key].add(who, found)
    via, gold_via = attribution.via if attribution else None, row.get("via")
    if via or gold_via:
        tallies["via"].add(gold_via or "", via)
        if show == "via" and not same_name(gold_via or "", via):
            print(article.id, "|", mention, "|", who, "| VIA", gold_via, "| found", via)
    if show and not right and show in {kind, how, row["kind"], "all"}:
        print(article.id, "|", mention, "|", who, "| found", found, "|", how, "|", row["kind"], row["type"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--tagged", type=Path, default=Path("../shared/data/ud/de_gsd-train-words-upos.txt"))
    parser.add_argument("--split", choices=["train", "check"], default="check")
    parser.add_argument("--parse", choices=["crude", "none", "bundled"], default="crude")
    parser.add_argument("--no-kind", action="store_true", help="hide the gold kind of speaker from the resolver")
    parser.add_argument(
        "--show", default="", help="print the errors of a kind of mention, of speaker or of resolution, or 'all'"
    )
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    articles = read_corpus(arguments.corpus, arguments.split == "check")
    tallies = measure(
        articles, parser_named(arguments.parse, arguments.tagged), with_kind=not arguments.no_kind, show=arguments.show
    )
    if arguments.json:
        print(json.dumps({key: [tally.right, tally.all] for key, tally in tallies.items()}, indent=1))
        return
    for key in sorted(tallies):
        print(f"{key:32s} {tallies[key]}")


def parser_named(name: str, tagged: Path) -> Parse:
    """A function from text to sentences: the bundled models, word classes only, or nothing."""
    if name == "none":
        return lambda _: ()
    if name == "crude":
        classes = WordClasses(tagged)
        return lambda text: crude_sentences(text, classes)
    # Imported here: torch and Stanza take seconds, and the other ways need neither.
    from service.nlp.convert import to_sentences  # noqa: PLC0415
    from service.nlp.pipeline import load_pipeline  # noqa: PLC0415

    pipeline = load_pipeline()
    return lambda text: to_sentences(pipeline(text))


def speakers_of(article: Article, parse: Parse) -> tuple[Speaker, ...]:
    """The speakers that the resolver finds for an article's gold quotations."""
    quotations = [quotation_of(row, with_kind=True, text=article.text) for row in article.quotations]
    return resolve(article.text, parse(article.text), quotations)[0]


if __name__ == "__main__":
    main()
