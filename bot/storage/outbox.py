"""What is to be sent and is not yet sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, bindparam, func, or_, select, update

from bot.storage.inbox import Depth
from bot.storage.outgoing import Queued, is_durable, moved
from bot.storage.schema import REF_LENGTH, inbox, outbox
from bot.storage.session import Repository

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from bot.model import Outgoing
    from bot.storage.outgoing import Codec, Durable
    from bot.storage.session import Session

_AT_ONCE: Final = 16  # rows read at a time: a lane with a long queue must not fill the memory


# Statements of every question are built once: building and hashing one costs as much as running it.
_WAITING: Final = and_(outbox.c.lane.in_(bindparam("lanes", expanding=True)), outbox.c.done_at.is_(None))
_RANKED: Final = (
    select(
        outbox.c.id,
        func.row_number().over(partition_by=outbox.c.lane, order_by=outbox.c.id).label("place"),
    )
    .where(
        _WAITING,
        # What has failed keeps its place in front; what is scheduled for later lets others pass.
        or_(outbox.c.attempts > 0, outbox.c.due_at.is_(None), outbox.c.due_at <= bindparam("now")),
    )
    .subquery()
)
_READY: Final = (
    select(outbox, inbox.c.update_id)
    .join(_RANKED, _RANKED.c.id == outbox.c.id)
    .outerjoin(inbox, inbox.c.id == outbox.c.inbox_id)
    .where(_RANKED.c.place <= _AT_ONCE)
    .order_by(outbox.c.id)
)
_SCHEDULED: Final = (
    select(outbox.c.lane, func.min(outbox.c.due_at).label("due")).where(_WAITING).group_by(outbox.c.lane)
)
_PUT: Final = outbox.insert().returning(outbox.c.id)
_CLOSE: Final = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("rows", expanding=True)), outbox.c.done_at.is_(None))
    .values(done_at=bindparam("now"), lane=0, payload={}, blob=None, failure=bindparam("reason"))
    .returning(outbox.c.id)
)


@dataclass(frozen=True, slots=True)
class Fleeting:
    """Something that is sent at once or never: it is kept in memory only."""

    lane: int
    """The chat that it concerns."""
    outgoing: Outgoing


@dataclass(frozen=True, slots=True)
class Open:
    """What is to be sent in a lane."""

    rows: tuple[Queued, ...]
    """First things first, and only a few."""
    scheduled: datetime | None
    """Where there are no rows, the next moment at which there will be one."""


class Outbox(Repository):
    """The table `outbox`."""

    __slots__ = ("_codec", "fleeting")

    def __init__(self, session: Session, codec: Codec) -> None:
        super().__init__(session)
        self._codec = codec
        self.fleeting: list[Fleeting] = []
        """What to send at once after the commit, in order."""

    async def put(
        self,
        outgoing: Outgoing,
        *,
        inbox_id: int | None = None,
        due: datetime | None = None,
        lane: int | None = None,
    ) -> int | None:
        """Have something sent after the commit; its number, or None for what is never kept.

        Args:
            outgoing: What to send.
            inbox_id: The inbox row that it answers.
            due: Not before this moment.
            lane: The chat that a toast or results concern; other things know their own.
        """
        if not is_durable(outgoing):
            place = getattr(outgoing, "place", None)
            self.fleeting.append(Fleeting(place.chat if place else lane or 0, outgoing))
            return None
        if len(ref := getattr(outgoing, "ref", "")) > REF_LENGTH:
            message = f"the ref {ref!r} is longer than {REF_LENGTH} characters"
            raise ValueError(message)
        now = self._session.now()
        plain, blob = self._codec.encode(outgoing)
        added = await self._session.execute(
            _PUT,
            {
                "inbox_id": inbox_id,
                "lane": outgoing.place.chat,
                "payload": plain,
                "blob": blob,
                "created_at": now,
                "due_at": due,
                "attempts": 0,
            },
        )
        self._session.sending.add(outgoing.place.chat)
        return int(added.scalar_one())

    async def lanes(self, before: datetime | None = None) -> tuple[int, ...]:
        """Lanes with something to send, due or not.

        Args:
            before: Only what was written down earlier than this; None means everything.
        """
        query = select(outbox.c.lane).distinct().where(outbox.c.done_at.is_(None))
        if before is not None:
            query = query.where(outbox.c.created_at < before)
        return tuple((await self._session.execute(query)).scalars())

    async def open(self, lanes: Sequence[int]) -> tuple[Open, ...]:
        """What is to be sent in some lanes, in the order of the lanes.

        Args:
            lanes: Chat ids.
        """
        rows: dict[int, list[Queued]] = {lane: [] for lane in lanes}
        for row in await self._session.execute(_READY, {"lanes": list(rows), "now": self._session.now()}):
            rows[row.lane].append(self._queued(row))
        scheduled: dict[int, datetime] = {}
        if empty := [lane for lane, found in rows.items() if not found]:
            for row in await self._session.execute(_SCHEDULED, {"lanes": empty}):
                scheduled[row.lane] = row.due
        return tuple(Open(tuple(rows[lane]), scheduled.get(lane)) for lane in lanes)

    async def sent(self, ids: Sequence[int]) -> frozenset[int]:
        """Mark as sent and empty the payloads; which of them were still open.

        Args:
            ids: Numbers of the rows.
        """
        return await self._close(ids, None) if ids else frozenset()

    async def keep_rest(self, id_: int, rest: Durable) -> bool:
        """A part was sent: keep what is left; False when the row is not open any more.

        Args:
            id_: Number of the row.
            rest: What is still to be sent.
        """
        plain, blob = self._codec.encode(rest)
        kept = await self._session.execute(
            update(outbox)
            .where(outbox.c.id == id_, outbox.c.done_at.is_(None))
            .values(payload=plain, blob=blob)
        )
        return kept.rowcount == 1

    async def retry(self, id_: int, due: datetime) -> None:
        """Count a failed attempt.

        Args:
            id_: Number of the row.
            due: When to try again.
        """
        await self._session.execute(
            update(outbox)
            .where(outbox.c.id == id_, outbox.c.done_at.is_(None))
            .values(attempts=outbox.c.attempts + 1, due_at=due)
        )

    async def give_up(self, id_: int, reason: str) -> None:
        """Never send it.

        Args:
            id_: Number of the row.
            reason: For the operator.
        """
        await self._close([id_], reason)

    async def drop(self, lane: int, reason: str) -> int:
        """Never send what waits in a lane; how much it was.

        Args:
            lane: Chat id.
            reason: For the operator.
        """
        dropped = await self._session.execute(
            update(outbox)
            .where(outbox.c.lane == lane, outbox.c.done_at.is_(None))
            .values(done_at=self._session.now(), lane=0, payload={}, blob=None, failure=reason)
        )
        return dropped.rowcount

    async def move(self, old: int, new: int) -> None:
        """Follow a chat to its new id.

        Args:
            old: The chat's id until now.
            new: Its id from now on.
        """
        found = await self._session.execute(
            select(outbox.c.id, outbox.c.payload, outbox.c.blob).where(
                outbox.c.lane == old, outbox.c.done_at.is_(None)
            )
        )
        for row in found.all():
            try:
                outgoing = moved(self._codec.decode(row.payload, row.blob), old, new)
            except (ValueError, KeyError, TypeError):
                continue  # the sender gives it up
            plain, _ = self._codec.encode(outgoing)
            await self._session.execute(
                update(outbox).where(outbox.c.id == row.id).values(lane=new, payload=plain)
            )
            self._session.sending.add(new)

    async def depth(self) -> Depth:
        """How much waits to be sent."""
        row: Any = (
            await self._session.execute(
                select(func.count(), func.min(outbox.c.created_at)).where(outbox.c.done_at.is_(None))
            )
        ).one()
        return Depth(open=row[0], oldest=row[1])

    async def prune(self, before: datetime) -> int:
        """Remove some of what was sent or given up long ago; 0 when nothing is left to remove.

        Args:
            before: Rows done earlier than this go.
        """
        return await self._remove_some(outbox, outbox.c.done_at < before)

    def _queued(self, row: Row[Any]) -> Queued:
        try:
            outgoing = self._codec.decode(row.payload, row.blob)
        except (ValueError, KeyError, TypeError):
            outgoing = None
        return Queued(
            id=row.id,
            inbox_id=row.inbox_id,
            lane=row.lane,
            outgoing=outgoing,
            created_at=row.created_at,
            due_at=row.due_at,
            attempts=row.attempts,
            update_id=row.update_id,
        )

    async def _close(self, ids: Sequence[int], failure: str | None) -> frozenset[int]:
        closed = await self._session.execute(
            _CLOSE, {"rows": list(ids), "now": self._session.now(), "reason": failure}
        )
        return frozenset(closed.scalars())
