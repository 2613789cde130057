"""One thing that happened, with what handlers need to know about where; and what a message will look like."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from bot import taps
from bot.courses.course import digest_of
from bot.model import Button, Buttons, Edit, PlaceKind, Reply, Rich, Toast
from bot.render import lines
from bot.render import link as mention
from bot.texts import texts_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.courses.course import Course
    from bot.model import Incoming, Outgoing, Person, Place, Pressed
    from bot.storage import ChatSettings, Transaction
    from bot.taps import Tap
    from bot.texts import Texts

LABEL: Final = 60
"""Characters of a button's label: more than any phone shows in one row."""


@dataclass(frozen=True, slots=True)
class View:
    """A message, wherever it will stand."""

    text: Rich
    buttons: Buttons = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """Links into the bot; empty strings where it has no address, as in the terminal."""

    username: str = ""
    course: str = ""
    """Digest of the course that sections are of; empty where there is but one."""

    @property
    def mention(self) -> str:
        """The bot's name with its @."""
        return f"@{self.username}" if self.username else ""

    def start(self, parameter: str) -> str:
        """Opens the private chat with a parameter of /start."""
        return f"https://t.me/{self.username}?start={parameter}" if self.username else ""

    def section(self, section_id: str) -> str:
        """Opens a section."""
        return self.start(SECTION_LINK + section_id + (f"-{self.course}" if self.course else ""))

    def share(self, section_id: str, title: str) -> str:
        """Asks to whom to send the link to a section."""
        if not self.username:
            return ""
        return f"https://t.me/share/url?url={quote(self.section(section_id), safe='')}&text={quote(title)}"


SECTION_LINK: Final = "s-"
"""Begins a /start parameter that opens a section."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a handler is given."""

    incoming: Incoming
    tx: Transaction = field(repr=False)
    settings: ChatSettings
    """Of the group, or of the person."""
    course: Course = field(repr=False)
    """The one that this place asks about; the same until the turn is over, whatever is reloaded meanwhile."""
    links: Links
    staff: bool = False
    """This is the chat of the course's instructors."""
    human: bool = False
    """The course has instructors to ask, and they are elsewhere."""
    courses: Mapping[str, Course] = field(default_factory=dict, repr=False)
    """All that are served, by name."""
    desks: Mapping[str, bool] = field(default_factory=dict)
    """The courses that have instructors to ask, and whether this is their chat."""
    undecided: bool = False
    """There are several courses and none was chosen here: `course` is an empty one."""
    silent: bool = False
    """Quiet hours."""
    protected: bool = False
    """What is sent may not be forwarded or saved."""
    left: bool = False
    """They had blocked or removed the bot until now."""

    @property
    def texts(self) -> Texts:
        """The sentences."""
        return self.incoming.texts

    @property
    def person(self) -> Person:
        """Who did it."""
        return self.incoming.person

    @property
    def place(self) -> Place:
        """Where."""
        return self.incoming.place

    @property
    def in_group(self) -> bool:
        """Whether others look on."""
        return self.place.kind is PlaceKind.GROUP

    @property
    def compact(self) -> bool:
        """Whether answers are short."""
        return self.in_group if self.settings.compact is None else self.settings.compact

    @property
    def choices(self) -> tuple[str, ...]:
        """Names of the courses that can be chosen here: in a chat of instructors, theirs."""
        return tuple(name for name in self.courses if self.desks.get(name)) or tuple(self.courses)

    def within(self, course: Course) -> Turn:
        """The same in another course.

        Args:
            course: One of `courses`.
        """
        if course is self.course:
            return self
        several = len(self.courses) > 1
        return replace(
            self,
            course=course,
            links=replace(self.links, course=digest_of(course.name) if several else ""),
            staff=self.desks.get(course.name, False),
            human=not self.desks.get(course.name, True),
            undecided=False,
        )

    def course_with(self, section_id: str, digest: str = "") -> Course | None:
        """The course that has a section: the present one where it has it, else any other.

        Args:
            section_id: The section's.
            digest: Of the only course that is meant; empty for any.
        """
        among = [self.course, *self.courses.values()]
        meant = [one for one in among if not digest or digest_of(one.name) == digest]
        return next((one for one in meant if one.library.section(section_id)), None)

    def say(self, text: str | Rich, *, to: int | None = None) -> tuple[Outgoing, ...]:
        """Send a line.

        Args:
            text: What to say.
            to: Message to reply to, in groups.
        """
        return (self.send(View(Rich(text) if isinstance(text, str) else text), to=to),)

    def send(self, view: View, *, to: int | None = None, ref: str = "") -> Reply:
        """A new message.

        Args:
            view: What it looks like.
            to: Message to reply to; only groups need it, to tell whose answer it is.
            ref: Its name, to find it later.
        """
        return Reply(
            self.place,
            view.text,
            view.buttons,
            view.pictures,
            course=self.course.name,
            to=to if self.in_group else None,
            ref=ref,
            silent=self.silent,
            protected=self.protected,
        )

    def ask(self, question: str, hint: str, *, to: int | None = None, ref: str = "") -> Reply:
        """A question whose answer is a reply to it even where the person just types.

        Args:
            question: What is asked.
            hint: For the empty input field.
            to: Message to reply to; only groups need it.
            ref: Its name, to know the answer by.
        """
        text = Rich(question)
        if self.in_group:  # the mention chooses whom it asks: the others go on typing as before
            text = lines(mention(self.person.name, f"tg://user?id={self.person.id}"), question)
        return replace(self.send(View(text), to=to, ref=ref), asks=hint)

    def change(self, pressed: Pressed, view: View, *, ref: str = "") -> Edit:
        """The pressed message with another look.

        Args:
            pressed: The button.
            view: What it looks like.
            ref: The message's name, if it has one and may have to be sent anew.
        """
        return Edit(
            self.place,
            view.text,
            view.buttons,
            message=pressed.message,
            ref=ref,
            pictures=view.pictures[:1],
            course=self.course.name,
            to=pressed.to if self.in_group else None,
            silent=self.silent,
            protected=self.protected,
        )


def tap(label: str, meaning: Tap) -> Button:
    """A button that is pressed."""
    return Button(cut_label(label), tap=taps.to_data(meaning))


def link(label: str, url: str) -> Button | None:
    """A button that opens an address, or none where there is no address."""
    return Button(cut_label(label), url=url) if url else None


def rows(*lines: Iterable[Button | None]) -> Buttons:
    """Rows of buttons without the empty places, and without empty rows."""
    kept = [tuple(button for button in line if button is not None) for line in lines]
    return tuple(line for line in kept if line)


class NotDoneError(Exception):
    """A press or a reply of the staff came to nothing: what to say, and nothing for the audit log."""

    def __init__(self, *said: Outgoing) -> None:
        super().__init__("nothing was done")
        self.said = said


def toast(pressed: Pressed, text: str = "", *, alert: bool = False) -> Toast:
    """The answer to a press."""
    return Toast(pressed.press, text, alert)


def cut_label(label: str) -> str:
    """A label that fits a button."""
    label = " ".join(label.split())
    return label if len(label) <= LABEL else label[: LABEL - 1].rstrip(" .,;:") + "…"


def spoken_to(person: Person, place: Place, settings: ChatSettings, language: str) -> Texts:
    """The sentences for a place: the chat's setting, else the person's own language in private.

    Args:
        person: Who is spoken to.
        place: Where.
        settings: The chat's.
        language: Where nobody decided.
    """
    own = person.language if place.kind is PlaceKind.PRIVATE else None
    return texts_for(settings.language, own, language)
