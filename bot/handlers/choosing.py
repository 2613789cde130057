"""/course: which of several courses questions here are about. Whoever asks first is asked once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.courses.course import digest_of
from bot.handlers.ask import Question, answer_view, look_up
from bot.handlers.results import exchange_here, ref_of
from bot.handlers.rights import Action
from bot.handlers.turn import View, toast
from bot.handlers.which import which_view
from bot.model import Rich

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.rights import Rights
    from bot.handlers.turn import Turn
    from bot.model import Commanded, Outgoing, Pressed
    from bot.storage import Asked
    from bot.taps import Pick


@dataclass(frozen=True, slots=True)
class Choosing:
    """Shows the courses and takes the choice."""

    rights: Rights
    noted: Callable[[Asked], None]
    """Told of every question that is answered."""

    async def commanded(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        """`/course`.

        Args:
            turn: Who and where.
            command: The command.
        """
        if len(turn.choices) == 1:
            return turn.say(turn.texts.choosing.only_one, to=command.message)
        if not await self._may(turn):
            return turn.say(turn.texts.group.admins_only, to=command.message)
        return (turn.send(which_view(turn), to=command.message),)

    async def picked(self, turn: Turn, pressed: Pressed, meaning: Pick) -> tuple[Outgoing, ...]:
        """Remember the choice, and answer what has waited for it.

        Args:
            turn: Who and where.
            pressed: The button.
            meaning: The course, and the question.
        """
        name = next((one for one in turn.choices if digest_of(one) == meaning.course), None)
        if name is None:
            return (toast(pressed, turn.texts.toasts.old),)
        if not await self._may(turn):
            return (toast(pressed, turn.texts.toasts.admins_only),)
        settings = replace(turn.settings, course=name)
        await turn.tx.chats.save(turn.place, settings)
        chosen = replace(turn.within(turn.courses[name]), settings=settings)
        told = turn.change(pressed, View(Rich(turn.texts.choosing.chosen(name))))
        return (told, *await self._waiting(chosen, meaning.exchange), toast(pressed))

    async def _may(self, turn: Turn) -> bool:
        if turn.in_group and not turn.staff:
            return await self.rights.may(turn, Action.GROUP_COURSE)
        return True

    async def _waiting(self, turn: Turn, number: int) -> tuple[Outgoing, ...]:
        """The answer to the question that was asked before there was a course, if it still waits."""
        exchange = await exchange_here(turn, number) if number else None
        if exchange is None or exchange.asked.course in turn.courses:
            return ()
        found = look_up(turn, Question(exchange.asked.question, exchange.asked.message))
        self.noted(found.asked)
        await turn.tx.exchanges.amend(exchange.id, found.asked)
        view = answer_view(turn, replace(exchange, asked=found.asked), found)
        return (turn.send(view, to=exchange.asked.message, ref=ref_of(exchange.id)),)
