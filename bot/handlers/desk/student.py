"""The student's side: asking an instructor, adding a comment, passing the question on or not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.desktaps import Queue, Submit
from bot.handlers.desk.card import queued
from bot.handlers.desk.submitting import Question, ahead, known, submit
from bot.handlers.results import exchange_here
from bot.handlers.turn import View, rows, tap, toast
from bot.model import Edit, Rich
from bot.render import bold, lines, quote
from bot.storage import TicketState

if TYPE_CHECKING:
    from bot.desktaps import Human
    from bot.handlers.desk.followups import FollowUps
    from bot.handlers.desk.office import Office
    from bot.handlers.turn import Turn
    from bot.model import Outgoing, Pressed, Said
    from bot.storage import Exchange

REF: Final = "ask:"
"""Begins the name of the message that asks whether to pass a question on; the exchange's number follows."""
COMMENT: Final = "comment:"
"""Begins the name of the message that asks for a comment to it; the exchange's number follows."""
LONGEST_COMMENT: Final = 1000
"""Characters of a comment that are kept: a card has room for ten such."""


def ask_ref(exchange: int) -> str:
    """The name of the message that asks whether to pass a question on."""
    return f"{REF}{exchange}"


@dataclass(frozen=True, slots=True)
class AskHuman:
    """Everything around passing a question on."""

    office: Office
    follow_ups: FollowUps

    async def wanted(self, turn: Turn, pressed: Pressed, meaning: Human) -> tuple[Outgoing, ...]:
        """«Ask an instructor»: show what would be passed on, and ask once whether to.

        Args:
            turn: Who and where.
            pressed: The button.
            meaning: Under which answer.
        """
        exchange, refused = await _own(turn, pressed, meaning.exchange)
        if exchange is None:
            return refused
        if await turn.tx.desk.staff.of(exchange.asked.course) is None:
            return (toast(pressed, turn.texts.toasts.old),)
        if waiter := await turn.tx.desk.waiting.of_exchange(exchange.id, turn.person):
            before = await known(turn, waiter)
            return (*before.outgoing, toast(pressed, before.text, alert=True))
        question = turn.send(
            _confirm_view(turn, exchange, await _draft(turn, exchange)), ref=ask_ref(exchange.id)
        )
        return (replace(question, to=exchange.asked.message or pressed.to), toast(pressed))

    async def submitted(self, turn: Turn, pressed: Pressed, meaning: Submit) -> tuple[Outgoing, ...]:
        """Pass it on, with a name or without; or not at all.

        Args:
            turn: Who and where.
            pressed: The button.
            meaning: Which question, and how.
        """
        exchange, refused = await _own(turn, pressed, meaning.exchange)
        if exchange is None:
            return refused
        desk, draft = turn.texts.desk, _draft_fact(turn, exchange)
        waiter = await turn.tx.desk.waiting.of_exchange(exchange.id, turn.person)
        if waiter and meaning.how in {"cancel", "comment"}:
            return (toast(pressed, (await known(turn, waiter)).text, alert=True),)
        if meaning.how == "comment":
            ref = f"{COMMENT}{exchange.id}"
            asked = turn.ask(desk.what_comment, desk.hint_comment, to=pressed.message, ref=ref)
            return (asked, toast(pressed))
        if meaning.how == "cancel":
            await turn.tx.facts.drop(draft)
            return (turn.change(pressed, View(Rich(desk.cancelled))), toast(pressed))
        named = meaning.how == "named"
        question = Question(exchange, await _draft(turn, exchange), turn.person.name if named else "")
        outcome = await submit(turn, self.office, question)
        if outcome.over:
            await turn.tx.facts.drop(draft)
        buttons = rows([tap(desk.button_queue, Queue(outcome.queued))]) if outcome.queued else ()
        view = View(lines(outcome.text, quote(exchange.asked.question)), buttons)
        return (turn.change(pressed, view, ref=ask_ref(exchange.id)), *outcome.outgoing, toast(pressed))

    async def commented(
        self, turn: Turn, said: Said, number: int, *, prompted: bool
    ) -> tuple[Outgoing, ...] | None:
        """A reply to the question whether to pass it on: a comment; afterwards, a word for the instructors.

        Args:
            turn: Who and where.
            said: The reply.
            number: Of the exchange.
            prompted: Whether it answers the question for a comment: that stands between, so the other one is
                asked again below.
        """
        exchange = await exchange_here(turn, number)
        if exchange is None or exchange.person_key != turn.tx.key("person", turn.person.id):
            return None
        waiter = await turn.tx.desk.waiting.of_exchange(exchange.id, turn.person)
        if waiter:
            return await self.follow_ups.said(turn, said, waiter)
        if not said.text:
            return turn.say(turn.texts.desk.comment_in_words, to=said.message)
        comment = said.text[:LONGEST_COMMENT]
        await turn.tx.facts.set(_draft_fact(turn, exchange), comment)
        view = _confirm_view(turn, exchange, comment)
        if prompted:
            return (turn.send(view, to=said.message, ref=ask_ref(exchange.id)),)
        return (Edit(turn.place, view.text, view.buttons, ref=ask_ref(exchange.id), to=said.message),)

    async def place_in_queue(self, turn: Turn, pressed: Pressed, meaning: Queue) -> tuple[Outgoing, ...]:
        """How many are before them now.

        Args:
            turn: Who.
            pressed: The button.
            meaning: Which question.
        """
        ticket = await turn.tx.desk.tickets.get(meaning.ticket)
        if ticket is None or await turn.tx.desk.waiting.of(meaning.ticket, turn.person) is None:
            return (toast(pressed, turn.texts.toasts.old),)
        desk = turn.texts.desk
        if ticket.state is TicketState.OPEN:
            if not await queued(turn.tx, ticket):
                return (toast(pressed, desk.already_sent, alert=True),)
            return (toast(pressed, desk.queue(await ahead(turn.tx, ticket)), alert=True),)
        taken = ticket.state is TicketState.TAKEN
        return (toast(pressed, desk.your_turn if taken else desk.queue_over, alert=True),)


async def _own(
    turn: Turn, pressed: Pressed, number: int
) -> tuple[Exchange, tuple[()]] | tuple[None, tuple[Outgoing, ...]]:
    """The exchange, if it is this person's; else what to say."""
    exchange = await exchange_here(turn, number)
    if exchange is None:
        return None, (toast(pressed, turn.texts.toasts.old),)
    if exchange.person_key != turn.tx.key("person", turn.person.id):
        return None, (toast(pressed, turn.texts.toasts.not_yours),)
    return exchange, ()


def _draft_fact(turn: Turn, exchange: Exchange) -> str:
    return f"draft:{turn.tx.key('person', turn.person.id)}:{exchange.id}"


async def _draft(turn: Turn, exchange: Exchange) -> str:
    return str(await turn.tx.facts.get(_draft_fact(turn, exchange)) or "")


def _confirm_view(turn: Turn, exchange: Exchange, comment: str) -> View:
    desk, number = turn.texts.desk, exchange.id
    text = lines(
        bold(desk.confirm),
        quote(exchange.asked.question),
        desk.your_comment(comment) if comment else "",
        desk.anonymous,
    )
    return View(
        text,
        rows(
            [tap(desk.button_send, Submit(number, "plain"))],
            [tap(desk.button_send_named, Submit(number, "named"))],
            [tap(desk.button_comment, Submit(number, "comment"))],
            [tap(desk.button_cancel, Submit(number, "cancel"))],
        ),
    )
