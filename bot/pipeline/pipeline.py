"""The whole way: inbox, lanes, outbox, sender, and the sweep that finds what was left behind."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.pipeline.fleeting import FleetingSender
from bot.pipeline.lanes import Lanes
from bot.pipeline.leader import Leader
from bot.pipeline.parts import Limits
from bot.pipeline.receiver import Receiver
from bot.pipeline.sender import Sender
from bot.storage import StorageError, StorageUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.pipeline.parts import Parts
    from bot.storage import Arrival, Committed, Depth, Store, Transaction

_logger: Final = logging.getLogger(__name__)

_EVERYTHING_EVERY: Final = 15  # sweeps: then even what looks young is looked at, for clocks may jump
_HANDLING_SHARE: Final = 0.6  # of the time that stopping may take: the rest is for sending what was said


@dataclass(frozen=True, slots=True)
class Health:
    """How the pipeline is."""

    inbox: Depth
    outbox: Depth


class Pipeline:
    """Takes updates, has them handled, sends what was said; what a crash interrupts is finished later."""

    def __init__(self, store: Store, parts: Parts, limits: Limits | None = None) -> None:
        self._store = store
        self._limits = limits or Limits()
        self._locks = store.locks()
        self._receiver = Receiver(store)
        self._fleeting = FleetingSender(parts, self._limits)
        self._lanes = Lanes(store, parts, self._limits, self._fleeting.send)
        self._sender = Sender(store, self._locks, parts, self._limits)
        self._alone = AsyncExitStack()
        self._sweeping: asyncio.Task[None] | None = None
        self._unlisten: Callable[[], None] | None = None

    async def start(self) -> None:
        """Go to work, first of all on what an earlier process left behind.

        On an SQLite file only one process works at a time: others wait here.

        Raises:
            StorageError: The file was replaced meanwhile: what this process has open is not the database.
        """
        if not self._store.on_postgres:
            await self._alone.enter_async_context(Leader(self._store, "working").held())
        if self._store.replaced:
            await self._alone.aclose()
            message = f"{self._store.name} was replaced while this process waited for it: start it again"
            raise StorageError(message)
        self._unlisten = self._store.listen(self._committed)
        self._lanes.crew.start()
        self._sender.crew.start()
        self._sweeping = asyncio.create_task(self._sweep_for_ever(), name="sweep")

    async def accept(self, arrivals: Sequence[Arrival]) -> int:
        """Take updates in; when this returns they are safe and may be acknowledged. How many were new.

        Args:
            arrivals: In order of arrival; repeated deliveries do no harm.

        Raises:
            StorageUnavailableError: Not now: do not acknowledge, the platform delivers them again.
        """
        return await self._receiver.accept(arrivals)

    async def stop(self, seconds: float = 10.0) -> None:
        """Stop taking, finish what is being handled, send what was said, hand back the rest.

        Args:
            seconds: How long that may take.
        """
        self._receiver.closed = True
        started = asyncio.get_running_loop().time()
        deadline = started + seconds
        if self._sweeping is not None:
            self._sweeping.cancel()
            with suppress(asyncio.CancelledError):
                await self._sweeping
        await self._lanes.stop(started + seconds * _HANDLING_SHARE)
        await self._sender.crew.drain(deadline)
        await self._sender.crew.stop(deadline)
        await self._fleeting.stop(deadline)
        if self._unlisten is not None:
            self._unlisten()
        await self._locks.close()
        await self._alone.aclose()

    async def health(self) -> Health:
        """How much waits.

        Raises:
            StorageUnavailableError: The store does not answer.
        """
        async with self._store.snapshot() as tx:
            inbox, outbox = await tx.inbox.depth(), await tx.outbox.depth()
        return Health(inbox, outbox)

    async def idle(self) -> bool:
        """Whether nothing at all is left to handle or to send, by anybody."""
        health = await self.health()
        return not (
            health.inbox.open
            or health.outbox.open
            or self._lanes.busy
            or self._sender.crew.busy
            or self._fleeting.busy
        )

    def _committed(self, committed: Committed) -> None:
        """Wake whoever has work from a transaction of this process."""
        for outgoing in committed.fleeting:
            self._fleeting.send(outgoing.outgoing)
        for lane in committed.handling:
            self._lanes.crew.wake(lane)
        for lane in committed.sending:
            self._sender.wake(lane)

    async def _sweep_for_ever(self) -> None:
        """Adopt what another process left behind; find out early when locks are lost."""
        turn = 0
        while True:
            try:
                await self._sweep(everything=turn % _EVERYTHING_EVERY == 0)
                turn += 1
            except StorageUnavailableError as error:
                _logger.warning("the sweep was put off: %s", error)
            except Exception:
                _logger.exception("the sweep failed")
            await asyncio.sleep(self._limits.sweep_seconds)

    async def _sweep(self, *, everything: bool) -> None:
        await self._locks.check()
        async with self._store.snapshot() as tx:
            before = None if everything else self._orphaned_before(tx)
            handling, sending = await tx.inbox.lanes(before), await tx.outbox.lanes(before)
        for lane in handling:
            self._lanes.crew.wake(lane)
        for lane in sending:
            self._sender.wake(lane)

    def _orphaned_before(self, tx: Transaction) -> datetime:
        return tx.now() - timedelta(seconds=self._limits.orphan_seconds)
