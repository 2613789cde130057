"""Turns of phrase that ask for a side of a thing without naming it."""

from __future__ import annotations

import pytest

from index.analyze import Analyzer
from index.turns import turn_of
from tests.index.lectures import a_library, first_heading

ANALYZER = Analyzer()
SIDES = (
    "Назначение",
    "Архитектура",
    "Преимущества",
    "Недостатки",
    "Область применения",
    "Принцип работы",
    "История",
    "Возможности",
    "Ограничения",
    "Альтернативы",
)
SAYING = "Подробности разобраны на семинаре, к зачёту их надо знать."
LIBRARY = a_library(
    "# Обзор\n\n"
    + "\n\n".join(
        f"## {thing}\n\n{thing} — это программа из нашего обзора.\n\n"
        + "\n\n".join(f"### {side}\n\n{SAYING}" for side in SIDES)
        for thing in ("Мирадор", "Ксилон")
    )
)
FORMULAS = a_library(
    r"""# Формулы

## Производная

Производная — предел отношения приращений функции и аргумента.

## Таблица производных

Для $\sin x$ это $\cos x$, для $x^2$ это $2x$.

## Формула Ньютона — Лейбница

Интеграл равен разности значений первообразной на концах отрезка.

## Квадратное уравнение

Дискриминант $D = b^2 - 4ac$ говорит, сколько корней.

## Второй закон Ньютона

Ускорение тела пропорционально силе: $F = ma$.

## Закон Ома

Ток пропорционален напряжению.

## Связь массы и энергии

$E = mc^2$ вывел Эйнштейн в 1905 году.

## Длина волны

$\lambda = v / \nu$, измеряется в метрах.
"""
)


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("зачем нужен ксилон", "Назначение"),
        ("для чего используют ксилон", "Назначение"),
        ("из чего состоит ксилон", "Архитектура"),
        ("как устроен ксилон", "Архитектура"),
        ("чем хорош ксилон", "Преимущества"),
        ("за что любят ксилон", "Преимущества"),
        ("чем плох ксилон", "Недостатки"),
        ("чем опасен ксилон", "Недостатки"),
        ("чем мы рискуем, если поставим ксилон", "Недостатки"),
        ("почему не любят ксилон", "Недостатки"),
        ("где применяется ксилон", "Область применения"),
        ("как работает ксилон", "Принцип работы"),
        ("кто придумал ксилон", "История"),
        ("в каком году появился ксилон", "История"),
        ("что умеет ксилон", "Возможности"),
        ("чего не умеет ксилон", "Ограничения"),
        ("чем заменить ксилон", "Альтернативы"),
    ],
)
def test_a_turn_leads_to_the_side_it_asks_for(question: str, side: str) -> None:
    """Of the thing that is asked about, not of the one before it."""
    hit = LIBRARY.answer(question).hits[0]
    assert hit.passage.breadcrumb[-2:] == ("Ксилон", side)


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("why do we need xylon", "Purpose"),
        ("what is xylon used for", "Purpose"),
        ("what does xylon consist of", "Architecture"),
        ("what is wrong with xylon", "Disadvantages"),
        ("what is good about xylon", "Advantages"),
        ("who created xylon", "History"),
        ("when did xylon appear", "History"),
        ("what can't xylon do", "Limitations"),
        ("what can xylon do", "Features"),
    ],
)
def test_english_turns_lead_to_english_headings(question: str, side: str) -> None:
    """The thing in the middle of a turn is no part of it."""
    sides = ["Purpose", "Architecture", "Disadvantages", "Advantages", "History", "Limitations", "Features"]
    sections = "\n\n".join(f"### {each}\n\nDetails are in the handbook." for each in sides)
    things = (f"## {each}\n\n{each} is a program.\n\n{sections}" for each in ("Mirador", "Xylon"))
    library = a_library("# Survey\n\n" + "\n\n".join(things))
    assert library.answer(question).hits[0].passage.breadcrumb[-2:] == ("Xylon", side)


def test_without_such_a_side_the_thing_itself_answers() -> None:
    """What stands about the thing is better than nothing."""
    library = a_library("# Обзор\n\n## Ксилон\n\nКсилон — это программа.\n\n## Мирадор\n\nМирадор старше.")
    assert first_heading(library, "зачем нужен ксилон") == "Ксилон"


def test_a_turn_has_the_terms_of_its_words() -> None:
    """Little words have none."""
    turn = turn_of("чем плох ксилон", ANALYZER.words("чем плох ксилон"))
    assert turn is not None
    assert turn.side == "недостаток"
    assert turn.terms == set(ANALYZER.terms("плох"))


def test_a_question_without_a_turn_implies_nothing() -> None:
    """A part of a word is no turn, either."""
    for question in ("плюсы ксилона", "незачем ксилон", "чем ксилон отличается от мирадора"):
        assert turn_of(question, ANALYZER.words(question)) is None


@pytest.mark.parametrize(
    ("previous", "question", "thing", "side"),
    [
        ("чем плох ксилон", "а мирадор?", "Мирадор", "Недостатки"),
        ("чем плох ксилон", "а чем хорош?", "Ксилон", "Преимущества"),
        ("чем плох ксилон", "а плюсы?", "Ксилон", "Преимущества"),
        ("плюсы ксилона", "а чем плох?", "Ксилон", "Недостатки"),
        ("кто придумал ксилон", "а мирадор?", "Мирадор", "История"),
        ("из чего состоит ксилон", "а у мирадора?", "Мирадор", "Архитектура"),
        ("что такое ксилон", "а зачем он нужен?", "Ксилон", "Назначение"),
    ],
)
def test_a_turn_is_a_side_in_follow_ups(previous: str, question: str, thing: str, side: str) -> None:
    """It is taken over, or takes the place of the side before."""
    hit = LIBRARY.answer(question, previous).hits[0]
    assert hit.passage.breadcrumb[-2:] == (thing, side)


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("формула дискриминанта", "Квадратное уравнение"),
        ("формула эйнштейна", "Связь массы и энергии"),
        ("второй закон ньютона", "Второй закон Ньютона"),
        ("производная синуса", "Таблица производных"),
        ("что такое лямбда", "Длина волны"),
        ("закон архимеда", ""),
        ("уравнение шрёдингера", ""),
        ("теорема эйлера", ""),
    ],
)
def test_a_name_says_more_than_the_sort_of_thing_it_names(question: str, heading: str) -> None:
    """Another law is no answer to a question about one that the notes do not hold."""
    assert first_heading(FORMULAS, question) == heading
