"""The desk as the routes know it: commands, buttons, replies that belong to it, chats that were lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot import desktaps
from bot.handlers.desk import faq, followups, keeping, student
from bot.handlers.desk.binding import Binding
from bot.handlers.desk.card import REF as CARD
from bot.handlers.desk.card import card_ref, changed_card, numbers_of
from bot.handlers.desk.cards import Cards
from bot.handlers.desk.hours import OfficeHours
from bot.handlers.desk.office import at_ticket, told
from bot.handlers.desk.pointing import Pointing
from bot.handlers.desk.replies import Replies
from bot.handlers.desk.reports import Reports
from bot.handlers.desk.trying import Trying
from bot.handlers.rights import Action
from bot.handlers.turn import NotDoneError
from bot.storage import Detail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.handlers.desk.office import Office
    from bot.handlers.kinds import CommandHandler, TapHandler
    from bot.handlers.rights import Rights
    from bot.handlers.turn import Turn
    from bot.model import Outgoing, Said
    from bot.storage import Transaction
    from bot.taps import Tap


_STAFFS: Final = {
    CARD: (Action.ANSWER, "reply"),
    **dict.fromkeys((keeping.REF, keeping.PROMPT, faq.REF, faq.PROMPT), (Action.FAQ, "rewrite")),
}
"""What a reply to one of the staff's messages needs and means, by the beginning of its name."""


@dataclass(frozen=True, slots=True)
class Desk:
    """All parts together."""

    office: Office
    rights: Rights

    def commands(self) -> Mapping[str, tuple[Action, CommandHandler]]:
        """What each command needs, and who handles it."""
        hours, reports, trying = OfficeHours(self.office), Reports(self.office), Trying(self.office)
        return {
            "staff": (Action.BIND, Binding(self.office, self.rights).commanded),
            "hours": (Action.HOURS, hours.commanded),
            "next": (Action.HOURS, hours.next),
            "faq": (Action.FAQ, faq.Faq(self.office).commanded),
            "report": (Action.REPORT, reports.report),
            "export": (Action.EXPORT, reports.export),
            "audit": (Action.AUDIT, reports.audit),
            "try": (Action.TRY, trying.commanded),
            "evaluate": (Action.EVALUATE, trying.evaluate),
        }

    def taps(self) -> Mapping[type[Tap], tuple[Action, TapHandler]]:
        """What each button needs, and who handles it."""
        follow_ups = followups.FollowUps(self.office)
        asking = student.AskHuman(self.office, follow_ups)
        pointing, entries = Pointing(self.office), faq.Faq(self.office)
        return {
            desktaps.Human: (Action.ASK_HUMAN, asking.wanted),
            desktaps.Submit: (Action.ASK_HUMAN, asking.submitted),
            desktaps.Queue: (Action.ASK_HUMAN, asking.place_in_queue),
            desktaps.Understood: (Action.ASK_HUMAN, follow_ups.pressed),
            desktaps.Case: (Action.CLOSE, Cards(self.office)),
            desktaps.PointIn: (Action.POINT, pointing.looked),
            desktaps.PointAt: (Action.POINT, pointing.pointed),
            desktaps.Hours: (Action.HOURS, OfficeHours(self.office).pressed),
            desktaps.KeepAnswer: (Action.FAQ, keeping.Keeping(self.office).pressed),
            desktaps.KeepIn: (Action.FAQ, keeping.Keeping(self.office).placed),
            desktaps.FaqPage: (Action.FAQ, entries.leafed),
            desktaps.FaqEntry: (Action.FAQ, entries.pressed),
            desktaps.Judge: (Action.TRY, Trying(self.office).judged),
        }

    async def said(self, turn: Turn, said: Said) -> tuple[Outgoing, ...] | None:
        """A reply to one of the desk's messages; None where it is none.

        Args:
            turn: Who and where.
            said: The message.
        """
        if said.quoted is None or not said.quoted.from_bot:
            return None
        ref = await turn.tx.sent.ref_of(turn.place, said.quoted.message) or ""
        kind, _, rest = ref.partition(":")
        follow_ups = followups.FollowUps(self.office)
        match f"{kind}:":
            case student.REF | student.COMMENT:
                asking = student.AskHuman(self.office, follow_ups)
                prompted = f"{kind}:" == student.COMMENT
                return await asking.commented(turn, said, int(rest), prompted=prompted)
            case followups.REF:
                return await follow_ups.replied(turn, said, int(rest))
            case _:
                return await self._staff_said(turn, said, ref)

    async def _staff_said(self, turn: Turn, said: Said, ref: str) -> tuple[Outgoing, ...] | None:
        name, _, rest = ref.partition(":")
        kind = f"{name}:"
        action, step = _STAFFS.get(kind, (None, ""))
        if action is None or not await self.rights.may(turn, action):
            return None
        number = 0 if kind in {faq.REF, faq.PROMPT} else int(rest.partition(":")[0])
        if number:
            turn = await at_ticket(turn, number)
        about = "" if number else await faq.question_of(turn.course, rest)
        try:
            done = await self._done(turn, said, kind, rest)
        except NotDoneError as nothing:
            return nothing.said
        await turn.tx.desk.audit.add(turn.person, turn.course.name, action, Detail(step, number, about))
        return done

    async def _done(self, turn: Turn, said: Said, kind: str, rest: str) -> tuple[Outgoing, ...]:
        """What a reply of the staff does; the rest of the name tells to what."""
        if kind in {keeping.REF, keeping.PROMPT}:
            prompted = kind == keeping.PROMPT
            return await keeping.Keeping(self.office).replied(turn, said, int(rest), prompted=prompted)
        if kind in {faq.REF, faq.PROMPT}:
            return await faq.Faq(self.office).replied(turn, said, rest, prompted=kind == faq.PROMPT)
        return await Replies(self.office).replied(turn, said, *numbers_of(rest))

    async def lost(self, chat: int, tx: Transaction) -> tuple[Outgoing, ...]:
        """A chat has blocked the bot: the staff is told under the cards; a lost staff chat is unbound.

        Args:
            chat: Which.
            tx: To look things up.
        """
        await tx.desk.staff.leave(chat)
        outgoing: list[Outgoing] = []
        for number in await tx.desk.waiting.unreachable(chat):
            ticket = await tx.desk.tickets.get(number)
            staff = await tx.desk.staff.of(ticket.course) if ticket else None
            if staff is None:
                continue
            texts = await self.office.staff_texts(tx, staff)
            under = await tx.sent.message(card_ref(number), staff.place)
            outgoing.append(told(staff.place, texts.desk.undelivered(number), to=under))
            outgoing += await changed_card(self.office, tx, staff, number)
        return tuple(outgoing)
