"""Sends what is in the outbox: a chat's messages in order, chats in parallel, at Telegram's pace.

A message that was sent is marked so before the next one of its chat goes out. Telegram has no idempotency
key: after a crash between sending and marking, that one message is sent again, and no other. What takes
several messages is sent one a time, and what is left of it is kept.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import deque
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from structlog.contextvars import bound_contextvars

from bot.model import Edit
from bot.pipeline.crew import Crew, elsewhere
from bot.pipeline.delivery import DeliveryError, DeliveryGone, DeliveryMoved, DeliveryRetry
from bot.pipeline.gather import Gatherer
from bot.pipeline.observer import Outcome
from bot.pipeline.outcomes import Begun, GaveUp, Moved, Outcomes, Retried, Sent, Verdict
from bot.pipeline.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.model import Outgoing
    from bot.pipeline.parts import Limits, Parts
    from bot.storage import Durable, Locks, Open, Queued, Store

_logger: Final = logging.getLogger(__name__)

_KEPT: Final = 1.0  # seconds that a lane may wait without giving its lock back: a server has few of them
_CONTESTED: Final = 5.0  # seconds; longer than a process needs to find out that its locks are lost
_LONGEST_SLEEP: Final = 30.0  # seconds until a lane with something scheduled is looked at again
_MISTAKES: Final = 3  # how often a message may fail by a mistake of ours before it is given up


@dataclass(slots=True)
class _Line:
    """What this process knows of a lane that it sends."""

    rows: deque[Queued] = field(default_factory=deque)
    """Read from the outbox and not yet sent."""
    news: bool = True
    """There may be more in the outbox than in `rows`."""
    until: float = 0.0
    """Not before this moment of the event loop's clock."""
    booked: bool = False
    """`until` is a moment booked for the first row."""
    verdict: Verdict | None = None
    """What came of the last attempt, not yet written down."""
    elsewhere: int = 0
    """How often in a row another replica had the lane."""


class Sender:
    """Drains the outbox."""

    def __init__(self, store: Store, locks: Locks, parts: Parts, limits: Limits) -> None:
        self._store = store
        self._locks = locks
        self._parts = parts
        self._limits = limits
        self._pace = Pace(limits.rates)
        self._lines: dict[int, _Line] = {}
        self._reader: Gatherer[int, Open] = Gatherer(self._read_lanes)
        self._outcomes = Outcomes(store, parts.lost)
        self.crew = Crew("sending", limits.senders, self._work)

    def wake(self, lane: int) -> None:
        """There is something to send in a lane.

        Args:
            lane: Chat id.
        """
        if (line := self._lines.get(lane)) is not None:
            line.news = True
        self.crew.wake(lane)

    async def _work(self, lane: int) -> float | None:
        """Send the next message of a lane, or tell how long it has to wait."""
        line = self._lines.setdefault(lane, _Line())
        await self._write_down(lane, line)
        if (wait := await self._rest(lane, line)) > 0:
            return wait
        if not await self._mine(lane, line):
            return elsewhere(line.elsewhere)
        if not line.rows and (pause := await self._read(lane, line)) != 0:
            return pause
        if not line.booked:
            line.until, line.booked = self._pace.book(lane, asyncio.get_running_loop().time()), True
            if (wait := await self._rest(lane, line)) > 0:
                return wait
        line.booked = False
        with bound_contextvars(**_named(line.rows[0])):
            line.verdict = await self._attempt(line.rows[0], line)
            await self._write_down(lane, line)
        return 0

    async def _rest(self, lane: int, line: _Line) -> float:
        """How long the lane has to wait; when that is long, others may have it meanwhile."""
        wait = line.until - asyncio.get_running_loop().time()
        if wait > _KEPT:
            await self._locks.release("send", lane)
        return wait

    async def _mine(self, lane: int, line: _Line) -> bool:
        """Hold the lane's lock; what was read under an earlier one may have been sent by another replica."""
        if not self._locks.holds("send", lane):
            line.rows.clear()
            line.news = True
            if not await self._locks.take("send", lane):
                line.elsewhere += 1
                line.booked = False
                return False
        line.elsewhere = 0
        return True

    async def _read(self, lane: int, line: _Line) -> float | None:
        """Read what is to be sent; 0 when there is something, else when to look again, None for no more."""
        if line.news:
            line.news = False
            found, now = await self._reader.add(lane), self._store.clock.now()
            line.rows.extend(found.rows)
            if found.rows:
                return self._taken_over(found.rows[0], line, now)
            if found.scheduled is not None:
                line.news = True
                await self._locks.release("send", lane)
                return min(_LONGEST_SLEEP, max(0.001, (found.scheduled - now).total_seconds()))
        del self._lines[lane]
        await self._locks.release("send", lane)
        return None

    async def _read_lanes(self, lanes: Sequence[int]) -> Sequence[Open]:
        """Read for all who ask at the same time."""
        async with self._store.snapshot() as tx:
            return await tx.outbox.open(lanes)

    def _taken_over(self, row: Queued, line: _Line, now: datetime) -> float:
        """Respect the wait that another process was told, unless a clock jumped."""
        if row.attempts == 0 or row.due_at is None or row.due_at <= now:
            return 0
        wait = min((row.due_at - now).total_seconds(), self._limits.longest_backoff)
        line.until = asyncio.get_running_loop().time() + wait
        return wait

    async def _write_down(self, lane: int, line: _Line) -> None:
        """Record what came of the last attempt; fails while the store is unavailable, and is done again."""
        if line.verdict is None:
            return
        verdict = line.verdict
        open_ = await self._outcomes.record(lane, verdict)
        line.verdict = None
        if not open_:
            await self._contested(line)
        elif isinstance(verdict, Sent):
            line.rows.popleft()
        elif isinstance(verdict, Begun):
            line.rows[0] = replace(line.rows[0], outgoing=verdict.rest)
        elif isinstance(verdict, Retried):
            line.rows[0] = replace(line.rows[0], attempts=line.rows[0].attempts + 1)
        else:
            line.rows.clear()
            line.news = True

    async def _contested(self, line: _Line) -> None:
        """Somebody else closed what was being sent: dropped with its chat, or sent by another replica too."""
        line.rows.clear()
        line.news = True
        line.until = asyncio.get_running_loop().time() + _CONTESTED
        _logger.info("another process closed what was being sent")
        await self._locks.check()

    async def _attempt(self, row: Queued, line: _Line) -> Verdict:
        """Send one message; what came of it."""
        outgoing = row.outgoing
        if outgoing is None:
            return GaveUp(row.id, "it cannot be read: written by another version")
        if isinstance(outgoing, Edit) and outgoing.message is None:
            async with self._store.snapshot() as tx:
                outgoing = replace(outgoing, message=await tx.sent.message(outgoing.ref, outgoing.place))
            if outgoing.message is None:
                return GaveUp(row.id, f"there is no message {outgoing.ref!r} to edit")
        verdict = await self._deliver(row, outgoing, line)
        self._tell(row, outgoing, verdict)
        return verdict

    async def _deliver(self, row: Queued, outgoing: Durable, line: _Line) -> Verdict:
        try:
            async with asyncio.timeout(self._limits.deliver_seconds):
                delivered = await self._parts.deliver(outgoing)
        except (DeliveryError, TimeoutError) as error:
            return self._refused(row, line, error)
        except Exception as error:
            _logger.exception("a message could not be sent")
            reason = f"{type(error).__name__} while sending"
            return GaveUp(row.id, reason) if row.attempts + 1 >= _MISTAKES else self._later(row, line, reason)
        named = (row.id, outgoing.place, getattr(outgoing, "ref", ""), delivered.message_ids)
        return Begun(*named, delivered.rest) if delivered.rest else Sent(*named)

    def _refused(self, row: Queued, line: _Line, error: DeliveryError | TimeoutError) -> Verdict:
        """The platform said no, or nothing."""
        match error:
            case DeliveryMoved(to_chat=to_chat) if to_chat != row.lane:
                return Moved(to_chat)
            case DeliveryGone(blocked=blocked):
                return GaveUp(row.id, str(error), blocked=blocked)
            case DeliveryRetry(after=after):
                return self._later(row, line, str(error), after)
            case _:
                return self._later(row, line, str(error) or "no answer in time")

    def _later(self, row: Queued, line: _Line, reason: str, after: float = 0.0) -> Verdict:
        """Try again after a while, or give up when it has been too long."""
        age = (self._store.clock.now() - row.created_at).total_seconds()
        if age > self._limits.give_up_after and row.attempts + 1 >= self._limits.give_up_attempts:
            return GaveUp(row.id, f"not sent for too long: {reason}")
        now = asyncio.get_running_loop().time()
        if after > 0:
            self._pace.hold(row.lane, now + after)
        else:
            longest = min(
                self._limits.longest_backoff, self._limits.first_backoff * 2 ** min(row.attempts, 20)
            )
            after = longest * random.uniform(0.5, 1)  # noqa: S311 - chats must not come back all at once
        line.until = now + after
        _logger.warning(
            "a message was not sent, attempt %d, again in %.1f s: %s", row.attempts + 1, after, reason
        )
        return Retried(row.id, self._store.clock.now() + timedelta(seconds=after))

    def _tell(self, row: Queued, outgoing: Outgoing, verdict: Verdict) -> None:
        """Tell whoever counts."""
        seconds = (self._store.clock.now() - row.created_at).total_seconds()
        if isinstance(verdict, Begun):
            return
        if isinstance(verdict, Sent):
            outcome = Outcome.DONE
            _logger.debug("sent: %s", type(outgoing).__name__)
        elif isinstance(verdict, GaveUp):
            outcome = Outcome.GIVEN_UP
            _logger.error("a message was given up: %s", verdict.reason)
        else:
            outcome = Outcome.RETRIED
        self._parts.observer.delivered(outgoing, outcome, seconds)


def _named(row: Queued) -> dict[str, int]:
    """What is to be in every line about a message."""
    return {} if row.update_id is None else {"update_id": row.update_id}
