"""Command menus, name and descriptions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.shore.menus import Command, Menu, digest_of
from bot.shore.pictures import MemoryFiles, Pictures
from bot.shore.telegram import Telegram
from tests.telegram import FakeTelegram, too_many_requests

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ASK = Command("ask", "Задать вопрос")
SETTINGS = Command("settings", "Настройки")
RU = Menu("", (Command("start", "Начать"),), (ASK,), (ASK, SETTINGS), "Конспект", "Отвечает", "По лекциям")
EN = replace(RU, language="en", name="Konspekt", about="Answers", description="From lectures")


@pytest.fixture
async def bot() -> AsyncIterator[tuple[FakeTelegram, Telegram]]:
    """A connected bot."""
    fake = FakeTelegram()
    telegram = Telegram(fake.token, Pictures(MemoryFiles(), lambda *_: None), request=fake.request())
    await telegram.open()
    yield fake, telegram
    await telegram.close()
    fake.verify()


async def test_menus_are_published_per_scope_and_language(bot: tuple[FakeTelegram, Telegram]) -> None:
    """Once; the same menus again cost no request."""
    fake, telegram = bot
    known = await telegram.publish_menus((RU, EN))
    scopes = ("all_private_chats", "all_group_chats", "all_chat_administrators")
    assert set(fake.world.commands) == {(scope, language) for scope in scopes for language in ("", "en")}
    assert [c["command"] for c in fake.world.commands["all_chat_administrators", ""]] == ["ask", "settings"]
    assert fake.world.profile["name", "en"] == "Konspekt"
    assert fake.world.profile["short_description", ""] == "Отвечает"
    assert fake.world.profile["description", "en"] == "From lectures"
    calls = len(fake.api.calls)
    assert await telegram.publish_menus((RU, EN), known) == known
    assert len(fake.api.calls) == calls


async def test_only_what_differs_is_renamed(bot: tuple[FakeTelegram, Telegram]) -> None:
    """Telegram counts changes of names; a changed command does not change the name."""
    fake, telegram = bot
    known = await telegram.publish_menus((RU,))
    changed = replace(RU, groups=(ASK, Command("help", "Помощь")))
    assert digest_of((changed,)) != known
    assert await telegram.publish_menus((changed,), known) == digest_of((changed,))
    assert len(fake.calls("setMyName")) == 1
    assert len(fake.world.commands["all_group_chats", ""]) == 2


async def test_a_limit_leaves_it_for_the_next_start(
    bot: tuple[FakeTelegram, Telegram], caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is remembered, nothing fails."""
    fake, telegram = bot
    fake.faults.append(too_many_requests(80_000, method="setMyName"))
    assert await telegram.publish_menus((RU,)) is None
    assert "could not all be published" in caplog.text
    assert await telegram.publish_menus((RU,)) == digest_of((RU,))
