"""Who waits for the answer to a ticket."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, func, select, update

from bot.model import Place, PlaceKind
from bot.storage.schema import tickets, waiting
from bot.storage.session import Repository

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy import ColumnElement, Row

    from bot.model import Person


class WaitingState(StrEnum):
    """How far somebody's wait has come."""

    WAITING = "waiting"
    ANSWERED = "answered"
    """The answer was sent; they may still ask back."""
    UNDERSTOOD = "understood"
    UNREACHABLE = "unreachable"
    """They blocked the bot."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody who turns to the instructors says."""

    message: int | None = None
    """The question's message, to reply to."""
    exchange_id: int | None = None
    """What the bot had answered."""
    comment: str = ""
    name: str = ""
    """Only where the student chose to say it."""
    language: str = "ru"
    """Code of the language to answer in."""


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody who waits for a ticket's answer."""

    id: int
    ticket_id: int
    exchange_id: int | None
    person_key: str
    place: Place | None
    """Where to send the answer; None once nothing will be sent any more."""
    message: int | None
    """The question's message, to reply to."""
    comment: str
    name: str
    """Only where the student chose to say it."""
    language: str
    """Code of the language to answer in."""
    state: WaitingState
    joined_at: datetime


class Waiting(Repository):
    """The table `waiting`."""

    __slots__ = ()

    async def join(self, ticket_id: int, person: Person, place: Place, wish: Wish) -> bool:
        """Let somebody wait for a ticket's answer; False when they do already.

        Args:
            ticket_id: Number of the ticket.
            person: Who.
            place: Where the answer is to be sent.
            wish: What they asked for.
        """
        joined = await self._session.execute(
            self._session.insert(waiting)
            .on_conflict_do_nothing(index_elements=[waiting.c.ticket_id, waiting.c.person_key])
            .returning(waiting.c.id),
            {
                "ticket_id": ticket_id,
                "exchange_id": wish.exchange_id,
                "person_key": self._session.key("person", person.id),
                "chat": place.chat,
                "topic": place.topic,
                "in_group": place.kind is PlaceKind.GROUP,
                "message": wish.message,
                "comment": wish.comment,
                "name": wish.name,
                "language": wish.language,
                "state": WaitingState.WAITING.value,
                "joined_at": self._session.now(),
            },
        )
        return joined.scalar_one_or_none() is not None

    async def get(self, id_: int) -> Waiter | None:
        """One by its number.

        Args:
            id_: Number of the row.
        """
        return next(iter(await self._all(waiting.c.id == id_)), None)

    async def of_ticket(self, ticket_id: int) -> tuple[Waiter, ...]:
        """Everybody behind a ticket, first come first.

        Args:
            ticket_id: Number of the ticket.
        """
        return await self._all(waiting.c.ticket_id == ticket_id)

    async def of_person(
        self, person: Person, state: WaitingState = WaitingState.WAITING
    ) -> tuple[Waiter, ...]:
        """What a person waits for.

        Args:
            person: Who.
            state: Only waits in this state.
        """
        return await self._all(
            (waiting.c.person_key == self._session.key("person", person.id))
            & (waiting.c.state == state.value)
        )

    async def of(self, ticket_id: int, person: Person) -> Waiter | None:
        """A person's wait for a ticket, in whatever state.

        Args:
            ticket_id: Number of the ticket.
            person: Who.
        """
        key = self._session.key("person", person.id)
        found = await self._all((waiting.c.ticket_id == ticket_id) & (waiting.c.person_key == key))
        return next(iter(found), None)

    async def of_exchange(self, exchange_id: int, person: Person) -> Waiter | None:
        """A person's wait that began with an exchange, in whatever state.

        Args:
            exchange_id: Number of the exchange.
            person: Who.
        """
        key = self._session.key("person", person.id)
        found = await self._all((waiting.c.exchange_id == exchange_id) & (waiting.c.person_key == key))
        return next(iter(found), None)

    async def joined(self, person: Person, within: timedelta) -> int:
        """How many questions a person passed on lately, for limits.

        Args:
            person: Who.
            within: How long ago at most.
        """
        key = self._session.key("person", person.id)
        found = await self._session.execute(
            select(func.count())
            .select_from(waiting)
            .where(waiting.c.person_key == key, waiting.c.joined_at >= self._session.now() - within)
        )
        return int(found.scalar_one())

    async def comment(self, id_: int, comment: str) -> None:
        """Replace what somebody says besides the question.

        Args:
            id_: Number of the row.
            comment: What holds now.
        """
        await self._session.execute(update(waiting).where(waiting.c.id == id_).values(comment=comment))

    async def asks_again(self, id_: int, place: Place, message: int | None) -> None:
        """Somebody is not content with the answer: they wait again.

        Args:
            id_: Number of the row.
            place: Where the next answer is to be sent.
            message: The new question's message.
        """
        await self._session.execute(
            update(waiting)
            .where(waiting.c.id == id_)
            .values(
                state=WaitingState.WAITING.value,
                chat=place.chat,
                topic=place.topic,
                in_group=place.kind is PlaceKind.GROUP,
                message=message,
            )
        )

    async def answered(self, id_: int) -> None:
        """The answer is on its way to them.

        Args:
            id_: Number of the row.
        """
        await self._session.execute(
            update(waiting).where(waiting.c.id == id_).values(state=WaitingState.ANSWERED.value)
        )

    async def settle(self, id_: int, state: WaitingState) -> None:
        """Nothing more will be sent to them: where they are is forgotten.

        Args:
            id_: Number of the row.
            state: `understood` or `unreachable`.
        """
        await self._session.execute(
            update(waiting)
            .where(waiting.c.id == id_)
            .values(state=state.value, chat=None, topic=None, message=None)
        )

    async def unreachable(self, chat: int) -> tuple[int, ...]:
        """A chat has blocked the bot: who waited there is unreachable; the tickets concerned.

        Args:
            chat: Chat id.
        """
        lost = await self._session.execute(
            update(waiting)
            .where(waiting.c.chat == chat, waiting.c.state != WaitingState.UNDERSTOOD.value)
            .values(state=WaitingState.UNREACHABLE.value, chat=None, topic=None, message=None)
            .returning(waiting.c.ticket_id)
        )
        return tuple(sorted(set(lost.scalars())))

    async def move(self, old: int, new: int) -> None:
        """Follow a chat to its new id.

        Args:
            old: The chat's id until now.
            new: Its id from now on.
        """
        await self._session.execute(
            update(waiting).where(waiting.c.chat == old).values(chat=new, message=None)
        )

    async def forget(self, person: Person) -> None:
        """Erase a person's waits, and the tickets that nobody else is behind.

        Args:
            person: Who wants to be forgotten.
        """
        key = self._session.key("person", person.id)
        theirs = select(waiting.c.ticket_id).where(waiting.c.person_key == key)
        others = exists().where(waiting.c.ticket_id == tickets.c.id, waiting.c.person_key != key)
        await self._session.execute(delete(tickets).where(tickets.c.id.in_(theirs), ~others))
        await self._session.execute(delete(waiting).where(waiting.c.person_key == key))

    async def _all(self, condition: ColumnElement[bool]) -> tuple[Waiter, ...]:
        found = await self._session.execute(select(waiting).where(condition).order_by(waiting.c.id))
        return tuple(_waiter(row) for row in found)


def _waiter(row: Row[Any]) -> Waiter:
    kind = PlaceKind.GROUP if row.in_group else PlaceKind.PRIVATE
    return Waiter(
        id=row.id,
        ticket_id=row.ticket_id,
        exchange_id=row.exchange_id,
        person_key=row.person_key,
        place=None if row.chat is None else Place(row.chat, kind, row.topic),
        message=row.message,
        comment=row.comment,
        name=row.name,
        language=row.language,
        state=WaitingState(row.state),
        joined_at=row.joined_at,
    )
