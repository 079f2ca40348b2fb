"""The shortcut to a sentence's tree finds what Stanza's own search finds."""

import numpy as np
import pytest
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

from service.nlp.trees import best_tree


def scores(words: int, generator: np.random.Generator, sharpness: float) -> np.ndarray:
    """Random scores around a random tree: the sharper, the surer the parser is of it."""
    matrix = generator.normal(size=(words + 1, words + 1)).astype(np.float32)
    order = generator.permutation(np.arange(1, words + 1))
    matrix[order[0], 0] += sharpness
    for place in range(1, words):
        matrix[order[place], order[generator.integers(place)]] += sharpness
    np.fill_diagonal(matrix, -np.inf)
    return matrix


@pytest.mark.parametrize("sharpness", [0.0, 2.0, 10.0], ids=["guessing", "unsure", "sure"])
def test_the_tree_is_the_one_that_stanza_searches_for(sharpness: float) -> None:
    generator = np.random.default_rng(7)
    for _ in range(200):
        matrix = scores(int(generator.integers(1, 40)), generator, sharpness)
        assert best_tree(matrix.copy())[1:].tolist() == chuliu_edmonds_one_root(matrix.copy())[1:].tolist()


def test_a_sentence_has_exactly_one_root_even_where_two_words_would_like_to_be_it() -> None:
    matrix = scores(6, np.random.default_rng(3), 1.0)
    matrix[1:, 0] += 20.0
    assert np.count_nonzero(best_tree(matrix)[1:] == 0) == 1


def test_a_sentence_of_one_word_is_its_own_root() -> None:
    assert best_tree(np.array([[-np.inf, 0.0], [1.0, -np.inf]], dtype=np.float32)).tolist() == [0, 0]
