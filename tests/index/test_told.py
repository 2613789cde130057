"""Dates, prices and names: a passage that tells one answers, a passage beside it does not."""

from __future__ import annotations

import pytest

from index.confidence import SURE_FROM
from tests.index.lectures import a_library, first_heading

LIBRARY = a_library(
    """# Продукты

## Мирадор

Мирадор ставят на серверы, которым нельзя останавливаться. Мирадор работает на любом железе.

## Мирадор на предприятии

Лицензия стоит пять тысяч долларов в год.

## Ксилон

Открытая система, распространяется бесплатно. Первая версия вышла в 2003 году.

## Ксилон и его соседи

Ксилон ставят рядом с другими системами: ксилон ни от чего не зависит.

## Lyricum

Подписка для организаций от 9 $ за место.

## Гранат

Входит в ядро, ставится командой `$ granat install`. Здесь стоит помнить о больших страницах.
"""
)


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("сколько стоит мирадор", "Мирадор на предприятии"),
        ("почём мирадор?", "Мирадор на предприятии"),
        ("Сколько будет стоить ксилон?", "Ксилон"),
        ("сколько стоит lyricum", "Lyricum"),
        ("how much does Lyricum cost?", "Lyricum"),
    ],
)
def test_a_price_is_one_in_any_words(question: str, heading: str) -> None:
    """Money, its signs, and that there is nothing to pay; in the section of the thing, or in one about it."""
    assert first_heading(LIBRARY, question) == heading
    assert LIBRARY.answer(question).confidence >= SURE_FROM


@pytest.mark.parametrize("question", ["сколько стоит гранат", "почём гранат", "how much does granat cost?"])
def test_where_no_price_is_told_there_is_no_answer(question: str) -> None:
    """What a thing is does not tell what it costs; the near headings are shown instead."""
    answer = LIBRARY.answer(question)
    assert not answer.hits
    assert answer.near


def test_a_date_counts_for_the_thing_in_the_heading() -> None:
    """The sentence that tells it rarely repeats the name."""
    assert first_heading(LIBRARY, "когда вышел ксилон") == "Ксилон"


@pytest.mark.parametrize("question", ["как называется строка таблицы", "как называют строку таблицы?"])
def test_what_something_is_called_is_told_by_the_sentence_that_calls_it(question: str) -> None:
    """Other passages speak of it more often."""
    library = a_library(
        "# Курс\n\n## Модель\n\nВсе сведения лежат в таблицах. Строка таблицы называется кортежем.\n\n"
        "## Соединения\n\nСтрока таблицы слева остаётся, строка таблицы справа нет.\n"
    )
    assert first_heading(library, question) == "Модель"
    assert first_heading(library, "строка таблицы слева") == "Соединения"


def test_words_in_quotation_marks_are_a_name() -> None:
    """They count for more than the words around them."""
    library = a_library(
        "# Курс\n\n## Первая часть отчёта\n\nПервая часть отчёта называется вводной частью отчёта.\n\n"
        "## Вершина\n\nЗдесь говорится о программе «Вершина»: у неё есть отчёт.\n"
    )
    for question in ("часть отчёта «Вершина»", 'часть отчёта "вершина"', "часть отчёта `вершина`"):
        assert first_heading(library, question) == "Вершина"
    assert first_heading(library, "первая часть отчёта") == "Первая часть отчёта"


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("что такое NAT", "Выход наружу"),
        ("что такое атомарность", "Свойства"),
        ("что такое тройка", "Прочее"),
        ("что такое доля занятых", "Таблица"),
        ("что такое угол наклона", "Наклон"),
        ("что такое кладь", "Груз"),
        ("что такое юнга", "Моряки"),
    ],
)
def test_a_name_is_defined_in_brackets_or_before_a_colon(question: str, heading: str) -> None:
    """Other passages speak of it as well."""
    library = a_library(
        "# Курс\n\n## Выход наружу\n\nНаружу выводит трансляция адресов (NAT): маршрутизатор ставит свой.\n\n"
        "## Новый протокол\n\nАдресов в нём хватит на все устройства, и потому NAT не нужен.\n\n"
        "## Свойства\n\n- Атомарность: всё или ничего, половины не бывает.\n- Долговечность: не пропадёт.\n\n"
        "## Хранение\n\nБез атомарности нет хранения.\n\n"
        "## Прочее\n\nТройка — это три коня.\n\n"
        "## Таблица\n\nДоля занятых α = n / m — отношение двух чисел.\n\n"
        "## Наклон\n\nУгол наклона α — дуга от точки до круга.\n\n"
        "## Время\n\nУгол наклона растёт, и угол наклона мал.\n\n"
        "## Груз\n\nПод кладью понимают всё, что несут.\n\n## Пути\n\nКладь везут, кладь ждут.\n\n"
        "## Моряки\n\nЮнгой признаётся тот, кто учится.\n\n## Море\n\nВ море юнга спит, юнга ест.\n\n"
        "## Коллизии\n\nДоля занятых растёт, и доля занятых важна.\n"
    )
    assert first_heading(library, question) == heading


@pytest.mark.parametrize(
    "date", ["в 330 году", "в 44 году до н. э.", "в V веке", "in 44 BC", "5th century", "в 1812 году"]
)
def test_a_date_is_one_in_any_age(date: str) -> None:
    """What tells when is found by the question when."""
    library = a_library(
        "# Рим\n\n## Рассказ\n\nГород Ксилополь основан двумя братьями на берегу.\n\n"
        f"## Закладка\n\nГород Ксилополь основан {date} двумя братьями на берегу.\n"
    )
    assert first_heading(library, "кем основан Ксилополь") == "Рассказ"
    assert first_heading(library, "когда был основан Ксилополь") == "Закладка"


@pytest.mark.parametrize(
    ("question", "sure"),
    [
        ("когда вышел ксилон?", True),
        ("в каком году появился ксилон", True),
        ("когда появился мирадор?", False),
        ("When was Lyricum released?", False),
        ("когда ставят мирадор?", True),
    ],
)
def test_a_passage_without_a_date_is_a_guess_where_one_is_asked(question: str, *, sure: bool) -> None:
    """Under which conditions is asked with the same word, and needs no date."""
    answer = LIBRARY.answer(question)
    assert answer.answered
    assert answer.sure == sure


@pytest.mark.parametrize(("year", "sure"), [(2003, True), (1997, False)])
def test_a_passage_without_the_year_that_is_named_is_a_guess(year: int, *, sure: bool) -> None:
    """It may speak of the same thing at another time."""
    answer = LIBRARY.answer(f"ксилон в {year} году")
    assert (answer.confidence >= SURE_FROM) == sure
