"""Handles what is in the inbox: a chat's updates in order, chats in parallel, each in one transaction."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from contextlib import asynccontextmanager
from time import perf_counter
from typing import TYPE_CHECKING, Final

from structlog.contextvars import bind_contextvars, unbind_contextvars

from bot.pipeline.crew import Crew, elsewhere
from bot.pipeline.observer import Outcome
from bot.pipeline.parts import AskFirstError
from bot.storage import StorageUnavailableError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from bot.model import Outgoing
    from bot.pipeline.parts import Limits, Parts
    from bot.storage import Received, Store, Transaction

_logger: Final = logging.getLogger(__name__)


class Lanes:
    """Drains the inbox."""

    def __init__(
        self, store: Store, parts: Parts, limits: Limits, send_at_once: Callable[[Outgoing], None]
    ) -> None:
        self._store = store
        self._parts = parts
        self._limits = limits
        self._send_at_once = send_at_once
        self._until: dict[int, float] = {}  # lanes whose first update failed, and when to try again
        self._elsewhere: Counter[int] = Counter()  # how often in a row another replica had a lane
        self._asking: dict[int, asyncio.Task[None]] = {}  # lanes for which something is being found out
        self._since = store.clock.now()
        self._counted: set[int] = set()  # what an earlier process left, counted as tried before it is tried
        self.crew = Crew("handling", limits.handlers, self._work)

    @property
    def busy(self) -> bool:
        """Whether a lane is queued, worked on or waiting."""
        return bool(self.crew.busy or self._asking)

    async def stop(self, deadline: float) -> None:
        """Let what runs finish until the deadline; what is being found out the next process begins again.

        Args:
            deadline: By the event loop's clock.
        """
        for asking in tuple(self._asking.values()):
            asking.cancel()
        await self.crew.stop(deadline)

    async def _work(self, lane: int) -> float | None:
        """Handle the next update of a lane."""
        if (wait := self._rest(lane)) != 0:
            return wait
        received: Received | None = None
        started = perf_counter()
        try:
            # Relaxed: until it is on the disk the update counts as open; the sender's commit puts it there.
            async with self._store.transaction(relaxed=True) as tx:
                if not await tx.try_lock("handle", lane):
                    self._elsewhere[lane] += 1
                    return elsewhere(self._elsewhere[lane])
                self._elsewhere.pop(lane, None)
                received, more = await tx.inbox.next(lane)
                if received is None:
                    return None
                bind_contextvars(update_id=received.update_id)  # in every line from here on
                counting = self._uncounted(received)
                await (self._count_first if counting else self._handle)(received, tx)
        except StorageUnavailableError:
            raise
        except AskFirstError as first:
            self._ask(lane, first, received)
            return None
        except Exception:
            if received is None:
                raise
            _logger.exception("an update could not be handled, attempt %d", received.attempts + 1)
            return await self._failed(received, perf_counter() - started)
        finally:
            unbind_contextvars("update_id")
        if not counting:
            self._counted.discard(received.id)
            self._parts.observer.handled(received, Outcome.DONE, perf_counter() - started)
        again = 0 if more else None
        return await self._work(lane) if counting else again

    def _uncounted(self, received: Received) -> bool:
        """Whether it may have ended the process that had it: then trying counts before it is tried."""
        return received.arrived_at < self._since and received.id not in self._counted

    async def _count_first(self, received: Received, tx: Transaction) -> None:
        """Count an attempt that may end this process, too; give up what ended too many."""
        if await tx.inbox.failed(received.id) > self._limits.left_attempts:
            _logger.error("an update is given up: the processes that tried it ended")
            await self._give_up(received, tx, "the processes that tried it ended")
            self._parts.observer.handled(received, Outcome.GIVEN_UP, 0.0)
        else:
            self._counted.add(received.id)

    async def _give_up(self, received: Received, tx: Transaction, reason: str) -> None:
        """Apologise, and leave it."""
        for outgoing in await self._apology(received, tx):
            await tx.outbox.put(outgoing, inbox_id=received.id, lane=received.lane)
        await tx.inbox.give_up(received.id, reason)

    async def _handle(self, received: Received, tx: Transaction) -> None:
        """Run the handler; what it says and that it is done go into its own transaction."""
        async with asyncio.timeout(self._limits.handler_seconds), self._showing_work(received):
            said = await self._parts.handle(received, tx)
        for outgoing in said:
            await tx.outbox.put(outgoing, inbox_id=received.id, lane=received.lane)
        await tx.inbox.done(received.id)
        _logger.debug("handled: %d to send", len(said))

    def _rest(self, lane: int) -> float | None:
        """How long a lane has to wait; None until it is woken."""
        if lane in self._asking:
            return None
        if (wait := self._until.get(lane, 0.0) - asyncio.get_running_loop().time()) > 0:
            return wait
        self._until.pop(lane, None)
        return 0

    def _ask(self, lane: int, first: AskFirstError, received: Received | None) -> None:
        """Find out what a handler needs; until then the lane rests, and a worker is free for others."""
        assert received is not None  # noqa: S101 - only its handler asks
        asking = self._asking[lane] = asyncio.create_task(self._find_out(first, received), name="asking")
        asking.add_done_callback(lambda task: self._asked(lane, task))

    async def _find_out(self, first: AskFirstError, received: Received) -> None:
        async with self._showing_work(received):
            await first.ask()

    def _asked(self, lane: int, asking: asyncio.Task[None]) -> None:
        del self._asking[lane]
        if asking.cancelled():
            return
        if (error := asking.exception()) is not None:
            _logger.error("what a handler needed could not be found out", exc_info=error)
            self._until[lane] = asyncio.get_running_loop().time() + self._limits.first_backoff
        self.crew.wake(lane)

    async def _failed(self, received: Received, seconds: float) -> float:
        """Count the attempt; after the last one apologise and go on."""
        async with self._store.transaction() as tx:
            if received.id in self._counted:
                last = received.attempts >= self._limits.left_attempts
            else:
                last = await tx.inbox.failed(received.id) >= self._limits.attempts
            if last:
                await self._give_up(received, tx, "the handler failed")
        self._counted.discard(received.id)
        self._parts.observer.handled(received, Outcome.GIVEN_UP if last else Outcome.RETRIED, seconds)
        if last:
            return 0
        wait = min(self._limits.longest_backoff, self._limits.first_backoff * float(2**received.attempts))
        self._until[received.lane] = asyncio.get_running_loop().time() + wait
        return wait

    async def _apology(self, received: Received, tx: Transaction) -> Sequence[Outgoing]:
        try:
            return await self._parts.apologise(received, tx)
        except Exception:
            _logger.exception("not even the apology could be made")
            return ()

    @asynccontextmanager
    async def _showing_work(self, received: Received) -> AsyncIterator[None]:
        """Let the person see that something is going on when it takes long."""

        def show() -> None:
            if (outgoing := self._parts.working(received)) is not None:
                self._send_at_once(outgoing)

        timer = asyncio.get_running_loop().call_later(self._limits.working_after, show)
        try:
            yield
        finally:
            timer.cancel()
