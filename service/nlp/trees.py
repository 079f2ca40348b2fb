"""Finds a sentence's best dependency tree without a search where none is needed.

Stanza's search makes attaching to the root so dear that the first guess always has a cycle, which it then contracts in
Python. But when every word's best head already gives a tree with one root, no other tree scores higher.
"""

import numpy as np
import stanza.models.depparse.model as parser
from numpy.typing import NDArray
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root


def best_tree(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Heads (1 + words,) of the best tree with exactly one root; `scores` (1 + words, 1 + words) by dependent, head.

    Index 0 is the root, its own head. The same tree as Stanza's `chuliu_edmonds_one_root` finds.
    """
    heads: NDArray[np.int64] = scores.argmax(1)
    heads[0] = 0
    if np.count_nonzero(heads[1:] == 0) == 1:
        ancestors = heads
        for _ in range(len(heads).bit_length()):
            ancestors = ancestors[ancestors]
        if not ancestors.any():
            return heads
    searched: NDArray[np.int64] = chuliu_edmonds_one_root(scores)
    return searched


def use_in_parser() -> None:
    """From now on Stanza's parser decodes with it."""
    parser.chuliu_edmonds_one_root = best_tree
