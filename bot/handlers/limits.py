"""How much one person or one group may ask; beyond it, a friendly word instead of silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.handlers.turn import Turn

WINDOW: Final = timedelta(minutes=1)
SAID_ONCE_IN: Final = timedelta(seconds=20)
"""How often the friendly word is said to somebody who goes on: more would be a flood of our own."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Questions a minute."""

    person: int
    group: int

    async def reached(self, turn: Turn) -> bool:
        """Whether this question is one too many.

        Args:
            turn: Who asks where.
        """
        exchanges = turn.tx.exchanges
        if await exchanges.asked_by(turn.person, WINDOW) >= self.person:
            return True
        return turn.in_group and await exchanges.asked_in(turn.place, WINDOW) >= self.group

    async def word(self, turn: Turn) -> str:
        """What to say about it; empty where it was said a moment ago.

        Args:
            turn: Who asks where.
        """
        by_person = await turn.tx.exchanges.asked_by(turn.person, WINDOW) >= self.person
        whose = ("person", turn.person.id) if by_person else ("chat", turn.place.chat)
        name = f"limit:{turn.tx.key(*whose)}"
        said = await turn.tx.facts.set_at(name)
        if said and turn.tx.now() - said < SAID_ONCE_IN:
            return ""
        await turn.tx.facts.set(name, value=True)
        return turn.texts.limits.person if by_person else turn.texts.limits.group
