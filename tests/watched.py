"""The whole application with its health pages, over a fake that it polls or is posted to."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from typing import TYPE_CHECKING, Any, Self

import aiohttp

from bot.app import App, Ways
from bot.config import Settings
from bot.courses.course import open_course
from bot.pipeline import Limits, Rates
from tests.telegram import FakeTelegram

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from telegram.request import BaseRequest

    from bot.storage import Clock
    from tests.fake.people import Human

FAST = Limits(rates=Rates(overall=1000, chat=1000, burst=50, group=1000), first_backoff=0.01)
WORD = "a-long-word-of-the-webhook"


class Watched:
    """An application with its health pages."""

    def __init__(
        self,
        folder: Path,
        database: str,
        *,
        clock: Clock | None = None,
        request: Callable[[FakeTelegram], BaseRequest] = FakeTelegram.request,
        **settings: Any,  # noqa: ANN401 - any setting
    ) -> None:
        """Not started."""
        self.fake = FakeTelegram()
        self.port = free_port()
        notes = self.notes = folder / "notes"
        notes.mkdir(exist_ok=True)
        (notes / "a.md").write_text("# Тома\n\nТом хранит данные контейнера.\n", encoding="utf-8")
        given = {
            "token": self.fake.token,
            "notes": notes,
            "data": folder / "data",
            "database_url": database,
            "health_listen": f"127.0.0.1:{self.port}",
            **settings,
        }
        reached = request(self.fake)
        ways = Ways(request=reached, polling=reached, pace=FAST, read=open_course)
        self.app = App(Settings.model_validate(given), ways=ways, clock=clock)

    async def __aenter__(self) -> Self:
        await self.app.start()
        self.fake.attach_polling(self.app)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.app.stop()

    async def ask(self, who: Human, text: str) -> None:
        """Somebody writes; nobody waits for the answer."""
        message = self.fake.world.post(who.private, who.user, {"text": text})
        await self.fake.feed(self.fake.api.updates.number("message", message))

    async def said(self, who: Human, count: int, seconds: float = 40) -> list[str]:
        """What the bot has said to somebody, once it is so many messages."""
        async with asyncio.timeout(seconds):
            while len(found := self.heard(who)) < count:  # noqa: ASYNC110 - the bot's own tasks
                await asyncio.sleep(0.02)
        return found

    def heard(self, who: Human) -> list[str]:
        """What the bot has said to somebody."""
        bot = self.fake.world.bot_id
        return [shown.text for shown in who.messages if shown.json["from"]["id"] == bot]

    async def trouble(self) -> str:
        """The last trouble, as /healthz tells it; the process is alive."""
        status, text = await self.page("/healthz")
        assert status == 200
        return str(json.loads(text)["last_trouble"]["what"])

    async def page(self, path: str) -> tuple[int, str]:
        """Status and text of a page."""
        async with (
            aiohttp.ClientSession(f"http://127.0.0.1:{self.port}") as session,
            session.get(path) as response,
        ):
            return response.status, await response.text()

    async def until(self, path: str, true: Callable[[int, Any], bool]) -> Any:  # noqa: ANN401 - JSON
        """Wait until a page says something; what it says."""
        async with asyncio.timeout(20):
            while True:
                with contextlib.suppress(aiohttp.ClientConnectionError):  # it is about to start
                    status, text = await self.page(path)
                    shown = json.loads(text)
                    if true(status, shown):
                        return shown
                await asyncio.sleep(0.02)


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
