"""What is to be done from time to time, by one process among several."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import tzinfo

    from bot.model import Outgoing
    from bot.storage import Store, Transaction

_logger: Final = logging.getLogger(__name__)

_LOOK_EVERY: Final = 60.0  # seconds
_LATE: Final = timedelta(
    hours=6
)  # a weekly job that never ran and is later than this waits for the next week

_CLOCKS_APART: Final = timedelta(hours=1)  # a time further ahead is of a clock that was wrong
_INBOX_KEPT: Final = timedelta(days=2)  # Telegram repeats deliveries for one day
_NOT_FINISHED: Final = (
    "album:",
    "draft:",
    "faq-draft:",
    "faq-pictures:",
    "followups:",
    "like:",
    "limit:",
    "staff-code:",
    "taker:",
    "try:",
)
"""Begin the names of facts that somebody may come back to within days, and never after."""
_DRAFT_KEPT: Final = timedelta(days=14)
_OUTBOX_KEPT: Final = timedelta(days=7)  # for looking up why something was given up


class Due(Protocol):
    """Decides when a job is to be done."""

    def __call__(self, last: datetime | None, now: datetime) -> bool:
        """Whether to do it now; `last` is when it was done last."""
        ...


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job."""

    outgoing: Sequence[Outgoing] = ()
    """To be sent; stored together with the job's being done."""
    again: bool = False
    """There is more to do: run it again at once."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done from time to time."""

    name: str
    due: Due
    run: Callable[[Transaction], Awaitable[Done]]
    """Runs in a transaction: done once among all processes, or not at all and tried again."""


class Jobs:
    """Does jobs when they are due."""

    def __init__(self, store: Store, jobs: Sequence[Job], *, look_every: float = _LOOK_EVERY) -> None:
        self._store = store
        self._jobs = tuple(jobs)
        self._look_every = look_every

    async def run(self) -> None:
        """Look for due jobs until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(self._look_every)

    async def look(self) -> None:
        """Do what is due now; a job that fails is logged and tried again next time."""
        for job in self._jobs:
            try:
                while await self._do(job):
                    pass  # every step is a short transaction; answers go in between
            except Exception:
                _logger.exception("the job %s failed", job.name)

    async def _do(self, job: Job) -> bool:
        """Do a job if it is due and nobody else is at it; whether there is more to do."""
        name = f"job:{job.name}"
        async with self._store.transaction() as tx:
            if not await tx.try_lock(name) or not job.due(_moment(await tx.facts.get(name)), tx.now()):
                return False
            done = await job.run(tx)
            for outgoing in done.outgoing:
                await tx.outbox.put(outgoing)
            if not done.again:
                await tx.facts.set(name, tx.now().timestamp())
        return done.again


def every(period: timedelta) -> Due:
    """Due when the last time is a period ago, or lies in the future because a clock was wrong.

    Args:
        period: How often.
    """

    def due(last: datetime | None, now: datetime) -> bool:
        return last is None or not -_CLOCKS_APART <= now - last < period

    return due


def weekly(weekday: int, hour: int, zone: tzinfo = UTC) -> Due:
    """Due once a week, from a given hour on.

    Args:
        weekday: 0 is Monday.
        hour: Of the day, 0 to 23.
        zone: Whose hours.
    """

    def due(last: datetime | None, now: datetime) -> bool:
        local = now.astimezone(zone)
        moment = local.replace(hour=hour, minute=0, second=0, microsecond=0)
        moment -= timedelta(days=(local.weekday() - weekday) % 7)
        if moment > local:
            moment -= timedelta(days=7)
        if last is None or last - now > _CLOCKS_APART:
            return now - moment < _LATE
        return last < moment

    return due


def prune(retention: timedelta, period: timedelta = timedelta(hours=6)) -> Job:
    """Erases what has been kept long enough, in small steps.

    Args:
        retention: How long questions, answers and what belongs to them are kept.
        period: How often to look.
    """

    async def run(tx: Transaction) -> Done:
        now = tx.now()
        old = now - retention
        removed = (
            await tx.inbox.prune(now - min(_INBOX_KEPT, retention)),
            await tx.outbox.prune(now - min(_OUTBOX_KEPT, retention)),
            await tx.exchanges.prune(old),
            await tx.desk.tickets.prune(old),
            await tx.desk.audit.prune(old),
            await tx.sent.prune(old),
            await tx.chats.prune(old),
        )
        for begun in _NOT_FINISHED:
            await tx.facts.erase(begun, now - min(_DRAFT_KEPT, retention))
        if not any(removed):  # the last step
            tx.erase_traces()
        return Done(again=any(removed))

    return Job("prune", every(period), run)


def _moment(stored: float | None) -> datetime | None:
    return None if stored is None else datetime.fromtimestamp(stored, UTC)
