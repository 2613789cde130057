"""What is said back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

# Not for the type checker alone: what is said is written down, which takes the types of its fields.
from bot.model.incoming import Place  # noqa: TC001
from bot.model.text import Buttons, Rich

_NO_TEXT: Final = Rich("")


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
    caption: Rich = _NO_TEXT
    to: int | None = None
    kind: str = "document"
    """`document` or `photo`."""


Outgoing = Reply | Edit | Toast | Results | Typing | Copy | SendFile
