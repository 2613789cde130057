"""What arrived and is not yet handled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.schema import inbox
from bot.storage.session import Repository

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

# Deliveries by webhook may overtake each other. Among what waits in a lane, updates that arrived this close
# together are taken in the order of their numbers; numbers may jump after a quiet week, so not beyond that.
_OVERTAKING: Final = timedelta(seconds=2)
_NEIGHBOURS: Final = 1000  # numbers further apart than this are not of one run
_LOOK_AHEAD: Final = 8  # rows


# Statements of every question are built once: building and hashing one costs as much as running it.
_NEXT: Final = (
    select(inbox)
    .where(inbox.c.lane == bindparam("of_lane"), inbox.c.done_at.is_(None))
    .order_by(inbox.c.id)
    .limit(_LOOK_AHEAD)
)
_ADD: Final = {
    on_postgres: insert(inbox)
    .on_conflict_do_nothing(index_elements=[inbox.c.update_id])
    .returning(inbox.c.id, inbox.c.update_id)
    for on_postgres, insert in ((True, postgresql.insert), (False, sqlite.insert))
}
_CLOSE: Final = (
    update(inbox)
    .where(inbox.c.id == bindparam("row"), inbox.c.done_at.is_(None))
    .values(done_at=bindparam("now"), lane=0, payload={}, failure=bindparam("reason"))
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as it comes from the platform."""

    update_id: int
    """The platform's number for it: the same again means a repeated delivery."""
    lane: int
    """Chat id (for an inline query the person's id): handled in order within it."""
    payload: dict[str, Any]
    """As it came."""


@dataclass(frozen=True, slots=True)
class Received:
    """An update in the inbox."""

    id: int
    """Number of the row; unique for ever."""
    update_id: int
    lane: int
    payload: dict[str, Any]
    arrived_at: datetime
    """UTC."""
    attempts: int = 0
    """How often handling it has failed."""


@dataclass(frozen=True, slots=True)
class Depth:
    """How much waits."""

    open: int
    oldest: datetime | None
    """When the first of it came."""


class Inbox(Repository):
    """The table `inbox`."""

    __slots__ = ()

    async def add(self, arrivals: Sequence[Arrival]) -> tuple[Received, ...]:
        """Write down what is new, in the order of the numbers; the result leaves out what was known already.

        Args:
            arrivals: Updates that came together.
        """
        fresh: dict[int, Arrival] = {}
        # In one order in all replicas: two that wait for each other's numbers would never end.
        for arrival in sorted(arrivals, key=lambda arrival: arrival.update_id):
            fresh.setdefault(arrival.update_id, arrival)
        if not fresh:
            return ()
        now = self._session.now()
        added = await self._session.execute(
            _ADD[self._session.on_postgres],
            [
                {
                    "update_id": arrival.update_id,
                    "lane": arrival.lane,
                    "payload": arrival.payload,
                    "arrived_at": now,
                    "attempts": 0,
                }
                for arrival in fresh.values()
            ],
        )
        received = []
        for row in sorted(added, key=lambda row: row.id):
            arrival = fresh[row.update_id]
            received.append(Received(row.id, arrival.update_id, arrival.lane, arrival.payload, now))
        self._session.handling.update(row.lane for row in received)
        return tuple(received)

    async def lanes(self, before: datetime | None = None) -> tuple[int, ...]:
        """Lanes with something to handle.

        Args:
            before: Only what arrived earlier than this; None means everything.
        """
        query = select(inbox.c.lane).distinct().where(inbox.c.done_at.is_(None))
        if before is not None:
            query = query.where(inbox.c.arrived_at < before)
        return tuple((await self._session.execute(query)).scalars())

    async def next(self, lane: int) -> tuple[Received | None, bool]:
        """What is to be handled next in a lane, and whether more waits behind it.

        Args:
            lane: Chat id.
        """
        found = await self._session.execute(_NEXT, {"of_lane": lane})
        waiting = [
            Received(row.id, row.update_id, row.lane, row.payload, row.arrived_at, row.attempts)
            for row in found
        ]
        return (_first(waiting) if waiting else None), len(waiting) > 1

    async def done(self, id_: int) -> bool:
        """Mark as handled and empty the payload; False when it was done already.

        Args:
            id_: Number of the row.
        """
        return await self._close(id_, None)

    async def failed(self, id_: int) -> int:
        """Count a failed attempt; how many there were.

        Args:
            id_: Number of the row.
        """
        counted = await self._session.execute(
            update(inbox)
            .where(inbox.c.id == id_)
            .values(attempts=inbox.c.attempts + 1)
            .returning(inbox.c.attempts)
        )
        return int(counted.scalar_one_or_none() or 0)

    async def give_up(self, id_: int, reason: str) -> bool:
        """Mark as done although it could not be handled; False when it was done already.

        Args:
            id_: Number of the row.
            reason: For the operator.
        """
        return await self._close(id_, reason)

    async def move(self, old: int, new: int) -> None:
        """Follow a chat to its new id.

        Args:
            old: The chat's id until now.
            new: Its id from now on.
        """
        moved = await self._session.execute(
            update(inbox).where(inbox.c.lane == old, inbox.c.done_at.is_(None)).values(lane=new)
        )
        if moved.rowcount:
            self._session.handling.add(new)

    async def depth(self) -> Depth:
        """How much waits to be handled."""
        row: Any = (
            await self._session.execute(
                select(func.count(), func.min(inbox.c.arrived_at)).where(inbox.c.done_at.is_(None))
            )
        ).one()
        return Depth(open=row[0], oldest=row[1])

    async def prune(self, before: datetime) -> int:
        """Remove some of what was handled long ago, its number too; 0 when nothing is left to remove.

        Args:
            before: Rows done earlier than this go. The platform repeats deliveries for a day.
        """
        return await self._remove_some(inbox, inbox.c.done_at < before)

    async def _close(self, id_: int, failure: str | None) -> bool:
        closed = await self._session.execute(
            _CLOSE, {"row": id_, "now": self._session.now(), "reason": failure}
        )
        return closed.rowcount == 1


def _first(waiting: Sequence[Received]) -> Received:
    """The one whose turn it is: the earliest arrival, or a neighbour of it that it overtook."""
    earliest = waiting[0]
    run = [
        row
        for row in waiting
        if abs(row.arrived_at - earliest.arrived_at) <= _OVERTAKING
        and abs(row.update_id - earliest.update_id) <= _NEIGHBOURS
    ]
    return min(run, key=lambda row: row.update_id)
