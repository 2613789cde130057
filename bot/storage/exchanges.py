"""What was asked, what was answered, and whether it helped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Boolean, bindparam, case, delete, func, or_, select, update

from bot.model import PlaceKind
from bot.storage.asked import columns, exchange
from bot.storage.schema import exchanges, verdicts
from bot.storage.session import Repository

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import Select

    from bot.model import Person, Place
    from bot.storage.asked import Asked, Exchange


def _with_verdicts() -> Select[Any]:
    """Exchanges with the number of verdicts of either kind."""

    def count(said: bool) -> Any:  # noqa: ANN401, FBT001 - a column
        return (
            select(func.count(case((verdicts.c.helpful.is_(said), 1))))
            .where(verdicts.c.exchange_id == exchanges.c.id)
            .scalar_subquery()
        )

    return select(exchanges, count(said=True).label("helped"), count(said=False).label("disappointed"))


def _count() -> Select[Any]:
    """A number of exchanges."""
    return select(func.count()).select_from(exchanges)


_NO_EXCHANGE: Final = 2**62
"""Larger than the number of any."""

# Statements of every question are built once: building and hashing one costs as much as running it.
_ADD: Final = exchanges.insert().returning(exchanges.c.id)
_LAST: Final = (
    _with_verdicts()
    .where(
        exchanges.c.person_key == bindparam("of_person"),
        exchanges.c.place_key == bindparam("of_place"),
        exchanges.c.asked_at >= bindparam("since"),
        exchanges.c.id < bindparam("earlier_than"),
        or_(exchanges.c.answered, bindparam("refusals_too", type_=Boolean)),
    )
    .order_by(exchanges.c.asked_at.desc(), exchanges.c.id.desc())
    .limit(1)
)
_ASKED_BY: Final = _count().where(
    exchanges.c.person_key == bindparam("of_person"), exchanges.c.asked_at >= bindparam("since")
)
_ASKED_IN: Final = _count().where(
    exchanges.c.chat_key == bindparam("of_chat"), exchanges.c.asked_at >= bindparam("since")
)


class Exchanges(Repository):
    """The tables `exchanges` and `verdicts`."""

    __slots__ = ()

    async def add(self, person: Person, place: Place, asked: Asked) -> int:
        """Write an exchange down; its number.

        Args:
            person: Who asked.
            place: Where.
            asked: What, and the outcome.
        """
        key = self._session.key
        added = await self._session.execute(
            _ADD,
            {
                **columns(asked),
                "person_key": key("person", person.id),
                "place_key": key("place", place.chat, place.topic),
                "chat_key": key("chat", place.chat),
                "in_group": place.kind is PlaceKind.GROUP,
                "asked_at": self._session.now(),
            },
        )
        return int(added.scalar_one())

    async def amend(self, id_: int, asked: Asked) -> None:
        """Replace the question and outcome of an exchange, its message having been edited.

        Args:
            id_: Number of the exchange.
            asked: What holds now.
        """
        await self._session.execute(update(exchanges).where(exchanges.c.id == id_).values(**columns(asked)))
        await self._session.execute(delete(verdicts).where(verdicts.c.exchange_id == id_))

    async def show(self, id_: int, shown: int) -> None:
        """Remember which passage the answer's message shows now.

        Args:
            id_: Number of the exchange.
            shown: Position in `passages`.
        """
        await self._session.execute(update(exchanges).where(exchanges.c.id == id_).values(shown=shown))

    async def get(self, id_: int) -> Exchange | None:
        """An exchange by its number.

        Args:
            id_: Number of the exchange.
        """
        return await self._one(_with_verdicts().where(exchanges.c.id == id_))

    async def last(
        self,
        person: Person,
        place: Place,
        within: timedelta,
        *,
        answered: bool = False,
        earlier_than: int | None = None,
    ) -> Exchange | None:
        """The last thing this person asked in this chat and topic, if recent.

        Args:
            person: Who.
            place: Where.
            within: How long ago at most.
            answered: Whether refusals are passed over.
            earlier_than: Number of an exchange that it must have come before.
        """
        key = self._session.key
        values = {
            "of_person": key("person", person.id),
            "of_place": key("place", place.chat, place.topic),
            "since": self._session.now() - within,
            "earlier_than": _NO_EXCHANGE if earlier_than is None else earlier_than,
            "refusals_too": not answered,
        }
        return await self._one(_LAST, values)

    async def of_message(self, place: Place, message: int) -> Exchange | None:
        """The exchange that a message asked, for when it is edited.

        Args:
            place: Where.
            message: The question's message id.
        """
        return await self._one(
            _with_verdicts()
            .where(
                exchanges.c.chat_key == self._session.key("chat", place.chat),
                exchanges.c.message == message,
            )
            .order_by(exchanges.c.id.desc())
            .limit(1)
        )

    async def verdict(self, id_: int, person: Person, *, helpful: bool) -> bool:
        """Note whether an answer helped a person; False when the exchange is gone or nothing changed.

        Args:
            id_: Number of the exchange.
            person: Who says so; the last word counts.
            helpful: Whether it helped.
        """
        person_key = self._session.key("person", person.id)
        known = await self._session.execute(
            select(exchanges.c.id, verdicts.c.helpful)
            .outerjoin(
                verdicts,
                (verdicts.c.exchange_id == exchanges.c.id) & (verdicts.c.person_key == person_key),
            )
            .where(exchanges.c.id == id_)
        )
        row = known.one_or_none()
        if row is None or row.helpful is helpful:
            return False
        insert = self._session.insert(verdicts)
        await self._session.execute(
            insert.on_conflict_do_update(
                index_elements=[verdicts.c.exchange_id, verdicts.c.person_key],
                set_={"helpful": insert.excluded.helpful, "at": insert.excluded.at},
            ),
            {"exchange_id": id_, "person_key": person_key, "helpful": helpful, "at": self._session.now()},
        )
        return True

    async def asked_by(self, person: Person, within: timedelta) -> int:
        """How many questions a person asked lately, for limits.

        Args:
            person: Who.
            within: How long ago at most.
        """
        values = {
            "of_person": self._session.key("person", person.id),
            "since": self._session.now() - within,
        }
        return int((await self._session.execute(_ASKED_BY, values)).scalar_one())

    async def asked_in(self, place: Place, within: timedelta) -> int:
        """How many questions a chat asked lately, all topics together, for limits.

        Args:
            place: Where.
            within: How long ago at most.
        """
        values = {"of_chat": self._session.key("chat", place.chat), "since": self._session.now() - within}
        return int((await self._session.execute(_ASKED_IN, values)).scalar_one())

    async def period(
        self, since: datetime, until: datetime, course: str | None = None, *, but_in: Sequence[str] = ()
    ) -> tuple[Exchange, ...]:
        """Everything asked in a period, oldest first, for reports.

        Args:
            since: Start, included.
            until: End, excluded.
            course: Only this course; None means all.
            but_in: Keys of places; without what was asked there.
        """
        query = (
            _with_verdicts()
            .where(exchanges.c.asked_at >= since, exchanges.c.asked_at < until)
            .order_by(exchanges.c.asked_at, exchanges.c.id)
        )
        if course is not None:
            query = query.where(exchanges.c.course == course)
        if but_in:
            query = query.where(exchanges.c.place_key.not_in(but_in))
        return tuple(exchange(row) for row in await self._session.execute(query))

    async def prune(self, before: datetime) -> int:
        """Erase some of the old questions with their verdicts; 0 when nothing is left to erase.

        Args:
            before: What was asked earlier than this goes.
        """
        return await self._remove_some(exchanges, exchanges.c.asked_at < before)

    async def forget(self, person: Person) -> int:
        """Erase everything a person asked and said of answers; how many questions it was.

        Args:
            person: Who wants to be forgotten.
        """
        key = self._session.key("person", person.id)
        await self._session.execute(delete(verdicts).where(verdicts.c.person_key == key))
        erased = await self._session.execute(delete(exchanges).where(exchanges.c.person_key == key))
        return erased.rowcount

    async def leave(self, place: Place) -> None:
        """Erase what was asked in a chat that the bot was removed from.

        Args:
            place: The chat; all its topics go.
        """
        here = self._session.key("chat", place.chat)
        await self._session.execute(delete(exchanges).where(exchanges.c.chat_key == here))

    async def move(self, old: int, new: int) -> None:
        """Follow a chat to its new id; only groups without topics move.

        Args:
            old: The chat's id until now.
            new: Its id from now on.
        """
        key = self._session.key
        await self._session.execute(
            update(exchanges)
            .where(exchanges.c.chat_key == key("chat", old))
            .values(chat_key=key("chat", new), place_key=key("place", new, None))
        )

    async def _one(self, query: Select[Any], values: dict[str, Any] | None = None) -> Exchange | None:
        row = (await self._session.execute(query, values)).one_or_none()
        return None if row is None else exchange(row)
