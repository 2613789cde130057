"""After an answer: it was understood, or the student asks back, and the word reaches the same card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.handlers.desk.card import ONGOING, OVER, card_ref, changed_card, new_card, queued
from bot.handlers.turn import toast
from bot.model import Copy, Reply
from bot.render import TEXT_LIMIT, bold, cut, lines, quote
from bot.storage import TicketState, WaitingState

if TYPE_CHECKING:
    from bot.desktaps import Understood
    from bot.handlers.desk.office import Office
    from bot.handlers.turn import Turn
    from bot.model import Outgoing, Pressed, Said
    from bot.storage import StaffChat, Ticket, Waiter

REF: Final = "human:"
"""Begins the name of an instructor's answer in a student's chat; the ticket's number follows."""
_DONE: Final = (TicketState.ANSWERED, TicketState.CLOSED)
A_DAY: Final = 20
"""Words that one person may add to their questions in a day."""


def human_ref(ticket: int) -> str:
    """The name of an instructor's answer in a student's chat."""
    return f"{REF}{ticket}"


@dataclass(frozen=True, slots=True)
class FollowUps:
    """What a student does with an instructor's answer."""

    office: Office

    async def pressed(self, turn: Turn, pressed: Pressed, meaning: Understood) -> tuple[Outgoing, ...]:
        """«Understood», or «another question».

        Args:
            turn: Who and where.
            pressed: The button.
            meaning: Which of the two.
        """
        waiter = await turn.tx.desk.waiting.of(meaning.ticket, turn.person)
        ticket = await turn.tx.desk.tickets.get(meaning.ticket)
        if waiter is None or ticket is None or ticket.state in OVER:
            somebodys = turn.in_group and ticket is not None and waiter is None
            texts = turn.texts.toasts
            return (toast(pressed, texts.not_yours if somebodys else texts.old),)
        if not meaning.understood:
            desk, ref = turn.texts.desk, human_ref(ticket.id)
            asked = turn.ask(desk.write_follow_up, desk.hint_follow_up, to=pressed.message, ref=ref)
            return (asked, toast(pressed))
        changed = await self._understood(turn, ticket, waiter)
        return (*changed, toast(pressed, turn.texts.desk.glad))

    async def _understood(self, turn: Turn, ticket: Ticket, waiter: Waiter) -> tuple[Outgoing, ...]:
        desk = turn.tx.desk
        await desk.waiting.settle(waiter.id, WaitingState.UNDERSTOOD)
        others = await desk.waiting.of_ticket(ticket.id)
        if ticket.answered_at and all(one.state is not WaitingState.WAITING for one in others):
            await desk.tickets.move_to(ticket.id, TicketState.ANSWERED, only_from=ONGOING)
        chat = await desk.staff.of(ticket.course)
        return await changed_card(self.office, turn.tx, chat, ticket.id) if chat else ()

    async def replied(self, turn: Turn, said: Said, number: int) -> tuple[Outgoing, ...] | None:
        """A reply to an instructor's answer, or to the word that there is none; None from anybody else.

        Args:
            turn: Who and where.
            said: The reply.
            number: Of the ticket.
        """
        waiter = await turn.tx.desk.waiting.of(number, turn.person)
        return await self.said(turn, said, waiter) if waiter else None

    async def said(self, turn: Turn, said: Said, waiter: Waiter) -> tuple[Outgoing, ...]:
        """A student's further word, under the card; one about a question that was closed opens it again.

        Args:
            turn: Who and where.
            said: The word.
            waiter: The wait that it belongs to.
        """
        tx, desk = turn.tx, turn.texts.desk
        ticket = await tx.desk.tickets.get(waiter.ticket_id)
        chat = await tx.desk.staff.of(ticket.course) if ticket else None
        muted = ticket is None or ticket.state is TicketState.MUTED
        if ticket is None or muted or chat is None:
            return turn.say(desk.over if muted else desk.no_staff, to=said.message)
        if said.edited:
            return ()
        if not said.text and not _brings_file(said):
            return turn.say(desk.comment_in_words, to=said.message)
        if await self._too_many(turn):
            return turn.say(desk.too_many_today(A_DAY), to=said.message)
        held_back = await queued(tx, ticket) and not _brings_file(said)  # no copy of a file is kept
        await self._note(turn, said, waiter)
        await tx.desk.tickets.move_to(ticket.id, TicketState.OPEN, only_from=_DONE)
        passed_on = turn.say(desk.passed_on, to=said.message)
        if held_back:
            return passed_on
        return (*await self._shown(turn, said, waiter, chat), *passed_on)

    async def _note(self, turn: Turn, said: Said, waiter: Waiter) -> None:
        """They wait again; the card shows what was said since the last answer."""
        waiting = turn.tx.desk.waiting
        if said.text:
            before = waiter.comment if waiter.state is WaitingState.WAITING else ""
            await waiting.comment(waiter.id, f"{before} {said.text}".strip())
        await waiting.asks_again(waiter.id, turn.place, said.message)

    async def _shown(self, turn: Turn, said: Said, waiter: Waiter, chat: StaffChat) -> tuple[Outgoing, ...]:
        """The word under its card; where the staff has moved to another chat, the card comes there first."""
        under = await turn.tx.sent.message(card_ref(waiter.ticket_id), chat.place)
        word = await self._word(turn, said, waiter, chat, under)
        if under is not None:
            return (word, *await changed_card(self.office, turn.tx, chat, waiter.ticket_id))
        ticket = await turn.tx.desk.tickets.get(waiter.ticket_id)
        return (await new_card(self.office, turn.tx, chat, ticket), word) if ticket else (word,)

    async def _word(
        self, turn: Turn, said: Said, waiter: Waiter, chat: StaffChat, under: int | None
    ) -> Outgoing:
        """The student's word as a message, without the student's name."""
        ref = card_ref(waiter.ticket_id, waiter.id)
        if _brings_file(said):
            return Copy(chat.place, turn.place.chat, said.message, to=under, ref=ref)
        desk = (await self.office.staff_texts(turn.tx, chat)).desk
        text = lines(bold(desk.follow_up(waiter.ticket_id, waiter.name)), quote(said.text))
        return Reply(chat.place, cut(text, TEXT_LIMIT), to=under, ref=ref)

    async def _too_many(self, turn: Turn) -> bool:
        """Count a further word; whether it is one too many today."""
        name = f"followups:{turn.tx.key('person', turn.person.id)}"
        today = turn.tx.now().astimezone(self.office.zone).date().isoformat()
        day, count = await turn.tx.facts.get(name) or (today, 0)
        count = count + 1 if day == today else 1
        await turn.tx.facts.set(name, [today, count])
        return bool(count > A_DAY)


def _brings_file(said: Said) -> bool:
    return bool(said.attachment and said.attachment.file_id)
