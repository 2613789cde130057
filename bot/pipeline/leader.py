"""One process among several does what only one may do: polls, or works on an SQLite file."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from bot.storage import StorageUnavailableError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.storage import Locks, Store

_logger: Final = logging.getLogger(__name__)

_LOOK_EVERY: Final = 1.0  # seconds: how long nobody leads at most when the leader dies


class Leader:
    """A post that one process holds at a time: by PostgreSQL's advisory lock, or a lock file for SQLite."""

    def __init__(self, store: Store, post: str, *, look_every: float = _LOOK_EVERY) -> None:
        self._store = store
        self._post = post
        self._look_every = look_every

    @asynccontextmanager
    async def held(self) -> AsyncIterator[asyncio.Event]:
        """Wait for the post and hold it inside the block; the event tells when it was lost.

        Whoever loses it must leave the block at once: another process may already have it.
        """
        if self._store.on_postgres:
            async with self._by_lock(self._store.locks()) as lost:
                yield lost
        elif (file := self._store.file) is not None:
            async with self._by_file(file.with_name(f"{file.name}.{self._post}.lock")):
                yield asyncio.Event()
        else:
            yield asyncio.Event()

    @asynccontextmanager
    async def _by_file(self, path: Path) -> AsyncIterator[None]:
        lock = FileLock(path, thread_local=False)
        told = False
        while True:
            try:
                lock.acquire(blocking=False)
                break
            except Timeout:
                told = told or self._tell()
                await asyncio.sleep(self._look_every)
        try:
            yield
        finally:
            lock.release()

    @asynccontextmanager
    async def _by_lock(self, locks: Locks) -> AsyncIterator[asyncio.Event]:
        try:
            await self._wait(locks)
            lost = asyncio.Event()
            watching = asyncio.create_task(self._watch(locks, lost))
            try:
                yield lost
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)
        finally:
            await locks.close()

    async def _wait(self, locks: Locks) -> None:
        told = False
        while True:
            try:
                if await locks.take("post", self._post):
                    return
                told = told or self._tell()
            except StorageUnavailableError as error:
                _logger.warning("waiting for the post of %s: %s", self._post, error)
            await asyncio.sleep(self._look_every)

    async def _watch(self, locks: Locks, lost: asyncio.Event) -> None:
        while True:
            await asyncio.sleep(self._look_every)
            try:
                await locks.check()
            except StorageUnavailableError:
                _logger.warning("the post of %s is lost", self._post)
                lost.set()
                return

    def _tell(self) -> bool:
        _logger.info("another process holds the post of %s: waiting", self._post)
        return True
