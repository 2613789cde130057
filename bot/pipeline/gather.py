"""Puts single writes together: whatever comes while one transaction runs goes into the next."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_MOST: Final = 200  # items a transaction: tens of milliseconds, so that the next ones do not wait long


class Gatherer(Generic[_Item, _Result]):
    """Collects items and writes them in batches; alone an item is written at once."""

    def __init__(self, write: Callable[[Sequence[_Item]], Awaitable[Sequence[_Result]]]) -> None:
        self._write = write
        self._waiting: list[tuple[_Item, asyncio.Future[_Result]]] = []
        self._task: asyncio.Task[None] | None = None

    async def add(self, item: _Item) -> _Result:
        """Have an item written; returns, or fails, when its batch is.

        Args:
            item: What to write.
        """
        written: asyncio.Future[_Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, written))
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        return await written

    async def _run(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
                await self._write_batch(batch)
        finally:
            self._task = None

    async def _write_batch(self, batch: Sequence[tuple[_Item, asyncio.Future[_Result]]]) -> None:
        open_ = [(item, written) for item, written in batch if not written.done()]
        try:
            results = await self._write([item for item, _ in open_])
        except Exception as error:  # noqa: BLE001 - handed to those who wait
            for _, written in open_:
                if not written.done():
                    written.set_exception(error)
            return
        for (_, written), result in zip(open_, results, strict=True):
            if not written.done():
                written.set_result(result)
