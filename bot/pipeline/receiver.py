"""The door: an update is acknowledged only when it is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.pipeline.gather import Gatherer
from bot.storage import StorageUnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.storage import Arrival, Store


class Receiver:
    """Writes updates into the inbox; those that come at the same time share a transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._gatherer: Gatherer[tuple[Arrival, ...], int] = Gatherer(self._write)
        self.closed = False
        """Whether the program is about to stop."""

    async def accept(self, arrivals: Sequence[Arrival]) -> int:
        """Write updates down; when this returns they are safe. How many were new.

        Args:
            arrivals: In order of arrival; repeated deliveries do no harm.

        Raises:
            StorageUnavailableError: Not now: the platform must deliver them again.
        """
        if self.closed:
            message = "the program is stopping"
            raise StorageUnavailableError(message)
        return await self._gatherer.add(tuple(arrivals)) if arrivals else 0

    async def _write(self, batch: Sequence[tuple[Arrival, ...]]) -> Sequence[int]:
        async with self._store.transaction(urgent=True) as tx:
            added = await tx.inbox.add([arrival for arrivals in batch for arrival in arrivals])
        fresh = {received.update_id for received in added}
        return [len({arrival.update_id for arrival in arrivals} & fresh) for arrivals in batch]
