"""The smallest application over the real shore: each event is answered by a function of the test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from bot.shore.pictures import MemoryFiles, Pictures
from bot.shore.telegram import Telegram

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from bot.model import Outgoing
    from bot.pipeline.delivery import Delivered
    from bot.shore.decode import Decoded
    from tests.telegram import FakeTelegram

Answer = "Callable[[Decoded], Iterable[Outgoing]]"


class Echo:
    """Decodes, asks the test's function, delivers: no store, no lanes, no retries."""

    def __init__(self, fake: FakeTelegram, folder: Path | None = None) -> None:
        """Over a fake; `folder` holds pictures."""
        self.files = MemoryFiles()
        self.folder = folder
        self.find: Callable[[str, str], Path | None] = self._find
        pictures = Pictures(self.files, lambda course, path: self.find(course, path))  # noqa: PLW0108 - a test may change it
        self.telegram = Telegram(fake.token, pictures, request=fake.request())
        self.heard: list[Decoded] = []
        self.answer: Callable[[Decoded], Iterable[Outgoing]] = lambda _: ()
        self.delivered: list[Delivered] = []

    async def __aenter__(self) -> Self:
        await self.telegram.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.telegram.close()

    async def receive(self, updates: Sequence[dict[str, Any]]) -> None:
        """Handle at once."""
        for update in updates:
            decoded = self.telegram.decode(update)
            if decoded:
                self.heard.append(decoded)
                for outgoing in self.answer(decoded):
                    await self.deliver(outgoing)

    async def deliver(self, outgoing: Outgoing) -> tuple[int, ...]:
        """Send something of the test's own, part by part; ids of all messages."""
        delivered = await self.telegram.deliver(outgoing)
        self.delivered.append(delivered)
        rest = await self.deliver(delivered.rest) if delivered.rest else ()
        return (*delivered.message_ids, *rest)

    async def settled(self) -> None:
        """Everything was done in `receive`."""

    def _find(self, _course: str, path: str) -> Path | None:
        found = self.folder / path if self.folder else None
        return found if found and found.is_file() else None
