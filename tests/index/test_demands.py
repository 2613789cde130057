"""What a question cannot do without: a passage that does not tell it is no answer."""

from __future__ import annotations

import pytest

from tests.index.lectures import a_library, first_heading

LIBRARY = a_library(
    """# Люди и приборы

## Ксиландр Громов

Ксиландр Громов (1799–1851) построил первый мирадор. Женой его была Анна Верт, детей у них было трое.
Похоронен Громов в родном городе.

## Август Ленц

Август Ленц улучшил мирадор в 1874 году и назвал новый прибор лирикой. Его похвалил сам Громов.

## Мирадор

Мирадор нагревается за 40 минут и весит 3,5 кг. Внутри него до 200 градусов. Настройки занимают 512 байт.

## Лирика

Лирика греется дольше мирадора, зато она легче и дешевле его. Мастеру лирики платят 900 рублей.

## Гранат

Гранат делают из мирадора. Мастеру граната нужны твёрдая рука и терпение.

## Экзамен

Экзамен состоит из двух вопросов и задачи о приборах. Пересдача будет в июне, в аудитории 214.
"""
)


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("когда родился громов", "Ксиландр Громов"),
        ("в каком году умер громов?", "Ксиландр Громов"),
        ("как звали жену громова", "Ксиландр Громов"),
        ("сколько детей было у громова", "Ксиландр Громов"),
        ("где похоронен громов", "Ксиландр Громов"),
        ("за сколько минут нагревается мирадор", "Мирадор"),
        ("сколько секунд нагревается мирадор", "Мирадор"),
        ("сколько килограммов весит мирадор", "Мирадор"),
        ("сколько градусов внутри мирадора", "Мирадор"),
        ("сколько байт занимают настройки мирадора", "Мирадор"),
        ("сколько платят мастеру лирики", "Лирика"),
        ("годы жизни громова", "Ксиландр Громов"),
        ("когда пересдача экзамена?", "Экзамен"),
        ("в какой аудитории пересдача", "Экзамен"),
    ],
)
def test_what_is_told_is_the_answer(question: str, heading: str) -> None:
    """In other words, in other units of the same kind, or in the years of a life."""
    assert first_heading(LIBRARY, question) == heading


@pytest.mark.parametrize(
    "question",
    [
        "когда родился ленц",
        "где родился август ленц?",
        "в каком году умер ленц",
        "как звали жену ленца",
        "сколько детей было у ленца",
        "где похоронен ленц",
        "годы жизни ленца",
        "сколько лет прожил ленц",
        "сколько денег стоит гранат",
        "сколько минут греется лирика",
        "сколько килограммов весит лирика",
        "сколько градусов внутри лирики",
        "сколько байт нужно гранату",
        "сколько платят мастеру граната",
    ],
)
def test_what_is_not_told_is_no_answer(question: str) -> None:
    """Though the notes have a section on the very thing; its heading is offered."""
    answer = LIBRARY.answer(question)
    assert not answer.hits
    assert answer.near


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("когда экзамен?", "Экзамен состоит из двух вопросов, он во вторник."),
        ("во сколько экзамен", "Экзамен состоит из двух вопросов, начало в 10:30."),
        ("what time is the exam", "The exam has two questions and starts at 10:30."),
        ("когда родился Brown", "Система Brown выпущена в 1991 году."),
        ("when was Brown born", "Brown, born in 1802, wrote the exam."),
        ("how many minutes does the exam take", "The exam takes 90 minutes."),
        ("когда срок сдачи экзамена", "Экзамен состоит из двух вопросов, сдача в мае."),
        ("how many bytes does Brown take", "The exam is about Brown: it takes 16 bytes."),
    ],
)
def test_a_demand_in_either_language(question: str, told: str) -> None:
    """The same notes answer with what is told and say no without it."""
    notes = "# Курс\n\n## Экзамен, exam, Brown\n\n{}\n\n## Прочее\n\nПриборы моют с мылом.\n"
    without = "Экзамен состоит из двух вопросов. The exam has two questions about Brown."
    assert a_library(notes.format(told)).answer(question).answered
    assert not a_library(notes.format(without)).answer(question).answered


def test_the_sentence_before_may_name_the_thing() -> None:
    """Where a number with its unit is told of it."""
    library = a_library(
        "# Война\n\n## Весна\n\nК маю войска осадили Ксилополь. Оборона продолжалась 349 дней.\n\n"
        "## Осень\n\nПосле Ксилополя войска отошли к реке.\n"
    )
    assert first_heading(library, "сколько дней держался Ксилополь") == "Весна"


@pytest.mark.parametrize(
    "question", ["сколько сравнений делает пузырёк", "how many comparisons does bubble make"]
)
def test_counted_comparisons_are_not_asked_for(question: str) -> None:
    """Such a question compares nothing."""
    library = a_library(
        "# Сортировки\n\n## Пузырёк, bubble\n\nПузырёк (bubble) делает n сравнений (comparisons).\n\n"
        "## Сравнение сортировок\n\nСортировки сравнивают по скорости.\n"
    )
    assert first_heading(library, question) == "Пузырёк, bubble"
