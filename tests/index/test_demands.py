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


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("сколько байт занимает тип int", "Размеры типов.\n\n| Тип | Размер, байт |\n|---|---|\n| int | 4 |"),
        ("сколько бит в адресе ipv4", "Адрес ipv4 это 32-разрядное число."),
        ("сколько градусов в прямом угле", "В прямом угле $90^\\circ$."),
        ("сколько километров до луны", "До Луны около 384 тыс. км."),
        ("сколько дней даётся на жалобу", "Жалоба подаётся в течение месяца."),
        (
            "сколько месяцев принимают наследство",
            "Для наследства установлен шестимесячный срок, его принимают так.",
        ),
        ("сколько часов длится инкубация", "Инкубация длится сутки."),
        ("сколько процентов крови составляет плазма", "Плазма составляет половину объёма крови."),
        ("сколько дней длился поход", "Поход длился с 9 февраля по 30 апреля 1918 года."),
        ("how many days does the flu last", "The flu can last up to a week."),
        ("годы жизни пушкина", "Пушкин, поэт. Годы жизни: 1799–1837, Пушкин."),
        ("дата смерти пушкина", "Пушкин умер 29 января 1837 года."),
        ("где родилась философия", "Философия зародилась в Греции."),
        ("в каком году умер бухарин", "Бухарин расстрелян в 1938 году."),
        ("when did caesar die", "Caesar was assassinated in 44 BC."),
        ("when does a container die", "A container stops as soon as its process exits."),
        ("сколько детей может быть у узла", "У узла дерева может быть не больше двух потомков."),
        ("сколько детей было у пушкина", "У Пушкина было четыре ребёнка."),
        ("как звали жену пушкина", "Пушкин обвенчался с Натальей, звали её Таша."),
        ("где похоронен ленин", "Тело Ленина лежит в мавзолее."),
        ("how much does a switch cost", "A context switch takes 5 microseconds."),
        ("сколько стоит вставка в начало", "Вставка в начало массива: O(n)."),
        ("when do we examine the patient", "We examine the patient before the surgery."),
        ("when are examples needed", "Examples are needed where nothing is labelled."),
        ("when is the deadline scheduler used", "The deadline scheduler is used for disks."),
        ("когда зачёт требований не допускается", "Зачёт требований не допускается по алиментам."),
        ("когда делают контрольную точку", "Контрольную точку делают при остановке."),
        ("в какой аудитории популярен чай", "Чай популярен в аудитории до двадцати лет."),
    ],
)
def test_it_may_be_told_in_many_ways(question: str, told: str) -> None:
    """And the words of a demand may ask for something else."""
    library = a_library(f"# Курс\n\n## Раздел\n\n{told}\n\n## Прочее\n\nПриборы моют с мылом.\n")
    assert first_heading(library, question) == "Раздел"


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("what is type 2 diabetes", ""),
        ("what do layer 3 switches do", ""),
        ("list 2 properties", "Properties"),
    ],
)
def test_a_number_behind_what_is_numbered_counts_nothing(question: str, heading: str) -> None:
    """Though an English plural follows."""
    library = a_library(
        "# Course\n\n## Type 1 diabetes\n\nType 1 diabetes begins early. There are two questions on it.\n\n"
        "## Layer 2 switches\n\nLayer 2 switches switch frames, three of them.\n\n"
        "## Properties\n\nProperties: short, finite.\n"
    )
    assert first_heading(library, question) == heading


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
