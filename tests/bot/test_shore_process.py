"""The whole bot as a process, over HTTP."""

from __future__ import annotations

import asyncio
import signal
import socket
from typing import TYPE_CHECKING

from tests.fake.process import BotProcess
from tests.telegram import FakeTelegram

if TYPE_CHECKING:
    from pathlib import Path


async def test_start_ask_stop_restart_press_kill_restart(tmp_path: Path) -> None:
    """Old buttons work after SIGTERM and a new start; what was asked while it was down is answered."""
    fake = FakeTelegram()
    fake.patience = 30
    anna = fake.private("Анна")
    async with fake.served() as served, BotProcess(fake, served.url, tmp_path) as bot:
        heard = await anna.says("что такое гипервизор?")
        assert "гипервизор" in heard.text.lower()
        tap = next(b["text"] for row in heard[0].keyboard for b in row if "callback_data" in b)
        assert await bot.stop() == 0

        before = len(anna.messages)
        await bot.start()
        pressed = await anna.presses(tap, on=heard[0])
        assert pressed.toast is not None
        assert len(anna.messages) == before, "nothing is said twice after a restart"

        await bot.stop(signal.SIGKILL)
        asked = {"text": "чем контейнер отличается от виртуальной машины?"}
        message = fake.world.post(anna.private, anna.user, asked)
        await fake.feed(fake.api.updates.number("message", message))
        await bot.start()
        await anna.says("спасибо")
        assert any("контейнер" in shown.text.lower() for shown in anna.messages[-3:])
        assert await bot.stop(signal.SIGINT) == 0
        assert fake.token not in bot.log
    fake.verify()


async def test_a_second_process_waits_for_the_first(tmp_path: Path) -> None:
    """Same data, same address: it goes on where the first one ends."""
    fake = FakeTelegram()
    fake.patience = 30
    anna = fake.private("Анна")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    async with (
        fake.served() as served,
        BotProcess(fake, served.url, tmp_path, health_listen=address) as first,
        BotProcess(fake, served.url, tmp_path, health_listen=address) as second,
    ):
        while "waiting for it to end" not in second.log:  # noqa: ASYNC110 - another process's log
            await asyncio.sleep(0.05)
        assert await first.stop() == 0
        heard = await anna.says("что такое гипервизор?")
        assert "гипервизор" in heard.text.lower()
        assert await second.stop() == 0
    fake.verify()
