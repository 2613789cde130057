"""What a conversation is made of, free of Telegram: who said what where, and what is said back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

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


class EntityKind(StrEnum):
    """Formatting that every shore can show or leave out."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKE = "strikethrough"
    CODE = "code"
    PRE = "pre"
    LINK = "text_link"
    QUOTE = "blockquote"
    FOLDED_QUOTE = "expandable_blockquote"


@dataclass(frozen=True, slots=True)
class Entity:
    """Formatting of a run of text."""

    kind: EntityKind
    offset: int
    """UTF-16 code units."""
    length: int
    """UTF-16 code units; at least 1."""
    url: str = ""
    """For links."""
    language: str = ""
    """For code blocks."""


@dataclass(frozen=True, slots=True)
class Rich:
    """Text with formatting."""

    text: str
    entities: tuple[Entity, ...] = ()
    """Sorted by offset, longer first; nested properly or disjoint."""


@dataclass(frozen=True, slots=True)
class Button:
    """One button; exactly one of `tap`, `url`, `copy`, `inline` is set."""

    label: str
    tap: str | None = None
    """Callback data, at most 64 bytes, made by `taps`."""
    url: str | None = None
    copy: str | None = None
    """Text to copy, at most 256 characters."""
    inline: str | None = None
    """Opens inline mode in this chat with this query."""


Buttons = tuple[tuple[Button, ...], ...]
"""Rows of buttons."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A new message."""

    place: Place
    text: Rich
    buttons: Buttons = ()
    pictures: tuple[str, ...] = ()
    """Paths relative to the notes folder. One: the text is its caption where it fits. More:
    an album, then the text."""
    course: str = ""
    """Course whose notes folder `pictures` are relative to."""
    to: int | None = None
    """Message id to reply to."""
    ref: str = ""
    """The handler's own name for this message (`answer:17`, `card:4`): the store remembers its message id."""
    silent: bool = False
    """Without a sound (quiet hours)."""
    protected: bool = False
    """May not be forwarded or saved."""
    above: tuple[int, ...] = ()
    """Messages with pictures of it that were sent already."""
    asks: str = ""
    """Where set, what the person types next is a reply to this message, without their doing anything for it:
    the hint in their empty input field, at most 64 characters. Such a message has no buttons; in a group it
    asks only those whom its text mentions."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Another text and other buttons for a message the bot sent."""

    place: Place
    text: Rich
    buttons: Buttons = ()
    message: int | None = None
    """Its id, or None to find it by `ref`."""
    ref: str = ""
    pictures: tuple[str, ...] = ()
    """At most one; left out where the text is too long to be a caption."""
    course: str = ""
    to: int | None = None
    """What a new message replies to, where the old one is gone or cannot become this (a picture cannot
    become a text)."""
    silent: bool = False
    """Whether such a new message comes without a sound."""
    protected: bool = False
    """Whether such a new message may not be forwarded or saved."""


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a press: a short notice, or nothing visible."""

    press: str
    text: str = ""
    """At most 200 characters."""
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One result of inline mode."""

    id: str
    """At most 64 bytes, unique in one answer."""
    title: str
    description: str
    text: Rich
    """The message it sends."""
    buttons: Buttons = ()
    picture: str = ""
    """Path relative to the notes folder, or empty."""
    course: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to an inline query."""

    search: str
    found: tuple[Found, ...]
    next_offset: str = ""
    cache_seconds: int = 300
    personal: bool = False
    start_label: str = ""
    """Label of a button above the results that opens the private chat; empty for none."""
    start: str = ""
    """Deep-link parameter of that button."""


@dataclass(frozen=True, slots=True)
class Typing:
    """Shows that the bot is at work; lost without harm."""

    place: Place


@dataclass(frozen=True, slots=True)
class Copy:
    """Passes on a message with whatever it carries (picture, file, voice), without naming its author."""

    place: Place
    from_chat: int
    message: int
    buttons: Buttons = ()
    to: int | None = None
    ref: str = ""
    silent: bool = False
    protected: bool = False
    """Whether the copy may not be forwarded or saved."""


@dataclass(frozen=True, slots=True)
class SendFile:
    """A file made by the bot."""

    place: Place
    name: str
    content: bytes = field(repr=False)
    """At most 50 MB."""
    caption: Rich = Rich("")
    to: int | None = None
    kind: str = "document"
    """`document` or `photo`."""


Outgoing = Reply | Edit | Toast | Results | Typing | Copy | SendFile
