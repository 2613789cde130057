"""Pointing to a section: those who wait get it, found among what is near or in the contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.desktaps import Case, PointAt, PointIn
from bot.handlers.desk.card import OVER, card_ref, changed_card
from bot.handlers.desk.followups import human_ref
from bot.handlers.desk.office import ticket_here
from bot.handlers.desk.replies import answered, chosen, reaction_buttons
from bot.handlers.turn import NotDoneError, View, rows, tap, toast
from bot.render import FOLD_OVER, TEXT_LIMIT, Look, bold, cut, lines, quote, render_breadcrumb, render_passage
from bot.taps import Open
from bot.texts import texts_for

if TYPE_CHECKING:
    from bot.courses.course import Course
    from bot.handlers.desk.office import Office
    from bot.handlers.turn import Turn
    from bot.model import Button, Outgoing, Pressed
    from bot.storage import Ticket
    from bot.texts import Texts
    from corpus import Section

NEAR: Final = 6
"""Sections offered first: one screen of buttons."""
PAGE: Final = 8
"""Sections a page of the contents."""


@dataclass(frozen=True, slots=True)
class Pointing:
    """The way from a card to a section."""

    office: Office

    async def looked(self, turn: Turn, pressed: Pressed, meaning: PointIn) -> tuple[Outgoing, ...]:
        """Sections to choose from, in place of the card's buttons.

        Args:
            turn: Where.
            pressed: The button.
            meaning: Which of them.
        """
        ticket = await ticket_here(turn, meaning.ticket)
        course = self.office.find(ticket.course) if ticket else None
        if ticket is None or course is None or ticket.state in OVER:
            raise NotDoneError(toast(pressed, turn.texts.toasts.old))
        desk = turn.texts.desk
        choice = _contents(turn, course, meaning) if meaning.page else _near(turn, course, ticket)
        text = lines(bold(desk.point_where), quote(ticket.question))
        back = [tap(desk.button_back, Case(ticket.id, "card"))]
        view = View(cut(text, TEXT_LIMIT), rows(*choice, back))
        return (turn.change(pressed, view, ref=card_ref(ticket.id)), toast(pressed))

    async def pointed(self, turn: Turn, pressed: Pressed, meaning: PointAt) -> tuple[Outgoing, ...]:
        """Send it.

        Args:
            turn: Where.
            pressed: The button.
            meaning: What to whom.
        """
        ticket = await ticket_here(turn, meaning.ticket)
        course = self.office.find(ticket.course) if ticket else None
        section = course.library.section(meaning.section) if course else None
        if ticket is None or course is None or ticket.state in OVER:
            raise NotDoneError(toast(pressed, turn.texts.toasts.old))
        if section is None:
            raise NotDoneError(toast(pressed, turn.texts.toasts.gone, alert=True))
        waiters = [one for one in chosen(await turn.tx.desk.waiting.of_ticket(ticket.id), None) if one.place]
        if not waiters:
            raise NotDoneError(toast(pressed, turn.texts.desk.nobody_waits, alert=True))
        sent = [
            self.office.to_waiter(
                waiter, _section(course, section, ticket, waiter.language), human_ref(ticket.id)
            )
            for waiter in waiters
        ]
        await answered(turn, ticket, waiters, "", section.id)
        chat = await turn.tx.desk.staff.of(ticket.course)
        card = await changed_card(self.office, turn.tx, chat, ticket.id) if chat else ()
        notice = toast(pressed, turn.texts.desk.delivered(len(waiters)))
        return (*(one for one in sent if one), *card, notice)


def _section(course: Course, section: Section, ticket: Ticket, language: str) -> View:
    """What a student gets: the beginning of the section, and the way to the whole of it."""
    texts: Texts = texts_for(language)
    first = next(iter(course.library.passages_of(section.id)), None)
    look = Look(pictures=False, fold_over=FOLD_OVER)
    body = render_passage(first, look=look) if first else render_breadcrumb(section.breadcrumb)
    text = lines(bold(texts.desk.from_instructor), texts.desk.see_section, body)
    whole = tap(texts.buttons.whole, Open(section.id))
    return View(cut(text, TEXT_LIMIT), rows([whole], *reaction_buttons(texts, ticket.id)))


def near_sections(course: Course, ticket: Ticket) -> list[Section]:
    """What the bot had found for a question, then what it finds now.

    Args:
        course: Whose.
        ticket: The question.
    """
    library = course.library
    answer = library.answer(ticket.question, limit=NEAR)
    passages = [library.passage(one) for one in ticket.near]
    ids = [one.section_id for one in passages if one] + [hit.passage.section_id for hit in answer.hits]
    near = answer.near if answer.related else ()
    headings = [one.section_id for one in map(course.near, near) if one]
    sections = [library.section(one) for one in dict.fromkeys([*ids, *headings])]
    return [one for one in sections if one][:NEAR]


def _near(turn: Turn, course: Course, ticket: Ticket) -> list[list[Button]]:
    """Sections that may answer, then the contents."""
    found = near_sections(course, ticket)
    contents = tap(turn.texts.buttons.contents, PointIn(ticket.id, "", 1))
    return [*([tap(course.label(one), PointAt(ticket.id, one.id))] for one in found), [contents]]


def _contents(turn: Turn, course: Course, meaning: PointIn) -> list[list[Button]]:
    """A page of the headings; one with others below it opens, and stands on its own page as well."""
    outline, labels = course.outline, turn.texts.buttons
    above = course.library.section(meaning.section) if meaning.section else outline.title
    below = outline.children.get(meaning.section, ()) if meaning.section else outline.tops
    listed = [*([above] if above and course.library.passages_of(above.id) else []), *below]
    pages = max(1, -(-len(listed) // PAGE))
    page = min(meaning.page, pages)
    shown = listed[(page - 1) * PAGE : page * PAGE]
    ticket, section = meaning.ticket, meaning.section
    entries = [[_entry(course, one, above, ticket)] for one in shown]
    turning = [
        tap(labels.earlier, PointIn(ticket, section, page - 1)) if page > 1 else None,
        tap(labels.later, PointIn(ticket, section, page + 1)) if page < pages else None,
    ]
    return [*entries, [one for one in turning if one], _up(turn, course, meaning)]


def _entry(course: Course, section: Section, above: Section | None, ticket: int) -> Button:
    deeper = section != above and course.outline.children.get(section.id)
    label = f"{section.breadcrumb[-1]} ›" if deeper else section.breadcrumb[-1]
    return tap(label, PointIn(ticket, section.id, 1) if deeper else PointAt(ticket, section.id))


def _up(turn: Turn, course: Course, meaning: PointIn) -> list[Button]:
    if not meaning.section:
        return []
    parent = course.outline.parents.get(meaning.section)
    return [tap(turn.texts.buttons.up, PointIn(meaning.ticket, parent.id if parent else "", 1))]
