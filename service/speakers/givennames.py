"""Whether two rows of first names can be one person's."""

from collections.abc import Sequence


def compatible(one: Sequence[str], other: Sequence[str]) -> bool:
    """ "Franz Josef" and "Franz-Josef", "J." and "Jürgen", "Franz" and "Franz Josef"; and nothing with anything."""
    if not one or not other:
        return True
    left = [part for name in one for part in name.split("-")]
    right = [part for name in other for part in name.split("-")]
    if _same_name(left[0], right[0]):
        return True
    shorter, longer = sorted((left, right), key=len)
    return all(any(_same_name(part, whole) for whole in longer) for part in shorter)


def _same_name(one: str, other: str) -> bool:
    if one.endswith(".") or other.endswith("."):
        return one[:1] == other[:1]
    return one == other
