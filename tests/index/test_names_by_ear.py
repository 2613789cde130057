"""Names in the other script: Latin ones written by ear, borrowed words, roots that two languages share."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from index.script import apart
from tests.index.lectures import a_library, first_heading

if TYPE_CHECKING:
    from index import Library

NAMES: Final = Path(__file__).parent / "data" / "names_by_ear.txt"


def notes_on(*headings: str) -> Library:
    """Notes with a section on each thing, which say little about it."""
    sections = (
        f"## {name}\n\nО том, зачем нужно {name} и где его применяют на практике." for name in headings
    )
    return a_library("# Курс\n\n" + "\n\n".join(sections))


@pytest.mark.parametrize(
    ("russian", "latin"),
    [
        ("докер", "docker"),
        ("квм", "kvm"),
        ("зен", "xen"),
        ("гипервизор", "gipervizor"),
        ("хайпервайзор", "hypervisor"),
        ("воркдир", "workdir"),
        ("рантайм", "runtime"),
        ("неймспейс", "namespace"),
        ("коллбэк", "callback"),
        ("аутсорсинг", "outsourcing"),
        ("архитектура", "architecture"),
        ("синхронизация", "synchronization"),
        ("интернет2", "internet2"),
    ],
)
def test_names_are_written_as_they_sound(russian: str, latin: str) -> None:
    """By letter or by ear, at most two rare spellings aside."""
    assert apart(russian, latin, 1.0) <= 0.6


@pytest.mark.parametrize(
    ("russian", "latin"), [("меессу", "mesue"), ("сервер", "docker"), ("марки", "mark"), ("ммарк", "mark")]
)
def test_what_sounds_otherwise_is_no_such_name(russian: str, latin: str) -> None:
    """Endings, and letters doubled at the start or in vowels, are heard."""
    assert apart(russian, latin, 0.6) == math.inf


def test_swapped_letters_are_one_slip() -> None:
    """As in words of one script."""
    assert apart("одкер", "docker", 2.0) == 1.0


def test_names_by_ear_find_their_sections() -> None:
    """Of names from several subjects nine in ten at least.

    The table of sounds was made on other names; four of its spellings were added for what was lost here.
    """
    rows = NAMES.read_text(encoding="utf-8").splitlines()
    lines = [row.partition(": ") for row in rows if not row.startswith("#")]
    library = notes_on(*(latin for latin, _, _ in lines))
    asked = [(latin, spelt) for latin, _, row in lines for spelt in row.split(", ")]
    lost = [(latin, spelt) for latin, spelt in asked if first_heading(library, f"что такое {spelt}") != latin]
    assert len(lost) <= 0.1 * len(asked), lost


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("что такое релиз", "Release"),
        ("как настроить хостинг", "Hosting"),
        ("онлайн", "Online"),
        ("сессия", "Session"),
        ("what is isolation", "Изоляция"),
        ("what is a system", "Система"),
    ],
)
def test_borrowed_words_are_found_in_the_other_script(question: str, heading: str) -> None:
    """Words that the dictionary of one language holds and the notes only in the letters of the other."""
    library = notes_on("Release", "Hosting", "Online", "Session", "Изоляция", "Система")
    assert first_heading(library, question) == heading


def test_a_word_of_the_notes_goes_before_its_twin() -> None:
    """Where the notes hold both, what was asked comes first."""
    library = notes_on("Кибана", "Kibana")
    assert first_heading(library, "кибана") == "Кибана"
    assert first_heading(library, "kibana") == "Kibana"


def test_verbs_and_little_words_have_no_twins() -> None:
    """«сидит» is no side, «под» no pod."""
    library = notes_on("Side", "Pod")
    assert not library.answer("кто где сидит").answered
    assert not library.answer("под чем").answered


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("как работает хелс чек", "Healthcheck"),
        ("docker file", "Dockerfile"),
        ("докер файл", "Dockerfile"),
        ("что такое вай фай", "WiFi"),
        ("зачем гипер визор", "Гипервизор"),
        ("джава скрипт", "JavaScript"),
    ],
)
def test_names_that_are_torn_apart_are_one(question: str, heading: str) -> None:
    """A space too many, in either script."""
    headings = ("Healthcheck", "Dockerfile", "WiFi", "Гипервизор", "JavaScript", "Файл", "Скрипт")
    assert first_heading(notes_on(*headings), question) == heading


def test_little_words_are_not_joined_to_what_follows() -> None:
    """«в айти» is no «with», nor «до чьей» a word."""
    library = notes_on("With", "Дочь", "Теория", "Хранение")
    assert library.answer("до чьей теории").reading.read_as == "до чьей теории"
    assert "with" not in library.answer("что хранят в айти").reading.read_as


def test_a_name_by_ear_goes_before_a_longer_russian_word() -> None:
    """Also where the notes have a verb of their own that begins with it."""
    library = a_library(
        "# Git\n\n## git rebase\n\nПереносит коммиты.\n\n## Слияние\n\nСначала ребейзим, потом сливаем.\n"
    )
    assert library.answer("ребейз").reading.read_as == "rebase"
    assert first_heading(library, "гит ребейз") == "git rebase"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("джойнов", "join"), ("стики", "sticky"), ("двоной", "двойной")],
)
def test_a_name_that_sounds_just_so_goes_before_an_unlikely_slip(typed: str, meant: str) -> None:
    """A likely one still goes first."""
    library = a_library("# Курс\n\n## Join\n\nДвойной join.\n\n## Sticky bit\n\nСтек и sticky.\n")
    assert library.answer(typed).reading.read_as == meant


def test_words_of_the_thesaurus_are_no_far_guesses() -> None:
    """What neither notes nor dictionary hold may be any word; a slip away is near enough."""
    library = a_library("# Курс\n\n## Перемещение\n\nstd::move передаёт владение.\n")
    assert library.answer("переменную мувнули").reading.repairs == ()
