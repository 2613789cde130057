"""Verbs and the nouns that are made of them."""

from __future__ import annotations

import pytest

from index.analyze import Analyzer
from index.family import Families
from tests.index.lectures import a_library, first_heading

ANALYZER = Analyzer()


def kin(word: str, *others: str) -> set[str]:
    """Terms of those of the others that are kin to a word."""
    return set(Families(ANALYZER, others).kin(word))


@pytest.mark.parametrize(
    ("verb", "noun"),
    [
        ("удалить", "удаление"),
        ("удаляются", "удаления"),
        ("загрузить", "загрузка"),
        ("отправить", "отправление"),
        ("запустить", "запуск"),
        ("угрожать", "угроза"),
        ("выбрать", "выбор"),
        ("вызвать", "вызовом"),
        ("войти", "вход"),
        ("подойти", "подход"),
        ("пройти", "проход"),
        ("дойти", "доход"),
        ("ввести", "ввод"),
        ("доказать", "доказательство"),
        ("сортировать", "сортировка"),
        ("атаковать", "атака"),
        ("создать", "создатель"),
        ("скопировать", "копирование"),
        ("изолировать", "изоляция"),
        ("обрабатывать", "обработка"),
        ("перенести", "перенос"),
        ("открыть", "открытие"),
        ("передать", "передача"),
        ("записать", "запись"),
        ("лечить", "лечение"),
        ("подключиться", "подключение"),
        ("сократить", "сокращение"),
        ("запрещать", "запрет"),
        ("выбирать", "выбор"),
        ("вызывать", "вызов"),
        ("понять", "понимание"),
        ("занимать", "занятие"),
        ("издавать", "издание"),
        ("пересечь", "пересечение"),
        ("переслать", "пересылка"),
        ("сворачивать", "свёртывание"),
        ("развернуть", "развёртывание"),
        ("оштрафовать", "штраф"),
        ("продвинуться", "продвижение"),
    ],
)
def test_a_verb_and_its_noun_are_kin(verb: str, noun: str) -> None:
    """In any form, and both ways."""
    assert kin(verb, noun) == {ANALYZER.term(noun)}
    assert kin(noun, verb) == {ANALYZER.term(verb)}


@pytest.mark.parametrize(
    ("begun", "done"),
    [
        ("выбирать", "выбрать"),
        ("отбирать", "отобрать"),
        ("принимает", "принять"),
        ("защищаем", "защитить"),
        ("начинается", "начать"),
        ("разрывать", "разорвать"),
        ("отсылать", "отослать"),
        ("вызывает", "вызвали"),
        ("узнавать", "узнать"),
        ("забывать", "забыть"),
        ("стирать", "стереть"),
        ("складывать", "сложить"),
        ("привлекать", "привлечь"),
        ("вычитать", "вычесть"),
        ("передвигать", "передвинуть"),
    ],
)
def test_both_aspects_of_a_verb_are_kin(begun: str, done: str) -> None:
    """Also where their roots differ by more than sounds that take each other's place."""
    assert kin(begun, done) == {ANALYZER.term(done)}
    assert kin(done, begun) == {ANALYZER.term(begun)}


def test_a_teaching_and_its_followers_are_kin() -> None:
    """What one of them is called tells what the other is."""
    assert kin("нигилизм", "нигилист") == {ANALYZER.term("нигилист")}
    assert kin("импрессионистка", "импрессионизм") == {ANALYZER.term("импрессионизм")}


def test_people_and_what_they_do_are_kin() -> None:
    """The same for the ones who do something."""
    assert kin("народников", "народничество") == {ANALYZER.term("народничество")}
    assert kin("мошенничество", "мошенник") == {ANALYZER.term("мошенник")}


@pytest.mark.parametrize(
    ("action", "noun"), [("маршировка", "марш"), ("форматирование", "формат"), ("сортировка", "сорт")]
)
def test_the_action_of_a_borrowed_verb_is_kin_to_its_noun(action: str, noun: str) -> None:
    """Such verbs are made of nouns."""
    assert kin(action, noun) == {ANALYZER.term(noun)}
    assert kin(noun, action) == {ANALYZER.term(action)}


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("программист", "программа"),
        ("последовать", "следить"),
        ("заметить", "замещать"),
        ("тратить", "трость"),
        ("вращать", "врач"),
        ("телега", "тележка"),
        ("кварк", "кварц"),
        ("делать", "деление"),
        ("следовать", "исследование"),
        ("загрузка", "отгрузка"),
        ("продать", "предать"),
        ("docker", "докер"),
    ],
)
def test_words_that_only_look_alike_are_no_kin(word: str, other: str) -> None:
    """Nouns without a verb between them, short roots with other vowels, other prefixes, other scripts."""
    assert kin(word, other) == set()


def test_without_a_dictionary_there_are_no_families() -> None:
    """Large collections are read by endings alone."""
    assert set(Families(Analyzer(lemmas=False), ["удаление"]).kin("удалить")) == set()


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("как удалить образ", "Удаление образов"),
        ("чем измеряют задержку", "Измерение задержки"),
        ("как зашифровать диск", "Шифрование дисков"),
        ("как его загрузить", "Загрузка"),
    ],
)
def test_what_is_asked_with_a_verb_is_found_under_its_noun(question: str, heading: str) -> None:
    """As headings are written, and questions are not."""
    headings = ("Удаление образов", "Загрузка", "Измерение задержки", "Шифрование дисков", "Создание образов")
    sections = (f"## {each}\n\nО том, зачем это нужно и где встречается на практике." for each in headings)
    assert first_heading(a_library("# Курс\n\n" + "\n\n".join(sections)), question) == heading
