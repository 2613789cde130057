"""Which messages the bot's own names for them became."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.schema import sent
from bot.storage.session import Repository

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.model import Place


def _remember(insert: postgresql.Insert | sqlite.Insert) -> postgresql.Insert | sqlite.Insert:
    return insert.on_conflict_do_update(
        index_elements=[sent.c.place_key, sent.c.message],
        set_={"ref": insert.excluded.ref, "at": insert.excluded.at},
    )


# Built once: building and hashing a statement costs as much as running it.
_REMEMBER: Final = {True: _remember(postgresql.insert(sent)), False: _remember(sqlite.insert(sent))}


class Sent(Repository):
    """The table `sent`."""

    __slots__ = ()

    async def add(self, place: Place, ref: str, messages: Sequence[int]) -> None:
        """Remember which messages a ref became.

        Args:
            place: Where.
            ref: The handler's name for the message.
            messages: Ids in order; the last one carries the buttons.
        """
        await self.add_all([(place, ref, messages)])

    async def add_all(self, named: Sequence[tuple[Place, str, Sequence[int]]]) -> None:
        """The same for many at once.

        Args:
            named: Places, refs and messages.
        """
        now = self._session.now()
        rows = [
            {"place_key": self._place_key(place), "message": message, "ref": ref, "at": now}
            for place, ref, messages in named
            if ref
            for message in messages
        ]
        if rows:
            await self._session.execute(_REMEMBER[self._session.on_postgres], rows)

    async def message(self, ref: str, place: Place | None = None) -> int | None:
        """The message that a ref became last, the one with the buttons.

        Args:
            ref: The handler's name for the message.
            place: Where to look; None means anywhere.
        """
        query = (
            select(sent.c.message)
            .where(sent.c.ref == ref)
            .order_by(sent.c.at.desc(), sent.c.message.desc())
            .limit(1)
        )
        if place is not None:
            query = query.where(sent.c.place_key == self._place_key(place))
        found = (await self._session.execute(query)).scalar_one_or_none()
        return None if found is None else int(found)

    async def ref_of(self, place: Place, message: int) -> str | None:
        """The name that a message of the bot has, or None.

        Args:
            place: Where the message is.
            message: Its id.
        """
        found = await self._session.execute(
            select(sent.c.ref).where(sent.c.place_key == self._place_key(place), sent.c.message == message)
        )
        ref: str | None = found.scalar_one_or_none()
        return ref

    async def count(self) -> int:
        """How many messages are remembered."""
        return int((await self._session.execute(select(func.count()).select_from(sent))).scalar_one())

    async def prune(self, before: datetime) -> int:
        """Forget some messages that nobody will press any more; 0 when nothing is left to forget.

        Args:
            before: Those sent earlier than this go; a card is never older than its ticket.
        """
        return await self._remove_some(sent, sent.c.at < before)

    async def forget(self, place: Place) -> None:
        """Forget the messages of a place.

        Args:
            place: A private chat, say.
        """
        await self._session.execute(delete(sent).where(sent.c.place_key == self._place_key(place)))

    def _place_key(self, place: Place) -> str:
        return self._session.key("place", place.chat, place.topic)
