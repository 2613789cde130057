"""Numbers that belong to a name: every way to write them, and another number is another thing."""

from __future__ import annotations

import pytest

from index.analyze import Analyzer
from index.concepts import MOST_WORDS
from index.confidence import SURE_FROM
from index.numbers import Numbers
from tests.index.lectures import a_library, first_heading

ANALYZER = Analyzer()
NUMBERS = Numbers(ANALYZER)
LIBRARY = a_library(
    """# Курс

## Первый закон Ньютона

Тело покоится, пока на него не действуют силы.

## Второй закон Ньютона

Ускорение пропорционально силе.

## Третий закон Ньютона

Действие равно противодействию.

## Александр I

Император с 1801 года.

## Александр II

Император с 1855 года, отменил крепостное право.

## Уровень 2 модели OSI

Канальный уровень.

## Уровень 3 модели OSI

Сетевой уровень.

## Лекция 5

О памяти.

## Первая мировая война

Началась в 1914 году.
"""
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("второй закон ньютона", [("второй", "закон")]),
        ("вторая мировая война", [("вторая", "мировая"), ("вторая", "война")]),
        ("гипервизор 2 типа", [("2", "гипервизор"), ("2", "типа")]),
        ("александр ii", [("ii", "александр")]),
        ("2-й закон", [("2-й", "закон")]),
        ("уровни 2 и 3", [("2", "уровни")]),
        ("закон ньютона", []),
        ("8 губерний", []),
        ("3 необратимые реакции", []),
        ("5 properties", []),
        ("шесть ограничений", []),
    ],
)
def test_a_number_belongs_to_what_stands_beside_it(text: str, named: list[tuple[str, str]]) -> None:
    """The word before it, and what follows up to a noun."""
    words = [word for word in ANALYZER.words(text) if word.terms]
    assert [(number.form, word.form) for number, word in NUMBERS.named(words)] == named


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("1 закон ньютона", "Первый закон Ньютона"),
        ("2-й закон ньютона", "Второй закон Ньютона"),
        ("2-го закона ньютона", "Второй закон Ньютона"),
        ("3й закон ньютона", "Третий закон Ньютона"),
        ("newton's second law", "Второй закон Ньютона"),
        ("александр первый", "Александр I"),
        ("александр 2", "Александр II"),
        ("второй уровень osi", "Уровень 2 модели OSI"),
        ("третий уровень модели osi", "Уровень 3 модели OSI"),
        ("о чём пятая лекция", "Лекция 5"),
        ("I мировая", "Первая мировая война"),
    ],
)
def test_a_number_is_found_however_it_is_written(question: str, heading: str) -> None:
    """As a word, in digits, in Roman digits, in English."""
    assert first_heading(LIBRARY, question) == heading


@pytest.mark.parametrize(
    "question",
    ["четвёртый закон ньютона", "вторая мировая война", "александр третий", "седьмой уровень osi"],
)
def test_another_number_is_another_thing(question: str) -> None:
    """What is shown instead is a guess at best."""
    assert LIBRARY.answer(question).confidence < SURE_FROM


@pytest.mark.parametrize("question", ["первый император", "кто первым отменил крепостное право"])
def test_what_comes_first_is_no_number_of_a_name(question: str) -> None:
    """Unless the notes number the name: an emperor is not told apart from others here."""
    assert LIBRARY.answer(question).confidence >= SURE_FROM


def test_the_first_of_a_numbered_name_is_a_number() -> None:
    """Notes on the second one alone do not tell about the first."""
    library = a_library("# Курс\n\n## Вторая мировая война\n\nМировая война, которая началась в 1939 году.\n")
    assert library.answer("вторая мировая война").confidence >= SURE_FROM
    assert library.answer("первая мировая война").confidence < SURE_FROM


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("какие 8 губерний", [("8", ("восем", "eight"))]),
        ("5 новых этапов", [("5", ("пят", "five"))]),
        ("гипервизор 2 типа", []),
        ("закон 3", []),
        ("восемь губерний", []),
    ],
)
def test_digits_before_several_of_a_thing_count_it(
    text: str, counted: list[tuple[str, tuple[str, ...]]]
) -> None:
    """They are looked for as words, too, and are no number of a name; words are not looked for as digits."""
    words = [word for word in ANALYZER.words(text) if word.terms]
    assert [(number.form, others) for number, others in NUMBERS.counting(words)] == counted
    assert not {number for number, _ in NUMBERS.counting(words)} & {
        number for number, _ in NUMBERS.named(words)
    }


def test_what_is_counted_in_digits_is_found_in_words() -> None:
    """And is no guess."""
    library = a_library(
        "# Курс\n\n## Реформы\n\nСтрана была разделена на восемь губерний.\n\n## Война\n\nМир.\n"
    )
    assert first_heading(library, "на какие 8 губерний разделили страну") == "Реформы"
    assert library.answer("на какие 8 губерний разделили страну").confidence >= SURE_FROM


def test_a_number_beyond_the_words_that_are_read_counts_for_nothing() -> None:
    """More words than are scored, then a number: nothing is found, and nothing breaks."""
    words = " ".join(f"сл{number}ово" for number in range(MOST_WORDS + 20))
    assert first_heading(LIBRARY, f"{words} второй закон ньютона") == ""
