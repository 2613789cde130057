"""The route table: what happens, and whose business it is. No shore is known here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot import taps
from bot.courses.course import empty_course
from bot.desktaps import FaqEntry
from bot.handlers import browse, groups, start
from bot.handlers.ask import Ask
from bot.handlers.choosing import Choosing
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.faq import question_of
from bot.handlers.desk.office import at_ticket
from bot.handlers.desk.returning import Returning
from bot.handlers.inline import SearchInline
from bot.handlers.keeping import KeepNotes
from bot.handlers.privacy import ForgetMe, Privacy
from bot.handlers.results import ShowResult, TakeVerdict, exchange_here
from bot.handlers.rights import Action, Rights, audited
from bot.handlers.sections import OpenSection, SendPictures
from bot.handlers.settings import Settings
from bot.handlers.turn import NotDoneError, Turn, spoken_to, toast
from bot.handlers.which import which_view
from bot.model import (
    Commanded,
    Copy,
    Incoming,
    Joined,
    Left,
    Moved,
    PlaceKind,
    Pressed,
    Reply,
    Said,
    Searched,
    Toast,
)
from bot.storage import Detail

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.courses.course import Course, Shelf
    from bot.handlers.desk.office import Office
    from bot.handlers.keeping import Requests
    from bot.handlers.kinds import CommandHandler, TapHandler
    from bot.handlers.limits import Limits
    from bot.handlers.settings import Admins
    from bot.handlers.turn import Links
    from bot.model import Event, Outgoing, Person, Place
    from bot.storage import Asked, ChatSettings, Transaction
    from bot.taps import Tap

_ASKING: Final = (Said, Commanded, Pressed)
"""What may concern the instructor's desk."""
_ALIVE: Final = (Said, Commanded, Joined)
"""What tells that somebody can be written to again."""
_WITHOUT_COURSE: Final = frozenset({"start", "help", "ask", "settings", "privacy", "forget", "course"})
"""Commands that need no course, or ask for one themselves."""
_OF_SECTIONS: Final = (taps.Open, taps.Pictures, taps.Contents)
"""Buttons that name a section and nothing else: its course is the one that has it."""
MOST_DETAIL: Final = 500
"""Characters of a command that go into the audit log."""


@dataclass(frozen=True, slots=True)
class House:
    """What holds for everything that happens."""

    shelf: Shelf
    links: Links
    admins: Admins
    limits: Limits
    zone: ZoneInfo
    """Of quiet hours."""
    language: str = "ru"
    """Where neither a person nor a group decides."""
    protected: bool = False
    """Answers may not be forwarded or saved."""
    retention_days: int = 180
    noted: Callable[[Asked], None] = lambda _: None
    """Told of every question, to count them."""
    office: Office | None = None
    """The instructor's desk; None where there is none, as in the terminal."""
    keeper: Requests | None = None
    """Keeps the notes; None where they stay as they are, as in the terminal."""
    owner: int | None = None
    """User id of whoever holds the server."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened, as a shore tells it."""

    number: int
    """Of the inbox row; unique for ever."""
    at: datetime
    person: Person
    place: Place
    event: Event


@dataclass(frozen=True, slots=True)
class Routes:
    """Who handles what. Made by `routes`."""

    house: House
    ask: Ask
    rights: Rights
    commands: Mapping[str, tuple[Action, CommandHandler]]
    taps: Mapping[type[Tap], tuple[Action, TapHandler]]
    inline: SearchInline
    nothing: Course
    """Stands for the course where none is chosen yet."""
    desk: Desk | None = None
    keeping: KeepNotes | None = None

    async def __call__(self, happened: Happened, tx: Transaction) -> tuple[Outgoing, ...]:
        """Handle it; what is to be said about it.

        Args:
            happened: What happened.
            tx: For everything that is read and written on the way.
        """
        turn = await self._turn(happened, tx)
        said = await self._handled(turn, happened.event)
        return await self._hushed(turn, (*said, *await self._back(turn, happened.event)))

    async def _back(self, turn: Turn, event: Event) -> tuple[Outgoing, ...]:
        """Somebody had blocked the bot, and gives a sign of life: what an instructor answered meanwhile."""
        if not turn.left or not isinstance(event, _ALIVE):
            return ()
        await turn.tx.chats.unblock(turn.place)
        return () if self.house.office is None or turn.in_group else await Returning(self.house.office)(turn)

    async def _handled(  # noqa: PLR0911 - one return an event
        self, turn: Turn, event: Event
    ) -> tuple[Outgoing, ...]:
        match event:
            case Said():
                return await self._said(turn, event)
            case Commanded():
                return await self._commanded(turn, event)
            case Pressed():
                return await self._pressed(turn, event)
            case Searched():
                return await self.inline(turn, event)
            case Joined():
                return await groups.joined(turn)
            case Left():
                return await groups.left(turn)
            case Moved():
                return await groups.moved(turn, event)

    async def _hushed(self, turn: Turn, outgoing: tuple[Outgoing, ...]) -> tuple[Outgoing, ...]:
        """Without a sound where another group has its quiet hours: an instructor's answer may come late."""
        quiet: dict[Place, bool] = {turn.place: False}  # what is said here knows of them
        hushed: list[Outgoing] = []
        for one in outgoing:
            if isinstance(one, Reply | Copy) and one.place.kind is PlaceKind.GROUP:
                if one.place not in quiet:
                    settings = await turn.tx.chats.settings(one.place)
                    quiet[one.place] = _quiet(settings, turn.tx.now().astimezone(self.house.zone).hour)
                hushed.append(replace(one, silent=one.silent or quiet[one.place]))
            else:
                hushed.append(one)
        return tuple(hushed)

    async def _said(self, turn: Turn, said: Said) -> tuple[Outgoing, ...]:
        """What belongs to the instructors' desk first, then notes that were sent; the rest is questions."""
        for hear in (self.desk and self.desk.said, self.keeping and self.keeping.said):
            heard = await hear(turn, said) if hear else None
            if heard is not None:
                return heard
        return await self.ask.said(turn, said)

    async def _commanded(self, turn: Turn, command: Commanded) -> tuple[Outgoing, ...]:
        action, handler = self.commands.get(command.name, (None, None))
        if action and handler and await self.rights.may(turn, action):
            binds = command.name == "staff" and command.argument  # the code names the course
            if turn.undecided and command.name not in _WITHOUT_COURSE and not binds:
                return (turn.send(which_view(turn), to=command.message),)
            typed = f"/{command.name} {command.argument}".rstrip()
            await self._note(turn, action, Detail(words=typed[:MOST_DETAIL]))
            said = await handler(turn, command)
            if said is not None:
                return said
        # In a group it may be meant for another bot. What is the staff's does not exist for others.
        return () if turn.in_group else turn.say(turn.texts.unknown_command)

    async def _pressed(self, turn: Turn, pressed: Pressed) -> tuple[Outgoing, ...]:
        meaning = taps.from_data(pressed.data)
        action, handler = (None, None)
        if meaning and pressed.message:
            action, handler = self.taps.get(type(meaning), (None, None))
        if action is None or handler is None or not await self.rights.may(turn, action):
            return (toast(pressed, turn.texts.toasts.old),)
        turn = await self._concerned(turn, meaning)
        said = await self._noted(turn, action, await _detail(turn, meaning), handler(turn, pressed, meaning))
        if any(isinstance(one, Toast) for one in said):
            return said
        return (*said, toast(pressed))  # every press is answered, or the button seems to hang

    async def _concerned(self, turn: Turn, meaning: Tap | None) -> Turn:
        """The course that a button is about: another one may have been chosen since it was sent."""
        if len(turn.courses) == 1 or isinstance(meaning, taps.Pick):
            return turn
        if number := getattr(meaning, "exchange", 0):
            exchange = await exchange_here(turn, number)
            return turn.within(turn.courses.get(exchange.asked.course, self.nothing)) if exchange else turn
        if number := getattr(meaning, "ticket", 0):
            return await at_ticket(turn, number)
        if isinstance(meaning, _OF_SECTIONS) and meaning.section:
            course = turn.course_with(meaning.section)
        elif isinstance(meaning, taps.Define):
            course = turn.course_with(meaning.passage.partition("-")[0])
        else:
            return turn
        return turn.within(course) if course else turn

    async def _noted(
        self, turn: Turn, action: Action, detail: Detail, deed: Awaitable[tuple[Outgoing, ...]]
    ) -> tuple[Outgoing, ...]:
        """Have a button do what it does; written down unless it came to nothing."""
        try:
            said = await deed
        except NotDoneError as nothing:
            return nothing.said
        await self._note(turn, action, detail)
        return said

    async def _note(self, turn: Turn, action: Action, detail: Detail) -> None:
        """Write down what the staff does: here, so that nothing is forgotten."""
        if audited(action):
            await turn.tx.desk.audit.add(turn.person, turn.course.name, action, detail)

    async def _turn(self, happened: Happened, tx: Transaction) -> Turn:
        house, seen = self.house, await tx.chats.seen(happened.place)
        chats = await tx.desk.staff.all() if self.desk and isinstance(happened.event, _ASKING) else ()
        incoming = Incoming(
            happened.number,
            happened.at,
            happened.person,
            happened.place,
            happened.event,
            spoken_to(happened.person, happened.place, seen.settings, house.language),
        )
        courses = house.shelf.courses  # another mapping after a reload: this turn keeps to this one
        turn = Turn(
            incoming,
            tx,
            seen.settings,
            self.nothing,
            house.links,
            courses=courses,
            desks={chat.course: chat.place == happened.place for chat in chats},
            undecided=len(courses) > 1,
            silent=_quiet(seen.settings, happened.at.astimezone(house.zone).hour),
            protected=house.protected,
            left=seen.left,
        )
        name = _course(turn)
        return turn if name is None else turn.within(courses[name])


async def _detail(turn: Turn, meaning: Tap | None) -> Detail:
    """What a button means, as it stands in the audit log: what it does where it says so, else its kind."""
    step = getattr(meaning, "what", "") or type(meaning).__name__.lower()
    about = await question_of(turn.course, meaning.name) if isinstance(meaning, FaqEntry) else ""
    return Detail(step, getattr(meaning, "ticket", 0), about)


def routes(house: House) -> Routes:
    """The table.

    Args:
        house: What holds for everything.
    """
    ask = Ask(house.limits, house.noted)
    forget = ForgetMe()
    rights = Rights(house.admins, house.owner)
    settings = Settings(rights)
    desk = Desk(house.office, rights) if house.office else None
    keeping = KeepNotes(house.keeper, rights) if house.keeper else None
    choosing = Choosing(rights, house.noted)
    return Routes(
        house,
        ask,
        rights,
        commands={
            "start": (Action.ASK, start.Start(forget)),
            "help": (Action.ASK, start.send_help),
            "ask": (Action.ASK, ask.commanded),
            "toc": (Action.ASK, browse.send_contents),
            "glossary": (Action.ASK, browse.send_glossary),
            "settings": (Action.OWN_SETTINGS, settings.commanded),
            "privacy": (Action.OWN_DATA, Privacy(house.retention_days)),
            "forget": (Action.OWN_DATA, forget.commanded),
            "course": (Action.COURSE, choosing.commanded),
            **(desk.commands() if desk else {}),
            **(keeping.commands() if keeping else {}),
        },
        taps={
            taps.Show: (Action.ASK, ShowResult()),
            taps.Verdict: (Action.RATE, TakeVerdict()),
            taps.Open: (Action.ASK, OpenSection()),
            taps.Pictures: (Action.ASK, SendPictures()),
            taps.Contents: (Action.ASK, browse.BrowseContents()),
            taps.Glossary: (Action.ASK, browse.BrowseGlossary()),
            taps.Define: (Action.ASK, browse.DefineTerm()),
            taps.Example: (Action.ASK, start.TryExample(ask)),
            taps.Choose: (Action.OWN_SETTINGS, settings.pressed),
            taps.Forget: (Action.OWN_DATA, forget.pressed),
            taps.Pick: (Action.COURSE, choosing.picked),
            **(desk.taps() if desk else {}),
            **(keeping.taps() if keeping else {}),
        },
        inline=SearchInline(),
        nothing=empty_course("", Path()),
        desk=desk,
        keeping=keeping,
    )


def _course(turn: Turn) -> str | None:
    """The course that this place asks about; None where that is to be chosen."""
    if turn.settings.course in turn.choices:
        return turn.settings.course
    theirs = any(turn.desks.get(name) for name in turn.choices)
    return turn.choices[0] if theirs or len(turn.choices) == 1 else None


def _quiet(settings: ChatSettings, hour: int) -> bool:
    start, end = settings.quiet_from, settings.quiet_to
    if start is None or end is None:
        return False
    return start <= hour < end if start <= end else hour >= start or hour < end
