"""The buttons of a card but the way to a section: answer, the same answer, not for this course, mute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.handlers.desk.card import (
    ONGOING,
    OVER,
    answered_like,
    card_ref,
    card_view,
    prompt_ref,
    release,
    sure_view,
    take,
)
from bot.handlers.desk.followups import human_ref
from bot.handlers.desk.office import ticket_here
from bot.handlers.desk.replies import answer_views, answered, chosen
from bot.handlers.turn import NotDoneError, View, toast
from bot.model import Edit, Rich
from bot.render import lines, quote, render_markdown
from bot.storage import TicketState, WaitingState
from bot.texts import texts_for

if TYPE_CHECKING:
    from bot.desktaps import Case
    from bot.handlers.desk.office import Office
    from bot.handlers.turn import Turn
    from bot.model import Outgoing, Pressed
    from bot.storage import Ticket
    from bot.texts import Texts

_ENDS: Final = {"close-sure": TicketState.CLOSED, "mute-sure": TicketState.MUTED}


@dataclass(frozen=True, slots=True)
class Cards:
    """What instructors press."""

    office: Office

    async def __call__(self, turn: Turn, pressed: Pressed, meaning: Case) -> tuple[Outgoing, ...]:
        """Do it."""
        ticket = await ticket_here(turn, meaning.ticket)
        if ticket is None:
            raise NotDoneError(toast(pressed, turn.texts.toasts.old))
        return await self._done(turn, pressed, ticket, meaning.what)

    async def _done(self, turn: Turn, pressed: Pressed, ticket: Ticket, what: str) -> tuple[Outgoing, ...]:
        going_on = ticket.state in ONGOING
        match what:
            case "answer" if ticket.state not in OVER:
                return await self._taken(turn, pressed, ticket)
            case "same" if going_on:
                return await self._same(turn, pressed, ticket)
            case "close" | "mute" if going_on:
                view = sure_view(turn.texts, await self._card(turn, ticket), ticket.id, what)
                return (self._shown(turn, pressed, view, ticket), toast(pressed))
            case "close-sure" | "mute-sure" if going_on:
                return await self._ended(turn, pressed, ticket, _ENDS[what])
            case "unmute" if ticket.state is TicketState.MUTED:
                await turn.tx.desk.tickets.move_to(ticket.id, TicketState.CLOSED)
                return await self._again(turn, pressed, ticket, turn.texts.desk.unmuted)
            case "card":
                return await self._again(turn, pressed, ticket)
            case _:  # pressed on a card that somebody has dealt with meanwhile
                notice = turn.texts.desk.changed_meanwhile
                raise NotDoneError(*await self._again(turn, pressed, ticket, notice))

    async def _taken(self, turn: Turn, pressed: Pressed, ticket: Ticket) -> tuple[Outgoing, ...]:
        """Somebody is at it: the others see who, and what they type next is the answer."""
        desk = turn.texts.desk
        asked = turn.ask(
            desk.how_to_answer(ticket.id), desk.hint_answer, to=pressed.message, ref=prompt_ref(ticket.id)
        )
        if ticket.state not in ONGOING:
            return (asked, toast(pressed))
        await take(turn.tx, ticket.id, turn.person.name, ONGOING)
        return (*await self._again(turn, pressed, ticket), asked)

    async def _same(self, turn: Turn, pressed: Pressed, ticket: Ticket) -> tuple[Outgoing, ...]:
        """What was answered to a question like this one goes to those who wait for this one, too."""
        like = await answered_like(self.office, turn.tx, ticket)
        everybody = await turn.tx.desk.waiting.of_ticket(ticket.id)
        waiters = [waiter for waiter in chosen(everybody, None) if waiter.place]
        if like is None or not like.answer or not waiters:
            notice = turn.texts.desk.nobody_waits if like else turn.texts.desk.changed_meanwhile
            raise NotDoneError(*await self._again(turn, pressed, ticket, notice))
        body, ref = render_markdown(like.answer), human_ref(ticket.id)
        sent = [
            self.office.to_waiter(waiter, view, ref)
            for waiter in waiters
            for view in answer_views(texts_for(waiter.language), ticket.id, body)
        ]
        await answered(turn, ticket, waiters, like.answer, like.section_id)
        notice = turn.texts.desk.delivered(len(waiters))
        return (*(one for one in sent if one), *await self._again(turn, pressed, ticket, notice))

    async def _ended(
        self, turn: Turn, pressed: Pressed, ticket: Ticket, state: TicketState
    ) -> tuple[Outgoing, ...]:
        """Tell those who wait, kindly, and forget where they are."""
        waiting = turn.tx.desk.waiting
        outgoing: list[Outgoing] = []
        for waiter in await waiting.of_ticket(ticket.id):
            if waiter.state is not WaitingState.WAITING:
                continue
            word = _closing(texts_for(waiter.language), state)
            view = View(word if waiter.message else lines(word, quote(ticket.question)))
            reply = self.office.to_waiter(waiter, view, human_ref(ticket.id))
            outgoing += [reply] if reply else []
            await waiting.settle(waiter.id, WaitingState.UNDERSTOOD)
        await turn.tx.desk.tickets.move_to(ticket.id, state)
        await release(turn.tx, ticket.id)
        desk = turn.texts.desk
        notice = desk.muted if state is TicketState.MUTED else desk.closed
        return (*outgoing, *await self._again(turn, pressed, ticket, notice))

    async def _again(
        self, turn: Turn, pressed: Pressed, ticket: Ticket, notice: str = ""
    ) -> tuple[Outgoing, ...]:
        """The card as it is now."""
        present = await turn.tx.desk.tickets.get(ticket.id) or ticket
        return (
            self._shown(turn, pressed, await self._card(turn, present), ticket),
            toast(pressed, notice),
        )

    async def _card(self, turn: Turn, ticket: Ticket) -> View:
        return await card_view(self.office, turn.tx, turn.texts, ticket)

    @staticmethod
    def _shown(turn: Turn, pressed: Pressed, view: View, ticket: Ticket) -> Edit:
        return turn.change(pressed, view, ref=card_ref(ticket.id))


def _closing(texts: Texts, state: TicketState) -> Rich:
    """What a student hears; objecting is possible unless such questions are not shown any more."""
    if state is TicketState.MUTED:
        return Rich(texts.desk.muted_for_you)
    return lines(texts.desk.not_for_course, texts.desk.may_object)
