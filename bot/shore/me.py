"""The bot's own account."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is."""

    id: int
    username: str
    """Without the @."""
    name: str = ""
    reads_all: bool = False
    """Privacy mode is off: every message of a group arrives."""
    inline: bool = True
    """Inline mode is on."""
