"""Questions about signs of programming languages."""

from __future__ import annotations

import pytest

from tests.index.lectures import a_library, first_heading

LIBRARY = a_library(
    """# Командная строка и Python

## Потоки

`>` пишет вывод в файл, `>>` дописывает в конец. `2>&1` добавляет к нему ошибки.

## Условия

`&&` запускает вторую команду, если первая удалась, `||` — если нет.

## Код возврата

В `$?` лежит код возврата: 0 значит успех.

## Сравнение

`==` сравнивает значения, `!=` говорит, что они разные.

## Конвейер

`|` передаёт вывод одной команды на вход другой.

## Фоновые задачи

`&` в конце строки запускает команду в фоне.

## Деление

```python
print(7 // 2)  # нацело
```

## Сравнение в C++20

Достаточно объявить `operator<=>`, остальные сравнения появятся сами.

## Вывод в поток

Для печати пишут `std::ostream& operator<<(std::ostream& out, const Point& p)`.
"""
)


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("что делает &&", "Условия"),
        ("чем && отличается от ||", "Условия"),
        ("что значит 2>&1", "Потоки"),
        ("разница между > и >>", "Потоки"),
        ("что такое $?", "Код возврата"),
        ("что значит !=", "Сравнение"),
        ("зачем & в конце", "Фоновые задачи"),
        ("что делает //", "Деление"),
        ("что делает |", "Конвейер"),
        ("вертикальная черта", "Конвейер"),
        ("для чего амперсанд в конце строки", "Фоновые задачи"),
        ("двойное равно", "Сравнение"),
        ("<=>", "Сравнение в C++20"),
        ("зачем нужен operator<=>", "Сравнение в C++20"),
        ("operator<<", "Вывод в поток"),
    ],
)
def test_a_sign_is_what_is_asked_about(question: str, heading: str) -> None:
    """By itself, or by its name."""
    assert first_heading(LIBRARY, question) == heading


@pytest.mark.parametrize("question", ["что такое ->", "?!", ":)", "=> => =>"])
def test_signs_that_the_notes_do_not_hold_find_nothing(question: str) -> None:
    """They are no reason to show anything."""
    assert first_heading(LIBRARY, question) == ""


def test_a_bar_between_cells_is_no_sign() -> None:
    """Tables are made of them."""
    library = a_library("# Python\n\n## Типы\n\n| тип | пример |\n|---|---|\n| int | 1 |\n")
    assert first_heading(library, "что делает |") == ""


def test_signs_as_decoration_change_nothing() -> None:
    """An arrow or a smiley beside words that ask."""
    plain = LIBRARY.answer("код возврата")
    assert LIBRARY.answer("код -> возврата ^_^ =)").hits == plain.hits


@pytest.mark.parametrize(("question", "heading"), [("->", "Указатели"), ("что значит [&]", "Лямбды")])
def test_arrows_between_names_and_captures(question: str, heading: str) -> None:
    """They stand in code only, or in the middle of it."""
    library = a_library(
        "# C++\n\n## Указатели\n\nПоле по указателю: `p->x`.\n\n"
        "## Лямбды\n\n`[&]` захватывает всё по ссылке, `[=]` копирует.\n"
    )
    assert first_heading(library, question) == heading
