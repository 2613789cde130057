"""Reports, exports and the audit log: what students ask, and what the staff did."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.handlers.turn import View
from bot.model import Rich, SendFile
from bot.render import TEXT_LIMIT, bold, code, cut, italic, join, lines, render_markdown
from bot.report import (
    as_csv,
    as_json,
    last_days,
    measure,
    questions_chart,
    report_lines,
    report_page,
    sections_chart,
)
from bot.texts.report import report_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.courses.course import Course
    from bot.handlers.desk.office import Office
    from bot.handlers.turn import Turn
    from bot.model import Commanded, Outgoing
    from bot.report import Period
    from bot.storage import Deed, Exchange, Ticket
    from bot.texts.desk import Desk

DAYS: Final = 7
"""Days of a report where none are named."""
MOST_DAYS: Final = 366
DIGITS: Final = 6
"""Longer numbers are nonsense."""
DEEDS: Final = 30
"""Lines of the audit log in a message."""


@dataclass(frozen=True, slots=True)
class Reports:
    """`/report`, `/export`, `/audit`."""

    office: Office

    async def report(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        """`/report [days]`: lines, two pictures and a page.

        Args:
            turn: Where.
            command: The command.
        """
        days = days_of(command.argument)
        if days is None:
            return turn.say(turn.texts.desk.days_wrong(MOST_DAYS), to=command.message)
        period = last_days(days, turn.tx.now(), self.office.zone)
        exchanges, tickets = await _period(turn, period)
        slow = partial(_drawn, period, exchanges, tickets, turn.course, turn.texts.code)

        drawn = self.office.aside.outcome(turn.incoming.id, slow)
        if drawn is None:
            return turn.say(turn.texts.desk.failed, to=command.message)
        text, files = drawn
        sent = [SendFile(turn.place, name, content, kind=kind) for name, content, kind in files]
        return (turn.send(View(cut(text, TEXT_LIMIT))), *sent)

    async def export(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        """`/export [days]`: the questions as a table and as JSON, without identities.

        Args:
            turn: Where.
            command: The command.
        """
        days = days_of(command.argument)
        if days is None:
            return turn.say(turn.texts.desk.days_wrong(MOST_DAYS), to=command.message)
        period = last_days(days, turn.tx.now(), self.office.zone)
        exchanges, _ = await _period(turn, period)
        if not exchanges:
            return turn.say(report_texts(turn.texts.code).nothing, to=command.message)
        name = f"questions-{period.first}-{period.last}"
        caption = Rich(report_texts(turn.texts.code).privacy)
        csv = as_csv(exchanges).encode("utf-8-sig")  # the mark tells spreadsheets that it is UTF-8
        return (
            SendFile(turn.place, f"{name}.csv", csv, caption),
            SendFile(turn.place, f"{name}.json", as_json(exchanges).encode()),
        )

    async def audit(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        """`/audit [days]`: what the staff did, without names.

        Args:
            turn: Where.
            command: The command.
        """
        days = days_of(command.argument)
        if days is None:
            return turn.say(turn.texts.desk.days_wrong(MOST_DAYS), to=command.message)
        period = last_days(days, turn.tx.now(), self.office.zone)
        deeds = await turn.tx.desk.audit.period(period.since, period.until, turn.course.name)
        said = [(deed, what) for deed in deeds if (what := _deed(turn.texts.desk, deed))][-DEEDS:]
        if not said:
            return turn.say(turn.texts.desk.audit_empty, to=command.message)
        told = [
            join(
                code(f"{deed.at.astimezone(self.office.zone):%d.%m %H:%M} {deed.person_key[:4]}"),
                what,
                by=" ",
            )
            for deed, what in said
        ]
        desk = turn.texts.desk
        text = lines(bold(desk.audit_title), italic(desk.audit_who), *reversed(told))
        return (turn.send(View(cut(text, TEXT_LIMIT)), to=command.message),)


def _deed(desk: Desk, deed: Deed) -> str:
    """What was done, in words; nothing where somebody only looked."""
    detail = deed.detail
    what = desk.steps.get(detail.step, "") if detail.step else desk.deeds.get(deed.action, deed.action)
    if not what:
        return ""
    about = desk.about_question(detail.ticket) if detail.ticket else detail.words
    return f"{what}: {about}" if about else what


def days_of(argument: str) -> int | None:
    """How many days a command names; None for nonsense.

    Args:
        argument: As it was typed.
    """
    if not argument:
        return DAYS
    word = argument.split(maxsplit=1)[0]
    number = int(word) if word.isascii() and word.isdigit() and len(word) < DIGITS else 0
    return number if 1 <= number <= MOST_DAYS else None


async def _period(turn: Turn, period: Period) -> tuple[tuple[Exchange, ...], tuple[Ticket, ...]]:
    course = turn.course.name
    exchanges = await turn.tx.asked_by_students(period.since, period.until, course)
    return exchanges, await turn.tx.desk.tickets.period(period.since, period.until, course)


def _drawn(
    period: Period, exchanges: Sequence[Exchange], tickets: Sequence[Ticket], course: Course, language: str
) -> tuple[Rich, list[tuple[str, bytes, str]]]:
    """The lines, and name, content and kind of each file."""
    words = report_texts(language)
    figures = measure(period, exchanges, tickets, course.library)
    text = render_markdown(report_lines(figures, words))
    if not figures.questions:
        return text, []
    files = [("questions.png", questions_chart(figures, words), "photo")]
    if figures.most_asked:
        files.append(("sections.png", sections_chart(figures, words), "photo"))
    page = report_page(figures, words, language).encode()
    return text, [*files, (f"report-{period.first}-{period.last}.html", page, "document")]
