"""What runs beside everything else: tasks and servers, begun and ended with a block."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from bot.config import ConfigError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from bot.shore.server import Server

_LOG: Final = logging.getLogger(__name__)

WAIT_SECONDS: Final = 1.0
"""Between two attempts to get an address that another process of ours has."""


@asynccontextmanager
async def running(work: Coroutine[Any, Any, None], name: str) -> AsyncIterator[None]:
    """Work beside everything else, until the block ends.

    Args:
        work: What to do.
        name: What to call it in the log.
    """
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_told)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await task


def _told(task: asyncio.Task[None]) -> None:
    """Nothing that runs beside may end in silence."""
    if not task.cancelled() and (error := task.exception()) is not None:
        _LOG.error("%s failed", task.get_name(), exc_info=error)


@asynccontextmanager
async def served(
    make: Callable[[], Server], address: str, awaited: Callable[[], bool] = lambda: False
) -> AsyncIterator[None]:
    """Serve until the block ends.

    Args:
        make: Gives what is to serve, a new one for each attempt.
        address: Where, for the message when that cannot be had.
        awaited: Whether another process of ours has the address, and is to be waited for; may block.

    Raises:
        ConfigError: The address cannot be had.
    """
    while True:
        server = make()
        try:
            await server.start()
            break
        except OSError as error:
            if not await asyncio.to_thread(awaited):
                message = f"cannot listen at {address}: {error}"
                raise ConfigError(message) from None
        _LOG.info("another process works on this database: waiting for it to end")
        await asyncio.sleep(WAIT_SECONDS)
    try:
        yield
    finally:
        await server.stop()
