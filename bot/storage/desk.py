"""The instructor's desk: its four tables together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.storage.audit import Audit
from bot.storage.staff import Staff
from bot.storage.tickets import Tickets
from bot.storage.waiting import Waiting

if TYPE_CHECKING:
    from bot.model import Person
    from bot.storage.session import Session


class Desk:
    """Tickets, who waits for them, the instructors' chats, and what was done."""

    __slots__ = ("audit", "staff", "tickets", "waiting")

    def __init__(self, session: Session) -> None:
        self.tickets = Tickets(session)
        self.waiting = Waiting(session)
        self.staff = Staff(session)
        self.audit = Audit(session)

    async def move(self, old: int, new: int) -> None:
        """Follow a chat to its new id.

        Args:
            old: The chat's id until now.
            new: Its id from now on.
        """
        await self.waiting.move(old, new)
        await self.staff.move(old, new)

    async def forget(self, person: Person) -> None:
        """Erase a person's questions to the instructors.

        Args:
            person: Who wants to be forgotten.
        """
        await self.waiting.forget(person)
