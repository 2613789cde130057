"""When something breaks: apologies, blocked chats, deleted messages, Telegram's troubles."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest

from bot.courses.course import Course
from bot.texts import EN
from tests.telegram import bad_gateway, too_many_requests

if TYPE_CHECKING:
    from tests.scenarios.conftest import Town


class Broken:
    """A library that fails."""

    def answer(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - whatever it is asked
        """Fail with something that nobody must see."""
        message = "secret detail"
        raise ZeroDivisionError(message)


def broken(town: Town) -> None:
    """From now on every question meets a mistake in the program."""
    course = town.app.shelf.of(None)
    values = {name: getattr(course, name) for name in Course.__slots__}
    town.app.shelf.put(Course(**{**values, "library": Broken()}))


async def test_a_handler_that_fails_apologises_once(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    """All of it in the log, none of it to the person; the next message is handled."""
    anna = town.fake.private("Анна")
    good = town.app.shelf.of(None)
    broken(town)
    with caplog.at_level(logging.CRITICAL, logger="bot.pipeline.lanes"):
        heard = await anna.says("что такое том")
    assert heard.only.text == "Что-то у меня сломалось. Стоит попробовать ещё раз чуть позже."
    group = town.fake.group("ВТ-21")
    petr = group.member("Пётр", admin=True)
    await petr.says("/settings")
    await petr.presses("Язык")
    with caplog.at_level(logging.CRITICAL, logger="bot.pipeline.lanes"):
        heard = await petr.says("/ask что такое том")
    assert heard.only.text == EN.apology, "in the language of the place"
    town.app.shelf.put(good)
    assert "Том хранит" in (await anna.says("что такое том")).text


async def test_a_person_who_blocked_the_bot_and_came_back(town: Town) -> None:
    """Blocked: nothing is sent. Unblocked: all as before."""
    anna = town.fake.private("Анна")
    await anna.says("минусы kvm")
    await anna.blocks()
    async with town.app.store.snapshot() as tx:
        assert await tx.chats.blocked(anna.id)
    await anna.unblocks()
    await anna.starts()
    async with town.app.store.snapshot() as tx:
        assert not await tx.chats.blocked(anna.id)
    assert "сложная настройка" in (await anna.says("а у xen?")).text


async def test_telegrams_troubles_delay_but_lose_nothing(town: Town) -> None:
    """Too many requests, a gateway that fails."""
    anna = town.fake.private("Анна")
    town.fake.faults.append(too_many_requests(1))
    assert "Том хранит" in (await anna.says("что такое том")).text
    town.fake.faults.append(bad_gateway())
    assert "Xen — это" in (await anna.says("что такое xen")).text


async def test_an_answer_that_was_deleted_is_written_anew(town: Town) -> None:
    """The button was pressed just before."""
    anna = town.fake.private("Анна")
    answer = (await anna.says("минусы kvm")).only
    del anna.private.messages[answer.id]
    heard = await anna.sends_press(answer.json, answer.button("Ещё ответ")["callback_data"])
    assert heard.new


@pytest.mark.parametrize(
    "text", ["\u202eконец", "a" * 4096, "🙂" * 2000, "/" * 300, "\x00\x07", "(((((", "ё̈" * 500, "1"]
)
async def test_any_message_is_answered_somehow(town: Town, text: str) -> None:
    """Never silence, never an error."""
    heard = await town.fake.private("Анна").says(text)
    assert len(heard) >= 1
    assert "сломалось" not in heard.text
