"""The whole bot as a process of its own, reached by webhook, at its own pace, to be watched or killed."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.app import App, Ways
from bot.config import Settings
from bot.pipeline import Limits, Rates
from bot.shore.logs import configure

if TYPE_CHECKING:
    from pathlib import Path

UNPACED = Limits(
    rates=Rates(overall=1e6, chat=1e6, burst=1000, group=10**6),
    first_backoff=0.05,
    longest_backoff=0.5,
    sweep_seconds=0.5,
    orphan_seconds=1.0,
)
"""Telegram's limits would hide what the program can do; what a dead replica leaves behind is found sooner."""
SECRET = "a-word-of-the-load-runs"  # noqa: S105 - of a stand-in


@dataclass(frozen=True, slots=True)
class Order:
    """What a process is told."""

    token: str
    api_url: str
    database_url: str
    listen: int
    """Port for webhooks."""
    health: int
    """Port of the health pages."""
    notes: Path
    log: Path
    """What it logs goes here."""


def main(order: Order) -> None:
    """The process, until SIGTERM or worse.

    Args:
        order: What it is told.
    """
    log = order.log.open("a", encoding="utf-8")
    os.dup2(log.fileno(), 2)
    configure(form="json")
    with suppress(KeyboardInterrupt):
        asyncio.run(_work(order))


async def _work(order: Order) -> None:
    given = {
        "token": order.token,
        "api_url": order.api_url,
        "database_url": order.database_url,
        "notes": order.notes,
        "secret": "a secret of the load runs",
        "webhook_url": f"http://127.0.0.1:{order.listen}/telegram",
        "webhook_secret": SECRET,
        "listen": f"127.0.0.1:{order.listen}",
        "health_listen": f"127.0.0.1:{order.health}",
        "person_limit": 1000,
        "group_limit": 1000,
    }
    asked_to_stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asked_to_stop.set)
    app = App(Settings.model_validate(given), ways=Ways(pace=UNPACED))
    try:
        await app.start()
        await asked_to_stop.wait()
    finally:
        await app.stop()
