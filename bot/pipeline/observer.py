"""What the pipeline tells whoever counts."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.model import Outgoing
    from bot.storage import Received


class Outcome(StrEnum):
    """What came of an attempt to handle or to send."""

    DONE = "done"
    RETRIED = "retried"
    GIVEN_UP = "given_up"


class Observer(Protocol):
    """Counts. Must be quick and must not fail."""

    def handled(self, received: Received, outcome: Outcome, seconds: float) -> None:
        """An update was handled, or failed to be."""
        ...

    def delivered(self, outgoing: Outgoing, outcome: Outcome, seconds: float) -> None:
        """Something was sent, or failed to be; seconds from being written down."""
        ...


class Silent:
    """Counts nothing."""

    def handled(self, received: Received, outcome: Outcome, seconds: float) -> None:
        """Nothing.

        Args:
            received: What was handled.
            outcome: What came of it.
            seconds: How long the handler took.
        """

    def delivered(self, outgoing: Outgoing, outcome: Outcome, seconds: float) -> None:
        """Nothing.

        Args:
            outgoing: What was sent.
            outcome: What came of it.
            seconds: Since it was written down.
        """
