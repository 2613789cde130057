"""An answer becomes an entry of the course's: shown, written anew, then kept beside the notes."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.courses import Entry, keep
from bot.courses.work import Asker, Illustrate
from bot.desktaps import FaqPage, KeepAnswer, KeepIn
from bot.handlers.desk.enclosed import pictures_of
from bot.handlers.desk.office import ticket_here, told
from bot.handlers.desk.pointing import near_sections
from bot.handlers.turn import NotDoneError, View, rows, tap, toast
from bot.model import Edit, Rich
from bot.render import TEXT_LIMIT, bold, cut, excerpt, italic, lines, render_markdown, source_of
from corpus import bundled_notes

if TYPE_CHECKING:
    from bot.courses.course import Course
    from bot.handlers.desk.office import Office
    from bot.handlers.turn import Turn
    from bot.model import Button, Outgoing, Pressed, Reply, Said
    from bot.storage import Ticket

_LOG: Final = logging.getLogger(__name__)

REF: Final = "keep:"
"""Begins the name of a preview; the ticket's number follows."""
PROMPT: Final = "keep-edit:"
"""Begins the name of a message that asks for other words; the ticket's number follows."""
PLACES: Final = 3
"""Sections offered for an answer to belong to."""
LONGEST_QUESTION: Final = 200
"""Characters of a first line that may become the question of an entry."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """From an answer to an entry."""

    office: Office

    async def pressed(self, turn: Turn, pressed: Pressed, meaning: KeepAnswer) -> tuple[Outgoing, ...]:
        """Show what would be written; ask for other words; write it; or not.

        Args:
            turn: Where.
            pressed: The button.
            meaning: Which answer, and what to do.
        """
        ticket = await ticket_here(turn, meaning.ticket)
        course = self.office.find(ticket.course) if ticket else None
        if ticket is None or course is None:
            raise NotDoneError(toast(pressed, turn.texts.toasts.old))
        entry = await self._entry(turn, ticket)
        pictures = await pictures_of(turn, ticket)
        if meaning.what == "cancel":
            await turn.tx.facts.drop(_draft_fact(ticket))
            return (turn.change(pressed, View(Rich(turn.texts.desk.not_kept))), toast(pressed))
        if not entry.answer and not pictures:
            raise NotDoneError(toast(pressed, turn.texts.toasts.old))
        if meaning.what == "edit":
            return (prompt(turn, pressed, f"{PROMPT}{ticket.id}"), toast(pressed))
        if meaning.what == "write":
            return await self._written(turn, pressed, course, entry, pictures)
        view = await _preview(turn, course, ticket, entry)
        return (turn.send(view, ref=f"{REF}{ticket.id}"), toast(pressed))

    async def replied(self, turn: Turn, said: Said, number: int, *, prompted: bool) -> tuple[Outgoing, ...]:
        """A reply to the preview: the answer in other words, and perhaps the question above it.

        Args:
            turn: Where.
            said: The reply.
            number: Of the ticket.
            prompted: Whether other words were asked for: that stands between, so it comes again below.
        """
        ticket = await ticket_here(turn, number)
        course = self.office.find(ticket.course) if ticket else None
        if ticket is None or course is None:
            raise NotDoneError(told(turn.place, turn.texts.desk.withdrawn, to=said.message))
        if not said.text:
            raise NotDoneError(told(turn.place, turn.texts.desk.comment_in_words, to=said.message))
        entry = await self._entry(turn, ticket)
        question, answer = edited(said, entry.question)
        entry = replace(entry, question=question, answer=answer)
        await _draft(turn, ticket, entry)
        view = await _preview(turn, course, ticket, entry)
        ref = f"{REF}{ticket.id}"
        if prompted:
            return (turn.send(view, ref=ref),)
        return (Edit(turn.place, view.text, view.buttons, ref=ref),)

    async def placed(self, turn: Turn, pressed: Pressed, meaning: KeepIn) -> tuple[Outgoing, ...]:
        """The section that the answer belongs to, or none: when it changes, the answer is to be looked at.

        Args:
            turn: Where.
            pressed: The button.
            meaning: Which.
        """
        ticket = await ticket_here(turn, meaning.ticket)
        course = self.office.find(ticket.course) if ticket else None
        if ticket is None or course is None:
            raise NotDoneError(toast(pressed, turn.texts.toasts.old))
        if meaning.section and course.library.section(meaning.section) is None:
            raise NotDoneError(toast(pressed, turn.texts.toasts.gone, alert=True))
        entry = replace(await self._entry(turn, ticket), section_id=meaning.section)
        await _draft(turn, ticket, entry)
        view = await _preview(turn, course, ticket, entry)
        return (turn.change(pressed, view, ref=f"{REF}{ticket.id}"), toast(pressed))

    async def _entry(self, turn: Turn, ticket: Ticket) -> Entry:
        """The answer as it would be kept: as it was sent, or as it was changed since."""
        question, answer, section = await turn.tx.facts.get(_draft_fact(ticket)) or (
            ticket.question,
            ticket.answer or "",
            ticket.section_id or "",
        )
        today = turn.tx.now().astimezone(self.office.zone).date()
        return Entry(question, answer, today.isoformat(), section_id=section)

    async def _written(
        self, turn: Turn, pressed: Pressed, course: Course, entry: Entry, pictures: tuple[str, ...]
    ) -> tuple[Outgoing, ...]:
        kept = await written(course, entry)
        if kept is None:
            raise NotDoneError(toast(pressed, turn.texts.desk.cannot_write, alert=True))
        if pictures:
            job = Illustrate(course.name, Asker(turn.place, turn.texts.code), kept.name, pictures)
            await self.office.reloading.ask(turn.tx, turn.incoming.id, job)
        else:
            turn.tx.after_commit(lambda: self.office.reloading.reload(course.name))
        text = lines(bold(turn.texts.desk.kept), entry.question)
        listed = rows([tap(turn.texts.desk.button_faq, FaqPage(0))])
        return (turn.change(pressed, View(text, listed)), toast(pressed, turn.texts.toasts.saved))


async def written(course: Course, entry: Entry) -> Entry | None:
    """Write an entry beside the notes; as it was written, or None where that cannot be.

    Args:
        course: Whose.
        entry: What.
    """
    if course.root == bundled_notes():  # the program's own lecture, not somebody's course
        return None
    try:
        return await asyncio.to_thread(keep, course.root, course.library, entry)
    except OSError:
        _LOG.exception("an answer could not be written beside the notes")
        return None


def prompt(turn: Turn, pressed: Pressed, ref: str) -> Reply:
    """Ask for an answer in other words.

    Args:
        turn: Where.
        pressed: The button.
        ref: The name of the message.
    """
    desk = turn.texts.desk
    return turn.ask(desk.write_entry, desk.hint_entry, to=pressed.message, ref=ref)


def edited(said: Said, question: str) -> tuple[str, str]:
    """Question, and answer as Markdown, of what was written in reply to an entry.

    Args:
        said: The reply.
        question: What holds where the reply names no other.
    """
    first, _, rest = said.text.partition("\n")
    if rest.strip() and first.rstrip().endswith("?") and len(first) <= LONGEST_QUESTION:
        return first.strip(), source_of(excerpt(said.rich, len(first), len(said.text)))
    return question, source_of(said.rich)


def entry_text(turn: Turn, course: Course, entry: Entry) -> Rich:
    """An entry as students will see it, with the section it belongs to.

    Args:
        turn: Where it will stand.
        course: Whose.
        entry: Which.
    """
    section = course.library.section(entry.section_id) if entry.section_id else None
    belongs = turn.texts.desk.belongs(" › ".join(section.breadcrumb)) if section else ""
    return lines(bold(entry.question), render_markdown(entry.answer), italic(belongs) if belongs else "")


async def _preview(turn: Turn, course: Course, ticket: Ticket, entry: Entry) -> View:
    desk = turn.texts.desk
    places = _places(turn, course, ticket, entry)
    where = desk.keep_where if places and not entry.section_id else ""
    pictures = len(await pictures_of(turn, ticket))
    text = lines(
        bold(desk.keep_preview),
        entry_text(turn, course, entry),
        italic(desk.keep_pictures(pictures) if pictures else ""),
        italic(where),
    )
    return View(
        cut(text, TEXT_LIMIT),
        rows(
            *places,
            [
                tap(desk.button_write, KeepAnswer(ticket.id, "write")),
                tap(desk.button_edit, KeepAnswer(ticket.id, "edit")),
            ],
            [tap(desk.button_cancel, KeepAnswer(ticket.id, "cancel"))],
        ),
    )


def _places(turn: Turn, course: Course, ticket: Ticket, entry: Entry) -> list[list[Button]]:
    """Sections that the answer may belong to; the way back to none, where it has one."""
    if entry.section_id:
        return [[tap(turn.texts.desk.button_no_section, KeepIn(ticket.id, ""))]]
    found = near_sections(course, ticket)[:PLACES]
    return [
        [tap(turn.texts.desk.button_section(course.label(one)), KeepIn(ticket.id, one.id))] for one in found
    ]


async def _draft(turn: Turn, ticket: Ticket, entry: Entry) -> None:
    await turn.tx.facts.set(_draft_fact(ticket), [entry.question, entry.answer, entry.section_id])


def _draft_fact(ticket: Ticket) -> str:
    return f"faq-draft:{ticket.id}"
