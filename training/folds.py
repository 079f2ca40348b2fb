"""Which part of the data is left out in which round of a cross-validation."""

import random
from collections.abc import Sized

FOLDS = 5


def folds_of(items: Sized) -> list[int]:
    """A fold, 0 to `FOLDS` - 1, for every item, drawn once for all."""
    order = list(range(len(items)))
    random.Random(1).shuffle(order)
    place = {index: position % FOLDS for position, index in enumerate(order)}
    return [place[index] for index in range(len(items))]
