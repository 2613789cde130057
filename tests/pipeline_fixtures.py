"""A pipeline for tests: a handler that answers, a shore that writes down what it is told to send."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.model import Place, PlaceKind, Reply, Rich
from bot.pipeline import Delivered, Limits, Parts, Pipeline, Rates
from bot.storage import Arrival

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from bot.model import Outgoing
    from bot.storage import Received, Store, Transaction

UNPACED = Rates(overall=1e6, chat=1e6, burst=1000, group=10**6)
FAST = Limits(rates=UNPACED, first_backoff=0.01, longest_backoff=0.05, sweep_seconds=0.05, orphan_seconds=0.0)
"""For tests: no pace, short waits."""


def private(chat: int) -> Place:
    """A private chat."""
    return Place(chat, PlaceKind.PRIVATE)


def question(number: int, chat: int = 7) -> Arrival:
    """An update that asks a numbered question."""
    return Arrival(number, chat, {"text": f"question {number}"})


@dataclass
class FakeShore:
    """Counts what was sent, and answers as it is told."""

    sent: list[Outgoing] = field(default_factory=list)
    answers: Callable[[Outgoing], BaseException | None] = lambda _: None
    """The error to raise for something, or None to take it."""

    async def deliver(self, outgoing: Outgoing) -> Delivered:
        """Take something, or refuse it."""
        await asyncio.sleep(0)
        if (error := self.answers(outgoing)) is not None:
            raise error
        self.sent.append(outgoing)
        return Delivered((len(self.sent),))

    def texts(self, chat: int | None = None) -> list[str]:
        """What was said, in order."""
        return [
            said.text.text
            for said in self.sent
            if isinstance(said, Reply) and chat in (None, said.place.chat)
        ]


async def answer(received: Received, tx: Transaction) -> Sequence[Outgoing]:
    """Repeat what was asked."""
    await tx.facts.set(f"asked:{received.update_id}", received.payload)
    place = private(received.lane)
    return (Reply(place, Rich(received.payload["text"]), ref=f"answer:{received.update_id}"),)


@asynccontextmanager
async def running(store: Store, parts: Parts, limits: Limits = FAST) -> AsyncIterator[Pipeline]:
    """A pipeline at work, stopped in an orderly way afterwards."""
    pipeline = Pipeline(store, parts, limits)
    await pipeline.start()
    try:
        yield pipeline
    finally:
        await pipeline.stop(5)


async def settled(pipeline: Pipeline, seconds: float = 20) -> None:
    """Wait until nothing is left to do."""
    async with asyncio.timeout(seconds):
        while not await pipeline.idle():  # noqa: ASYNC110 - the work of other processes counts, too
            await asyncio.sleep(0.01)
