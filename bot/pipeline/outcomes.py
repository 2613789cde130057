"""Writes down what came of sending: alone where it changes more than a row, else many in one transaction."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.pipeline.gather import Gatherer
from bot.pipeline.parts import tell_nobody
from bot.storage import StorageUnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.model import Place
    from bot.pipeline.parts import Lost
    from bot.storage import Durable, Store, Transaction


_logger: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """It was sent."""

    id: int
    place: Place
    ref: str
    messages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Begun:
    """A part of it was sent."""

    id: int
    place: Place
    ref: str
    messages: tuple[int, ...]
    rest: Durable


@dataclass(frozen=True, slots=True)
class Retried:
    """It will be tried again."""

    id: int
    due: datetime


@dataclass(frozen=True, slots=True)
class GaveUp:
    """It will never be sent."""

    id: int
    reason: str
    blocked: bool = False
    """Nor will anything else for this chat."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has another id."""

    to_chat: int


Verdict = Sent | Begun | Retried | GaveUp | Moved


class Outcomes:
    """Records verdicts."""

    def __init__(self, store: Store, lost: Lost) -> None:
        self._store = store
        self._lost = lost
        self._gatherer: Gatherer[Verdict, bool] = Gatherer(self._write)

    async def record(self, lane: int, verdict: Verdict) -> bool:
        """Write a verdict down; False when the row was closed by somebody else meanwhile.

        Args:
            lane: The chat.
            verdict: What came of sending.

        Raises:
            StorageUnavailableError: Not now: call it again.
        """
        if isinstance(verdict, Moved):
            async with self._store.transaction() as tx:
                await tx.migrate(lane, verdict.to_chat)
        elif isinstance(verdict, GaveUp) and verdict.blocked:
            try:
                await self._blocked(lane, verdict, self._lost)
            except StorageUnavailableError:
                raise
            except Exception:
                _logger.exception("nobody could be told that a chat blocked the bot")
                await self._blocked(lane, verdict, tell_nobody)
        else:
            return await self._gatherer.add(verdict)
        return True

    async def _blocked(self, lane: int, verdict: GaveUp, lost: Lost) -> None:
        async with self._store.transaction() as tx:
            await tx.outbox.give_up(verdict.id, verdict.reason)
            await tx.outbox.drop(lane, verdict.reason)
            await tx.chats.block(lane)
            for outgoing in await lost(lane, tx):
                await tx.outbox.put(outgoing)

    async def _write(self, batch: Sequence[Verdict]) -> Sequence[bool]:
        async with self._store.transaction(urgent=True) as tx:
            closed = await tx.outbox.sent([verdict.id for verdict in batch if isinstance(verdict, Sent)])
            named = [verdict for verdict in batch if isinstance(verdict, Sent | Begun)]
            await tx.sent.add_all([(verdict.place, verdict.ref, verdict.messages) for verdict in named])
            return [await self._written(verdict, tx, closed) for verdict in batch]

    async def _written(self, verdict: Verdict, tx: Transaction, closed: frozenset[int]) -> bool:
        match verdict:
            case Sent(id=id_):
                return id_ in closed
            case Begun(id=id_, rest=rest):
                return await tx.outbox.keep_rest(id_, rest)
            case Retried(id=id_, due=due):
                await tx.outbox.retry(id_, due)
            case GaveUp(id=id_, reason=reason):
                await tx.outbox.give_up(id_, reason)
        return True
