"""Tags become quotations only in legal sequences."""

import numpy as np

from service.nlp.quote.decode import Candidate, Floats, read_candidates
from service.nlp.quote.labels import LAYERS, TAGS, Layer

DIRECT, INDIRECT, REPORTED = (LAYERS.index(Layer(t)) for t in ("direct", "indirect", "reported"))
NO_BIAS = np.zeros(len(LAYERS), dtype=np.float32)


def scores(**layers: str) -> Floats:
    """Log-probabilities that favour the given tags, one letter a word: O, B, I; a small letter for a weak favour."""
    length = len(next(iter(layers.values())))
    probabilities = np.full((length, len(LAYERS), TAGS), 0.01)
    probabilities[:, :, 0] = 0.98
    for name, letters in layers.items():
        layer = LAYERS.index(Layer(name))  # type: ignore[arg-type]
        for word, letter in enumerate(letters):
            strong = 0.9 if letter.isupper() else 0.6
            probabilities[word, layer] = (1 - strong) / 2
            probabilities[word, layer, "OBI".index(letter.upper())] = strong
    logarithms: Floats = np.log(probabilities).astype(np.float32)
    return logarithms


def read(log_probabilities: Floats, bias: Floats = NO_BIAS, sentences: str = "") -> list[Candidate]:
    """`sentences`: one digit a word; by default all words are one sentence's."""
    return read_candidates(log_probabilities, bias, [int(s) for s in sentences] or [0] * len(log_probabilities))


def found(candidates: list[Candidate]) -> list[tuple[str, list[int]]]:
    return [(candidate.type, candidate.words) for candidate in candidates]


def test_a_begun_and_continued_stretch_is_a_quotation() -> None:
    assert found(read(scores(direct="OBIIO"))) == [("direct", [1, 2, 3])]


def test_two_beginnings_are_two_quotations() -> None:
    assert found(read(scores(indirect="BIIBI"))) == [("indirect", [0, 1, 2]), ("indirect", [3, 4])]


def test_a_continuation_after_a_gap_belongs_to_the_quotation_before_it() -> None:
    assert found(read(scores(direct="BIOOOII"))) == [("direct", [0, 1, 5, 6])]


def test_a_lone_weak_continuation_is_no_quotation() -> None:
    assert found(read(scores(direct="OOiOO"))) == []


def test_quotations_of_different_types_may_overlap() -> None:
    both = read(scores(reported="BIIII", direct="OOBIO"))
    assert found(both) == [("direct", [2, 3]), ("reported", [0, 1, 2, 3, 4])]


def test_a_bias_for_outside_drops_the_unsure_quotation_and_keeps_the_sure_one() -> None:
    bias = NO_BIAS.copy()
    bias[REPORTED] = 2.0
    assert found(read(scores(reported="biiOOBII"))) == [
        ("reported", [0, 1, 2]),
        ("reported", [5, 6, 7]),
    ]
    assert found(read(scores(reported="biiOOBII"), bias)) == [("reported", [5, 6, 7])]


def test_a_text_without_words_has_no_quotation() -> None:
    assert read(np.empty((0, len(LAYERS), TAGS), dtype=np.float32)) == []


def test_an_indirect_quotation_does_not_go_on_in_another_sentence() -> None:
    two = read(scores(indirect="BIOOOOII"), sentences="00001111")
    assert found(two) == [("indirect", [0, 1]), ("indirect", [6, 7])]


def test_the_word_that_takes_up_the_sentence_before_belongs_to_its_quotation() -> None:
    assert found(read(scores(indirect="BIIOIOO"), sentences="0000111")) == [("indirect", [0, 1, 2, 4])]


def test_a_free_quotation_has_no_holes() -> None:
    assert found(read(scores(indirect_free="BIOOOII"))) == [("indirect_free", [0, 1, 2, 3, 4, 5, 6])]


def test_a_direct_quotation_goes_on_behind_a_frame_that_ends_a_sentence() -> None:
    assert found(read(scores(direct="BIIOOOOII"), sentences="000000011")) == [("direct", [0, 1, 2, 7, 8])]
