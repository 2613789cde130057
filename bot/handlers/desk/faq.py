"""The answers that are kept: listed, those to look at first; written anew, confirmed, withdrawn."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.courses import Entry, entries, reworded, stale, withdraw
from bot.desktaps import FaqEntry, FaqPage
from bot.handlers.desk.keeping import edited, entry_text, prompt, written
from bot.handlers.desk.office import told
from bot.handlers.turn import NotDoneError, View, rows, tap, toast
from bot.model import Edit, Rich
from bot.render import TEXT_LIMIT, bold, cut, italic, lines, render_outline
from bot.render import Entry as Line

if TYPE_CHECKING:
    from bot.courses.course import Course
    from bot.handlers.desk.office import Office
    from bot.handlers.turn import Turn
    from bot.model import Commanded, Outgoing, Pressed, Said

REF: Final = "entry:"
"""Begins the name of a message that shows an entry; the entry's name follows."""
PROMPT: Final = "entry-edit:"
"""Begins the name of a message that asks for other words; the entry's name follows."""
PAGE: Final = 8
"""Entries a page."""
ROW: Final = 4
"""Number buttons in a row."""


@dataclass(frozen=True, slots=True)
class Faq:
    """`/faq` and what is under it."""

    office: Office

    async def commanded(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        """`/faq`.

        Args:
            turn: Where.
            command: The command.
        """
        return (turn.send(await self._list(turn, 0), to=command.message),)

    async def leafed(self, turn: Turn, pressed: Pressed, meaning: FaqPage) -> tuple[Outgoing, ...]:
        """Another page.

        Args:
            turn: Where.
            pressed: The button.
            meaning: Which.
        """
        return (turn.change(pressed, await self._list(turn, meaning.page)), toast(pressed))

    async def pressed(self, turn: Turn, pressed: Pressed, meaning: FaqEntry) -> tuple[Outgoing, ...]:
        """Show an entry, ask for other words, confirm it, withdraw it.

        Args:
            turn: Where.
            pressed: The button.
            meaning: Which entry, and what to do.
        """
        course = turn.course
        entry = await self._entry(turn, meaning.name)
        if entry is None:
            raise NotDoneError(toast(pressed, turn.texts.toasts.gone, alert=True))
        if meaning.what == "edit":
            return (prompt(turn, pressed, f"{PROMPT}{entry.name}"), toast(pressed))
        if meaning.what == "remove-sure":
            await asyncio.to_thread(withdraw, course.root, entry.name)
            self._reload(turn)
            return (
                turn.change(pressed, await self._list(turn, 0)),
                toast(pressed, turn.texts.desk.entry_removed),
            )
        if meaning.what == "fresh":
            if not await written(course, entry):
                raise NotDoneError(toast(pressed, turn.texts.desk.cannot_write, alert=True))
            entry = await self._entry(turn, meaning.name) or entry
        view = self._shown(turn, entry, sure=meaning.what == "remove")
        return (turn.change(pressed, view, ref=f"{REF}{entry.name}"), toast(pressed))

    async def replied(self, turn: Turn, said: Said, name: str, *, prompted: bool) -> tuple[Outgoing, ...]:
        """A reply to an entry is the entry in other words.

        Args:
            turn: Where.
            said: The reply.
            name: The entry's.
            prompted: Whether other words were asked for: that stands between, so it comes again below.
        """
        entry = await self._entry(turn, name)
        if entry is None:
            raise NotDoneError(told(turn.place, turn.texts.toasts.gone, to=said.message))
        if not said.text:
            raise NotDoneError(told(turn.place, turn.texts.desk.comment_in_words, to=said.message))
        question, answer = edited(said, entry.question)
        today = turn.tx.now().astimezone(self.office.zone).date().isoformat()
        changed = replace(entry, question=question, answer=reworded(entry, answer), date=today)
        if not await written(turn.course, changed):
            raise NotDoneError(told(turn.place, turn.texts.desk.cannot_write, to=said.message))
        if question.casefold() != entry.question.casefold():
            await asyncio.to_thread(withdraw, turn.course.root, entry.name)
        self._reload(turn)
        kept = next((one for one in await self._all(turn) if one.question == question), changed)
        view = self._shown(turn, kept, sure=False)
        told_so = told(turn.place, turn.texts.desk.kept, to=said.message)
        if prompted or kept.name != name:  # another question is another entry: its message gets the new name
            return (told_so, turn.send(view, ref=f"{REF}{kept.name}"))
        return (Edit(turn.place, view.text, view.buttons, ref=f"{REF}{name}"), told_so)

    def _reload(self, turn: Turn) -> None:
        name = turn.course.name
        turn.tx.after_commit(lambda: self.office.reloading.reload(name))

    async def _entry(self, turn: Turn, name: str) -> Entry | None:
        return await _named(turn.course, name)

    @staticmethod
    async def _all(turn: Turn) -> list[Entry]:
        """Those whose section has changed first, then the newest."""
        found = await asyncio.to_thread(entries, turn.course.root)
        newest = sorted(found, key=lambda one: one.name, reverse=True)
        return sorted(newest, key=lambda one: not stale(one, turn.course.library))

    async def _list(self, turn: Turn, page: int) -> View:
        desk, library = turn.texts.desk, turn.course.library
        found = await self._all(turn)
        if not found:
            return View(Rich(desk.faq_empty))
        marked = [
            Line(f"{'⚠️ ' if stale(one, library) else ''}{one.question}", note=day(turn, one.date))
            for one in found
        ]
        outline = render_outline(desk.faq_title, marked, page, PAGE)
        shown = found[outline.first : outline.first + outline.count]
        numbers = [
            tap(str(outline.first + at), FaqEntry(one.name, "show")) for at, one in enumerate(shown, 1)
        ]
        labels = turn.texts.buttons
        turning = [
            tap(labels.earlier, FaqPage(outline.page - 1)) if outline.page else None,
            tap(labels.later, FaqPage(outline.page + 1)) if outline.page + 1 < outline.pages else None,
        ]
        warning = desk.faq_stale if any(stale(one, library) for one in found) else ""
        text = lines(outline.text, italic(warning) if warning else "")
        return View(text, rows(numbers[:ROW], numbers[ROW:], turning))

    @staticmethod
    def _shown(turn: Turn, entry: Entry, *, sure: bool) -> View:
        desk = turn.texts.desk
        changed = stale(entry, turn.course.library)
        text = lines(
            entry_text(turn, turn.course, entry),
            italic(desk.answered_on(day(turn, entry.date))),
            bold(desk.entry_stale) if changed else "",
        )
        removing = tap(
            desk.button_sure(desk.button_remove) if sure else desk.button_remove,
            FaqEntry(entry.name, "remove-sure" if sure else "remove"),
        )
        fresh = tap(desk.button_fresh, FaqEntry(entry.name, "fresh")) if changed else None
        back = tap(desk.button_faq, FaqPage(0))
        editing = tap(desk.button_edit, FaqEntry(entry.name, "edit"))
        return View(cut(text, TEXT_LIMIT), rows([fresh], [editing, removing], [back]))


async def question_of(course: Course, name: str) -> str:
    """The question of an entry, for the audit log; its name where it is gone.

    Args:
        course: Whose.
        name: The entry's.
    """
    entry = await _named(course, name)
    return entry.question if entry else name


async def _named(course: Course, name: str) -> Entry | None:
    found = await asyncio.to_thread(entries, course.root)
    return next((one for one in found if one.name == name), None)


def day(turn: Turn, iso: str) -> str:
    """A date as it is written in the reader's language; as it stands where it is none.

    Args:
        turn: Whose language.
        iso: `2026-11-22`.
    """
    found = _date(iso)
    return turn.texts.desk.day(found) if found else iso


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
