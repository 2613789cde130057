"""What the pipeline is given by the application and the shore, and the numbers it goes by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from bot.pipeline.observer import Observer, Silent
from bot.pipeline.pace import Rates

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from bot.model import Outgoing
    from bot.pipeline.delivery import Delivered
    from bot.storage import Received, Transaction


class AskFirstError(Exception):
    """The handler needs to know what takes time to find out: what it did is taken back.

    It runs again after `ask`, which is awaited while no transaction is open: others write meanwhile.
    """

    def __init__(self, ask: Callable[[], Coroutine[Any, Any, None]]) -> None:
        super().__init__("something must be found out first")
        self.ask = ask
        """Finds it out, or gives up; either way the handler must not need it once more at once."""


class Handle(Protocol):
    """Decides what to say to an update."""

    async def __call__(self, received: Received, tx: Transaction) -> Sequence[Outgoing]:
        """Everything written through `tx` and everything returned happens together, or not at all.

        Raises:
            AskFirstError: Nothing yet; run it again after asking.
        """
        ...


class Deliver(Protocol):
    """Sends something."""

    async def __call__(self, outgoing: Outgoing) -> Delivered:
        """Send it.

        Raises:
            DeliveryRetry: Not now.
            DeliveryGone: Never.
            DeliveryMoved: To another chat.
        """
        ...


class Apologise(Protocol):
    """What to say when an update could not be handled."""

    async def __call__(self, received: Received, tx: Transaction) -> Sequence[Outgoing]:
        """An apology without details."""
        ...


class Working(Protocol):
    """What to show while an update takes its time."""

    def __call__(self, received: Received) -> Outgoing | None:
        """A typing action, or nothing where it would be out of place."""
        ...


class Lost(Protocol):
    """What to do when a chat turns out to have blocked the bot."""

    async def __call__(self, chat: int, tx: Transaction) -> Sequence[Outgoing]:
        """Tell those who should know."""
        ...


async def say_nothing(received: Received, tx: Transaction) -> Sequence[Outgoing]:
    """No apology.

    Args:
        received: What could not be handled.
        tx: For what is read and written on the way.
    """
    del received, tx
    return ()


def show_nothing(received: Received) -> Outgoing | None:
    """No typing action.

    Args:
        received: What takes its time.
    """
    del received
    return None


async def tell_nobody(chat: int, tx: Transaction) -> Sequence[Outgoing]:
    """Nobody needs to know.

    Args:
        chat: The chat that blocked the bot.
        tx: To look things up with.
    """
    del chat, tx
    return ()


@dataclass(frozen=True, slots=True)
class Parts:
    """What makes a pipeline of its own bot's."""

    handle: Handle
    deliver: Deliver
    apologise: Apologise = say_nothing
    working: Working = show_nothing
    lost: Lost = tell_nobody
    observer: Observer = field(default_factory=Silent)


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers it goes by."""

    rates: Rates = field(default_factory=Rates)
    handlers: int = 4
    """Chats handled at once: 4 keep a processor busy while others wait for the database. With 16, updates
    were taken in four times more slowly and answered no faster (`tests.load.app rates`)."""
    senders: int = 64
    """Messages on their way at once."""
    attempts: int = 3
    """How often a handler may fail before the bot apologises."""
    left_attempts: int = 10
    """The same for what an earlier process left, which need not be why that one ended: among 200 processes
    killed at random under load, more than three had the same update at hand (`tests.load kill`)."""
    handler_seconds: float = 30.0
    """A handler that takes longer has failed."""
    working_after: float = 0.7
    """Seconds after which a typing action is shown: sooner it would flicker."""
    deliver_seconds: float = 120.0
    """A delivery that takes longer has failed: 50 MB on a slow line."""
    first_backoff: float = 1.0
    """Seconds until a failed message is tried again; doubled each time up to"""
    longest_backoff: float = 60.0
    """Seconds: how late messages may be after the platform is back."""
    give_up_after: float = 86400.0
    """Seconds after which a message is worth nothing any more: a day."""
    give_up_attempts: int = 20
    """... provided it was tried that often, so that a clock that jumps or a long stop lose nothing."""
    fleeting_seconds: float = 10.0
    """A toast or inline results that could not be sent by then are worth nothing."""
    sweep_seconds: float = 2.0
    """How often to look for what another process left behind."""
    orphan_seconds: float = 3.0
    """What waits longer than this is nobody's."""
