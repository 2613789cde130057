"""What staff did."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Self

from sqlalchemy import select

from bot.storage.schema import audit
from bot.storage.session import Repository

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Person


@dataclass(frozen=True, slots=True)
class Detail:
    """What an action was about."""

    step: str = ""
    """Which of several things it was: what a button or a reply meant. Empty for a command."""
    ticket: int = 0
    """Number of a student's question; 0 for none."""
    words: str = ""
    """A command as it was typed, a file's name."""

    def stored(self) -> str:
        """As JSON, without what is empty."""
        return json.dumps({name: value for name, value in asdict(self).items() if value}, ensure_ascii=False)

    @classmethod
    def read(cls, stored: str) -> Self:
        """From what `stored` gave; of anything else, written by another version, nothing is known."""
        try:
            return cls(**json.loads(stored))
        except (ValueError, TypeError):
            return cls()


@dataclass(frozen=True, slots=True)
class Deed:
    """One action of staff."""

    at: datetime
    course: str
    person_key: str
    action: str
    detail: Detail


class Audit(Repository):
    """The table `audit`: only ever added to, and pruned."""

    __slots__ = ()

    async def add(self, person: Person, course: str, action: str, detail: Detail = Detail()) -> None:
        """Write an action down.

        Args:
            person: Who did it.
            course: Whose.
            action: At most 32 characters.
            detail: What it was about.
        """
        await self._session.execute(
            audit.insert(),
            {
                "at": self._session.now(),
                "course": course,
                "person_key": self._session.key("person", person.id),
                "action": action,
                "detail": detail.stored(),
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
        return tuple(
            Deed(row.at, row.course, row.person_key, row.action, Detail.read(row.detail)) for row in found
        )

    async def prune(self, before: datetime) -> int:
        """Erase some of what was done long ago; 0 when nothing is left to erase.

        Args:
            before: What was done earlier than this goes.
        """
        return await self._remove_some(audit, audit.c.at < before)
