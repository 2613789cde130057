"""What is kept of a person, and how to have it erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.handlers.turn import View, link, rows, tap, toast
from bot.model import PlaceKind, Rich
from bot.render import render_markdown
from bot.taps import Forget

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.model import Commanded, Outgoing, Pressed


@dataclass(frozen=True, slots=True)
class Privacy:
    """`/privacy`."""

    retention_days: int

    async def __call__(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        """Tell it."""
        notice = render_markdown(turn.texts.privacy.notice(self.retention_days))
        return turn.say(notice, to=command.message)


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """`/forget`, asked once more before it is done."""

    async def commanded(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        """Ask whether to erase; a group sends people to their private chat.

        Args:
            turn: Who and where.
            command: The command.
        """
        texts = turn.texts
        if turn.in_group:
            there = link(texts.privacy.open_private, turn.links.start("forget"))
            return (turn.send(View(Rich(texts.privacy.in_private), rows([there])), to=command.message),)
        buttons = rows([tap(texts.buttons.forget, Forget(1)), tap(texts.buttons.keep, Forget(0))])
        return (turn.send(View(Rich(texts.privacy.forget), buttons)),)

    async def pressed(self, turn: Turn, pressed: Pressed, meaning: Forget) -> tuple[Outgoing, ...]:
        """Erase, or not.

        Args:
            turn: Who and where.
            pressed: The button.
            meaning: Whether they are sure.
        """
        if not meaning.sure:
            return (turn.change(pressed, View(Rich(turn.texts.privacy.kept))), toast(pressed))
        own = turn.place if turn.place.kind is PlaceKind.PRIVATE else None
        number = await turn.tx.forget(turn.person, own)
        return (turn.change(pressed, View(Rich(turn.texts.privacy.forgotten(number)))), toast(pressed))
