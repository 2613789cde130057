"""Long polling of our own: an update is confirmed only after it was stored."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.pipeline.delivery import DeliveryRetry
from bot.shore import faults
from bot.shore.backoff import Backoff
from bot.shore.decode import update_id_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

_LOG = logging.getLogger(__name__)

Json = dict[str, Any]


class Source(Protocol):
    """Where updates are polled from."""

    async def updates(self, offset: int, wait: int) -> list[Json]:
        """Poll once: updates from `offset` on, waiting some seconds for the first."""

    async def use_polling(self) -> None:
        """Remove a webhook, which would be in the way."""

    async def reopen_polling(self) -> None:
        """Use new connections: the old ones went silent."""


class _SilentError(Exception):
    """A poll neither came back nor failed."""


@dataclass(frozen=True, slots=True)
class Times:
    """How long polling waits for what."""

    wait: int = 30
    """Seconds a poll waits for an update."""
    silence: float = 30.0
    """Seconds beyond that until a poll counts as dead."""
    token: float = 60.0
    """Seconds between two attempts with a token that is refused."""
    backoff: Callable[[], Backoff] = Backoff
    """Makes the pauses after failures."""


@dataclass
class PollStatus:
    """How polling goes."""

    state: str = "starting"
    """starting, polling, failing, or stopped."""
    last_success: float | None = None
    """When the last poll came back, by the clock that never jumps."""
    problem: str = ""
    """Why it fails."""


class Poller:
    """Fetches updates and hands them to the inbox, one poll at a time."""

    def __init__(
        self,
        source: Source,
        receive: Callable[[Sequence[Json]], Awaitable[None]],
        *,
        times: Times | None = None,
    ) -> None:
        """Over a source.

        Args:
            source: The Telegram shore.
            receive: Stores a batch; only when it returns are the updates confirmed.
            times: How long to wait for what.
        """
        self._source = source
        self._receive = receive
        self._times = times or Times()
        self._backoff = self._times.backoff()
        self._offset = 0
        self._prepared = False
        self.status = PollStatus()

    async def run(self) -> None:
        """Poll until cancelled. A poll that is cut short is repeated by Telegram: nothing is lost."""
        try:
            while True:
                await self._turn()
        finally:
            self.status.state = "stopped"

    async def _turn(self) -> None:
        pause = 0.0
        try:
            await self._poll()
        except _SilentError:
            pause = await self._silent()
        except TelegramError as error:
            pause = self._telegram_trouble(error)
        except Exception as error:  # noqa: BLE001 - the store is down, perhaps: polling goes on
            if not self._backoff.failures:
                _LOG.exception("updates cannot be stored; they stay with Telegram and are asked for again")
            pause = self._failed(f"{type(error).__name__}: updates cannot be stored")
        await asyncio.sleep(pause)

    async def _poll(self) -> None:
        if not self._prepared:
            await self._source.use_polling()
            self._prepared = True
        batch = await self._fetch()
        if batch:
            await self._receive(batch)
            numbers = [number for number in map(update_id_of, batch) if number is not None]
            if not numbers:
                message = "updates without numbers"
                raise TelegramError(message)  # asking again at once would go on for ever
            self._offset = max(numbers) + 1
        self._worked()

    async def _fetch(self) -> list[Json]:
        # After trouble the first poll waits for nothing: that it works again is known at once.
        wait = self._times.wait if self.status.state == "polling" else 0
        try:
            async with asyncio.timeout(wait + self._times.silence):
                return await self._source.updates(self._offset, wait)
        except TimeoutError:
            raise _SilentError from None

    def _worked(self) -> None:
        if self._backoff.failures:
            _LOG.info("polling works again")
        self._backoff.reset()
        self.status = PollStatus("polling", time.monotonic())

    def _failed(self, problem: str) -> float:
        self.status.state, self.status.problem = "failing", problem
        return self._backoff.next()

    async def _silent(self) -> float:
        _LOG.warning("a poll went silent; connecting anew")
        with contextlib.suppress(TelegramError, OSError):
            await self._source.reopen_polling()
        return self._failed("a poll went silent")

    def _telegram_trouble(self, error: TelegramError) -> float:
        first = not self._backoff.failures
        if isinstance(error, Conflict):
            self._prepared = "webhook" not in str(error).lower()
            problem = "another process polls with the same token (or a webhook is set); only one may"
            _LOG.error("Telegram answers 409: %s", problem)
            return self._failed(problem)
        if isinstance(error, InvalidToken):
            _LOG.error("Telegram refuses the token; check KONSPEKT_TOKEN")
            self._failed("the token is refused")
            return self._times.token
        trouble = faults.translate(error)
        problem = f"no updates from Telegram: {type(error).__name__}"
        if first:
            _LOG.warning("%s (%s); trying until it works", problem, error)
        pause = self._failed(problem)
        if isinstance(error, RetryAfter) and isinstance(trouble, DeliveryRetry):
            return max(pause, trouble.after)
        return pause
