"""When two names mean the same speaker."""

import re

from service.speakers.lexicon import is_first_name
from service.speakers.vocabulary import TITLES

_PARENTHESIS = re.compile(r"\([^)]*\)")
_SIGNS = re.compile(r"[„“”\"»«‚‘’'´′.,-]")
_JOINT = re.compile(r"\s*,\s*|\s+(?:und|sowie)\s+")
_ARTICLES = frozenset("der die das des dem den".split())
_LEADING = _ARTICLES | {title.rstrip(".") for title in TITLES}


def normalised(name: str) -> str:
    """A name without case, leading titles and articles, marks, what stands in parentheses, and genitive -s."""
    words = _SIGNS.sub(" ", _PARENTHESIS.sub(" ", name.casefold())).split()
    while len(words) > 1 and words[0] in _LEADING:
        words = words[1:]
    return " ".join(word.removesuffix("s") if len(word) > 3 else word for word in words)


def same_name(gold: str, found: str | None) -> bool:
    """Whether two names mean the same; joint speakers in any order. Nobody is the same as nobody."""
    if not gold or not found:
        return not gold and not found
    return normalised(gold) == normalised(found) or parts_of(gold) == parts_of(found)


def parts_of(name: str) -> list[str]:
    """The joint speakers of a name, normalised and sorted; "Sonia und Willy Bogner" are two Bogners."""
    parts = [part for part in _JOINT.split(_PARENTHESIS.sub(" ", name)) if part.strip()]
    last = parts[-1].split() if parts else []
    if len(parts) == 2 and len(last) > 1 and is_first_name(parts[0].strip()):
        parts[0] = f"{parts[0]} {last[-1]}"
    return sorted(normalised(part) for part in parts)
