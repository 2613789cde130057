"""Initials: those that notes explain, and those that students make of headings."""

from __future__ import annotations

import pytest

from index.analyze import Analyzer
from index.initials import initials
from tests.index.lectures import a_library, first_heading

ANALYZER = Analyzer()


def lines(text: str) -> list[str]:
    """The thesaurus lines made of a section without a heading that could be shortened."""
    return initials(a_library(f"# Курс\n\n## Раздел\n\n{text}\n").passages, ANALYZER).splitlines()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Виртуальная машина (ВМ) изолирована.", "вм, виртуальная машина"),
        (
            "Центральное процессорное устройство (далее — ЦПУ) считает.",
            "цпу, центральное процессорное устройство",
        ),
        ("СУБД (система управления базами данных) хранит.", "субд, система управления базами данных"),
        ("НДФЛ — налог на доходы физических лиц.", "ндфл, налог на доходы физических лиц"),
        ("ОС, то есть операционная система, одна.", "ос, операционная система"),
        ("Протокол HTTP (HyperText Transfer Protocol) прост.", "http, hypertext transfer protocol"),
        ("Искусственная нейронная сеть (англ. ANN, или ИНС) учится.", ""),
        ("Аналого-цифровой преобразователь (АЦП) меряет.", "ацп, аналого-цифровой преобразователь"),
        ("Синдром приобретённого иммунодефицита (СПИ) изучен.", "спи, синдром приобретенного иммунодефицита"),
        ("Кислота (ДНК) хранит код.", ""),
        ("Книга вышла в США (ISBN указан).", ""),
        ("OpenStack (OS) велик.", ""),
    ],
)
def test_initials_that_notes_explain(text: str, line: str) -> None:
    """Before and behind their words, over little words and hyphens; never made up."""
    assert lines(text) == ([line] if line else [])


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Центральный банк", ["цб => центральный банк"]),
        ("Денежная масса и её движение", ["дм => денежная масса"]),
        ("Развитие оптических технологий", []),
        ("Ингибиторы АПФ", ["иа => ингибиторы апф", "иапф => ингибиторы апф"]),
        ("Инфляция", []),
        ("Теорема CAP", []),
    ],
)
def test_initials_that_a_heading_would_have(heading: str, line: list[str]) -> None:
    """Of each run of words; not where they spell a word (рот), nor of a single word or of two scripts."""
    passages = a_library(f"# Курс\n\n## {heading}\n\nНечто.\n").passages
    assert initials(passages, ANALYZER).splitlines() == line


LIBRARY = a_library(
    """# Курс

## Центральный банк

Выпускает деньги и держит резервы.

## Нормальные формы

Убирают избыточность.

### 2НФ

Столбец зависит от всего ключа.

### 3НФ

Нет зависимостей столбцов друг от друга.

## Хранилища

Система управления базами данных (СУБД) следит за правами.

## Журнал

СУБД ведёт его, чтобы пережить сбой: после сбоя СУБД повторяет то, что в нём записано.
"""
)


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("что делает цб?", "Центральный банк"),
        ("третья нормальная форма", "3НФ"),
        ("вторая нф", "2НФ"),
        ("3 нормальная форма", "3НФ"),
        ("как система управления базами данных переживает сбой", "Журнал"),
    ],
)
def test_initials_and_words_find_each_other(question: str, heading: str) -> None:
    """Whatever the notes and the question say."""
    assert first_heading(LIBRARY, question) == heading
