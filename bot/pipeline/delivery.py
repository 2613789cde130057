"""What comes of sending something: the platform's answers, free of any platform's library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Reply


@dataclass(frozen=True, slots=True)
class Delivered:
    """It was sent."""

    message_ids: tuple[int, ...] = ()
    """Ids of the messages it became, in order: the one with the buttons last."""
    rest: Reply | None = None
    """What is still to be sent of it, as something that takes more than one message."""


class DeliveryError(Exception):
    """It was not sent. Raised as one of the three below."""


class DeliveryRetry(DeliveryError):  # noqa: N818 - says what to do
    """It may succeed later: flood control, a timeout, the platform's trouble."""

    def __init__(self, after: float = 0.0, reason: str = "") -> None:
        super().__init__(reason or "try again later")
        self.after = after
        """Seconds that the platform asks to wait in this chat; 0 when it does not say."""


class DeliveryGone(DeliveryError):  # noqa: N818 - says what to do
    """It never will succeed: give up."""

    def __init__(self, reason: str, *, blocked: bool = False) -> None:
        super().__init__(reason)
        self.blocked = blocked
        """The chat has blocked or removed the bot: whatever waits for it is dropped."""


class DeliveryMoved(DeliveryError):  # noqa: N818 - says what to do
    """The group has another id now: send it there."""

    def __init__(self, to_chat: int) -> None:
        super().__init__(f"the group moved to {to_chat}")
        self.to_chat = to_chat
