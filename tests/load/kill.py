"""Kills a worker with -9 at random moments under load, and counts what was lost, repeated or out of order."""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.load import worker
from tests.load.platform import Platform

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, ForkServerProcess

CHATS = 20
_PRELOADED = [
    "asyncpg",
    "sqlalchemy.dialects.postgresql.asyncpg",
    "sqlalchemy.dialects.sqlite.aiosqlite",
    "tests.load.kill",
]
_AT_WORK = 0.8  # of the kills wait until the worker has asked for updates; the others may hit its start
_TO_FINISH = 120.0  # seconds that the last worker has for what is left


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to."""

    kills: int
    at_work: int
    """Workers that had sent something before they were killed."""
    questions: int
    repeats: int
    problems: tuple[str, ...]
    seconds: float

    def __str__(self) -> str:
        said = ", ".join(self.problems) or "nothing lost, nothing out of order"
        counts = f"{self.kills} kills ({self.at_work} while sending), {self.questions} questions"
        return f"{counts}, {self.repeats} repeats, {said}, {self.seconds:.0f} s"


def processes() -> ForkServerContext:
    """Workers are forked from a server that has everything imported: they start in milliseconds."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


async def kill_under_load(url: str, kills: int, *, rate: float = 100.0, seconds: float = 600.0) -> Outcome:
    """Run workers one after another, each killed at a random moment.

    Args:
        url: The database.
        kills: How many.
        rate: Questions a second.
        seconds: When to stop killing at the latest.
    """
    started = time.monotonic()
    context, done = processes(), 0
    async with Platform(CHATS) as platform:
        order = worker.Order(url, platform.port, CHATS)
        asking = asyncio.create_task(_ask(platform, rate))
        while done < kills and time.monotonic() - started < seconds:
            process = await _start(context, order)
            if platform.chance.random() < _AT_WORK:
                await platform.heard_of(process.pid)
            await asyncio.sleep(platform.chance.uniform(0.0, 0.5))
            process.kill()
            await asyncio.to_thread(process.join)
            done += 1
        asking.cancel()
        process = await _start(context, order)
        await _finished(platform)
        process.kill()
        await asyncio.to_thread(process.join)
        return Outcome(
            done,
            len({message.by for message in platform.messages}) - 1,
            platform.asked,
            platform.repeats(),
            tuple(platform.problems()),
            time.monotonic() - started,
        )


async def _ask(platform: Platform, rate: float) -> None:
    while True:
        await asyncio.sleep(platform.chance.uniform(0, 2 / rate))
        platform.asked += 1


async def _start(context: ForkServerContext, order: worker.Order) -> ForkServerProcess:
    process = context.Process(target=worker.main, args=(order,), daemon=True)
    await asyncio.to_thread(process.start)
    return process


async def _finished(platform: Platform) -> None:
    """Wait until every question has an answer, and a little longer for repeats that should not be."""
    deadline = time.monotonic() + _TO_FINISH
    while platform.answered() < platform.asked and time.monotonic() < deadline:  # noqa: ASYNC110 - a server's state
        await asyncio.sleep(0.05)
    await asyncio.sleep(1)
