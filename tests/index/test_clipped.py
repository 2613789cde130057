"""Compounds with a clipped adjective, and both words in full."""

from __future__ import annotations

import pytest

from index.clipped import clipped, in_full
from tests.index.lectures import a_library, first_heading

LIBRARY = a_library(
    """# Курс

## Создание фирмы

Юридическое лицо регистрируют за три дня.

## Аренда

За капитальный ремонт платит арендодатель.

## Теория вероятностей

Матожидание суммы равно сумме матожиданий.

## Прочее

Лицо, ремонт, ожидание и физическая культура.
"""
)


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("за сколько регистрируют юрлицо", "Создание фирмы"),
        ("кто платит за капремонт", "Аренда"),
        ("математическое ожидание суммы", "Теория вероятностей"),
        ("физкультура", "Прочее"),
    ],
)
def test_clipped_and_in_full_are_the_same(question: str, heading: str) -> None:
    """Whichever of them the notes have."""
    assert first_heading(LIBRARY, question) == heading


def test_what_a_word_may_be_in_full() -> None:
    """The rest must be a word of its own."""
    assert list(in_full("юрлица")) == [("юридический", "лица")]
    assert list(in_full("юрта")) == []
    assert list(clipped("капитальный", "ремонт")) == ["капремонт"]
    assert list(clipped("красивый", "ремонт")) == []
