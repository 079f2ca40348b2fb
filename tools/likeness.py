"""Measures from which likeness on two quotations are versions of one: `python -m tools.likeness`.

On the 210 articles of our own in training/corpus, whose quotations are annotated. Every quotation is edited as editors
do, and put back in place of every second one of its article, for which an article of the same genre gives its
quotations instead. Then `service.compare` must find the edited ones again, and call the others new and gone.
"""

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from service.compare import Said, compare
from service.domain import Span, text_of
from service.evaluation.corpus import read_corpus_articles

CORPUS = Path(__file__).parents[1] / "training" / "corpus"
Words = list[str]
_KONJUNKTIV = dict(
    pair.split(":")
    for pair in (
        "ist:sei hat:habe wird:werde sind:seien haben:hätten werden:würden kann:könne muss:müsse will:wolle "
        "wir:sie ich:er uns:sich unser:ihr unsere:ihre mein:sein meine:seine"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Edits:
    """What editors do to the words of a quotation, in the words of our articles."""

    choose: random.Random
    vocabulary: Words

    def one_word(self, words: Words) -> Words:
        return self._replaced(words, 1)

    def a_quarter_of_the_words(self, words: Words) -> Words:
        return self._replaced(words, max(1, len(words) // 4))

    def shortened_by_a_third(self, words: Words) -> Words:
        length = max(1, len(words) // 3)
        start = self.choose.randrange(len(words) - length + 1)
        return words[:start] + words[start + length :]

    def words_put_in(self, words: Words) -> Words:
        place = self.choose.randrange(len(words) + 1)
        return words[:place] + self.choose.choices(self.vocabulary, k=self.choose.randint(1, 3)) + words[place:]

    def a_third_quoted(self, words: Words) -> Words:
        length = min(len(words), max(4, len(words) // 3))
        start = self.choose.randrange(len(words) - length + 1)
        return words[start : start + length]

    def made_indirect(self, words: Words) -> Words:
        return [_KONJUNKTIV.get(word.lower(), word) for word in words]

    def _replaced(self, words: Words, count: int) -> Words:
        new = list(words)
        for place in self.choose.sample(range(len(words)), count):
            new[place] = self.choose.choice(self.vocabulary)
        return new


@dataclass(slots=True)
class Figures:
    """Of `altered` quotations `found` were paired with what they had been; of `others`, `mistaken` were paired, too."""

    altered: int = 0
    found: int = 0
    others: int = 0
    mistaken: int = 0


def articles() -> list[list[str]]:
    """Texts of the annotated quotations, article by article; without nested ones, whose words are another's, too."""
    found = []
    for article in read_corpus_articles(CORPUS, note=lambda _: None):
        quotations = [[Span(**span) for span in quotation["quote"]] for quotation in article.quotations]
        whole = [Span(spans[0].start, spans[-1].end) for spans in quotations]
        found.append(
            [
                text_of(article.text, spans)
                for spans, place in zip(quotations, whole, strict=True)
                if not any(other != place and other.covers(place) for other in whole)
            ]
        )
    return found


def kinds() -> list[str]:
    return [name for name, value in vars(Edits).items() if callable(value) and not name.startswith("_")]


def measure(kind: str, threshold: float, every: list[list[str]]) -> Figures:
    """With one kind of edit."""
    choose = random.Random(f"likeness {kind}")
    vocabulary = sorted({word for texts in every for text in texts for word in text.split()})
    edit: Callable[[Words], Words] = getattr(Edits(choose, vocabulary), kind)
    figures = Figures()
    for texts, strangers in zip(every, every[1:] + every[:1], strict=True):
        before = [Said(f"b{place}", text, "direct") for place, text in enumerate(texts) if text.split()]
        edited = [Said(f"a{one.id}", " ".join(edit(one.text.split())), "direct") for one in before[::2]]
        after = edited + [Said(f"n{place}", text, "direct") for place, text in enumerate(strangers[1::2])]
        _count(figures, before, after, threshold)
    return figures


def _count(figures: Figures, before: list[Said], after: list[Said], threshold: float) -> None:
    paired = {
        after[change.after].id: before[change.before].id
        for change in compare(before, after, like=threshold)
        if change.before is not None and change.after is not None
    }
    for one in after:
        partner = paired.get(one.id)
        if one.id.startswith("a"):
            figures.altered += 1
            figures.found += partner == one.id[1:]
        else:
            figures.others += 1
        figures.mistaken += partner is not None and partner != one.id[1:]


def rows(thresholds: tuple[float, ...]) -> Iterator[str]:
    every = articles()
    yield "| edit | " + " | ".join(f"{threshold:.2f}" for threshold in thresholds) + " |"
    yield "|---" * (len(thresholds) + 1) + "|"
    mistaken = [0.0] * len(thresholds)
    for kind in kinds():
        found = [measure(kind, threshold, every) for threshold in thresholds]
        yield f"| {kind.replace('_', ' ')} | " + " | ".join(f"{one.found / one.altered:.1%}" for one in found) + " |"
        mistaken = [
            so_far + one.mistaken / (one.altered + one.others) for so_far, one in zip(mistaken, found, strict=True)
        ]
    yield "| paired with another, mean | " + " | ".join(f"{share / len(kinds()):.1%}" for share in mistaken) + " |"


def main() -> None:
    for row in rows((0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)):
        sys.stdout.write(row + "\n")


if __name__ == "__main__":
    main()
