"""What staff did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.storage.schema import audit
from bot.storage.session import Repository

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Person


@dataclass(frozen=True, slots=True)
class Deed:
    """One action of staff."""

    at: datetime
    course: str
    person_key: str
    action: str
    detail: str


class Audit(Repository):
    """The table `audit`: only ever added to, and pruned."""

    __slots__ = ()

    async def add(self, person: Person, course: str, action: str, detail: str = "") -> None:
        """Write an action down.

        Args:
            person: Who did it.
            course: Whose.
            action: At most 32 characters.
            detail: For whoever reads the log.
        """
        await self._session.execute(
            audit.insert(),
            {
                "at": self._session.now(),
                "course": course,
                "person_key": self._session.key("person", person.id),
                "action": action,
                "detail": detail,
            },
        )

    async def period(self, since: datetime, until: datetime, course: str | None = None) -> tuple[Deed, ...]:
        """What was done in a period, oldest first.

        Args:
            since: Start, included.
            until: End, excluded.
            course: Only this course; None means all.
        """
        query = select(audit).where(audit.c.at >= since, audit.c.at < until).order_by(audit.c.id)
        if course is not None:
            query = query.where(audit.c.course == course)
        found = await self._session.execute(query)
        return tuple(Deed(row.at, row.course, row.person_key, row.action, row.detail) for row in found)

    async def prune(self, before: datetime) -> int:
        """Erase some of what was done long ago; 0 when nothing is left to erase.

        Args:
            before: What was done earlier than this goes.
        """
        return await self._remove_some(audit, audit.c.at < before)
