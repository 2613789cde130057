"""The chats of instructors, and the codes that bind them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, select, update

from bot.model import Place, PlaceKind
from bot.storage.facts import Facts
from bot.storage.schema import staff
from bot.storage.session import Repository

if TYPE_CHECKING:
    from collections.abc import Iterable

_CODE_LASTS: Final = timedelta(hours=24)
_CODE_BYTES: Final = 9  # 72 bits: not to be guessed in a day

# Read for every question, and built once: building and hashing a statement costs as much as running it.
_ALL: Final = select(staff).order_by(staff.c.course)


@dataclass(frozen=True, slots=True)
class StaffChat:
    """The chat that a course's instructors share."""

    course: str
    place: Place
    bound_at: datetime


class Staff(Repository):
    """The table `staff`, and one-time codes among the facts."""

    __slots__ = ()

    async def new_code(self, course: str) -> str:
        """A one-time code that binds a chat to a course within a day; only its keyed hash is kept.

        Args:
            course: Whose instructors.
        """
        code = secrets.token_urlsafe(_CODE_BYTES)
        until = self._session.now() + _CODE_LASTS
        await Facts(self._session).set(self._name(code), {"course": course, "until": until.timestamp()})
        return code

    async def redeem(self, code: str) -> str | None:
        """The course that a code stands for; None when it is unknown, used or too old.

        Args:
            code: As it was typed.
        """
        facts = Facts(self._session)
        found = await facts.get(self._name(code.strip()))
        if found is None or not await facts.drop(self._name(code.strip())):
            return None
        return str(found["course"]) if self._session.now().timestamp() <= found["until"] else None

    async def bind(self, course: str, place: Place) -> None:
        """Make a chat the instructors'; the one bound before is bound no more.

        Args:
            course: Whose instructors.
            place: Their chat, or a topic of it.
        """
        insert = self._session.insert(staff)
        await self._session.execute(
            insert.on_conflict_do_update(
                index_elements=[staff.c.course],
                set_={name: insert.excluded[name] for name in ("chat", "topic", "bound_at")},
            ),
            {"course": course, "chat": place.chat, "topic": place.topic, "bound_at": self._session.now()},
        )
        await self._remember(course, place)

    async def places(self, course: str) -> tuple[str, ...]:
        """Keys of all places that are or were the instructors': what was asked there, no student asked.

        Args:
            course: Whose.
        """
        return tuple(await Facts(self._session).get(f"staff-places:{course}") or ())

    async def unbind(self, course: str) -> bool:
        """Take the instructors' chat away; whether there was one.

        Args:
            course: Whose instructors.
        """
        gone = await self._session.execute(delete(staff).where(staff.c.course == course))
        return gone.rowcount == 1

    async def of(self, course: str) -> StaffChat | None:
        """The chat of a course's instructors.

        Args:
            course: Which.
        """
        return next((chat for chat in await self.all() if chat.course == course), None)

    async def courses_of(self, chat: int) -> tuple[str, ...]:
        """The courses whose instructors share a chat; none when it is no staff chat.

        Args:
            chat: Chat id.
        """
        found = await self._session.execute(
            select(staff.c.course).where(staff.c.chat == chat).order_by(staff.c.course)
        )
        return tuple(found.scalars())

    async def all(self) -> tuple[StaffChat, ...]:
        """All staff chats, by course."""
        found = await self._session.execute(_ALL)
        return tuple(
            StaffChat(row.course, Place(row.chat, _kind(row.chat), row.topic), row.bound_at) for row in found
        )

    async def leave(self, chat: int) -> tuple[str, ...]:
        """The bot was removed from a chat: the courses that have no staff chat any more.

        Args:
            chat: Chat id.
        """
        gone = await self._session.execute(
            delete(staff).where(staff.c.chat == chat).returning(staff.c.course)
        )
        return _sorted(gone.scalars())

    async def move(self, old: int, new: int) -> None:
        """Follow a chat to its new id.

        Args:
            old: The chat's id until now.
            new: Its id from now on.
        """
        await self._session.execute(update(staff).where(staff.c.chat == old).values(chat=new))
        for chat in await self.all():
            if chat.place.chat == new:
                await self._remember(chat.course, chat.place)

    async def _remember(self, course: str, place: Place) -> None:
        key = self._session.key("place", place.chat, place.topic)
        known = await self.places(course)
        if key not in known:
            await Facts(self._session).set(f"staff-places:{course}", [*known, key])

    def _name(self, code: str) -> str:
        return f"staff-code:{self._session.key('staff-code', code)}"


def _kind(chat: int) -> PlaceKind:
    """Groups have negative ids."""
    return PlaceKind.GROUP if chat < 0 else PlaceKind.PRIVATE


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names))
