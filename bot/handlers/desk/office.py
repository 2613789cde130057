"""What all parts of the desk share: where a course's staff is, in which language, which ticket is theirs."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from bot.handlers.turn import Links
from bot.model import Reply, Rich
from bot.texts import texts_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from bot.courses.course import Course
    from bot.courses.work import Illustrate
    from bot.handlers.desk.aside import Aside
    from bot.handlers.turn import Turn, View
    from bot.model import Place
    from bot.storage import StaffChat, Ticket, Transaction, Waiter
    from bot.texts import Texts

ALIKE: Final = 0.6
"""`Library.similar` from which two questions count as the same one asked in other words, as in reports."""
_LOCK_PAUSE: Final = 0.02
_LOCK_TRIES: Final = 500
"""Ten seconds: what is done under the lock takes milliseconds."""


class Reloading(Protocol):
    """Whoever keeps the notes in use up to date with their files."""

    def reload(self, course: str) -> None:
        """Read the notes again, soon; returns at once.

        Args:
            course: Which.
        """
        ...

    async def ask(self, tx: Transaction, number: int, job: Illustrate) -> None:
        """Put pictures under an answer that is kept, and read its course again, soon after a transaction.

        Args:
            tx: The request's.
            number: Of the update that asks.
            job: Which.
        """
        ...


@dataclass(frozen=True, slots=True)
class NoReloading:
    """Notes that stay as they were read."""

    def reload(self, course: str) -> None:
        """Nothing."""
        del course

    async def ask(self, tx: Transaction, number: int, job: Illustrate) -> None:
        """Nothing."""
        del tx, number, job


@dataclass(frozen=True, slots=True)
class Office:
    """What the desk is given."""

    aside: Aside
    """Does what takes long."""
    zone: ZoneInfo
    """Of dates and reports."""
    find: Callable[[str], Course | None]
    """A course that is being served, by its name."""
    language: str = "ru"
    """Where nobody decided."""
    reloading: Reloading = field(default_factory=NoReloading)
    staff_code: str = ""
    """From the settings; binds a staff chat once. Empty for none."""
    links: Links = field(default_factory=Links)
    protected: bool = False
    """Answers may not be forwarded or saved."""

    async def staff_texts(self, tx: Transaction, chat: StaffChat) -> Texts:
        """The sentences for a staff chat: its setting's language, else the one it was bound in.

        Args:
            tx: To look it up.
            chat: The chat.
        """
        settings = await tx.chats.settings(chat.place)
        return texts_for(settings.language, await tx.facts.get(language_fact(chat.course)), self.language)

    def to_waiter(self, waiter: Waiter, view: View, ref: str = "") -> Reply | None:
        """A message for somebody who waits, in reply to their question; None where nothing can be sent.

        Args:
            waiter: Who.
            view: What it looks like.
            ref: Its name.
        """
        if waiter.place is None:
            return None
        return Reply(
            waiter.place,
            view.text,
            view.buttons,
            view.pictures,
            to=waiter.message,
            ref=ref,
            protected=self.protected,
        )


def language_fact(course: str) -> str:
    """The fact that remembers in which language a course's staff chat was bound.

    Args:
        course: Whose.
    """
    return f"staff-language:{course}"


async def ticket_here(turn: Turn, number: int) -> Ticket | None:
    """A ticket, if its staff chat is this one: buttons carry numbers that anybody could make up.

    Args:
        turn: Where.
        number: Of the ticket.
    """
    ticket = await turn.tx.desk.tickets.get(number)
    if ticket is None:
        return None
    chat = await turn.tx.desk.staff.of(ticket.course)
    return ticket if chat and chat.place == turn.place else None


async def at_ticket(turn: Turn, number: int) -> Turn:
    """The same turn in the course that a ticket is about: a staff chat may serve several.

    Args:
        turn: Where.
        number: Of the ticket.
    """
    ticket = await turn.tx.desk.tickets.get(number)
    course = turn.courses.get(ticket.course) if ticket else None
    return turn.within(course) if course else turn


def told(place: Place, text: str | Rich, *, to: int | None = None) -> Reply:
    """A line in any chat; in private, too, it shows what it belongs to.

    Args:
        place: Where.
        text: What to say.
        to: Message to reply to.
    """
    return Reply(place, Rich(text) if isinstance(text, str) else text, to=to)


async def alone(tx: Transaction, *name: object) -> None:
    """Wait until nobody else is at it, until the transaction ends: two like questions must meet.

    Args:
        tx: The transaction.
        name: What must not be done by two at once.

    Raises:
        TimeoutError: Somebody is at it for too long.
    """
    for _ in range(_LOCK_TRIES):
        if await tx.try_lock("desk", *name):
            return
        await asyncio.sleep(_LOCK_PAUSE)
    message = "the desk is locked by somebody else"
    raise TimeoutError(message)
