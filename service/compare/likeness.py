"""How alike the words of two quotations are: an edited one, or a fragment of a longer one."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist
from scipy.sparse import csr_array, vstack

from service.compare.said import Said

LIKE = 0.5
"""From here on two quotations are versions of one. `python -m tools.likeness` measures how often that is right."""

_FRAGMENT_WORDS = 4  # a fragment of fewer words may be from anywhere
_FRAGMENT = 0.6  # what a whole fragment counts: five sixths of its words make it alike enough

_ROWS = 256  # compared at a time: two versions with thousands of quotations each must not take gigabytes

Table = npt.NDArray[np.float64]


def alike_pairs(before: Sequence[Said], after: Sequence[Said], like: float) -> csr_array:
    """The likenesses of at least `like`: a row for each of `before`, a column for each of `after`."""
    blocks = []
    for start in range(0, len(before), _ROWS):
        block = likenesses(before[start : start + _ROWS], after)
        blocks.append(csr_array(np.where(block >= like, block, 0)))
    return vstack(blocks, format="csr")


def likenesses(before: Sequence[Said], after: Sequence[Said]) -> Table:
    """0 to 1 for each of `before` (rows) and each of `after` (columns).

    The mean of what the two share as sequences of letters and as sequences of words: letters forgive other endings
    ("werde" for "wird"), words keep apart what merely looks alike. A fragment shares little with the whole of a longer
    quotation, so for short ones it also counts how many of their words the longer one has, in the same order.
    """
    ours, theirs = [one.words for one in before], [one.words for one in after]
    our_words, their_words = [words.split() for words in ours], [words.split() for words in theirs]
    letters, words = _shared(ours, theirs), _shared(our_words, their_words)
    our_lengths, their_lengths = [len(one) for one in our_words], [len(one) for one in their_words]
    shorter = np.minimum.outer(our_lengths, their_lengths)
    common = words * np.add.outer(our_lengths, their_lengths) / 2  # words of the longest common subsequence
    contained = np.where(shorter >= _FRAGMENT_WORDS, common / np.maximum(shorter, 1), 0)
    alike: Table = np.maximum((letters + words) / 2, contained * _FRAGMENT)
    return alike


def _shared(rows: Sequence[Sequence[str]], columns: Sequence[Sequence[str]]) -> Table:
    shares: Table = cdist(rows, columns, scorer=Indel.normalized_similarity, dtype=np.float64)
    return shares
