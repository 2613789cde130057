"""Small things to remember."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, delete, select

from bot.storage.schema import facts
from bot.storage.session import Repository

if TYPE_CHECKING:
    from datetime import datetime


_VALUE: Final = select(facts.c.value).where(facts.c.name == bindparam("of_name"))


class Facts(Repository):
    """The table `facts`: a name (at most 128 characters), a JSON value, and when it was set."""

    __slots__ = ()

    async def get(self, name: str) -> Any:  # noqa: ANN401 - any JSON value
        """What is remembered under a name, or None.

        Args:
            name: Of the fact.
        """
        found = await self._session.execute(_VALUE, {"of_name": name})
        return found.scalar_one_or_none()

    async def set(self, name: str, value: object) -> None:
        """Remember a JSON value.

        Args:
            name: Of the fact.
            value: What JSON can hold.
        """
        insert = self._session.insert(facts)
        await self._session.execute(
            insert.on_conflict_do_update(
                index_elements=[facts.c.name],
                set_={"value": insert.excluded.value, "updated_at": insert.excluded.updated_at},
            ),
            {"name": name, "value": value, "updated_at": self._session.now()},
        )

    async def keep(self, name: str, value: object) -> Any:  # noqa: ANN401 - any JSON value
        """Remember a JSON value unless there is one already; the one that holds, also among processes.

        Args:
            name: Of the fact.
            value: What JSON can hold.
        """
        insert = self._session.insert(facts).on_conflict_do_nothing(index_elements=[facts.c.name])
        await self._session.execute(insert, {"name": name, "value": value, "updated_at": self._session.now()})
        return await self.get(name)

    async def set_at(self, name: str) -> datetime | None:
        """When a fact was set last, or None.

        Args:
            name: Of the fact.
        """
        found = await self._session.execute(select(facts.c.updated_at).where(facts.c.name == name))
        at: datetime | None = found.scalar_one_or_none()
        return at

    async def drop(self, name: str) -> bool:
        """Forget a fact; whether there was one.

        Args:
            name: Of the fact.
        """
        dropped = await self._session.execute(delete(facts).where(facts.c.name == name))
        return dropped.rowcount == 1

    async def erase(self, prefix: str, before: datetime | None = None) -> int:
        """Forget facts whose names begin alike; how many there were.

        Args:
            prefix: The beginning.
            before: Only those set earlier than this; None means all.
        """
        condition = facts.c.name.startswith(prefix, autoescape=True)
        if before is not None:
            condition &= facts.c.updated_at < before
        return (await self._session.execute(delete(facts).where(condition))).rowcount

    async def starting_with(self, prefix: str) -> dict[str, Any]:
        """Facts whose names begin alike.

        Args:
            prefix: The beginning.
        """
        found = await self._session.execute(
            select(facts.c.name, facts.c.value).where(facts.c.name.startswith(prefix, autoescape=True))
        )
        return {row.name: row.value for row in found}
