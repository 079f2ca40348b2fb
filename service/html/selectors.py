"""Which CSS selectors a user may hand in: those that are tried in linear time, whatever the document.

Of a selector engine in C, which nothing can stop, only that may be asked which it does fast. Each of the others
(`:has`, `:nth-…`, `~`, selectors with combinators in parentheses) takes half a minute and more for a megabyte that
was made for it.
"""

import re
from typing import Final

from turbohtml import parse

from service.html.errors import SelectorError

LONGEST: Final = 300
"""Characters."""

_STRING: Final = re.compile(r"""\\.|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"\[[^\]]*\]")
_PSEUDO: Final = re.compile(r":+([\w-]+)")
_FAST: Final = frozenset({"first-child", "last-child", "not", "is", "where"})
_NESTED: Final = re.compile(r"\([^)]*[:(>+]|\([^)]*[^\s,()]\s+[^\s,)]")
_ALLOWED: Final = (
    "allowed are names, classes, ids, attributes, `:first-child`, `:last-child`, the combinators ` `, `>` and `+`, "
    "and without those `:not`, `:is` and `:where`"
)


def check_selector(selector: str) -> None:
    """Raises SelectorError that says what is wrong with a CSS selector."""
    if len(selector) > LONGEST:
        raise SelectorError(f"Has {len(selector)} characters; the limit is {LONGEST}.")
    try:
        parse("").select(selector)
    except ValueError as error:
        reason = str(error).rpartition('": ')[2]  # behind the selector itself
        raise SelectorError(f"Is no CSS selector: {reason}.") from None
    if slow := _slow(selector):
        raise SelectorError(f"May not have {slow}, which could take too long: {_ALLOWED}.")


def _slow(selector: str) -> str | None:
    """What in a selector is not among the fast things, in words."""
    plain = _ATTRIBUTE.sub("", _STRING.sub("x", selector))
    if "/*" in plain:
        return "comments"
    if "~" in plain:
        return "`~`"
    for name in _PSEUDO.findall(plain):
        if name.lower() not in _FAST:
            return f"`:{name}`"
    return "combinators or pseudo-classes in parentheses" if _NESTED.search(plain) else None
