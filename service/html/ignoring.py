"""Which parts of a document are no article text: by the kind of element, and by CSS selectors of the user.

The tree that says so is built by turbohtml as a browser would, whatever the markup looks like. It does not know where
its text came from, so it is built from a skeleton of the document, in which a numbered stand-in takes the place of
every run of text: where a stand-in ends up, there its text belongs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from turbohtml import Document, Element, Node, Text, parse

from service.html.errors import NestedTooDeeplyError, SelectorError
from service.html.selectors import check_selector

DEEPEST: Final = 512
"""Elements in one another. Browsers go no deeper either."""
DROPPED: Final = frozenset(
    # not shown
    "script style template noscript noembed noframes datalist param "
    # shown, but no text
    "iframe object embed audio video canvas svg math map "
    # shown as something to use
    "button select textarea "
    # beside the article
    "nav aside".split()
)
_RAW: Final = frozenset({"title", "xmp", "plaintext"})
_SPECIAL: Final = _RAW | {"pre", "q"}
_ZERO: Final = 0xF0000, 0x100000  # private use: two characters are enough for four thousand million stand-ins
_DIGITS: Final = 0xFFFE
_STAND_IN: Final = re.compile("([\U000f0000-\U000ffffd])([\U00100000-\U0010fffd])")


def stand_in(number: int) -> str:
    high, low = divmod(number, _DIGITS)
    return chr(_ZERO[0] + high) + chr(_ZERO[1] + low)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the elements around a text say about it."""

    kept: bool = True
    preformatted: bool = False  # line ends count
    quotes: int = 0  # `<q>` in one another
    raw: bool = False  # a tag would be text here


_OUTSIDE: Final = Surroundings(kept=False)  # a template's content has no place in the document


def kept(skeleton: str, selectors: Sequence[str] = ()) -> dict[int, Surroundings]:
    """Numbers of the stand-ins in a skeleton whose text belongs to the article, and what lies around each.

    Raises NestedTooDeeplyError, and SelectorError for the first selector that is wrong.
    """
    for index, selector in enumerate(selectors):
        try:
            check_selector(selector)
        except SelectorError as error:
            raise SelectorError(str(error), index) from None
    document = parse(skeleton, positions=False, scripting=True, allow_declarative_shadow_roots=False)
    _check_depth(document)
    ignored = {element for selector in selectors for element in document.select(selector)}
    around: dict[Node | None, Surroundings] = {document: Surroundings()}
    found: dict[int, Surroundings] = {}
    for node in document.descendants:
        here = around.get(node.parent, _OUTSIDE)
        if isinstance(node, Text):
            if here.kept:
                found.update((_number(*digits), here) for digits in _STAND_IN.findall(node.data))
        elif isinstance(node, Element):
            around[node] = _inside(node, here, dropped=node in ignored)
    return found


def _inside(element: Element, around: Surroundings, *, dropped: bool) -> Surroundings:
    dropped = dropped or element.tag in DROPPED or "hidden" in element.attrs
    if not dropped and element.tag not in _SPECIAL:
        return around
    return Surroundings(
        kept=around.kept and not dropped,
        preformatted=around.preformatted or element.tag == "pre",
        quotes=around.quotes + (element.tag == "q"),
        raw=element.tag in _RAW,
    )


def _check_depth(document: Document) -> None:
    """Before selectors are tried: looking for ancestors takes longer the more there are."""
    depths: dict[Node | None, int] = {}
    for node in document.descendants:
        if isinstance(node, Element):
            depth = depths[node] = depths.get(node.parent, 0) + 1
            if depth > DEEPEST:
                raise NestedTooDeeplyError(f"More than {DEEPEST} elements lie in one another.")


def _number(high: str, low: str) -> int:
    return (ord(high) - _ZERO[0]) * _DIGITS + ord(low) - _ZERO[1]
