"""The first screens: /start with its deep links and example questions, /help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.courses.course import digest_of
from bot.handlers.sections import opened
from bot.handlers.turn import SECTION_LINK, View, rows, tap, toast
from bot.handlers.which import course_buttons
from bot.model import Rich
from bot.render import join, render_markdown
from bot.taps import Contents, Example
from bot.texts.escape import escaped

if TYPE_CHECKING:
    from bot.handlers.ask import Ask
    from bot.handlers.privacy import ForgetMe
    from bot.handlers.turn import Turn
    from bot.model import Button, Commanded, Outgoing, Pressed

FORGET_LINK = "forget"
"""The /start parameter that asks whether to erase: a group sends people there."""


@dataclass(frozen=True, slots=True)
class Start:
    """`/start`, alone or with what a link carries."""

    forget: ForgetMe

    async def __call__(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        """Say who is here, or open what the link names."""
        if turn.in_group:
            return await send_help(turn, command)
        if command.argument == FORGET_LINK:
            return await self.forget.commanded(turn, command)
        if command.argument.startswith(SECTION_LINK):
            return _linked(turn, command.argument.removeprefix(SECTION_LINK))
        return (turn.send(greeting(turn)),)


def _linked(turn: Turn, link: str) -> tuple[Outgoing, ...]:
    """The section of a link, whichever course it is in."""
    number, _, digest = link.partition("-")
    course = turn.course_with(number, digest)
    section = course.library.section(number) if course else None
    if course and section:
        return opened(turn.within(course), section)
    return (turn.send(View(Rich(turn.texts.browsing.gone), rows([_to_contents(turn)]))),)


def _to_contents(turn: Turn) -> Button:
    return tap(turn.texts.buttons.contents, Contents())


def greeting(turn: Turn) -> View:
    """What the bot is, and questions to try."""
    texts, course = turn.texts, turn.course
    if turn.undecided:
        lectures = sum(len(one.library.lectures) for one in turn.courses.values())
        text = render_markdown(_hello(turn, "", lectures))
        return View(join(text, texts.choosing.which, by="\n\n"), rows(*course_buttons(turn)))
    examples = [[tap(question, Example(digest_of(question)))] for question in course.examples]
    text = render_markdown(_hello(turn, course.title, len(course.library.lectures)))
    if examples:
        text = join(text, texts.start.examples, by="\n\n")
    return View(text, rows(*examples, [_to_contents(turn) if course.outline.tops else None]))


def _hello(turn: Turn, title: str, lectures: int) -> str:
    """What the bot answers from: a lecture by its title, or so many of them."""
    start = turn.texts.start
    if not lectures:
        return start.no_lectures
    return start.one_lecture(escaped(title)) if title else start.many_lectures(lectures)


async def send_help(turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
    """`/help`: how to ask here.

    Args:
        turn: Who and where.
        command: The command.
    """
    start = turn.texts.start
    how = (start.group_help if turn.in_group else start.help)(turn.links.mention)
    more = f"\n{turn.texts.desk.staff_help}" if turn.staff else ""
    return turn.say(render_markdown(how + more), to=command.message)


@dataclass(frozen=True, slots=True)
class TryExample:
    """An example question was pressed: it is asked."""

    ask: Ask

    async def __call__(self, turn: Turn, pressed: Pressed, meaning: Example) -> tuple[Outgoing, ...]:
        """Answer it as if it had been typed."""
        question = turn.course.example(meaning.digest)
        if question is None:
            return (toast(pressed, turn.texts.toasts.old),)
        return (*await self.ask.asked(turn, question), toast(pressed))
