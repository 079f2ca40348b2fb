"""The same article in another style of quotation marks: every mark is one character, so no place in the text moves."""

from collections.abc import Mapping, Sequence
from typing import Any

STYLES = {"„…“": "„“‚‘", "»…«": "»«›‹", "«…»": "«»‹›", '"…"': "\"\"''", "“…”": "“”‘’"}
"""Marks of each style: outer opening and closing, inner opening and closing."""
APOSTROPHES = "'’"
_OUTER, _INNER = ("outer opening", "outer closing"), ("inner opening", "inner closing")


def substitute(text: str, roles: Mapping[int, str], style: str, apostrophe: str) -> str:
    """The text with its marks in another style and its apostrophes as given; `roles` as `roles_of_marks` finds them."""
    signs = dict(zip((*_OUTER, *_INNER, "apostrophe"), STYLES[style] + apostrophe, strict=True))
    characters = list(text)
    for position, role in roles.items():
        characters[position] = signs[role]
    return "".join(characters)


def roles_of_marks(text: str, style: str, marks: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """What each mark is there for, by its position, in an article that keeps to one style.

    `marks`: the annotated outer pairs, which tell the opening from the closing one where both look alike. A quotation
    that goes on in the next paragraph has a pair without a closing mark.
    """
    outer_open, outer_close, inner_open, inner_close = tuple(STYLES[style])
    starts, ends = {mark["start"] for mark in marks}, {mark["end"] - 1 for mark in marks}
    roles: dict[int, str] = {}
    inner = False  # whether an inner quotation is open
    for position, sign in enumerate(text):
        if sign in (outer_open, outer_close):
            if outer_open == outer_close:
                assert (position in starts) != (position in ends), f"{position}: a mark that no pair has"
                opens = position in starts
            else:
                opens = sign == outer_open
            roles[position] = _OUTER[0] if opens else _OUTER[1]
        elif sign == inner_open and (inner_open not in APOSTROPHES or _before_a_word(text, position)):
            roles[position] = _INNER[0]
            inner = True
        elif sign == inner_close and (sign not in APOSTROPHES or (inner and not _before_letter(text, position))):
            roles[position] = _INNER[1]
            inner = False
        elif sign in APOSTROPHES:
            roles[position] = "apostrophe"
    return roles


def _before_a_word(text: str, position: int) -> bool:
    return not text[position - 1 : position].isalnum() and text[position + 1 : position + 2].isalnum()


def _before_letter(text: str, position: int) -> bool:
    return text[position + 1 : position + 2].isalpha()
