"""The later parts of one reply: once the first is out, a short trouble is waited for in place."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from telegram.error import TelegramError

from bot.pipeline.delivery import DeliveryRetry
from bot.shore import faults

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

Result = TypeVar("Result")

_ATTEMPTS = 3
_SHORTEST = 1.0  # seconds, where Telegram does not say
_LONGEST = 30.0  # seconds; a longer wait is the outbox's business, at the price of repeating the first part


async def patiently(send: Callable[[], Awaitable[Result]]) -> Result:
    """Send a later part, waiting out short troubles.

    Args:
        send: Sends it; called again after a wait.

    Raises:
        TelegramError: It did not work.
    """
    for attempt in range(1, _ATTEMPTS):
        try:
            return await send()
        except TelegramError as error:
            trouble = faults.translate(error)
            if not isinstance(trouble, DeliveryRetry) or trouble.after > _LONGEST:
                raise
        await asyncio.sleep(max(trouble.after, _SHORTEST) * attempt)
    return await send()
