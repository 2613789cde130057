"""What can be done inside one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.storage.chats import Chats
from bot.storage.desk import Desk
from bot.storage.exchanges import Exchanges
from bot.storage.facts import Facts
from bot.storage.files import Files
from bot.storage.inbox import Inbox
from bot.storage.locks import try_transaction_lock
from bot.storage.outbox import Outbox
from bot.storage.sent import Sent

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.model import Person, Place
    from bot.storage.asked import Exchange
    from bot.storage.outgoing import Codec
    from bot.storage.session import Session


class Transaction:
    """The repositories, all on one connection: everything that is done here happens, or nothing."""

    __slots__ = (
        "_session",
        "chats",
        "desk",
        "exchanges",
        "facts",
        "files",
        "inbox",
        "outbox",
        "sent",
    )

    def __init__(self, session: Session, codec: Codec) -> None:
        self._session = session
        self.inbox = Inbox(session)
        self.outbox = Outbox(session, codec)
        self.sent = Sent(session)
        self.exchanges = Exchanges(session)
        self.chats = Chats(session)
        self.facts = Facts(session)
        self.files = Files(session)
        self.desk = Desk(session)

    def key(self, *parts: object) -> str:
        """A keyed hash of the parts: 32 hex digits that tell nothing without the secret.

        Args:
            parts: Strings, numbers or None.
        """
        return self._session.key(*parts)

    def now(self) -> datetime:
        """The present moment by the store's clock, aware, in UTC."""
        return self._session.now()

    def after_commit(self, call: Callable[[], None]) -> None:
        """Have something done once everything here is safe on the disk, and only then.

        Args:
            call: Quick, and must not fail.
        """
        self._session.after.append(call)

    def erase_traces(self) -> None:
        """After the commit, have nothing that was erased stay in SQLite's write-ahead log."""
        self._session.erased = True

    async def try_lock(self, *parts: object) -> bool:
        """Take a lock among replicas until the transaction ends; False when another one has it.

        Args:
            parts: The lock's name.
        """
        return await try_transaction_lock(self._session, parts)

    async def asked_by_students(self, since: datetime, until: datetime, course: str) -> tuple[Exchange, ...]:
        """Everything asked about a course in a period, oldest first, but what its instructors tried out.

        Args:
            since: Start, included.
            until: End, excluded.
            course: Which.
        """
        return await self.exchanges.period(since, until, course, but_in=await self.desk.staff.places(course))

    async def migrate(self, old: int, new: int) -> None:
        """Follow a group that became a supergroup: settings, memory, and what waits to be handled and sent.

        Args:
            old: The chat's id until now.
            new: Its id from now on.
        """
        if old == new:
            return
        await self.inbox.move(old, new)
        await self.outbox.move(old, new)
        await self.exchanges.move(old, new)
        await self.chats.move(old, new)
        await self.desk.move(old, new)

    async def forget(self, person: Person, place: Place | None = None) -> int:
        """Erase what is kept of a person; how many questions it was.

        Args:
            person: Who wants to be forgotten.
            place: Their private chat: the names of the bot's messages there go too.
        """
        self.erase_traces()
        erased = await self.exchanges.forget(person)
        await self.desk.forget(person)
        await self.chats.forget(person)
        await self.facts.erase(f"draft:{self.key('person', person.id)}:")
        await self.facts.drop(f"limit:{self.key('person', person.id)}")
        if place is not None:
            await self.sent.forget(place)
        return erased
