"""Settings of groups and people, and who has blocked the bot."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Final, Literal, Self

from sqlalchemy import bindparam, delete, select, update

from bot.model import Place, PlaceKind
from bot.storage.schema import chats
from bot.storage.session import Repository

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Person

Pressing = Literal["asker", "anyone"]
"""Whose presses on an answer's buttons count in a group."""


_SEEN: Final = select(chats.c.settings, chats.c.blocked_at).where(chats.c.key == bindparam("of_key"))


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What a group's admins or a person chose; None means the default of the place."""

    language: str | None = None
    """`ru` or `en`; None follows the person in private and the first question in groups."""
    compact: bool | None = None
    """Short answers; None means short in groups and full in private."""
    pictures: bool = True
    quiet_from: int | None = None
    """Hour of the day, 0 to 23, from which messages come without a sound."""
    quiet_to: int | None = None
    """Hour of the day at which the sound is back."""
    who_may_press: Pressing = "asker"
    course: str | None = None
    """The course that questions here are about; None means not chosen."""

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """From what is stored, be it of an older or a newer version.

        Args:
            stored: Names and values.
        """
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in known})


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a chat or a person."""

    settings: ChatSettings = ChatSettings()
    left: bool = False
    """They blocked or removed the bot, as far as is known."""


class Chats(Repository):
    """The table `chats`. A private chat and its person are one: they have the same id."""

    __slots__ = ()

    async def settings(self, of: Place | Person) -> ChatSettings:
        """What was chosen, or the defaults.

        Args:
            of: A chat (all its topics share the settings) or a person.
        """
        return (await self.seen(of)).settings

    async def seen(self, of: Place | Person) -> Seen:
        """What was chosen, or the defaults, and whether they left.

        Args:
            of: A chat or a person.
        """
        row = (await self._session.execute(_SEEN, {"of_key": self._key(_chat_id(of))})).one_or_none()
        return Seen() if row is None else Seen(ChatSettings.from_json(row.settings), bool(row.blocked_at))

    async def save(self, of: Place | Person, settings: ChatSettings) -> None:
        """Remember what was chosen.

        Args:
            of: A chat or a person.
            settings: All of them.
        """
        await self._write(of, {"settings": asdict(settings)})

    async def known(self, of: Place | Person) -> bool:
        """Whether there is a row for a chat or a person.

        Args:
            of: A chat or a person.
        """
        found = await self._session.execute(select(chats.c.key).where(chats.c.key == self._key(_chat_id(of))))
        return found.scalar_one_or_none() is not None

    async def forget(self, of: Place | Person) -> None:
        """Forget a chat or a person.

        Args:
            of: A chat or a person.
        """
        await self._session.execute(delete(chats).where(chats.c.key == self._key(_chat_id(of))))

    async def block(self, chat: int) -> None:
        """Note that a chat does not want the bot any more.

        Args:
            chat: Chat id; a person's id in private.
        """
        await self._write(chat, {"blocked_at": self._session.now()})

    async def unblock(self, of: Place | Person) -> None:
        """Note that a chat wants the bot again.

        Args:
            of: A chat or a person.
        """
        await self._session.execute(
            update(chats).where(chats.c.key == self._key(_chat_id(of))).values(blocked_at=None)
        )

    async def blocked(self, chat: int) -> bool:
        """Whether a chat has blocked or removed the bot.

        Args:
            chat: Chat id; a person's id in private.
        """
        found = await self._session.execute(
            select(chats.c.key).where(chats.c.key == self._key(chat), chats.c.blocked_at.is_not(None))
        )
        return found.scalar_one_or_none() is not None

    async def prune(self, before: datetime) -> int:
        """Forget some of those who have left; 0 when nobody is left to forget.

        Args:
            before: Those who blocked or removed the bot earlier than this.
        """
        return await self._remove_some(chats, chats.c.blocked_at < before)

    async def groups(self) -> tuple[int, ...]:
        """Ids of the groups that the bot is in, as far as they have settings."""
        found = await self._session.execute(
            select(chats.c.chat).where(chats.c.chat.is_not(None), chats.c.blocked_at.is_(None))
        )
        return tuple(found.scalars())

    async def move(self, old: int, new: int) -> None:
        """Follow a chat to its new id, settings and all.

        Args:
            old: The chat's id until now.
            new: Its id from now on.
        """
        found = await self._session.execute(select(chats.c.key).where(chats.c.key == self._key(old)))
        if found.scalar_one_or_none() is None:
            return
        await self._session.execute(delete(chats).where(chats.c.key == self._key(new)))
        await self._session.execute(
            update(chats)
            .where(chats.c.key == self._key(old))
            .values(key=self._key(new), chat=new, blocked_at=None)
        )

    async def _write(self, of: Place | Person | int, values: dict[str, Any]) -> None:
        chat = of if isinstance(of, int) else _chat_id(of)
        now = self._session.now()
        insert = self._session.insert(chats)
        await self._session.execute(
            insert.on_conflict_do_update(
                index_elements=[chats.c.key],
                set_={name: insert.excluded[name] for name in (*values, "updated_at")},
            ),
            {
                "key": self._key(chat),
                "chat": chat if _is_group(of) else None,
                "settings": {},
                "updated_at": now,
                **values,
            },
        )

    def _key(self, chat: int) -> str:
        return self._session.key("chat", chat)


def _chat_id(of: Place | Person) -> int:
    """The id that settings hang on."""
    return of.chat if isinstance(of, Place) else of.id


def _is_group(of: Place | Person | int) -> bool:
    """Whether it is a group, whose id may be kept; groups have negative ids."""
    return of < 0 if isinstance(of, int) else isinstance(of, Place) and of.kind is PlaceKind.GROUP
