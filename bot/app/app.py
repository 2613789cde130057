"""THE COMPOSITION ROOT: read this first. Builds everything, hands it on, starts it and stops it.

settings -> notes -> store -> routes (who handles what: bot/routes.py) -> pipeline -> Telegram
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from bot.app.background import running, served
from bot.app.errands import apology, menus_of, working
from bot.app.metrics import Metrics
from bot.app.notes import open_notes
from bot.app.receiving import TOKEN_REFUSED, receiving
from bot.app.storedfiles import StoredFiles
from bot.app.vitals import Vitals
from bot.config import ConfigError, secrets_of
from bot.courses.course import open_course
from bot.data import database_url, hash_secret
from bot.handlers.desk.aside import Aside
from bot.handlers.desk.digest import digest_job
from bot.handlers.desk.office import Office
from bot.handlers.limits import Limits
from bot.handlers.turn import Links, spoken_to
from bot.model import Said
from bot.pipeline import Jobs, Parts, Pipeline, prune
from bot.routes import Happened, House, routes
from bot.shore import photos
from bot.shore.backoff import Backoff
from bot.shore.decode import lane_of, update_id_of
from bot.shore.errors import TokenRefusedError
from bot.shore.pictures import Pictures
from bot.shore.requests import AiohttpRequest, BaseRequest
from bot.shore.server import Server
from bot.shore.telegram import Telegram
from bot.storage import Arrival, StorageUnavailableError, Store
from bot.storage.backup import in_use

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path

    from bot.config import Settings
    from bot.courses.course import Course, Shelf
    from bot.courses.keeper import Keeper
    from bot.model import Outgoing
    from bot.pipeline import Limits as Pace
    from bot.routes import Routes
    from bot.storage import Clock, Received, Transaction
    from corpus import Notes

_LOG: Final = logging.getLogger(__name__)

STOP_SECONDS: Final = 7.0
"""How long finishing what was begun may take: container engines kill 10 s after asking."""
_LOOK_EVERY: Final = 0.005
"""Seconds between two looks whether everything is settled; for tests."""
_MENUS: Final = "menus"
"""The fact that remembers which menus were published."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How the bot is reached, and reaches Telegram; tests have their own."""

    request: BaseRequest = field(default_factory=AiohttpRequest)
    polling: BaseRequest = field(default_factory=lambda: AiohttpRequest(connections=2))
    receiving: bool = True
    """Whether updates are fetched or awaited; else somebody calls `App.receive`."""
    serving: bool = True
    """Whether health and figures are served, and menus published."""
    pace: Pace | None = None
    """The pipeline's numbers."""
    read: Callable[[Path], tuple[Course, Notes]] = open_course
    """Makes a course of notes."""


class App:
    """The bot, from its settings to its end."""

    def __init__(self, settings: Settings, *, ways: Ways | None = None, clock: Clock | None = None) -> None:
        """Not started yet: nothing is read or opened.

        Args:
            settings: The operator's; with a token.
            ways: How the bot is reached; over the network unless told otherwise.
            clock: Tells the time of day; the machine's unless told otherwise.
        """
        if settings.token is None:
            message = "KONSPEKT_TOKEN is not set"
            raise ConfigError(message)
        self._settings = settings
        self._token = settings.token.get_secret_value()
        self._ways = ways or Ways()
        self._clock = clock
        self._metrics = Metrics()
        self._vitals = Vitals(self._metrics, secrets_of(settings))
        self._stack = AsyncExitStack()
        self.shelf: Shelf
        self.store: Store
        self.telegram: Telegram
        self.keeper: Keeper
        self.routes: Routes
        self.pipeline: Pipeline
        self.jobs: Jobs

    async def start(self) -> None:
        """Go to work.

        Raises:
            StorageError: The store cannot be opened.
            ConfigError: The token is refused, or an address cannot be listened at.
        """
        settings, enter, vitals = self._settings, self._stack.enter_async_context, self._vitals
        self._stack.enter_context(vitals.watching())
        if self._ways.serving:
            address, busy = settings.health_listen, partial(in_use, database_url(settings))
            await enter(served(lambda: Server(vitals.app(), address), address, busy))
        notes = await asyncio.to_thread(open_notes, settings, self._ways.read)
        self.shelf = vitals.shelf = notes.shelf
        self.store = vitals.store = await self._opened()
        self._stack.push_async_callback(self.store.close)
        self.telegram = await enter(self._connected())
        self._aside = Aside()
        self.keeper = notes.keeper(self.store, self.telegram.download)
        self._stack.push_async_callback(self.keeper.close)
        office = self._office()
        self.routes = routes(self._house(office))
        parts = Parts(
            self._handle,
            self.telegram.deliver,
            self._apologise,
            self._working,
            self._lost,
            observer=self._metrics,
        )
        self.pipeline = vitals.pipeline = Pipeline(self.store, parts, self._ways.pace)
        vitals.stage = "another process works on this database"
        await self.pipeline.start()
        self._stack.push_async_callback(self.pipeline.stop, STOP_SECONDS)
        digest = digest_job(office, settings.digest)
        pruning = prune(timedelta(days=settings.retention_days))
        self.jobs = Jobs(self.store, [pruning, digest] if digest else [pruning])
        await enter(running(self.keeper.run(), "keeper of the notes"))
        if self._ways.serving:
            await enter(running(self.keeper.watch(), "watching the notes"))
            await enter(running(self.keeper.agree(), "agreeing on the notes"))
            await enter(running(self.jobs.run(), "jobs"))
            await enter(running(self._publish_menus(), "menus"))
        if self._ways.receiving:
            await enter(receiving(settings, self.telegram, self.store, self.receive, vitals))
        vitals.stage = ""
        _LOG.info(
            "@%s answers from %d lectures, %d passages; store: %s",
            self.telegram.me.username,
            sum(len(course.library.lectures) for course in self.shelf.courses.values()),
            sum(len(course.library.passages) for course in self.shelf.courses.values()),
            self.store.name,
        )

    async def stop(self) -> None:
        """Stop receiving, finish what was begun, close everything. Also after a start that failed."""
        await self._stack.aclose()

    async def receive(self, updates: Sequence[dict[str, Any]]) -> None:
        """Take updates; when this returns they are safe.

        Args:
            updates: As they came.

        Raises:
            StorageUnavailableError: Not now: they must be delivered again.
        """
        numbered = [(update_id_of(update), update) for update in updates if self._concerns(update)]
        await self.pipeline.accept(
            [Arrival(number, lane_of(update), update) for number, update in numbered if number is not None]
        )

    def _concerns(self, update: dict[str, Any]) -> bool:
        """Whether an update means anything here: a group's own conversation is not even written down."""
        heard = self.telegram.decode(update)
        return heard is not None and not (isinstance(heard.event, Said) and not heard.event.addressed)

    async def settled(self) -> None:
        """Wait until everything received is handled and everything to send is sent."""
        # Other processes may be at it: no event tells. What is done beside begins in a handler and ends in
        # the outbox: looked at before and after.
        while self._busy or not await self.pipeline.idle() or self._busy:  # noqa: ASYNC110 - as above
            await asyncio.sleep(_LOOK_EVERY)

    @property
    def _busy(self) -> bool:
        return self.keeper.busy

    async def _handle(self, received: Received, tx: Transaction) -> Sequence[Outgoing]:
        heard = self.telegram.decode(received.payload)
        if heard is None:
            return ()
        happened = Happened(received.id, received.arrived_at, heard.person, heard.place, heard.event)
        return await self.routes(happened, tx)

    async def _lost(self, chat: int, tx: Transaction) -> Sequence[Outgoing]:
        return await self.routes.desk.lost(chat, tx) if self.routes.desk else ()

    async def _apologise(self, received: Received, tx: Transaction) -> Sequence[Outgoing]:
        heard = self.telegram.decode(received.payload)
        if heard is None:
            return ()
        settings = await tx.chats.settings(heard.place)
        return apology(heard, spoken_to(heard.person, heard.place, settings, self._settings.language))

    def _working(self, received: Received) -> Outgoing | None:
        heard = self.telegram.decode(received.payload)
        return working(heard) if heard else None

    def _office(self) -> Office:
        settings = self._settings

        def find(course: str) -> Course | None:
            return self.shelf.courses.get(course)  # the mapping is another one after a reload

        return Office(
            aside=self._aside,
            zone=settings.zone,
            find=find,
            language=settings.language,
            reloading=self.keeper,
            staff_code=settings.staff_code.get_secret_value() if settings.staff_code else "",
            links=Links(self.telegram.me.username),
            protected=settings.protect,
        )

    def _house(self, office: Office) -> House:
        settings = self._settings
        return House(
            shelf=self.shelf,
            links=Links(self.telegram.me.username),
            admins=self.telegram,
            limits=Limits(settings.person_limit, settings.group_limit),
            zone=settings.zone,
            language=settings.language,
            protected=settings.protect,
            retention_days=settings.retention_days,
            noted=self._metrics.asked,
            office=office,
            keeper=self.keeper,
            owner=settings.owner,
        )

    def _picture(self, course: str, path: str) -> Path | None:
        """A picture's file, if it lies among the notes."""
        root = self.shelf.of(course).root.resolve()
        found = (root / path).resolve()
        return found if found.is_relative_to(root) and found.is_file() else None

    async def _opened(self) -> Store:
        """The store; a PostgreSQL server that is not there yet is waited for."""
        url, backoff = database_url(self._settings), Backoff()
        while True:
            try:
                return await Store.open(url, hash_secret(self._settings), self._clock)
            except StorageUnavailableError as error:
                if url.startswith("sqlite"):
                    raise  # a path that cannot be written to gets no better
                pause = backoff.next()
                self._vitals.stage = f"{error}"
                _LOG.warning("%s; again in %.0f s", error, pause)
            await asyncio.sleep(pause)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Telegram]:
        telegram = Telegram(
            self._token,
            Pictures(StoredFiles(self.store), self._picture, photos.prepare),
            request=self._ways.request,
            polling=self._ways.polling,
            api_url=self._settings.api_url,
        )
        self._vitals.stage = "no connection to Telegram yet"
        try:
            await telegram.open_patiently()
            yield telegram
        except TokenRefusedError:
            raise ConfigError(TOKEN_REFUSED) from None
        finally:
            await telegram.close()

    async def _publish_menus(self) -> None:
        async with self.store.snapshot() as tx:
            known = await tx.facts.get(_MENUS)
        menus = menus_of(self._settings.language, several=self.shelf.several)
        published = await self.telegram.publish_menus(menus, known)
        if published and published != known:
            async with self.store.transaction() as tx:
                await tx.facts.set(_MENUS, published)
