"""What runs beside everything else: tasks and servers, begun and ended with a block."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from bot.config import ConfigError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from bot.shore.server import Server

_LOG: Final = logging.getLogger(__name__)


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
async def served(server: Server, address: str) -> AsyncIterator[None]:
    """Serve until the block ends.

    Args:
        server: What.
        address: Where, for the message when that cannot be had.

    Raises:
        ConfigError: The address cannot be had.
    """
    try:
        await server.start()
    except OSError as error:
        message = f"cannot listen at {address}: {error}"
        raise ConfigError(message) from None
    try:
        yield
    finally:
        await server.stop()
