"""The weekly message to the staff chats: what was asked, what waits, what to look at; or nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.courses import entries, stale
from bot.handlers.desk.card import ONGOING
from bot.model import Reply
from bot.pipeline.jobs import Done, Job, weekly
from bot.render import TEXT_LIMIT, cut, join, render_markdown
from bot.report import digest, measure, week_before
from bot.texts.report import report_texts
from bot.weekly import read_moment

if TYPE_CHECKING:
    from bot.courses.course import Course
    from bot.handlers.desk.office import Office
    from bot.storage import StaffChat, Transaction


def digest_job(office: Office, when: str) -> Job | None:
    """The job, or None where nobody wants it.

    Args:
        office: The desk's.
        when: `off`, or a day and an hour: `mon 9`.
    """
    moment = read_moment(when)
    if moment is None:
        return None

    async def run(tx: Transaction) -> Done:
        chats = await tx.desk.staff.all()
        told = [await weekly_word(office, tx, chat) for chat in chats]
        return Done([one for one in told if one])

    return Job("digest", weekly(*moment, office.zone), run)


async def weekly_word(office: Office, tx: Transaction, chat: StaffChat) -> Reply | None:
    """What there is to say of a course's week, if anything.

    Args:
        office: The desk's.
        tx: To look things up.
        chat: Whose staff's.
    """
    course = office.find(chat.course)
    if course is None:
        return None
    texts = await office.staff_texts(tx, chat)
    period = week_before(tx.now(), office.zone)
    exchanges = await tx.asked_by_students(period.since, period.until, chat.course)
    tickets = await tx.desk.tickets.period(period.since, period.until, chat.course)
    figures = await asyncio.to_thread(measure, period, exchanges, tickets, course.library)
    said = digest(figures, report_texts(texts.code))
    waiting = len(await tx.desk.tickets.of_course(chat.course, ONGOING))
    old = await asyncio.to_thread(_stale, course)
    notes = [texts.desk.digest_waiting(waiting)] if waiting else []
    notes += [texts.desk.digest_stale(old)] if old else []
    if said is None and not notes:
        return None
    parts = [render_markdown(said)] if said else []
    return Reply(chat.place, cut(join(*parts, *notes, by="\n\n"), TEXT_LIMIT))


def _stale(course: Course) -> int:
    """How many kept answers belong to sections that have changed."""
    return sum(stale(one, course.library) for one in entries(course.root))
