"""Office hours: questions queue up silently, the instructor takes the next group of like ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.desktaps import Hours
from bot.handlers.desk.card import ONGOING, hours_fact, moved_card, new_card, queued, take
from bot.handlers.turn import View, rows, tap, toast
from bot.model import Rich
from bot.storage import TicketState

if TYPE_CHECKING:
    from bot.handlers.desk.office import Office
    from bot.handlers.turn import Turn
    from bot.model import Commanded, Outgoing, Pressed
    from bot.storage import StaffChat, Ticket


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """`/hours on`, `/hours off`, `/next`, and the same as buttons."""

    office: Office

    async def commanded(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        """`/hours`, perhaps with what to do.

        Args:
            turn: Where.
            command: The command.
        """
        return await self._do(turn, command.argument.lower())

    async def next(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        """`/next`.

        Args:
            turn: Where.
            command: The command.
        """
        del command
        return await self._do(turn, "next")

    async def pressed(self, turn: Turn, pressed: Pressed, meaning: Hours) -> tuple[Outgoing, ...]:
        """A button.

        Args:
            turn: Where.
            pressed: The button.
            meaning: What to do.
        """
        return (*await self._do(turn, meaning.what), toast(pressed))

    async def _do(self, turn: Turn, what: str) -> tuple[Outgoing, ...]:
        course = turn.course.name
        chat = await turn.tx.desk.staff.of(course)
        if chat is None:
            return turn.say(turn.texts.desk.no_staff_chat)
        since = await turn.tx.facts.get(hours_fact(course))
        if what == "on":
            if not since:
                await turn.tx.facts.set(hours_fact(course), turn.tx.now().timestamp())
            return await self._state(turn, on=True)
        if what == "off":
            return await self._off(turn, chat)
        if what == "next":
            return await self._next(turn, chat)
        return await self._state(turn, on=bool(since))

    async def _state(self, turn: Turn, *, on: bool) -> tuple[Outgoing, ...]:
        desk = turn.texts.desk
        waiting = len(await turn.tx.desk.tickets.of_course(turn.course.name, ONGOING))
        buttons = [tap(desk.button_hours_on, Hours("on"))]
        if on:
            buttons = [tap(desk.button_next, Hours("next")), tap(desk.button_hours_off, Hours("off"))]
        text = desk.hours_on(waiting) if on else desk.hours_off(waiting)
        return (turn.send(View(Rich(text), rows(buttons))),)

    async def _off(self, turn: Turn, chat: StaffChat) -> tuple[Outgoing, ...]:
        """What is left comes as cards."""
        left = [one for one in await self._waiting(turn) if await queued(turn.tx, one)]
        await turn.tx.facts.drop(hours_fact(turn.course.name))
        cards = [await new_card(self.office, turn.tx, chat, one) for one in left]
        return (*await self._state(turn, on=False), *cards)

    async def _next(self, turn: Turn, chat: StaffChat) -> tuple[Outgoing, ...]:
        for ticket in await self._waiting(turn):
            # Two instructors at once: each gets another one.
            if await take(turn.tx, ticket.id, turn.person.name, (TicketState.OPEN,)):
                taken = await turn.tx.desk.tickets.get(ticket.id) or ticket
                return await moved_card(self.office, turn.tx, chat, taken)
        return turn.say(turn.texts.desk.queue_empty)

    @staticmethod
    async def _waiting(turn: Turn) -> tuple[Ticket, ...]:
        return await turn.tx.desk.tickets.of_course(turn.course.name, (TicketState.OPEN,))
