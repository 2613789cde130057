"""What the keeper of the notes says, in transactions of its own, however long the store is away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from bot.model import Edit, Reply
from bot.render import TEXT_LIMIT, render_markdown, split
from bot.storage import StorageUnavailableError
from bot.texts import texts_for
from bot.texts.keeping import KeepingTexts

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.courses.work import Asker
    from bot.model import Buttons, Place
    from bot.storage import Store, Transaction

_logger: Final = logging.getLogger(__name__)
_PAUSE: Final = 2.0
"""Seconds until the store is asked again."""

Told = Callable[[KeepingTexts], str]
"""Markdown in the language of whoever reads it."""


class Messages:
    """To whoever asked for something, else to the course's instructors."""

    def __init__(self, store: Store, language: str) -> None:
        """Into one store.

        Args:
            store: Where messages wait to be sent.
            language: Where nobody decided.
        """
        self._store = store
        self._language = language

    async def tell(
        self, course: str, asker: Asker | None, told: Told, *, once: tuple[str, str] | None = None
    ) -> None:
        """Say something.

        Args:
            course: Whose instructors hear it where nobody asked.
            asker: Who asked.
            told: What to say.
            once: A fact and its value: where it holds already, another process has said it; nobody but an
                asker hears it again.
        """

        async def write(tx: Transaction) -> None:
            if once and not await _noted(tx, *once) and asker is None:
                return
            place, words = await self._listener(tx, course, asker)
            if place is None:
                return
            for part in split(render_markdown(told(words)), TEXT_LIMIT):
                await tx.outbox.put(Reply(place, part, to=asker.message if asker else None))

        await self.patiently(write)

    async def offer(
        self, asker: Asker, told: Told, buttons: Callable[[KeepingTexts], Buttons], ref: str
    ) -> None:
        """Say something with buttons under it.

        Args:
            asker: Who asked.
            told: What to say.
            buttons: Below the last message where it takes several.
            ref: That message's name.
        """

        async def write(tx: Transaction) -> None:
            words = texts_for(asker.language).keeping
            *before, last = split(render_markdown(told(words)), TEXT_LIMIT)
            for part in before:
                await tx.outbox.put(Reply(asker.place, part))
            await tx.outbox.put(Reply(asker.place, last, buttons(words), to=asker.message, ref=ref))

        await self.patiently(write)

    async def withdraw(self, asker: Asker, told: Told, ref: str) -> None:
        """Take the buttons away from what was offered.

        Args:
            asker: Who asked.
            told: What was said.
            ref: The message's name.
        """

        async def write(tx: Transaction) -> None:
            text = split(render_markdown(told(texts_for(asker.language).keeping)), TEXT_LIMIT)[-1]
            await tx.outbox.put(Edit(asker.place, text, ref=ref))

        await self.patiently(write)

    async def note(self, name: str, value: str) -> None:
        """Remember a fact.

        Args:
            name: Of the fact.
            value: What to remember.
        """

        async def write(tx: Transaction) -> None:
            await _noted(tx, name, value)

        await self.patiently(write)

    async def forget(self, name: str) -> None:
        """Forget a fact.

        Args:
            name: Of the fact.
        """

        async def write(tx: Transaction) -> None:
            await tx.facts.drop(name)

        await self.patiently(write)

    async def patiently(self, write: Callable[[Transaction], Awaitable[None]]) -> None:
        """Do something in a transaction; again and again while the store is away.

        Args:
            write: What to do.
        """
        while True:
            try:
                async with self._store.transaction() as tx:
                    await write(tx)
            except StorageUnavailableError as error:
                _logger.warning("what is to be said about the notes has to wait: %s", error)
                await asyncio.sleep(_PAUSE)
            else:
                return

    async def _listener(
        self, tx: Transaction, course: str, asker: Asker | None
    ) -> tuple[Place | None, KeepingTexts]:
        if asker:
            return asker.place, texts_for(asker.language).keeping
        staff = await tx.desk.staff.of(course)
        if staff is None:
            return None, texts_for(self._language).keeping
        settings = await tx.chats.settings(staff.place)
        bound_in = await tx.facts.get(f"staff-language:{course}")
        return staff.place, texts_for(settings.language, bound_in, self._language).keeping


async def _noted(tx: Transaction, name: str, value: str) -> bool:
    """Remember a fact; whether it is news."""
    if await tx.facts.get(name) == value:
        return False
    await tx.facts.set(name, value)
    return True
