"""How likely it is that an attribution is right: a logistic model over the way it was found and how clear it was."""

import math
from collections.abc import Mapping

from service.domain import Quotation
from service.speakers.entities import Entity
from service.speakers.lexicon import is_first_name
from service.speakers.reading import Outcome, Reading
from service.speakers.vocabulary import (
    DEFINITE,
    DEMONSTRATIVE,
    FIRST_PERSON,
    INDEFINITE,
    PLACES,
    PRONOUNS,
    QUANTIFIERS,
    SAME_SOURCE,
    possessive,
)
from service.speakers.weights import TRUST

THRESHOLD = 0.5
"""Probability below which a quotation gets no name: it would more likely be wrong than right."""
CONTINUATION = 0.55
"""For quotations without a mention: in the corpus nearly all have one, so nothing is learned of them."""
_SUREST = 0.99
_FOUND = (-2.29, 0.734, 0.44)
"""For mentions that a model has found: shift, weight of the resolver's log odds, weight of the mention's.

Fitted on held-back articles by `python -m training.speakers.calibrate`.
"""
_CLIPPED = (0.01, 0.995)
"""Probabilities beyond which log odds say nothing more."""


def evidence(reading: Reading, outcome: Outcome, quotation: Quotation) -> dict[str, float]:
    """What bears on whether an outcome with entities is right."""
    sure = min(max(outcome.sure, 1 - _SUREST), _SUREST)
    clear = math.log(sure / (1 - sure))
    first = outcome.entities[0]
    found = {f"by {outcome.how}": 1.0, f"clear, by {outcome.how}": clear, f"is {first.kind}": 1.0}
    found[f"quotation {quotation.type}"] = 1.0
    surely_body = first.name in PLACES or (first.name.isupper() and not first.is_person)
    if len(outcome.entities) == 1 and not surely_body and quotation.kind not in {"unknown", first.kind}:
        found["kind differs"] = 1.0
        found[f"{quotation.kind} but {first.kind}"] = 1.0
    if first.kind == "person" and not first.described:
        _of_person(reading, first, found)
    else:
        _of_description(reading, first, found)
    if not first.is_person:
        found["proper" if first.proper else "common noun"] = 1.0
        found["one word" if " " not in first.name else "several words"] = 1.0
    if len(outcome.entities) > 1:
        found["joint"] = 1.0
    if outcome.learned:
        found["learned"] = 1.0
        second = outcome.ranked[1][1] if len(outcome.ranked) > 1 else 0.0
        found["lead"] = outcome.sure - second
        found.update((f"chosen as {sign}", 1.0) for sign in outcome.signs)
    found[f"mentioned {_mention_form(reading, quotation)}"] = 1.0
    found[f"by {outcome.how}, mentioned {_mention_form(reading, quotation)}"] = 1.0
    return found


def _of_person(reading: Reading, entity: Entity, found: dict[str, float]) -> None:
    found["first and last name" if entity.first and entity.last else "part of a name"] = 1.0
    found["named twice" if len(entity.mentions) > 1 else "named once"] = 1.0
    if sum(other.last == entity.last for other in reading.cast.persons) > 1:
        found["shares a surname"] = 1.0
    if entity.first and not is_first_name(entity.first[0]):
        found["first name unknown"] = 1.0
    if len(entity.name.split()) > 3:
        found["long name"] = 1.0
    recognised = any(
        reading.row[index].ner.endswith("-PER") for span in entity.mentions[:3] for index in reading.row.between(span)
    )
    if not recognised:
        found["not recognised"] = 1.0


def _of_description(reading: Reading, entity: Entity, found: dict[str, float]) -> None:
    """How the name of a body or of somebody described is made: each of its parts may be one too many."""
    what = "person" if entity.kind == "person" else "body" if entity.proper else entity.kind
    words = entity.name.split()
    lower = entity.name.casefold()
    if words and words[0][:1].islower():
        found[f"{what} with adjective"] = 1.0
    if words and words[0][:1].isdigit():
        found[f"{what} with number"] = 1.0
    small = [word for word in words[1:] if word in _SMALL]
    if small:
        found[f"{what} with complement"] = 1.0
        found[f"{what} with {small[0]}"] = 1.0
    if len(words) > 5:
        found["long description"] = 1.0
    if not small and len(words) == 1:
        found[f"{what}, bare"] = 1.0
        found["bare compound" if "-" in entity.name else "bare acronym" if entity.name.isupper() else "bare noun"] = 1.0
        if entity.body_class:
            found[f"bare {entity.body_class}"] = 1.0
    if lower not in reading.row.text.casefold():
        found["not as it stands"] = 1.0
    longer = [name for name in (*reading.known_bodies, *reading.others) if name != lower and lower in name]
    if longer:
        found["longer name known"] = 1.0


_SMALL = frozenset(
    "der des von vom in im für aus bei mit und zu zur zum an am auf über um unter gegen nach eines einer wie".split()
)


def _mention_form(reading: Reading, quotation: Quotation) -> str:
    """What kind of words mention the speaker, by the first of them."""
    if not quotation.mention:
        return "nowhere"
    tokens = reading.row.between(quotation.mention[0])
    if not tokens:
        return "nowhere"
    word = reading.row[tokens.start].lower
    if len(tokens) == 1 and (word in PRONOUNS or word in FIRST_PERSON or word in SAME_SOURCE):
        group = "source" if word in SAME_SOURCE else "I" if word in FIRST_PERSON else word
        return f"as {group}" if group in {"er", "sie", "source", "I"} else "as demonstrative"
    if possessive(word):
        return "by possessive"
    for kind, listed in (("definite", DEFINITE), ("indefinite", INDEFINITE), ("this", DEMONSTRATIVE)):
        if word in listed:
            return f"by {kind}"
    if word in QUANTIFIERS:
        return "by quantifier"
    return "by a word" if len(tokens) == 1 else "by words"


def probability(
    reading: Reading, outcome: Outcome, quotation: Quotation, weights: Mapping[str, float] = TRUST
) -> float:
    """Between 0 and 1; 0 without entities."""
    if not outcome.entities:
        return 0.0
    if outcome.how == "continuation":
        return CONTINUATION
    score = sum(weights.get(name, 0.0) * value for name, value in evidence(reading, outcome, quotation).items())
    return 1 / (1 + math.exp(-score))


def whole_confidence(likely: float, mention_confidence: float) -> float:
    """How likely the whole attribution is right, 0 to 1: the mention's words and whom they mean.

    A `mention_confidence` of 0 says that nobody told one, as for mentions that are given.
    """
    if not likely or not mention_confidence:
        return likely
    shift, resolver, mention = _FOUND
    return 1 / (1 + math.exp(-(shift + resolver * log_odds(likely) + mention * log_odds(mention_confidence))))


def log_odds(share: float) -> float:
    """Of a probability, held within what can be told apart."""
    held = min(max(share, _CLIPPED[0]), _CLIPPED[1])
    return math.log(held / (1 - held))
