"""How a question looks in the staff chat, and the name of its message."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.courses.course import digest_of
from bot.desktaps import Case, KeepAnswer, PointAt, PointIn
from bot.handlers.turn import View, rows, tap
from bot.model import Edit, Reply
from bot.render import TEXT_LIMIT, bold, cut, italic, lines, link, plain, quote, render_markdown
from bot.storage import TicketState, WaitingState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handlers.desk.office import Office
    from bot.model import Button, Outgoing, Rich
    from bot.storage import StaffChat, Ticket, Transaction, Waiter
    from bot.texts import Texts

REF: Final = "card:"
"""Begins the name of a card; the ticket's number follows, and for what one student adds the waiter's."""
COMMENTS: Final = 10
"""Comments shown on a card."""
ROOM: Final = 1500
"""UTF-16 units that they share: with the longest question, what was near it and earlier answers it is one
message."""
ANSWER: Final = 400
"""UTF-16 units of an earlier answer that a card shows."""
ONGOING: Final = (TicketState.OPEN, TicketState.TAKEN)
OVER: Final = (TicketState.CLOSED, TicketState.MUTED)


def card_ref(ticket: int, waiter: int | None = None) -> str:
    """The name of a card, or of the message under it that brings one student's words.

    Args:
        ticket: Its number.
        waiter: Whose words; None for the card itself.
    """
    return f"{REF}{ticket}" if waiter is None else f"{REF}{ticket}:{waiter}"


def prompt_ref(ticket: int) -> str:
    """The name of a message under a card that asks for the answer to everybody who waits.

    Args:
        ticket: Its number.
    """
    return f"{REF}{ticket}:all"


def numbers_of(name: str) -> tuple[int, int | None]:
    """Ticket, and waiter if it is about one, of a card's name.

    Args:
        name: Without its beginning, `REF`.
    """
    ticket, _, waiter = name.partition(":")
    return int(ticket), int(waiter) if waiter.isdecimal() else None


async def new_card(office: Office, tx: Transaction, chat: StaffChat, ticket: Ticket) -> Outgoing:
    """The card as a new message.

    Args:
        office: The desk's.
        tx: To look things up.
        chat: Where to.
        ticket: Which.
    """
    view = await _view(office, tx, chat, ticket)
    return Reply(chat.place, view.text, view.buttons, ref=card_ref(ticket.id))


async def moved_card(
    office: Office, tx: Transaction, chat: StaffChat, ticket: Ticket
) -> tuple[Outgoing, ...]:
    """The card at the end of the chat; one that stood above has no buttons any more.

    Args:
        office: The desk's.
        tx: To look things up.
        chat: Where.
        ticket: Which.
    """
    card = await new_card(office, tx, chat, ticket)
    above = await tx.sent.message(card_ref(ticket.id), chat.place)
    if above is None:
        return (card,)
    desk = (await office.staff_texts(tx, chat)).desk
    text = lines(bold(desk.card_title(ticket.id)), quote(ticket.question), italic(desk.card_below))
    return (Edit(chat.place, text, message=above), card)


async def changed_card(office: Office, tx: Transaction, chat: StaffChat, number: int) -> tuple[Outgoing, ...]:
    """The card as it looks now, in place; nothing where it is gone or still waits in the queue.

    Args:
        office: The desk's.
        tx: To look things up.
        chat: Where it stands.
        number: Of the ticket.
    """
    ticket = await tx.desk.tickets.get(number)
    if ticket is None or await queued(tx, ticket):
        return ()
    view = await _view(office, tx, chat, ticket)
    return (Edit(chat.place, view.text, view.buttons, ref=card_ref(number)),)


async def queued(tx: Transaction, ticket: Ticket) -> bool:
    """Whether office hours keep this question back until its turn; a word after an answer is not kept back.

    Args:
        tx: To look it up.
        ticket: Which.
    """
    since = await tx.facts.get(hours_fact(ticket.course))
    fresh = ticket.state is TicketState.OPEN and ticket.answered_at is None
    return bool(since) and fresh and ticket.opened_at.timestamp() >= since


def hours_fact(course: str) -> str:
    """The fact that says since when a course holds office hours (a timestamp), if it does.

    Args:
        course: Whose.
    """
    return f"hours:{course}"


async def take(tx: Transaction, ticket: int, name: str, only_from: Sequence[TicketState]) -> bool:
    """An instructor is at a question from now on; False when it was in none of the states it may come from.

    Args:
        tx: To write it down.
        ticket: Its number.
        name: The instructor's first name: kept until there is an answer, two weeks at most, for the card.
        only_from: States it may come from.
    """
    taken = await tx.desk.tickets.move_to(ticket, TicketState.TAKEN, only_from=only_from)
    if taken:
        await tx.facts.set(_taker_fact(ticket), name)
    return taken


async def _view(office: Office, tx: Transaction, chat: StaffChat, ticket: Ticket) -> View:
    return await card_view(office, tx, await office.staff_texts(tx, chat), ticket)


async def card_view(office: Office, tx: Transaction, texts: Texts, ticket: Ticket) -> View:
    """A question with everything an instructor needs to answer it.

    Args:
        office: The desk's.
        tx: To look up who is behind it, who is at it, and what was answered to one like it.
        texts: The staff's.
        ticket: The question.
    """
    desk = texts.desk
    waiters = await tx.desk.waiting.of_ticket(ticket.id)
    by = await tx.facts.get(_taker_fact(ticket.id)) if ticket.state is TicketState.TAKEN else ""
    like = await answered_like(office, tx, ticket)
    text = lines(
        bold(desk.card_title(ticket.id)),
        quote(ticket.question),
        desk.asked_by(len(waiters)) if len(waiters) > 1 else "",
        *_comments(texts, waiters),
        _near(office, texts, ticket),
        _before(office, texts, ticket),
        _told(desk.answered_like(like.id), like, _pointed(office, like)) if like else "",
        italic(_state(texts, ticket, waiters, by or "")),
    )
    return View(cut(text, TEXT_LIMIT), rows(*_buttons(texts, ticket, like)))


async def answered_like(office: Office, tx: Transaction, ticket: Ticket) -> Ticket | None:
    """A question like this one that was answered in words or with a section; None once this one is, too.

    Args:
        office: The desk's.
        tx: To look it up.
        ticket: This one.
    """
    number = await tx.facts.get(like_fact(ticket.id)) if ticket.answered_at is None else None
    like = await tx.desk.tickets.get(number) if number and ticket.state in ONGOING else None
    return like if like and (like.answer or _pointed(office, like)) else None


def like_fact(ticket: int) -> str:
    """The fact that remembers which answered question a new one is like; its value is that one's number.

    Args:
        ticket: Number of the new one.
    """
    return f"like:{ticket}"


async def release(tx: Transaction, ticket: int) -> None:
    """Nobody is at a question any more: forget who was.

    Args:
        tx: To write it down.
        ticket: Its number.
    """
    await tx.facts.drop(_taker_fact(ticket))


def _taker_fact(ticket: int) -> str:
    return f"taker:{ticket}"


def _before(office: Office, texts: Texts, ticket: Ticket) -> Rich:
    """What those who ask back have got: words, a section, or something of which no copy is kept."""
    if ticket.answered_at is None or ticket.state not in ONGOING:
        return plain("")
    otherwise = _pointed(office, ticket) or texts.desk.answered_otherwise
    return _told(texts.desk.answered_before, ticket, otherwise)


def _told(title: str, ticket: Ticket, otherwise: str) -> Rich:
    """What was answered, as far as there is room, or what stands for it."""
    answer = render_markdown(ticket.answer) if ticket.answer else plain(otherwise)
    return lines(title, quote(cut(answer, ANSWER)))


def _pointed(office: Office, ticket: Ticket) -> str:
    """The headings of the section that was pointed to, where it is still there."""
    course = office.find(ticket.course)
    section = course.library.section(ticket.section_id) if course and ticket.section_id else None
    return " › ".join(section.breadcrumb) if section else ""


def _comments(texts: Texts, waiters: Sequence[Waiter]) -> list[Rich]:
    said = [waiter for waiter in waiters if waiter.comment or waiter.name]
    room = ROOM // max(1, min(len(said), COMMENTS))
    shown = [cut(plain(f"— {_signed(texts, waiter)}"), room) for waiter in said[:COMMENTS]]
    more = len(said) - COMMENTS
    return [*shown, plain(texts.desk.more_comments(more))] if more > 0 else shown


def _signed(texts: Texts, waiter: Waiter) -> str:
    comment = " ".join(waiter.comment.split())
    if not comment:
        return texts.desk.asks(waiter.name)
    return f"{waiter.name}: {comment}" if waiter.name else comment


def _near(office: Office, texts: Texts, ticket: Ticket) -> Rich:
    """What the bot had found: headings, each a link into the bot."""
    course = office.find(ticket.course)
    if course is None:
        return plain("")
    passages = [course.library.passage(one) for one in ticket.near]
    sections = dict.fromkeys(passage.section_id for passage in passages if passage)
    found = [section for section in map(course.library.section, sections) if section]
    if not found:
        return plain(texts.desk.nothing_near)
    links = replace(office.links, course=digest_of(course.name) if course.name else "")
    entries = [link(f"• {course.label(one)}", links.section(one.id)) for one in found]
    return lines(texts.desk.near, *entries)


def _state(texts: Texts, ticket: Ticket, waiters: Sequence[Waiter], by: str) -> str:
    desk = texts.desk
    counted = [sum(waiter.state is state for waiter in waiters) for state in WaitingState]
    waiting, answered, understood, lost = counted
    match ticket.state:
        case TicketState.TAKEN:
            return desk.taken_by(by) if by else desk.taken
        case TicketState.CLOSED:
            return desk.closed
        case TicketState.MUTED:
            return desk.muted
        case TicketState.OPEN:
            return desk.asks_back if ticket.answered_at else ""
        case TicketState.ANSWERED:
            return desk.answered(waiting + answered + understood, understood, lost)


def _buttons(texts: Texts, ticket: Ticket, like: Ticket | None) -> list[list[Button]]:
    labels, number = texts.desk, ticket.id
    match ticket.state:
        case TicketState.OPEN | TicketState.TAKEN:
            return [
                [tap(labels.button_same, _same(number, like))] if like else [],
                [
                    tap(labels.button_answer, Case(number, "answer")),
                    tap(labels.button_point, PointIn(number)),
                ],
                [
                    tap(labels.button_close, Case(number, "close")),
                    tap(labels.button_mute, Case(number, "mute")),
                ],
            ]
        case TicketState.ANSWERED:
            keep = [tap(labels.button_keep, KeepAnswer(number, "preview"))] if ticket.answer else []
            return [[tap(labels.button_point, PointIn(number))], keep]
        case TicketState.MUTED:
            return [[tap(labels.button_unmute, Case(number, "unmute"))]]
        case TicketState.CLOSED:
            return []


def _same(number: int, like: Ticket) -> Case | PointAt:
    """The same words again, or the same section."""
    return Case(number, "same") if like.answer else PointAt(number, like.section_id or "")


def sure_view(texts: Texts, view: View, ticket: int, what: str) -> View:
    """The card with a question instead of its buttons: whether it is really meant.

    Args:
        texts: The staff's.
        view: The card.
        ticket: Its number.
        what: `close` or `mute`.
    """
    label = texts.desk.button_close if what == "close" else texts.desk.button_mute
    yes = tap(texts.desk.button_sure(label), Case(ticket, f"{what}-sure"))
    return View(view.text, rows([yes], [tap(texts.desk.button_back, Case(ticket, "card"))]))
