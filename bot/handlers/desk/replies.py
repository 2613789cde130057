"""An instructor's answer: a reply to the card goes to everybody who waits, as a reply to their question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.desktaps import Hours, KeepAnswer, Understood
from bot.handlers.desk.card import OVER, changed_card, hours_fact, release
from bot.handlers.desk.enclosed import note_picture, pictures_of
from bot.handlers.desk.followups import human_ref
from bot.handlers.desk.office import ticket_here, told
from bot.handlers.turn import NotDoneError, View, rows, tap
from bot.model import Copy, Reply, Rich
from bot.render import bold, lines, source_of, split
from bot.storage import TicketState, WaitingState
from bot.texts import texts_for

if TYPE_CHECKING:
    from bot.handlers.desk.office import Office
    from bot.handlers.turn import Turn
    from bot.model import Buttons, Outgoing, Said
    from bot.storage import Ticket, Waiter
    from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class Replies:
    """What instructors write under cards."""

    office: Office

    async def replied(self, turn: Turn, said: Said, number: int, to: int | None) -> tuple[Outgoing, ...]:
        """A reply to a card, or to what one student added.

        Args:
            turn: Which instructor, and where.
            said: The reply.
            number: Of the ticket.
            to: Whose words were replied to; None for the card itself.
        """
        ticket = await ticket_here(turn, number)
        if ticket is None:
            raise NotDoneError(told(turn.place, turn.texts.desk.withdrawn, to=said.message))
        if problem := _problem(turn.texts, ticket, said):
            raise NotDoneError(told(turn.place, problem, to=said.message))
        everybody = await turn.tx.desk.waiting.of_ticket(ticket.id)
        going_on = await self._album(turn, said, ticket)
        waiters = chosen(everybody, to) if going_on is None else [w for w in everybody if w.id in going_on]
        waiters = [waiter for waiter in waiters if waiter.place]
        if not waiters:
            nobody = told(turn.place, turn.texts.desk.nobody_waits, to=said.message)
            raise NotDoneError(*([nobody] if going_on is None else []))
        await self._remember_album(turn, said, ticket, waiters)
        messages = [
            one for waiter in waiters for one in self._message(turn, said, waiter, first=going_on is None)
        ]
        await answered(turn, ticket, waiters, "" if to else source_of(said.rich))
        if not to and said.attachment and said.attachment.kind == "photo":
            await note_picture(turn, ticket, said.attachment.file_id)
        if going_on is not None:
            return tuple(messages)
        chat = await turn.tx.desk.staff.of(ticket.course)
        card = await changed_card(self.office, turn.tx, chat, ticket.id) if chat else ()
        return (*messages, *card, await self._confirmed(turn, said, ticket, len(waiters), to))

    def _message(self, turn: Turn, said: Said, waiter: Waiter, *, first: bool) -> tuple[Outgoing, ...]:
        """The answer for one student."""
        texts = texts_for(waiter.language)
        ref, buttons = human_ref(waiter.ticket_id), reaction_buttons(texts, waiter.ticket_id)
        heading = bold(texts.desk.from_instructor)
        if said.attachment is None:
            views = answer_views(texts, waiter.ticket_id, said.rich)
            sent = (self.office.to_waiter(waiter, view, ref) for view in views)
            return tuple(one for one in sent if one)
        if waiter.place is None:
            return ()
        copy = Copy(
            waiter.place,
            turn.place.chat,
            said.message,
            buttons if first else (),
            to=waiter.message,
            ref=ref,
            protected=self.office.protected,
        )
        above = self.office.to_waiter(waiter, View(heading)) if first else None
        return (above, copy) if above else (copy,)

    async def _confirmed(self, turn: Turn, said: Said, ticket: Ticket, number: int, to: int | None) -> Reply:
        """Tell to how many it goes; what went to everybody can be kept."""
        desk = turn.texts.desk
        keepable = not to and (said.text or await pictures_of(turn, ticket))
        keep = tap(desk.button_keep, KeepAnswer(ticket.id, "preview")) if keepable else None
        busy = await turn.tx.facts.get(hours_fact(ticket.course))
        following = tap(desk.button_next, Hours("next")) if busy else None
        return Reply(turn.place, Rich(desk.delivered(number)), rows([keep], [following]), to=said.message)

    async def _album(self, turn: Turn, said: Said, ticket: Ticket) -> list[int] | None:
        """Who got the first item of the album that this is a further item of, if it is one."""
        name = _album_fact(said, ticket)
        found: list[int] | None = await turn.tx.facts.get(name) if name else None
        return found

    async def _remember_album(self, turn: Turn, said: Said, ticket: Ticket, waiters: list[Waiter]) -> None:
        if name := _album_fact(said, ticket):
            await turn.tx.facts.set(name, [waiter.id for waiter in waiters])


def _problem(texts: Texts, ticket: Ticket, said: Said) -> str:
    """Why a reply goes to nobody; empty where it does."""
    if ticket.state in OVER:
        return texts.desk.is_over
    if said.edited:
        return texts.desk.edit_not_sent
    if not said.text and not (said.attachment and said.attachment.file_id):
        return texts.desk.not_passable
    return ""


def chosen(waiters: tuple[Waiter, ...], to: int | None) -> list[Waiter]:
    """Who gets an answer: whoever waits; where nobody does, an addition goes to those who may ask back.

    Args:
        waiters: Everybody behind the ticket.
        to: The only one, where one student's words were replied to.
    """
    if to is not None:
        return [waiter for waiter in waiters if waiter.id == to]
    for state in (WaitingState.WAITING, WaitingState.ANSWERED):
        found = [waiter for waiter in waiters if waiter.state is state]
        if found:
            return found
    return []


async def answered(
    turn: Turn, ticket: Ticket, waiters: list[Waiter], text: str, section: str | None = None
) -> None:
    """Write down that an answer is on its way.

    Args:
        turn: Whose.
        ticket: To what.
        waiters: To whom.
        text: The answer as Markdown, where everybody gets it; added to what was answered before.
        section: The section it points to.
    """
    desk = turn.tx.desk
    for waiter in waiters:
        await desk.waiting.answered(waiter.id)
    await release(turn.tx, ticket.id)
    whole = "\n\n".join(part for part in (ticket.answer or "", text) if part)
    await desk.tickets.answer(ticket.id, whole, section or ticket.section_id)
    if any(one.state is WaitingState.WAITING for one in await desk.waiting.of_ticket(ticket.id)):
        await desk.tickets.move_to(ticket.id, TicketState.OPEN)


def answer_views(texts: Texts, ticket: int, *parts: str | Rich) -> list[View]:
    """An answer in words as messages; the last has the buttons.

    Args:
        texts: The student's.
        ticket: Number of the question.
        parts: What to say, each on a line of its own.
    """
    *before, last = split(lines(bold(texts.desk.from_instructor), *parts))
    return [*(View(part) for part in before), View(last, reaction_buttons(texts, ticket))]


def reaction_buttons(texts: Texts, ticket: int) -> Buttons:
    """Under an answer: understood, or another question.

    Args:
        texts: The student's.
        ticket: Its number.
    """
    understood = tap(texts.desk.button_understood, Understood(ticket, 1))
    return rows([understood, tap(texts.desk.button_more, Understood(ticket, 0))])


def _album_fact(said: Said, ticket: Ticket) -> str:
    album = said.attachment.album if said.attachment else ""
    return f"album:{ticket.id}:{album}" if album else ""
