"""Somebody who had blocked the bot is back: what was answered meanwhile reaches them after all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.handlers.desk.card import OVER, changed_card, new_card
from bot.handlers.desk.followups import human_ref
from bot.handlers.desk.replies import answer_views
from bot.render import quote, render_markdown
from bot.storage import TicketState, WaitingState
from bot.texts import texts_for

if TYPE_CHECKING:
    from bot.handlers.desk.office import Office
    from bot.handlers.turn import Turn
    from bot.model import Outgoing
    from bot.storage import Ticket, Waiter


@dataclass(frozen=True, slots=True)
class Returning:
    """The waits of a person who could not be reached."""

    office: Office

    async def __call__(self, turn: Turn) -> tuple[Outgoing, ...]:
        """Send what they missed, and let them wait again for what is still open.

        Args:
            turn: Who is back; in private.
        """
        sent: list[Outgoing] = []
        for waiter in await turn.tx.desk.waiting.of_person(turn.person, WaitingState.UNREACHABLE):
            ticket = await turn.tx.desk.tickets.get(waiter.ticket_id)
            if ticket and ticket.state not in OVER:
                sent += await self._again(turn, ticket, waiter)
        return tuple(sent)

    async def _again(self, turn: Turn, ticket: Ticket, waiter: Waiter) -> tuple[Outgoing, ...]:
        waiting = turn.tx.desk.waiting
        await waiting.asks_again(waiter.id, turn.place, None)
        chat = await turn.tx.desk.staff.of(ticket.course)
        missed: tuple[Outgoing, ...] = ()
        if ticket.answer:
            await waiting.answered(waiter.id)
            missed = answer_again(turn, ticket, waiter)
        elif await turn.tx.desk.tickets.move_to(
            ticket.id, TicketState.OPEN, only_from=(TicketState.ANSWERED,)
        ):
            # A voice message, a picture or a section: no copy of it is kept, so the question is asked anew.
            again = await turn.tx.desk.tickets.get(ticket.id)
            return (await new_card(self.office, turn.tx, chat, again),) if chat and again else ()
        return (*missed, *(await changed_card(self.office, turn.tx, chat, ticket.id) if chat else ()))


def answer_again(turn: Turn, ticket: Ticket, waiter: Waiter) -> tuple[Outgoing, ...]:
    """What was answered in words, below its question, sent to where the person is now.

    Args:
        turn: Who and where.
        ticket: The question.
        waiter: Whose wait it was.
    """
    texts, answer = texts_for(waiter.language), render_markdown(ticket.answer or "")
    views = answer_views(texts, ticket.id, quote(ticket.question), answer)
    return tuple(turn.send(view, ref=human_ref(ticket.id)) for view in views)
