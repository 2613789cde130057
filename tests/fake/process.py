"""The bot as a process of its own, against a fake on loopback."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path

    from tests.telegram import FakeTelegram

_PATIENCE = 60.0  # seconds to start: imports alone take some on a busy machine


class BotProcess:
    """`async with BotProcess(fake, served.url, folder) as bot:` is `konspekt run` in that folder."""

    def __init__(self, fake: FakeTelegram, url: str, folder: Path, **settings: str) -> None:
        """Not started; `settings` are KONSPEKT_ settings by name: `protect="1"`."""
        self._fake = fake
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None
        own = {
            "TOKEN": fake.token,
            "API_URL": url,
            "DATA": str(folder / "data"),
            "HEALTH_LISTEN": "127.0.0.1:0",
            **{name.upper(): value for name, value in settings.items()},
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KONSPEKT_")}
        self._environment = kept | {f"KONSPEKT_{name}": value for name, value in own.items()}

    @property
    def log(self) -> str:
        """What it wrote to standard error, over all its starts."""
        return (self._folder / "log").read_text(encoding="utf-8")

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def start(self) -> None:
        """Start it, and wait until it polls (or, with a webhook, has set it)."""
        updates = self._fake.api.updates
        before = updates.polled
        with (self._folder / "log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=self._environment, cwd=self._folder, stderr=log
            )
        async with asyncio.timeout(_PATIENCE):
            while not (updates.polls or updates.polled > before or updates.webhook):
                assert self._process.returncode is None, self.log
                await asyncio.sleep(0.02)

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and wait for the end; returns the exit code."""
        assert self._process is not None
        self._process.send_signal(how)
        async with asyncio.timeout(_PATIENCE):
            return await self._process.wait()
