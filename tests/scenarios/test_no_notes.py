"""A bot whose notes are yet to come: it says so, and answers as soon as they are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.campus import Campus
from tests.scenarios.conftest import Town, in_town
from tests.telegram import FakeTelegram

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.courses.course import Course
    from corpus import Notes

LXC = "# LXC\n\n## Что такое LXC\n\nLXC — это контейнеры прямо на ядре Linux.\n"
QUESTION = "что такое lxc?"


@pytest.fixture
async def campus(
    tmp_path: Path, read_once: Callable[[Path], tuple[Course, Notes]], database_url: str
) -> AsyncIterator[Campus]:
    """The bot at work over an empty folder, with an instructor."""
    notes = tmp_path / "notes"
    notes.mkdir()
    town = Town(FakeTelegram(), notes, database_url, read_once)
    async with in_town(town):
        await town.app.settled()
        campus = Campus(town, town.fake.private("Мария"))
        await campus.bind()
        yield campus


async def test_students_hear_that_there_are_no_notes_yet(campus: Campus) -> None:
    """Not that the notes do not say it; people can be asked all the same."""
    anna = campus.town.fake.private("Анна")
    heard = await anna.starts()
    assert "Конспекта пока нет" in heard.text
    assert heard.only.buttons == []
    heard = await anna.says(QUESTION)
    assert heard.text == "Отвечать пока не по чему: конспект ещё не готов. Лучше спросить позже."
    assert heard.only.buttons == ["Спросить преподавателя"]
    for command in ("/toc", "/glossary"):
        assert (await anna.says(command)).text
    english = campus.town.fake.private("Kim", language="en")
    assert "the notes are not ready" in (await english.says("what is lxc?")).text


async def test_a_group_hears_it_in_one_line(campus: Campus) -> None:
    """With no buttons to look for what is not there."""
    anna = campus.town.fake.group("ВТ-21").member("Анна")
    heard = await anna.says(f"/ask {QUESTION}")
    assert heard.text == "Отвечать пока не по чему: конспект ещё не готов. Лучше спросить позже."
    assert heard.only.buttons == ["Спросить преподавателя"]


async def test_notes_that_are_put_there_are_answered_from(campus: Campus) -> None:
    """Without a restart."""
    (campus.town.notes / "lxc.md").write_text(LXC, encoding="utf-8")
    assert (await campus.prof.says("/reload")).new[-1].text.startswith("Конспект обновлён: 1 лекция")
    anna = campus.town.fake.private("Анна")
    assert "на ядре Linux" in (await anna.says(QUESTION)).text
    assert "лекции «LXC»" in (await anna.starts()).text


async def test_the_first_notes_may_be_sent_by_an_instructor(campus: Campus) -> None:
    """A file becomes the course; one that cannot be read is told as such."""
    heard = await campus.prof.sends_file("document", b"\x00\x01", name="broken.md")
    assert heard.new[-1].text.startswith("Конспект не читается, на вопросы отвечать пока нечем.")
    heard = await campus.prof.sends_file("document", LXC.encode(), name="lxc.md")
    assert "LXC › Что такое LXC" in heard.new[-1].text
    assert (await campus.prof.presses("Применить")).new[-1].text.startswith("Готово")
    assert "на ядре Linux" in (await campus.town.fake.private("Анна").says(QUESTION)).text
