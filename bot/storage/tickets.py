"""Questions that wait for a human, or had one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from bot.storage.schema import tickets, waiting
from bot.storage.session import Repository

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row


class TicketState(StrEnum):
    """Where a ticket stands."""

    OPEN = "open"
    TAKEN = "taken"
    """An instructor is at it."""
    ANSWERED = "answered"
    CLOSED = "closed"
    """Not for this course."""
    MUTED = "muted"
    """Closed, and like questions are not shown any more."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A question for a human; several people may wait for its answer."""

    id: int
    course: str
    question: str
    near: tuple[str, ...]
    """Passage ids that the bot found."""
    state: TicketState
    opened_at: datetime
    answered_at: datetime | None
    """When it was answered first."""
    answer: str | None
    section_id: str | None
    """The section that the instructor pointed to."""
    people: int
    """How many asked it."""


class Tickets(Repository):
    """The table `tickets`."""

    __slots__ = ()

    async def open(self, course: str, question: str, near: Sequence[str]) -> int:
        """Put a question before the instructors; its number.

        Args:
            course: Whose instructors.
            question: In the student's words.
            near: Passage ids that the bot found.
        """
        added = await self._session.execute(
            tickets.insert().returning(tickets.c.id),
            {
                "course": course,
                "question": question,
                "near": list(near),
                "state": TicketState.OPEN,
                "opened_at": self._session.now(),
            },
        )
        return int(added.scalar_one())

    async def get(self, id_: int) -> Ticket | None:
        """A ticket by its number.

        Args:
            id_: Number of the ticket.
        """
        row = (await self._session.execute(_query().where(tickets.c.id == id_))).one_or_none()
        return None if row is None else _ticket(row)

    async def of_course(
        self, course: str, states: Sequence[TicketState] = (TicketState.OPEN, TicketState.TAKEN)
    ) -> tuple[Ticket, ...]:
        """Tickets of a course, oldest first.

        Args:
            course: Which.
            states: Only those in one of these.
        """
        found = await self._session.execute(
            _query()
            .where(tickets.c.course == course, tickets.c.state.in_([state.value for state in states]))
            .order_by(tickets.c.id)
        )
        return tuple(_ticket(row) for row in found)

    async def move_to(self, id_: int, state: TicketState, *, only_from: Sequence[TicketState] = ()) -> bool:
        """Change the state; False when it was not in one of the states it may come from.

        Args:
            id_: Number of the ticket.
            state: What it becomes.
            only_from: States it may come from; none means any.
        """
        change = update(tickets).where(tickets.c.id == id_).values(state=state.value)
        if only_from:
            change = change.where(tickets.c.state.in_([before.value for before in only_from]))
        return (await self._session.execute(change)).rowcount == 1

    async def answer(self, id_: int, answer: str, section_id: str | None = None) -> None:
        """Keep the instructor's answer; a second one replaces the first, whose time stays.

        Args:
            id_: Number of the ticket.
            answer: Text of the answer; empty for a picture or a voice.
            section_id: The section it points to.
        """
        await self._session.execute(
            update(tickets)
            .where(tickets.c.id == id_)
            .values(
                state=TicketState.ANSWERED.value,
                answer=answer,
                section_id=section_id,
                answered_at=func.coalesce(tickets.c.answered_at, self._session.now()),
            )
        )

    async def period(self, since: datetime, until: datetime, course: str | None = None) -> tuple[Ticket, ...]:
        """Tickets opened in a period, oldest first, for reports.

        Args:
            since: Start, included.
            until: End, excluded.
            course: Only this course; None means all.
        """
        query = (
            _query().where(tickets.c.opened_at >= since, tickets.c.opened_at < until).order_by(tickets.c.id)
        )
        if course is not None:
            query = query.where(tickets.c.course == course)
        return tuple(_ticket(row) for row in await self._session.execute(query))

    async def prune(self, before: datetime) -> int:
        """Erase some of the old tickets with those who waited; 0 when nothing is left to erase.

        Args:
            before: Those opened earlier than this go, whatever their state.
        """
        return await self._remove_some(tickets, tickets.c.opened_at < before)


def _query() -> Any:  # noqa: ANN401 - a SELECT
    """Tickets with the number of people behind them."""
    people = select(func.count()).where(waiting.c.ticket_id == tickets.c.id).scalar_subquery()
    return select(tickets, people.label("people"))


def _ticket(row: Row[Any]) -> Ticket:
    return Ticket(
        id=row.id,
        course=row.course,
        question=row.question,
        near=tuple(row.near),
        state=TicketState(row.state),
        opened_at=row.opened_at,
        answered_at=row.answered_at,
        answer=row.answer,
        section_id=row.section_id,
        people=row.people,
    )
