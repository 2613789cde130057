"""Words that the notes do not hold are read in other words; those that they hold are searched as they are."""

from __future__ import annotations

import pytest

from tests.index.lectures import a_library, first_heading

NOTES = """# Курс

## Побег

Царевич скрылся в Вене и вернулся через год.

## Лёгкие

Воздух попадает в лёгкие через бронхи.

## Дыра

Дырка в заборе заделана досками.

## Отверстие

Отверстие сверлят по разметке.
"""
LIBRARY = a_library(NOTES)


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("куда удрал царевич", "Побег"),
        ("how do lungs breathe", "Лёгкие"),
        ("дырка", "Дыра"),
        ("отверстие", "Отверстие"),
    ],
)
def test_other_words_are_for_what_the_notes_lack(question: str, heading: str) -> None:
    """An everyday word that the notes have leads to no bookish one."""
    assert first_heading(LIBRARY, question) == heading


def test_words_of_such_rules_are_spelt_right_and_no_goal_of_slips() -> None:
    """There are thousands of them: any unknown word would be near one."""
    assert LIBRARY.answer("удрать").reading.repairs == ()
    assert LIBRARY.answer("lunng").reading.read_as == "lunng"
