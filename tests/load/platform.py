"""Stands in for Telegram on loopback: hands out updates, takes messages, and remembers both.

It outlives the workers that talk to it. A worker asks for updates by polling, or is handed them by webhook;
a message counts as sent the moment it arrives here, whether or not the worker lives to hear so.
"""

from __future__ import annotations

import asyncio
import json
import random
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Message:
    """Something that a worker sent."""

    chat: int
    question: int
    """The number of the question that it answers."""
    by: str
    """The worker."""


class Platform:
    """The server; one line of JSON a request, one a response."""

    def __init__(self, chats: int, *, seed: int = 0) -> None:
        self.chats = chats
        self.chance = random.Random(seed)  # noqa: S311 - the same load every time
        self._server: asyncio.Server | None = None
        self.port = 0
        self.asked = 0
        """Questions 0 to asked - 1 exist; question n is asked in chat n modulo the number of chats."""
        self.confirmed = 0
        """Questions below this one will not be handed out again."""
        self.messages: list[Message] = []
        self._heard: dict[int, asyncio.Event] = {}

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()

    def chat_of(self, question: int) -> int:
        """Where a question is asked."""
        return question % self.chats + 1

    async def heard_of(self, pid: int | None) -> None:
        """Wait until a process has asked for updates."""
        await self._heard.setdefault(pid or 0, asyncio.Event()).wait()

    def answered(self) -> int:
        """How many questions have an answer."""
        return len({message.question for message in self.messages})

    def problems(self) -> list[str]:
        """What must not be: lost questions, answers out of order, repeats other than of the one in flight."""
        found = [f"{self.asked - self.answered()} questions lost"] if self.answered() != self.asked else []
        for chat in range(1, self.chats + 1):
            said = [message for message in self.messages if message.chat == chat]
            for before, after in pairwise(said):
                if after.question == before.question:
                    if after.by == before.by:
                        found.append(f"chat {chat}: {after.question} repeated by {after.by} itself")
                elif after.question < before.question:
                    found.append(f"chat {chat}: {after.question} after {before.question}")
        return found

    def repeats(self) -> int:
        """How many messages were sent again."""
        return len(self.messages) - self.answered()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.CancelledError):  # cancelled when the run is over
            while line := await reader.readline():
                if not line.endswith(b"\n"):
                    break  # cut off in the middle: it never arrived
                writer.write(json.dumps(await self._respond(json.loads(line))).encode() + b"\n")
                await writer.drain()
        writer.close()

    async def _respond(self, request: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON
        if "send" in request:
            self.messages.append(Message(request["chat"], request["send"], request["by"]))
            await asyncio.sleep(self.chance.uniform(0, 0.02))  # in flight: sent, and the worker does not know
            return len(self.messages)
        self._heard.setdefault(request["pid"], asyncio.Event()).set()
        if request["offset"] is not None:
            self.confirmed = max(self.confirmed, request["offset"])
        for _ in range(20):
            if self.confirmed < self.asked:
                break
            await asyncio.sleep(0.01)
        return list(range(self.confirmed, min(self.asked, self.confirmed + 100)))
