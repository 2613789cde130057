"""What is kept of people, and how it is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import MetaData, create_engine, select

if TYPE_CHECKING:
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
