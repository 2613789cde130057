"""Telegram's handles of pictures, kept in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.storage import Store


class StoredFiles:
    """Telegram's handles of pictures, kept in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, bot: int, digest: str) -> str | None:
        """The handle of a file, if this bot has one.

        Args:
            bot: Its id.
            digest: Of the file.
        """
        async with self._store.snapshot() as tx:
            return await tx.files.get(bot, digest)

    async def put(self, bot: int, digest: str, file_id: str) -> None:
        """Remember a handle.

        Args:
            bot: Its id.
            digest: Of the file.
            file_id: The handle.
        """
        async with self._store.transaction() as tx:
            await tx.files.put(bot, digest, file_id)

    async def drop(self, bot: int, digest: str) -> None:
        """Forget a handle that was refused.

        Args:
            bot: Its id.
            digest: Of the file.
        """
        async with self._store.transaction() as tx:
            await tx.files.drop(bot, digest)
