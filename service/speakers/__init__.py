"""From mention to person: who the speakers of an article are, and which quotation is whose."""

from collections.abc import Sequence

from service.domain import Attribution, Quotation, Sentence, Speaker
from service.speakers.resolver import Resolver
from service.speakers.trust import THRESHOLD

__all__ = ["resolve"]


def resolve(
    text: str, sentences: Sequence[Sentence], quotations: Sequence[Quotation], *, threshold: float = THRESHOLD
) -> tuple[tuple[Speaker, ...], tuple[Attribution | None, ...]]:
    """Follows every quotation's mention to the fullest name the article has.

    `sentences` are the article's parsed sentences; without them the text alone decides. All spans index `text`.
    Returns the speakers, numbered s1, s2 … by their first quotation, and one attribution per quotation in the order
    given: None where nobody is mentioned, a name of None where the mention means nobody the article names, or where the
    attribution is right with a probability below `threshold` (0 to 1; `ids` then still say who was meant most likely).
    """
    return Resolver(text, sentences, quotations, threshold=threshold).resolve()
