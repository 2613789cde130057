"""Workers that share many lanes: one worker a lane at a time, and a waiting lane holds up nobody."""

from __future__ import annotations

import asyncio
import logging
import random
from typing import TYPE_CHECKING, Final

from bot.storage import StorageUnavailableError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_logger: Final = logging.getLogger(__name__)

_FIRST_PAUSE: Final = 0.2  # seconds, when the store does not answer; doubled up to
_LONGEST_PAUSE: Final = 5.0  # seconds, so that work goes on soon after it is back
_AFTER_A_MISTAKE: Final = 5.0  # seconds until a lane that failed unexpectedly is tried again
_ELSEWHERE: Final = 0.1  # seconds until a lane of another replica's is looked at again; doubled up to
_LONGEST_ELSEWHERE: Final = 2.0  # seconds: how long a message waits at most once the other is done


def elsewhere(times: int) -> float:
    """In how many seconds to look again at a lane that another replica has.

    Args:
        times: How often in a row it was so.
    """
    return min(_LONGEST_ELSEWHERE, _ELSEWHERE * float(2 ** min(times - 1, 10)))


class Crew:
    """Runs `work(lane)` for lanes that were woken.

    `work` returns in how many seconds it wants the lane again (0: after the others had their turn), or None
    when there is nothing left to do in it. A lane that is woken while it is being worked on is run once more
    afterwards. While the store is unavailable everybody pauses.
    """

    def __init__(self, name: str, size: int, work: Callable[[int], Awaitable[float | None]]) -> None:
        self._name = name
        self._size = size
        self._work = work
        self._queue: asyncio.Queue[int] = asyncio.Queue()
        self._queued: set[int] = set()
        self._running: dict[int, bool] = {}  # lane -> woken again meanwhile
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._workers: list[asyncio.Task[None]] = []
        self._open = asyncio.Event()
        self._open.set()
        self._closing = False
        self._idle = asyncio.Event()
        self._idle.set()
        self.trouble = 0
        """How often in a row the store was unavailable."""

    def start(self) -> None:
        """Put the workers to work."""
        self._workers = [
            asyncio.create_task(self._serve(), name=f"{self._name}-{number}") for number in range(self._size)
        ]

    def wake(self, lane: int) -> None:
        """There is something to do in a lane.

        Args:
            lane: Which.
        """
        if self._closing or lane in self._queued:
            return
        if lane in self._running:
            self._running[lane] = True
            return
        if timer := self._timers.pop(lane, None):
            timer.cancel()
        self._queued.add(lane)
        self._idle.clear()
        self._queue.put_nowait(lane)

    @property
    def busy(self) -> int:
        """How many lanes are queued, worked on or waiting."""
        return len(self._queued) + len(self._running) + len(self._timers)

    async def drain(self, deadline: float) -> None:
        """Wait until nothing is left to do before the deadline.

        Args:
            deadline: By the event loop's clock.
        """
        loop = asyncio.get_running_loop()
        while loop.time() < deadline:
            soon = [timer.when() for timer in self._timers.values() if timer.when() < deadline]
            if self._idle.is_set() and not soon:
                return
            until = min([*soon, deadline]) if self._idle.is_set() else deadline
            try:
                async with asyncio.timeout_at(until):
                    await (asyncio.sleep(deadline) if self._idle.is_set() else self._idle.wait())
            except TimeoutError:
                await asyncio.sleep(0)

    async def stop(self, deadline: float) -> None:
        """Take nothing new, let what runs finish until the deadline, then cancel it.

        Args:
            deadline: By the event loop's clock.
        """
        self._closing = True
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        self._queued.clear()
        while not self._queue.empty():
            self._queue.get_nowait()
        if not self._running:
            self._idle.set()
        try:
            async with asyncio.timeout_at(deadline):
                await self._idle.wait()
        except TimeoutError:
            _logger.warning("%s: %d lanes cut off at the deadline", self._name, len(self._running))
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        self._workers.clear()

    async def _serve(self) -> None:
        while True:
            lane = await self._queue.get()
            if lane not in self._queued:
                continue  # stopped meanwhile
            self._queued.discard(lane)
            self._running[lane] = False
            wait: float | None = None
            try:
                await self._open.wait()
                wait = await self._attempt(lane)
            finally:
                again = self._running.pop(lane)
                self._next(lane, 0 if again else wait)

    def _next(self, lane: int, wait: float | None) -> None:
        """Queue the lane again, now or later, or let it rest."""
        if wait == 0:
            self.wake(lane)
        elif wait is not None and not self._closing:
            self._timers[lane] = asyncio.get_running_loop().call_later(wait, self._ring, lane)
        if not self._queued and not self._running:
            self._idle.set()

    def _ring(self, lane: int) -> None:
        self._timers.pop(lane, None)
        self.wake(lane)

    async def _attempt(self, lane: int) -> float | None:
        try:
            wait = await self._work(lane)
        except StorageUnavailableError as error:
            self._pause(error)
            return 0
        except Exception:
            _logger.exception("%s: unexpected failure", self._name)
            return _AFTER_A_MISTAKE
        if self.trouble:
            _logger.warning("%s: the store is back", self._name)
            self.trouble = 0
        return wait

    def _pause(self, error: StorageUnavailableError) -> None:
        """Close the gate for a while; several workers run into the same trouble, it counts once."""
        if not self._open.is_set():
            return
        pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(self.trouble, 10))
        if self.trouble == 0:
            _logger.error("%s: the store is unavailable, work pauses: %s", self._name, error)
        self.trouble += 1
        self._open.clear()
        jitter = random.uniform(0.5, 1)  # noqa: S311 - replicas must not come back all at once
        asyncio.get_running_loop().call_later(pause * jitter, self._open.set)
