"""Who may do what: the one table, and the one place that decides. docs/rights.md shows it to people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.handlers.settings import Admins
    from bot.handlers.turn import Turn


class Role(StrEnum):
    """What somebody is where they are; one person may be several."""

    OWNER = "owner"
    """Named by KONSPEKT_OWNER: in their private chat, and in staff chats."""
    INSTRUCTOR = "instructor"
    """Everybody in the staff chat of a course, there."""
    ADMIN = "group admin"
    """Of the group in which it happens."""
    STUDENT = "student"
    """Everybody."""


class Action(StrEnum):
    """What can be done. The value stands in the audit log and in docs/rights.md."""

    ASK = "ask and browse"
    RATE = "rate an answer"
    OWN_DATA = "see and erase own data"
    OWN_SETTINGS = "change own settings"
    ASK_HUMAN = "ask an instructor"
    GROUP_SETTINGS = "change a group's settings"
    COURSE = "choose a course"
    GROUP_COURSE = "choose a group's course"
    BIND = "bind the staff chat"
    UNBIND = "unbind the staff chat"
    ANSWER = "answer a question"
    POINT = "point to a section"
    CLOSE = "close or mute a question"
    HOURS = "hold office hours"
    FAQ = "keep and withdraw answers"
    REPORT = "see reports"
    EXPORT = "export questions"
    TRY = "try and judge answers"
    EVALUATE = "evaluate the answers"
    AUDIT = "see the audit log"
    RELOAD = "reload the notes"
    UPLOAD = "upload notes"
    UNDO = "undo a change of notes"


_EVERYBODY: Final = frozenset({Role.STUDENT})
_STAFF: Final = frozenset({Role.OWNER, Role.INSTRUCTOR})

RIGHTS: Final[Mapping[Action, frozenset[Role]]] = {
    Action.ASK: _EVERYBODY,
    Action.RATE: _EVERYBODY,
    Action.OWN_DATA: _EVERYBODY,
    Action.OWN_SETTINGS: _EVERYBODY,
    Action.ASK_HUMAN: _EVERYBODY,
    Action.GROUP_SETTINGS: frozenset({Role.ADMIN}),
    Action.COURSE: _EVERYBODY,
    Action.GROUP_COURSE: frozenset({Role.ADMIN}),
    Action.BIND: _EVERYBODY,  # the one-time code is the right; the owner needs none
    Action.UNBIND: _STAFF,
    Action.ANSWER: _STAFF,
    Action.POINT: _STAFF,
    Action.CLOSE: _STAFF,
    Action.HOURS: _STAFF,
    Action.FAQ: _STAFF,
    Action.REPORT: _STAFF,
    Action.EXPORT: _STAFF,
    Action.TRY: _STAFF,
    Action.EVALUATE: _STAFF,
    Action.AUDIT: _STAFF,
    Action.RELOAD: _STAFF,
    Action.UPLOAD: _STAFF,
    Action.UNDO: _STAFF,
}


def audited(action: Action) -> bool:
    """Whether it is the staff's and is written down.

    Args:
        action: What somebody did.
    """
    return RIGHTS[action] == _STAFF


@dataclass(frozen=True, slots=True)
class Rights:
    """Decides. Every command, button and reply asks here before anything else is done."""

    admins: Admins
    owner: int | None = None
    """User id; None for nobody."""

    async def may(self, turn: Turn, action: Action) -> bool:
        """Whether this person may do this here.

        Args:
            turn: Who and where.
            action: What they want.
        """
        roles = RIGHTS[action]
        if Role.STUDENT in roles:
            return True
        if Role.INSTRUCTOR in roles and turn.staff:
            return True
        if Role.OWNER in roles and self.is_owner(turn):
            return True
        # Last, because the platform has to be asked.
        return Role.ADMIN in roles and turn.in_group and await self.admins.is_admin(turn.place, turn.person)

    def is_owner(self, turn: Turn) -> bool:
        """Whether this is the owner, where it counts: nothing of the staff's is shown in students' groups.

        Args:
            turn: Who and where.
        """
        return turn.person.id == self.owner and (turn.staff or not turn.in_group)
