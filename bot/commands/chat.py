"""The composition root of the terminal: the very handlers of Telegram, a store in memory."""

from __future__ import annotations

import asyncio
import secrets
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.courses.course import Shelf, open_course
from bot.courses.reading import open_all, sources_of
from bot.handlers.limits import Limits
from bot.handlers.turn import Links
from bot.routes import Happened, House, routes
from bot.shore.terminal import Terminal, read_line, use_history
from bot.storage import Store
from bot.texts import texts_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.config import Settings
    from bot.model import Event, Outgoing, Person, Place
    from bot.routes import Routes


@dataclass(frozen=True, slots=True)
class Everybody:
    """Alone in a terminal one is one's own admin."""

    async def is_admin(self, place: Place, person: Person) -> bool:
        """Always."""
        del place, person
        return True


@dataclass
class Conversation:
    """Events into the handlers, one transaction each."""

    store: Store
    routes: Routes
    number: int = 0

    async def handle(self, person: Person, place: Place, event: Event, at: datetime) -> Sequence[Outgoing]:
        """Handle what happened.

        Args:
            person: Who.
            place: Where.
            event: What.
            at: When.
        """
        self.number += 1
        async with self.store.transaction() as tx:
            return await self.routes(Happened(self.number, at, person, place, event), tx)

    async def sent(self, place: Place, ref: str, message: int) -> None:
        """Remember which message a name became.

        Args:
            place: Where it stands.
            ref: Its name.
            message: Its number.
        """
        async with self.store.transaction() as tx:
            await tx.sent.add(place, ref, (message,))


async def open_terminal(
    settings: Settings, store: Store, show: Callable[[str], None], *, colour: bool
) -> Terminal:
    """A conversation over the notes that the settings name.

    Args:
        settings: The operator's.
        store: What is remembered.
        show: Prints.
        colour: Whether ANSI codes are understood.

    Raises:
        CorpusError: There is nothing to talk about.
    """
    opened = open_all(sources_of(settings.notes, settings.courses), open_course)
    if not opened.digests:
        raise opened.unread[0]
    house = House(
        shelf=Shelf(*opened.courses),
        links=Links(),
        admins=Everybody(),
        limits=Limits(settings.person_limit, settings.group_limit),
        zone=settings.zone,
        language=settings.language,
        retention_days=settings.retention_days,
    )
    conversation = Conversation(store, routes(house))
    texts = texts_for(settings.language)
    return Terminal(conversation.handle, conversation.sent, texts, show, colour)


def talk(settings: Settings) -> None:
    """Talk until the end of the input, Ctrl-D or Ctrl-C.

    Args:
        settings: The operator's.
    """
    typing = sys.stdin.isatty()
    if typing:
        use_history()
    with asyncio.Runner() as runner:
        store = runner.run(Store.open("sqlite://", secrets.token_bytes()))
        try:
            terminal = runner.run(open_terminal(settings, store, print, colour=sys.stdout.isatty()))
            runner.run(terminal.greet())
            while (line := read_line(terminal.texts.terminal.prompt)) is not None:
                runner.run(terminal.says(line))
            if typing:
                print(f"\n{terminal.texts.terminal.bye}")  # noqa: T201 - the terminal is the user's
        except KeyboardInterrupt:
            pass  # in the middle of an answer: as good a way to leave as any
        finally:
            runner.run(store.close())
