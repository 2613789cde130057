"""What takes longer than a transaction may last: done aside in a thread, its outcome sent in another one."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.model import Outgoing
    from bot.storage import Store, Transaction

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Work:
    """Something slow."""

    slow: Callable[[], Any]
    """Runs in a thread, without a transaction."""
    then: Callable[[Any, Transaction], Awaitable[Sequence[Outgoing]]]
    """Takes what `slow` returned; everything it writes and returns happens together."""
    sorry: Outgoing
    """What to say when it fails."""


class Aside:
    """Does slow work, one piece at a time: an instructor can wait, students need the processor."""

    def __init__(self, store: Store) -> None:
        """For one store.

        Args:
            store: Where outcomes go.
        """
        self._store = store
        self._one = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        """Whether something is not done yet."""
        return bool(self._tasks)

    def soon(self, work: Work) -> None:
        """Begin, without waiting for the end; call it once the transaction is committed.

        Args:
            work: What to do.
        """
        task = asyncio.create_task(self._do(work), name="aside")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Give up what is not done."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _do(self, work: Work) -> None:
        async with self._one:
            try:
                outcome = await asyncio.to_thread(work.slow)
                async with self._store.transaction() as tx:
                    for outgoing in await work.then(outcome, tx):
                        await tx.outbox.put(outgoing)
            except Exception:  # noqa: BLE001 - whatever it was, somebody waits for a word
                _LOG.exception("something asked for by an instructor failed")
                async with self._store.transaction() as tx:
                    await tx.outbox.put(work.sorry)
