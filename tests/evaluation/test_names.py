"""When two names count as the same."""

import pytest

from service.evaluation.names import same_name


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ("Anna Quell", "anna quell"),
        ("Anna Quell", "Anna Quells"),
        ("Anna Quell", "Dr. Anna Quell"),
        ("Quell", "Frau Quell"),
        ("Hafen AG (HAG)", "Hafen AG"),
        ("„Möwenpost“", "Möwenpost"),
        ("Kiew und Washington", "Washington und Kiew"),
        ("Tobias und Moritz Feld", "Tobias Feld und Moritz Feld"),
        ("A-Bund, B-Bund", "A-Bund und B-Bund"),
        ("", None),
    ],
)
def test_case_title_genitive_and_order_make_no_difference(gold: str, found: str | None) -> None:
    assert same_name(gold, found)


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ("Anna Quell", "Quell"),
        ("Anna Quell", "Berta Quell"),
        ("Kiew", "Kiew und Washington"),
        ("Kiew", None),
        ("", "Kiew"),
    ],
)
def test_other_names_and_parts_of_names_are_not_the_same(gold: str, found: str | None) -> None:
    assert not same_name(gold, found)
