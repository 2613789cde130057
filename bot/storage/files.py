"""Pictures that the platform already holds."""

from __future__ import annotations

from sqlalchemy import delete, select

from bot.storage.schema import files
from bot.storage.session import Repository


class Files(Repository):
    """The table `files`: the platform's handle by bot and content."""

    __slots__ = ()

    async def get(self, bot: int, digest: str) -> str | None:
        """The platform's handle for a file, or None.

        Args:
            bot: The bot's id: handles are not shared between bots.
            digest: SHA-256 of the content, hex.
        """
        found = await self._session.execute(
            select(files.c.file_id).where(files.c.bot == bot, files.c.digest == digest)
        )
        file_id: str | None = found.scalar_one_or_none()
        return file_id

    async def put(self, bot: int, digest: str, file_id: str) -> None:
        """Remember a handle.

        Args:
            bot: The bot's id.
            digest: SHA-256 of the content, hex.
            file_id: The platform's handle.
        """
        insert = self._session.insert(files)
        await self._session.execute(
            insert.on_conflict_do_update(
                index_elements=[files.c.bot, files.c.digest], set_={"file_id": insert.excluded.file_id}
            ),
            {"bot": bot, "digest": digest, "file_id": file_id},
        )

    async def drop(self, bot: int, digest: str) -> None:
        """Forget a handle that the platform refused.

        Args:
            bot: The bot's id.
            digest: SHA-256 of the content, hex.
        """
        await self._session.execute(delete(files).where(files.c.bot == bot, files.c.digest == digest))
