"""Finds a sentence's best dependency tree with little search, and none where none is needed.

Stanza's search makes attaching to the root so dear that the first guess always has a cycle, which it then contracts in
Python, and the next one. Here the root is chosen first: words are tried as the root in the order of how good a tree
with them could be at best, until none that is left could beat the best tree found. Mostly the first word's own
best heads are a tree already.
"""

import numpy as np
from numpy.typing import NDArray
from stanza.models.common.chuliu_edmonds import chuliu_edmonds, chuliu_edmonds_one_root

_TRIES = 6
"""Roots; then Stanza's search, whose time does not depend on how many words could be the root."""
Scores = NDArray[np.float32]
Heads = NDArray[np.int64]


def best_tree(scores: Scores) -> Heads:
    """Heads (1 + words,) of the best tree with exactly one root; `scores` (1 + words, 1 + words) by dependent, head.

    Index 0 is the root, its own head. As good a tree as Stanza's `chuliu_edmonds_one_root` finds.
    """
    if len(scores) == 2:
        return np.zeros(2, dtype=np.int64)
    inner = scores.astype(np.float64)
    np.fill_diagonal(inner, -np.inf)
    inner[:, 0] = -np.inf
    heads: Heads = inner.argmax(1)
    heads[0] = 0
    words = np.arange(1, len(heads))
    kept = inner[words, heads[1:]]
    bounds = kept.sum() + scores[1:, 0] - kept
    found, reached = heads, -np.inf
    for tries, root in enumerate(np.argsort(-bounds) + 1):
        if bounds[root - 1] <= reached:
            break
        if tries == _TRIES:
            searched: Heads = chuliu_edmonds_one_root(scores)
            return searched
        tree = _rooted(inner, heads, root, scores[root, 0])
        total = scores[words, tree[1:]].sum(dtype=np.float64)
        if total > reached:
            found, reached = tree, total
    return found


def _rooted(inner: NDArray[np.float64], heads: Heads, root: int, score: float) -> Heads:
    """The best tree whose root is the given word."""
    tree = heads.copy()
    tree[root] = 0
    ancestors = tree
    for _ in range(len(tree).bit_length()):
        ancestors = ancestors[ancestors]
    if not ancestors.any():
        return tree
    allowed = inner.copy()
    allowed[root] = -np.inf
    allowed[root, 0] = score
    searched: Heads = chuliu_edmonds(allowed)
    return searched
