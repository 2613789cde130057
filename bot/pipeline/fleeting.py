"""Sends what is worth nothing seconds later: toasts, inline results, typing. Never kept, never in the way."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from bot.pipeline.delivery import DeliveryError, DeliveryRetry
from bot.pipeline.observer import Outcome

if TYPE_CHECKING:
    from bot.model import Outgoing
    from bot.pipeline.parts import Limits, Parts

_logger: Final = logging.getLogger(__name__)

_AGAIN: Final = 0.5  # seconds until the second try where the platform does not say


class FleetingSender:
    """Sends at once, tries once more where it makes sense, and forgets."""

    def __init__(self, parts: Parts, limits: Limits) -> None:
        self._parts = parts
        self._limits = limits
        self._tasks: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Semaphore(limits.senders)

    @property
    def busy(self) -> int:
        """How many are on their way."""
        return len(self._tasks)

    def send(self, outgoing: Outgoing) -> None:
        """Send something, in the background.

        Args:
            outgoing: A toast, results or a typing action.
        """
        task = asyncio.create_task(self._send(outgoing))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self, deadline: float) -> None:
        """Let what runs finish until the deadline.

        Args:
            deadline: By the event loop's clock.
        """
        left = deadline - asyncio.get_running_loop().time()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=max(0.0, left))
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _send(self, outgoing: Outgoing) -> None:
        loop = asyncio.get_running_loop()
        started = loop.time()
        outcome = Outcome.GIVEN_UP
        try:
            async with asyncio.timeout(self._limits.fleeting_seconds), self._turn:
                await self._try_twice(outgoing)
                outcome = Outcome.DONE
        except (DeliveryError, TimeoutError) as error:
            _logger.info("%s was not sent: %s", type(outgoing).__name__, error or "too slow")
        except Exception:
            _logger.exception("%s could not be sent", type(outgoing).__name__)
        self._parts.observer.delivered(outgoing, outcome, loop.time() - started)

    async def _try_twice(self, outgoing: Outgoing) -> None:
        try:
            await self._parts.deliver(outgoing)
        except DeliveryRetry as retry:
            await asyncio.sleep(retry.after or _AGAIN)
            await self._parts.deliver(outgoing)
