"""A question is passed on: within limits, like questions together, muted ones turned away kindly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.handlers.desk.card import ONGOING, OVER, changed_card, hours_fact, like_fact, new_card
from bot.handlers.desk.office import ALIKE, alone
from bot.handlers.desk.returning import answer_again
from bot.storage import TicketState, WaitingState, Wish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handlers.desk.office import Office
    from bot.handlers.turn import Turn
    from bot.model import Outgoing
    from bot.storage import Exchange, StaffChat, Ticket, Transaction, Waiter

OPEN_AT_MOST: Final = 5
"""Questions of one person that may wait at a time: more is a flood, not a need."""
A_DAY: Final = 10
"""Questions that one person may pass on in a day."""
DAY: Final = timedelta(days=1)
COMPARED: Final = 100
"""Questions, the latest, that a new one is compared with: half a millisecond each."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a student wants to pass on."""

    exchange: Exchange
    comment: str
    name: str
    """Empty where the student did not choose to say it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it."""

    text: str
    """For the student."""
    outgoing: tuple[Outgoing, ...] = ()
    """Messages for the staff; an answer that has come before, for the student."""
    queued: int = 0
    """The ticket whose place in the queue can be asked for; 0 for none."""
    over: bool = True
    """The comment that was prepared is not needed any more."""


async def submit(turn: Turn, office: Office, question: Question) -> Outcome:
    """Pass a question on.

    Args:
        turn: Who and where.
        office: The desk's.
        question: What.
    """
    course = question.exchange.asked.course
    chat = await turn.tx.desk.staff.of(course)
    if chat is None:
        return Outcome(turn.texts.desk.no_staff)
    await alone(turn.tx, course)
    like = await _like(turn, question, (*ONGOING, TicketState.MUTED))
    refused = await _refused(turn, question, like)
    if refused:
        return refused
    if like:
        return await _joined(turn, office, chat, like, question)
    return await _opened(turn, office, chat, question)


async def _refused(turn: Turn, question: Question, like: Ticket | None) -> Outcome | None:
    """Why a question is not passed on, if it is not."""
    desk, waits = turn.texts.desk, turn.tx.desk.waiting
    if (waiter := await waits.of_exchange(question.exchange.id, turn.person)) is not None:
        return await known(turn, waiter)
    waiting = await waits.of_person(turn.person)
    if like and like.id in {one.ticket_id for one in waiting}:
        return Outcome(desk.one_a_topic)
    if like and like.state is TicketState.MUTED:
        return Outcome(desk.muted_for_you)
    if len(waiting) >= OPEN_AT_MOST:
        return Outcome(desk.too_many_open(OPEN_AT_MOST), over=False)
    if await waits.joined(turn.person, DAY) >= A_DAY:
        return Outcome(desk.too_many_today(A_DAY), over=False)
    return None


async def known(turn: Turn, waiter: Waiter) -> Outcome:
    """This very question was passed on before: how far it has come.

    Args:
        turn: Who and where.
        waiter: Their wait.
    """
    desk = turn.texts.desk
    ticket = await turn.tx.desk.tickets.get(waiter.ticket_id)
    if waiter.state is WaitingState.WAITING or ticket is None:
        return Outcome(desk.already_sent)
    if ticket.state in OVER:
        muted = ticket.state is TicketState.MUTED
        return Outcome(desk.muted_for_you if muted else desk.not_for_course)
    if ticket.answer:
        return Outcome(desk.answered_again, answer_again(turn, ticket, waiter))
    return Outcome(desk.answered_above)


async def ahead(tx: Transaction, ticket: Ticket) -> int:
    """How many groups of questions come before one.

    Args:
        tx: To count.
        ticket: The one.
    """
    waiting = await tx.desk.tickets.of_course(ticket.course, (TicketState.OPEN,))
    return sum(one.id < ticket.id for one in waiting)


async def _like(turn: Turn, question: Question, states: Sequence[TicketState]) -> Ticket | None:
    """The ticket most like a question among those in some states."""
    tickets = await turn.tx.desk.tickets.of_course(question.exchange.asked.course, states)
    similar = turn.course.library.similar
    measured = [(similar(one.question, question.exchange.asked.question), one) for one in tickets[-COMPARED:]]
    best = max(measured, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= ALIKE else None


async def _opened(turn: Turn, office: Office, chat: StaffChat, question: Question) -> Outcome:
    asked, tx = question.exchange.asked, turn.tx
    number = await tx.desk.tickets.open(asked.course, asked.question, asked.passages)
    await tx.desk.waiting.join(number, turn.person, turn.place, _wish(turn, question))
    ticket = await tx.desk.tickets.get(number)
    if ticket is None:
        message = "a ticket that was just written is not there"
        raise RuntimeError(message)
    like = await _like(turn, question, (TicketState.ANSWERED,))
    if like:
        await tx.facts.set(like_fact(number), like.id)
    if not await tx.facts.get(hours_fact(asked.course)):
        return Outcome(turn.texts.desk.sent, (await new_card(office, tx, chat, ticket),))
    return await _queueing(turn, ticket)


async def _joined(turn: Turn, office: Office, chat: StaffChat, ticket: Ticket, question: Question) -> Outcome:
    """Wait for the same answer; the card tells of one more."""
    tx = turn.tx
    if not await tx.desk.waiting.join(ticket.id, turn.person, turn.place, _wish(turn, question)):
        waiter = await tx.desk.waiting.of(ticket.id, turn.person)
        if waiter and waiter.state is not WaitingState.WAITING:
            await tx.desk.waiting.asks_again(waiter.id, turn.place, question.exchange.asked.message or None)
            await tx.desk.waiting.comment(waiter.id, question.comment)
    card = await changed_card(office, tx, chat, ticket.id)
    if card or ticket.state is TicketState.TAKEN:
        return Outcome(turn.texts.desk.joined, card)
    return await _queueing(turn, ticket)


async def _queueing(turn: Turn, ticket: Ticket) -> Outcome:
    return Outcome(turn.texts.desk.sent_to_queue(await ahead(turn.tx, ticket)), queued=ticket.id)


def _wish(turn: Turn, question: Question) -> Wish:
    return Wish(
        message=question.exchange.asked.message or None,
        exchange_id=question.exchange.id,
        comment=question.comment,
        name=question.name,
        language=turn.texts.code,
    )
