"""A process with a true store and pipeline between the stand-in for Telegram and a database, to be killed."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.model import Place, PlaceKind, Reply, Rich
from bot.pipeline import Delivered, DeliveryRetry, Limits, Parts, Pipeline, Rates
from bot.storage import Arrival, StorageError, StorageUnavailableError, Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Outgoing
    from bot.storage import Received, Transaction

LIMITS = Limits(
    rates=Rates(overall=1e6, chat=1e6, burst=1000, group=10**6),
    first_backoff=0.05,
    longest_backoff=0.5,
    sweep_seconds=0.3,
    orphan_seconds=0.5,
)


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is told."""

    url: str
    """The database."""
    platform: int
    """Port of the stand-in for Telegram."""
    chats: int
    listen: int = 0
    """Port for webhooks; 0 polls."""


class Line:
    """Requests to the platform over a few connections."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(self, request: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON
        """One request, one response."""
        try:
            streams = (
                self._free.pop() if self._free else await asyncio.open_connection("127.0.0.1", self._port)
            )
            streams[1].write(json.dumps(request).encode() + b"\n")
            answer = json.loads(await streams[0].readline())
        except (OSError, ValueError) as error:
            raise DeliveryRetry(reason=str(error)) from error
        self._free.append(streams)
        return answer


async def handle(received: Received, tx: Transaction) -> Sequence[Outgoing]:
    """Answer a question by its number, and note that it was handled."""
    place = Place(received.lane, PlaceKind.PRIVATE)
    await tx.facts.set(f"handled:{received.lane}", received.update_id)
    return (Reply(place, Rich(str(received.payload["question"])), ref=f"answer:{received.id}"),)


async def work(order: Order) -> None:
    """Poll or listen until killed."""
    line, name = Line(order.platform), f"worker {os.getpid()}"

    async def deliver(outgoing: Outgoing) -> Delivered:
        assert isinstance(outgoing, Reply)
        request = {"send": int(outgoing.text.text), "chat": outgoing.place.chat, "by": name}
        return Delivered((await line.ask(request),))

    store = await _open(order.url)
    pipeline = Pipeline(store, Parts(handle, deliver), LIMITS)
    await pipeline.start()
    if order.listen:
        await _listen(order, pipeline)
    await _poll(order, pipeline, line)


async def _open(url: str) -> Store:
    while True:
        try:
            return await Store.open(url, b"secret")
        except StorageError:
            await asyncio.sleep(0.1)


def arrival(question: int, chats: int) -> Arrival:
    """The update that asks a question."""
    return Arrival(1_000_000 + question, question % chats + 1, {"question": question})


async def _poll(order: Order, pipeline: Pipeline, line: Line) -> None:
    offset: int | None = None
    while True:
        try:
            questions = await line.ask({"offset": offset, "pid": os.getpid()})
            await pipeline.accept([arrival(question, order.chats) for question in questions])
        except (DeliveryRetry, StorageUnavailableError):
            await asyncio.sleep(0.05)
        else:
            offset = questions[-1] + 1 if questions else offset


async def _listen(order: Order, pipeline: Pipeline) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while question := await reader.readline():
            try:
                await pipeline.accept([arrival(int(question), order.chats)])
            except StorageUnavailableError:
                writer.write(b"503\n")
            else:
                writer.write(b"200\n")

    server = await asyncio.start_server(serve, "127.0.0.1", order.listen)
    async with server:
        await server.serve_forever()


def main(order: Order) -> None:
    """The process.

    Args:
        order: What it is told.
    """
    asyncio.run(work(order))
