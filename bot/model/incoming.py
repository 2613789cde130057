"""Who said what where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.model.text import Rich

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model.text import Entity
    from bot.texts import Texts


class PlaceKind(StrEnum):
    """Where people talk."""

    PRIVATE = "private"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who talks to the bot."""

    id: int
    """The platform's user id: used to send, never stored where a keyed hash will do."""
    name: str = ""
    """First name; shown back, never stored."""
    language: str = "ru"
    """The platform's language code, as it came ("ru", "en-GB", ...)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, or one topic of it."""

    chat: int
    """The platform's chat id; a private chat has its person's id."""
    kind: PlaceKind
    """Private or group."""
    topic: int | None = None
    """Topic of a forum; None for none and for General."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message."""

    kind: str
    """`photo`, `document`, `voice`, `audio`, `video`, ..."""
    file_id: str
    """The platform's handle to download it."""
    name: str = ""
    """File name where there is one."""
    size: int = 0
    """Bytes; 0 where the platform does not tell."""
    album: str = ""
    """Messages that came as one album share this; empty for a message alone."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message that another one replies to."""

    message: int
    """Its id."""
    text: str
    """Its text or caption."""
    from_bot: bool
    """Whether this bot sent it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message in plain words (or with a file)."""

    text: str
    """Text or caption, without a mention of the bot."""
    message: int
    """Message id."""
    addressed: bool
    """Private chat, a mention, or a reply to the bot."""
    edited: bool = False
    """An edit of an earlier message with the same id."""
    forwarded: bool = False
    """Forwarded from elsewhere."""
    quoted: Quoted | None = None
    """The message it replies to."""
    attachment: Attachment | None = None
    """The file that came with it."""
    entities: tuple[Entity, ...] = ()
    """The formatting of `text`; none where a mention was taken out of it."""

    @property
    def rich(self) -> Rich:
        """The text with its formatting."""
        return Rich(self.text, self.entities)


@dataclass(frozen=True, slots=True)
class Commanded:
    """A command meant for this bot."""

    name: str
    """Without the slash and the bot's name, lower case."""
    argument: str
    """What follows, stripped; may have several lines."""
    message: int
    """Message id."""
    quoted: Quoted | None = None
    """The message it replies to."""
    attachment: Attachment | None = None
    """The file whose caption the command is."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that was pressed."""

    data: str
    """Callback data: untrusted; see `taps`."""
    message: int
    """The message that carries the button; 0 for a message sent through inline mode."""
    press: str
    """Handle to answer the press."""
    to: int | None = None
    """The message that the one with the button replies to: the question."""


@dataclass(frozen=True, slots=True)
class Searched:
    """An inline query from any chat."""

    query: str
    offset: str
    """What `Results.next_offset` said last time; empty at first."""
    search: str
    """Handle to answer it."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The bot was added to a group (or a person started or unblocked it)."""

    by_admin: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """The bot was removed from a group, or blocked by a person."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The group became a supergroup with another id."""

    to_chat: int


Event = Said | Commanded | Pressed | Searched | Joined | Left | Moved


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something that happened, as handlers see it."""

    id: int
    """Number of the inbox row; unique for ever."""
    at: datetime
    """When it arrived, UTC."""
    person: Person
    place: Place
    event: Event
    texts: Texts
    """The sentences, in the language that holds in this place."""
