"""Binding the staff chat by a one-time code, and taking it away."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.handlers.desk.card import ONGOING, new_card, queued
from bot.handlers.desk.office import language_fact, told
from bot.handlers.rights import Action
from bot.render import render_markdown
from bot.storage import StaffChat

if TYPE_CHECKING:
    from bot.handlers.desk.office import Office
    from bot.handlers.rights import Rights
    from bot.handlers.turn import Turn
    from bot.model import Commanded, Outgoing

CARDS: Final = 20
"""Open questions brought into a chat that has just become the staff's: a flood helps nobody."""


@dataclass(frozen=True, slots=True)
class Binding:
    """`/staff CODE`, `/staff`, `/staff off`."""

    office: Office
    rights: Rights

    async def commanded(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...] | None:
        """Bind, tell, unbind; None for whoever has no business here.

        Args:
            turn: Who and where.
            command: The command.
        """
        code, _, wanted = command.argument.partition(" ")
        if await self.rights.may(turn, Action.UNBIND):
            if code == "off":
                return await self._unbound(turn)
            if not code and turn.staff:
                return turn.say(render_markdown(turn.texts.desk.staff_commands), to=command.message)
            if not code and self.rights.is_owner(turn):
                return await self._bound(turn, turn.course.name)
        course = await self._redeemed(turn, code, wanted.strip()) if code else None
        return None if course is None else await self._bound(turn, course)

    async def _redeemed(self, turn: Turn, code: str, wanted: str) -> str | None:
        """The course that a code stands for."""
        course = await turn.tx.desk.staff.redeem(code)
        known = self.office.staff_code
        if course is not None or not known:
            return course if course is not None and self.office.find(course) else None
        if not hmac.compare_digest(code.encode(), known.encode()):
            return None
        course = wanted or turn.course.name
        used = f"staff-code-used:{turn.tx.key('staff-code', known, course)}"
        if self.office.find(course) is None or await turn.tx.facts.get(used):
            return None
        await turn.tx.facts.set(used, value=True)
        return course

    async def _bound(self, turn: Turn, course: str) -> tuple[Outgoing, ...]:
        tx = turn.tx
        before = await tx.desk.staff.of(course)
        await tx.desk.staff.bind(course, turn.place)
        await tx.facts.set(language_fact(course), turn.texts.code)
        await tx.desk.audit.add(turn.person, course, Action.BIND)
        chat = StaffChat(course, turn.place, tx.now())
        left = await tx.desk.tickets.of_course(course, ONGOING)
        waiting = [one for one in left if not await queued(tx, one)][:CARDS]
        cards = [await new_card(self.office, tx, chat, one) for one in waiting]
        outgoing = (*turn.say(render_markdown(turn.texts.desk.bound)), *cards)
        if before is None or before.place == turn.place:
            return outgoing
        return (*outgoing, told(before.place, turn.texts.desk.moved_away))

    async def _unbound(self, turn: Turn) -> tuple[Outgoing, ...]:
        tx = turn.tx
        chat = await tx.desk.staff.of(turn.course.name)
        if chat is None:
            return turn.say(turn.texts.desk.no_staff_chat)
        await tx.desk.staff.unbind(turn.course.name)
        await tx.desk.audit.add(turn.person, turn.course.name, Action.UNBIND)
        return turn.say(turn.texts.desk.unbound)
