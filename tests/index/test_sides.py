"""Sides that a course tells of each of its things, learned from the labels that its sections share."""

from __future__ import annotations

import pytest

from index.analyze import Analyzer
from index.sides import SHARED, shared_sides
from tests.index.lectures import a_library

LIBRARY = a_library(
    """# Препараты

## Аспирин

Тормозит свёртывание крови.

**Показания:** боль, жар.

**Доза:** 500 мг.

## Гентамицин

Антибиотик, который мешает бактериям строить белок.

**Показания:** сепсис, чума.

**Доза:** 5 мг на килограмм.

## Нитроглицерин

Расширяет сосуды.

**Показания:** приступ стенокардии.

**Доза:** 0,5 мг под язык.

## Передозировка

Доза больше допустимой. Помогает промывание желудка.
"""
)


def sides(markdown: str) -> frozenset[str]:
    """What a lecture's sections share, as terms."""
    return shared_sides(a_library(markdown).passages, Analyzer())


def a_course(*lines: str) -> str:
    """A lecture of as many sections as are needed, each with the same lines."""
    return "# Курс\n\n" + "".join(f"## Тема {n}\n\n" + "\n\n".join(lines) + "\n\n" for n in range(SHARED))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("**Показания:** боль.", {"показан"}),
        ("- Побочные эффекты: сонливость.", {"побочн", "эффект"}),
        ("Как мы видели выше: это важно.", set()),
        ("image: ubuntu", set()),
        ("Показания есть всегда.", set()),
    ],
)
def test_labels_that_several_sections_share_are_sides(line: str, found: set[str]) -> None:
    """Short ones with a capital; keys of configuration files and beginnings of sentences are none."""
    assert sides(a_course(line)) == found


def test_a_label_that_stands_once_or_names_a_thing_is_no_side() -> None:
    """Another heading speaks of it, or too few sections have it."""
    course = a_course("Дозировка: 5 мг.")
    assert sides(course) == {"дозировк"}
    assert sides(course.replace("Дозировка", "Доза", 1)) == set()
    assert sides(course + "## Расчёт дозировки\n\nПо весу.\n") == set()


@pytest.mark.parametrize(
    ("previous", "question", "heading"),
    [
        ("от чего применяют гентамицин?", "а доза какая?", "Гентамицин"),
        ("как действует нитроглицерин?", "а показания?", "Нитроглицерин"),
        ("показания аспирина", "а у гентамицина?", "Гентамицин"),
    ],
)
def test_a_side_of_the_course_follows_on(previous: str, question: str, heading: str) -> None:
    """It is asked of the thing before, as advantages are."""
    answer = LIBRARY.answer(question, previous)
    assert answer.hits[0].passage.breadcrumb[-1] == heading
