"""The bot as a process: logs, signals, an orderly end."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from bot.app import App
from bot.config import secrets_of
from bot.shore.logs import configure

if TYPE_CHECKING:
    from bot.config import Settings

_LOG: Final = logging.getLogger(__name__)


def run(settings: Settings) -> None:
    """Run the bot until SIGINT or SIGTERM.

    Args:
        settings: The operator's; with a token.

    Raises:
        ConfigError: It cannot start; so do CorpusError and StorageError.
    """
    configure(level=settings.log_level, form=settings.log_format, secrets=secrets_of(settings))
    asyncio.run(_until_stopped(App(settings)))


async def _until_stopped(app: App) -> None:
    asked_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked_to_stop.set)
    starting = asyncio.create_task(app.start())
    stopping = asyncio.create_task(asked_to_stop.wait())
    try:
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            await stopping
            _LOG.info("stopping")
        else:
            starting.cancel()
            with suppress(asyncio.CancelledError):
                await starting
    finally:
        stopping.cancel()
        await app.stop()
