"""What a handler is: a function of a turn and an event, to what is said about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.handlers.turn import Turn
from bot.model import Commanded, Outgoing, Pressed

CommandHandler = Callable[[Turn, Commanded], Awaitable[tuple[Outgoing, ...] | None]]
"""None: not for this person here; then it is as if there were no such command."""
TapHandler = Callable[[Turn, Pressed, Any], Awaitable[tuple[Outgoing, ...]]]
"""The last argument is the tap: each handler takes its own kind."""
