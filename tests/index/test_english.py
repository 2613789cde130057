"""English words that the notes do not hold are spelt right, and are no slips of words that they do hold."""

from __future__ import annotations

import pytest

from index.analyze import Analyzer
from index.concepts import is_english_question
from index.english import DICTIONARY_FORMS, is_english
from tests.index.lectures import a_library

LIBRARY = a_library(
    """# Containers

## Tables and loops

A table keeps rows; a loop walks over them. Remove a row, protect a side, code an event.

## Контейнеры и архивы

Контейнер делит ядро с хостом, архив нет. Новых релизов ждут весной, стили задают в архиве.

## Providers

A broker serves the layer below; its server is live.
"""
)


@pytest.mark.parametrize(
    "question",
    [
        "is it stable",
        "what does the remote site look like",
        "which project is better",
        "who wrote the player",
        "several broken ways to provide it",
        "must I put a package on hold",
        "how do I know which one to order",
        "is the developer's code live",
    ],
)
def test_english_words_are_left_alone(question: str) -> None:
    """Neither taken for typos, nor for Russian in Latin letters."""
    assert LIBRARY.answer(question).reading.repairs == ()


@pytest.mark.parametrize(
    ("question", "read_as"),
    [
        ("how to remvoe a row", "how to remove a row"),
        ("what is a conteiner", "what is a container"),
        ("where is the archive", "where is the архив"),
        ("chto takoe kontejner", "что такое контейнер"),
    ],
)
def test_slips_and_shared_words_are_still_read(question: str, read_as: str) -> None:
    """What no dictionary holds, and what is the same word in Russian."""
    assert LIBRARY.answer(question).reading.read_as == read_as


@pytest.mark.parametrize(
    ("question", "read_as"),
    [
        ("bahs", "bash"),
        ("prel", "perl"),
        ("mawk", "mawk"),
        ("seti", "сети"),
        ("voda", "voda"),
        ("obrazy", "образы"),
    ],
)
def test_short_latin_words_are_read_with_care(question: str, read_as: str) -> None:
    """A slip that is likely, and Russian where the notes have the word; else it is a name of its own."""
    tools = a_library("# Инструменты\n\n## Bash\n\nbash, mask, perl.\n\n## Сеть\n\nСеть и образ.")
    assert tools.answer(question).reading.read_as == read_as


def test_what_english_words_are() -> None:
    """Common ones in small letters."""
    assert all(map(is_english, ("stable", "wrote", "don't", "docker")))
    assert not any(map(is_english, ("recieve", "gipervizor", "kvm", "стол", "")))


@pytest.mark.parametrize(
    ("form", "other"),
    [
        ("chosen", "choose"),
        ("wrote", "written"),
        ("indices", "index"),
        ("children", "child"),
        ("found", "finds"),
    ],
)
def test_irregular_forms_are_one_word(form: str, other: str) -> None:
    """Where no ending tells."""
    analyzer = Analyzer()
    assert analyzer.term(form) == analyzer.term(other)


@pytest.mark.parametrize("form", ["left", "saw", "bases", "bound"])
def test_forms_that_are_words_of_their_own_stay(form: str) -> None:
    """A left join leaves nothing."""
    assert form not in DICTIONARY_FORMS


SHELL = a_library(
    """# Shell

## Permissions

A normal user may change the mode of his own files with chmod; 777 lets everybody write and is dangerous.

## Looking at processes

The load average tells how many processes wait for the processor.

## Итераторы и вектор

После реаллокации вектора итераторы становятся недействительными.
"""
)


@pytest.mark.parametrize(
    "question",
    [
        "how does dhcp give out addresses",
        "how do i mount nfs",
        "what is kubernetes",
        "lvm: how to make it bigger",
    ],
)
def test_a_name_that_english_notes_do_not_hold_is_no_answer(question: str) -> None:
    """What is no English word is a name, and everyday words around it say nothing."""
    assert not SHELL.answer(question).answered


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("why is 777 a bad idea", "Permissions"),
        ("can a normal user give out his file", "Permissions"),
        ("define load average pls", "Looking at processes"),
        ("whats the load average", "Looking at processes"),
        ("what happens to iterators after reallocation", "Итераторы и вектор"),
    ],
)
def test_everyday_english_does_not_stand_in_the_way(question: str, heading: str) -> None:
    """Light words, chat spelling, and a Russian word that a name was read as."""
    answer = SHELL.answer(question)
    assert answer.hits[0].passage.breadcrumb[-1] == heading


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("what is a vector", True),
        ("what is вектор", True),
        ("if and else", True),
        ("чем if отличается от for", False),
        ("for while if примеры", False),
    ],
)
def test_the_language_of_a_question(question: str, *, english: bool) -> None:
    """Keywords do not make a question English."""
    assert is_english_question(Analyzer().words(question)) == english


def test_russian_in_latin_letters_holds_no_names() -> None:
    """What could not be read there is a word that nobody knows, not a name that the notes lack."""
    features, _ = SHELL.evidence("kak processy zhdut protsessor po skhlopnuv")
    assert features
    assert features.names == 0


def test_an_everyday_word_may_be_what_the_notes_are_about() -> None:
    """Where several headings have it, it counts in full (sort is no "sort of")."""
    notes = "# Sorting\n\n## Insertion sort\n\nIt moves items.\n\n## Lists\n\nInsertion costs a step.\n{}"
    few = a_library(notes.format(""))
    many = a_library(notes.format("\n## Merge sort\n\nIt merges.\n\n## Heap sort\n\nIt heaps.\n"))
    weights = [
        next(c.weight for c in library.explain("insertion sort").hits[0].terms if c.word == "sort")
        for library in (few, many)
    ]
    assert weights == [0.5, 1.0]
