"""Trying questions: how the bot reads and scores one, which section is right, and how all of them fare."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.courses.files import write_whole
from bot.desktaps import Judge
from bot.handlers.turn import NotDoneError, View, rows, tap, toast
from bot.render import TEXT_LIMIT, bold, cut, folded, italic, lines
from corpus import bundled_notes
from index.evaluate import compare, evaluate, verdicts
from index.judgments import Judgment, JudgmentsError, judgment_line, load_judgments, parse_judgments

if TYPE_CHECKING:
    from pathlib import Path

    from bot.courses.course import Course
    from bot.handlers.desk.office import Office
    from bot.handlers.turn import Turn
    from bot.model import Commanded, Outgoing, Pressed, Rich
    from index.evaluate import Change, Evaluation

_LOG: Final = logging.getLogger(__name__)

SHOWN: Final = 5
"""Sections offered as the right one."""
EXPLAINED: Final = 3
"""Passages whose score is explained."""
QUESTIONS: Final = "questions.jsonl"
KIND: Final = "desk"
"""The kind of judgments made by buttons."""
LISTED: Final = 10
"""Questions listed of each kind of change."""
_DIGEST: Final = 12
"""Hex digits that stand for a question in a button."""


@dataclass(frozen=True, slots=True)
class Trying:
    """`/try`, its buttons, and `/evaluate`."""

    office: Office

    async def commanded(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        """`/try question`.

        Args:
            turn: Where.
            command: The command.
        """
        question = " ".join(command.argument.split())[:1000]
        if not question:
            return turn.say(turn.texts.desk.try_what, to=command.message)
        course = turn.course
        digest = hashlib.sha256(question.encode()).hexdigest()[:_DIGEST]
        await turn.tx.facts.set(_fact(course.name, digest), question)
        # What was found, also where it is refused: those are the questions that have most to teach.
        why = course.library.explain(question, limit=2 * SHOWN)
        sections = dict.fromkeys(hit.passage.section_id for hit in why.hits)
        found = [one for one in map(course.library.section, sections) if one][:SHOWN]
        desk = turn.texts.desk
        verdict = desk.try_answered if course.library.answer(question).answered else desk.try_refused
        explained = "\n".join(replace(why, hits=why.hits[:EXPLAINED]).lines())
        text = lines(bold(question), verdict, folded(explained), italic(desk.try_which))
        buttons = [[tap(course.label(one), Judge(digest, one.id))] for one in found]
        none = [tap(desk.button_no_answer, Judge(digest, ""))]
        return (turn.send(View(cut(text, TEXT_LIMIT), rows(*buttons, none)), to=command.message),)

    async def judged(self, turn: Turn, pressed: Pressed, meaning: Judge) -> tuple[Outgoing, ...]:
        """This section is the right one: a line in the course's questions.

        Args:
            turn: Where.
            pressed: The button.
            meaning: Which question, and which section.
        """
        course, desk = turn.course, turn.texts.desk
        question = await turn.tx.facts.get(_fact(course.name, meaning.digest))
        section = course.library.section(meaning.section) if meaning.section else None
        if question is None or (meaning.section and section is None):
            raise NotDoneError(toast(pressed, turn.texts.toasts.old))
        lecture = course.library.lecture_of(section.id) if section else None
        judgment = Judgment(
            id=f"{KIND}-{meaning.digest}",
            question=str(question),
            kind=KIND,
            gold=(course.label(section),) if section else (),
            file=(lecture.path,) if lecture else (),
        )
        if course.root == bundled_notes():
            raise NotDoneError(toast(pressed, desk.cannot_write, alert=True))
        try:
            await asyncio.to_thread(add_judgment, course.root / QUESTIONS, judgment)
        except (OSError, ValueError, JudgmentsError) as error:
            _LOG.exception("a judgment could not be written")
            raise NotDoneError(toast(pressed, desk.cannot_write, alert=True)) from error
        chosen = " › ".join(section.breadcrumb) if section else desk.no_answer
        return (toast(pressed, desk.judged(chosen)[:200], alert=True),)

    async def evaluate(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        """`/evaluate`: all questions of the course, and what changed since the last time.

        Args:
            turn: Where.
            command: The command.
        """
        course = turn.course
        if not (course.root / QUESTIONS).is_file():
            return turn.say(turn.texts.desk.no_questions, to=command.message)

        measured = self.office.aside.outcome(turn.incoming.id, partial(_measured, course))
        if measured is None:
            return turn.say(turn.texts.desk.failed, to=command.message)
        if isinstance(measured, JudgmentsError):
            return turn.say(turn.texts.desk.questions_broken("\n".join(measured.problems[:LISTED])))
        fact = f"evaluation:{course.name}"
        before = await turn.tx.facts.get(fact)
        await turn.tx.facts.set(fact, verdicts(measured))
        change = compare(before, measured) if before is not None else None
        return (turn.send(View(cut(_figures(turn, measured, change), TEXT_LIMIT))),)


def add_judgment(path: Path, judgment: Judgment) -> None:
    """Add a line to a file of questions; one with the same id is replaced. The file is never half written.

    Args:
        path: The file; made where there is none.
        judgment: What to add.

    Raises:
        JudgmentsError: The file has mistakes: it is left alone, so that none is buried.
        OSError: It cannot be written.
    """
    source = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    known = parse_judgments(source, path.name) if source.strip() else ()
    if any(one.id == judgment.id for one in known):
        text = "".join(
            judgment_line(one) + "\n" for one in (*(k for k in known if k.id != judgment.id), judgment)
        )
    else:
        text = f"{source.rstrip()}\n{judgment_line(judgment)}\n".lstrip()
    write_whole(path, text.encode())


def _measured(course: Course) -> Evaluation | JudgmentsError:
    try:
        return evaluate(course.library, load_judgments(course.root / QUESTIONS))
    except JudgmentsError as error:
        return error


def _figures(turn: Turn, evaluation: Evaluation, change: Change | None) -> Rich:
    desk = turn.texts.desk
    asked = {one.judgment.id: one.judgment.question for one in evaluation.outcomes}
    good = sum(one.good for one in evaluation.outcomes)
    bad = [one.judgment.question for one in evaluation.outcomes if not one.good]
    parts: list[str | Rich] = [bold(desk.evaluation(good, len(evaluation.outcomes)))]
    if change is not None:
        parts += _listed(desk.now_better, [asked[one] for one in change.better])
        parts += _listed(desk.now_worse, [asked[one] for one in change.worse])
        parts.append("" if change.better or change.worse else desk.nothing_changed)
    parts += _listed(desk.served_badly, bad)
    parts += _listed(desk.do_not_fit, list(evaluation.problems))
    return lines(*parts)


def _listed(title: str, entries: list[str]) -> list[str | Rich]:
    if not entries:
        return []
    more = [f"… +{len(entries) - LISTED}"] if len(entries) > LISTED else []
    return [bold(title), *(f"• {one}" for one in entries[:LISTED]), *more]


def _fact(course: str, digest: str) -> str:
    return f"try:{course}:{digest}"
