"""Telegram's limits: how soon the next message may go to a chat."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

_MINUTE: Final = 60.0
_OVERALL_BURST: Final = 10  # messages to different chats that need not wait for each other
_TIDY_AT: Final = 2000  # chats remembered before those at rest are forgotten


@dataclass(frozen=True, slots=True)
class Rates:
    """How much may be sent; the defaults are what Telegram asks of bots."""

    overall: float = 30.0
    """Messages a second from this process; with several replicas, each one's share."""
    chat: float = 1.0
    """Messages a second in one chat, once the burst is used up."""
    burst: int = 3
    """Messages that a chat that was quiet gets at once."""
    group: int = 20
    """Messages a minute in a group."""


@dataclass(slots=True)
class _Chat:
    """What was booked for a chat."""

    next: float
    """When the next message would be due at the steady rate."""
    booked: deque[float] = field(default_factory=deque)
    """In a group, the latest moments, as many as a minute may have."""


class Pace:
    """Books moments for messages. The clock is the caller's: any that never jumps."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._next = 0.0
        self._chats: dict[int, _Chat] = {}

    def book(self, chat: int, now: float) -> float:
        """The moment, now or later, at which the next message may go to a chat; it counts as sent then.

        Args:
            chat: Chat id; groups have negative ones.
            now: The present moment in seconds.
        """
        if len(self._chats) > _TIDY_AT:
            self._tidy(now)
        known = self._chats.setdefault(chat, _Chat(now))
        step = 1 / self._rates.chat
        overall = max(now, self._next - _OVERALL_BURST / self._rates.overall)
        self._next = max(self._next, now) + 1 / self._rates.overall
        moment = max(overall, known.next - (self._rates.burst - 1) * step)
        if chat < 0 and len(known.booked) >= self._rates.group:
            moment = max(moment, known.booked.popleft() + _MINUTE)
        if chat < 0:
            known.booked.append(moment)
        known.next = max(known.next, moment) + step
        return moment

    def hold(self, chat: int, until: float) -> None:
        """The platform asks for silence in a chat: no burst afterwards.

        Args:
            chat: Chat id.
            until: When it may be spoken to again.
        """
        known = self._chats.setdefault(chat, _Chat(until))
        known.next = max(known.next, until + (self._rates.burst - 1) / self._rates.chat)

    def _tidy(self, now: float) -> None:
        """Forget chats whose limits are all at rest."""
        self._chats = {
            chat: known
            for chat, known in self._chats.items()
            if known.next > now or (known.booked and known.booked[-1] > now - _MINUTE)
        }
