"""What is kept of people, and how it is erased."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy import MetaData, create_engine, select

if TYPE_CHECKING:
    import pytest

    from tests.scenarios.conftest import Town


def everything_stored(town: Town) -> str:
    """All rows of all tables, as text."""
    assert town.app.store.file
    engine = create_engine(f"sqlite:///{town.app.store.file}")
    with engine.connect() as connection:
        stored = MetaData()
        stored.reflect(connection)
        rows = [str(row) for table in stored.sorted_tables for row in connection.execute(select(table))]
    engine.dispose()
    return "\n".join(rows)


async def test_the_notice_tells_what_and_how_long(town: Town) -> None:
    """With the operator's number of days, in the right plural."""
    await town.restarts(retention_days=31)
    assert "через 31 день." in (await town.fake.private("Анна").says("/privacy")).text


async def test_neither_names_nor_ids_of_people_are_kept(town: Town) -> None:
    """After the answer was sent only hashes are left of who asked."""
    anna = town.fake.private("Аннушка-Уникальная")
    await anna.says("минусы kvm")
    await anna.presses("Помогло")
    stored = everything_stored(town)
    assert "минусы kvm" in stored
    assert "Аннушка" not in stored
    assert str(anna.id) not in stored.replace("lane", "")


async def test_what_a_group_says_to_itself_is_never_written_down(town: Town) -> None:
    """Not even for a moment, where the bot is an admin and sees everything."""
    group = town.fake.group("ВТ-22", bot=False)
    petr = group.member("Пётр", admin=True)
    await group.adds_bot(petr, admin=True)
    before = everything_stored(town)
    await petr.says("встречаемся у деканата в пять")
    await petr.says("/ask@other_bot минусы kvm")
    assert everything_stored(town) == before


async def test_forget_erases_after_asking_once_more(town: Town) -> None:
    """Questions, verdicts and settings; of this person only."""
    anna, boris = town.fake.private("Анна"), town.fake.private("Борис")
    await anna.says("минусы kvm")
    await anna.says("/settings")
    await anna.presses("Картинки: да")
    await boris.says("плюсы xen")
    await anna.says("/forget")
    kept = await anna.presses("Не надо")
    assert kept.only.text == "Ничего не стёрто."
    await anna.says("/forget")
    erased = await anna.presses("Стереть")
    assert erased.only.text.startswith("Стёрто. Вопросов было: 1.")
    stored = everything_stored(town)
    assert "минусы kvm" not in stored
    assert "плюсы xen" in stored
    assert (await anna.says("ещё")).only.text.startswith("О чём именно?")
    assert "Картинки: да" in (await anna.says("/settings")).only.buttons
    old = await anna.presses("Ещё ответ")
    assert old.toast == "Эта кнопка уже не работает. Лучше спросить ещё раз."


async def test_a_person_chooses_language_and_pictures(town: Town) -> None:
    """In private everybody is their own admin."""
    anna = town.fake.private("Анна")
    settings = await anna.says("/settings")
    assert settings.only.rows == [["Язык: как в Telegram"], ["Картинки: да"]]
    await anna.presses("Язык")
    english = await anna.presses("Язык: Русский")
    assert english.only.rows == [["Language: English"], ["Pictures: on"]]
    await anna.presses("Pictures: on")
    answer = await anna.says("что такое гипервизор?")
    assert not answer.only.photo
    assert "👍 Helpful" in answer.only.buttons
    await anna.says("/settings")
    assert "Язык: как в Telegram" in (await anna.presses("Language: English")).only.buttons


def bytes_on_disk(town: Town) -> bytes:
    """What lies in the database's files, write-ahead log and free pages included."""
    file = town.app.store.file
    assert file
    return b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*") if one.is_file())


async def test_what_is_forgotten_is_not_on_the_disk_any_more(town: Town) -> None:
    """Neither in the write-ahead log nor in free pages, be the question short or of many pages."""
    anna = town.fake.private("Анна")
    secret = "сиреневый крокодил".encode()
    await anna.says("почему сиреневый крокодил не запускает том?")
    await anna.says("сиреневый крокодил и контейнеры. " * 100)
    assert secret in bytes_on_disk(town)
    await anna.says("/forget")
    await anna.presses("Стереть")
    assert secret not in bytes_on_disk(town)


async def test_forgetting_does_not_wait_for_whoever_reads(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """A report that reads holds up nobody; the log tells of traces, and the next pruning takes them."""
    anna = town.fake.private("Анна")
    await anna.says("почему сиреневый крокодил не запускает том?")
    reader = sqlite3.connect(str(town.app.store.file), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM exchanges").fetchone()
    await anna.says("/forget")
    await anna.presses("Стереть")
    await anna.says("что такое том?")
    assert any("keeps what was erased" in line for line in caplog.messages)
    reader.close()
    await town.app.jobs.look()
    assert "сиреневый крокодил".encode() not in bytes_on_disk(town)
