"""The way to the database: open it, do something in a transaction, close it."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.storage import engines, migrate, urls
from bot.storage.clock import SystemClock
from bot.storage.errors import StorageError, translate
from bot.storage.locks import LocalLocks, Locks, PostgresLocks
from bot.storage.outgoing import Codec
from bot.storage.session import Session
from bot.storage.transaction import Transaction
from bot.storage.turns import Turns

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine
    from pathlib import Path

    from sqlalchemy import URL
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

    from bot.storage.clock import Clock
    from bot.storage.outbox import Fleeting

_T = TypeVar("_T")

_logger: Final = logging.getLogger(__name__)

_CLOSING_SECONDS: Final = 5
_KEY_MARK: Final = "key"
"""The fact that tells which key the hashes were made with: a hash itself, of this word."""
_FOLDINGS: Final = 5  # attempts, while a report or a backup reads; the next pruning tries again
_BETWEEN_FOLDINGS: Final = 0.1  # seconds


@dataclass(frozen=True, slots=True)
class Committed:
    """What a transaction left to do, told once it is safe."""

    handling: frozenset[int]
    """Lanes that got something to handle."""
    sending: frozenset[int]
    """Lanes that got something to send."""
    fleeting: tuple[Fleeting, ...]
    """What to send at once, in order."""


class Store:
    """The database. Made by `Store.open`."""

    def __init__(self, engine: AsyncEngine, url: URL, secret: bytes, clock: Clock) -> None:
        self._engine = engine
        self._url = url
        self._secret = secret
        self._clock = clock
        self._codec = Codec()
        self._namespace = ""
        self._opened: tuple[int, int] | None = None
        self._listeners: list[Callable[[Committed], None]] = []
        self._inside: set[asyncio.Task[object] | None] = set()
        # SQLite has one writer at a time: queueing here is fair and costs no busy waiting.
        self._writer = Turns() if engine.dialect.name == "sqlite" else None
        # A database in memory lives as long as somebody is connected to it.
        self._anchor = sqlite3.connect(urls.memory_uri(url), uri=True) if urls.is_memory(url) else None

    @classmethod
    async def open(
        cls, url: str, secret: bytes, clock: Clock | None = None, *, accept_key: bool = False
    ) -> Self:
        """Connect, and bring the schema up to date.

        Args:
            url: `sqlite:///file`, `sqlite://` (in memory) or `postgresql://user:password@host/database`.
            secret: Key of the hashes that stand for people and chats.
            clock: Tells the time of day; the machine's unless told otherwise.
            accept_key: Go on with this key even if the database was written with another one.

        Raises:
            StorageError: The database cannot be opened, or has another key; one line without the password.
        """
        parsed = urls.parse(url)
        store = cls(engines.create(parsed), parsed, secret, clock or SystemClock())
        try:
            await store._prepare()
            await store._check_key(accept=accept_key)
        except StorageError as error:
            await store.close()
            message = f"cannot open {store.name}: {error}"
            raise type(error)(message) from None
        except BaseException:
            await store.close()
            raise
        return store

    @property
    def name(self) -> str:
        """What to call the database in messages; without user and password."""
        return urls.name(self._url)

    @property
    def on_postgres(self) -> bool:
        """Whether several processes may work on the same lanes."""
        return self._engine.dialect.name == "postgresql"

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database."""
        return urls.file_of(self._url)

    @property
    def replaced(self) -> bool:
        """Whether another SQLite file lies in the place of the one that was opened, or none."""
        return self.file is not None and _identity(self.file) != self._opened

    @property
    def clock(self) -> Clock:
        """What tells the time of day."""
        return self._clock

    def locks(self) -> Locks:
        """Locks among the processes that share the database; close them after use."""
        return PostgresLocks(self._engine, self._namespace) if self.on_postgres else LocalLocks()

    def listen(self, listener: Callable[[Committed], None]) -> Callable[[], None]:
        """Be told of what transactions leave to do; the result ends that.

        Args:
            listener: Quick, and must not fail.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @asynccontextmanager
    async def transaction(self, *, urgent: bool = False, relaxed: bool = False) -> AsyncIterator[Transaction]:
        """All or nothing: commits at the end, rolls back when an exception leaves the block.

        Args:
            urgent: Short, and others wait for it: goes first where only one may write at a time.
            relaxed: Does not wait for the disk. A power cut may take it back, though never once a later
                transaction that is not relaxed was committed: for what is done again in that case.

        Raises:
            StorageUnavailableError: Not now.
            StorageError: Not at all.
        """
        task = asyncio.current_task()
        if task in self._inside:
            message = "a transaction inside a transaction would wait for itself"
            raise RuntimeError(message)
        self._inside.add(task)
        try:
            async with self._alone(urgent=urgent), self._connected(writing=True, relaxed=relaxed) as session:
                tx = Transaction(session, self._codec)
                yield tx
                session.check()
                await _undisturbed(_translated(session.connection.commit()))
        finally:
            self._inside.discard(task)
        self._tell(session, tx)
        if session.erased and self.file is not None:
            await self._fold_log()

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Transaction]:
        """For reading only: on SQLite it does not wait for the writer. Nothing is committed.

        Raises:
            StorageUnavailableError: Not now.
        """
        if self._anchor is not None:  # connections to one memory share its locks
            async with self._alone(), self._connected(writing=False) as session:
                yield Transaction(session, self._codec)
        else:
            async with self._connected(writing=False) as session:
                yield Transaction(session, self._codec)

    async def close(self) -> None:
        """Close all connections."""
        with suppress(SQLAlchemyError, OSError, TimeoutError):
            async with asyncio.timeout(_CLOSING_SECONDS):
                await self._engine.dispose()
        if self._anchor is not None:
            self._anchor.close()

    async def _prepare(self) -> None:
        """Make the folder and the tables."""
        if self.file is not None:
            try:
                self.file.parent.mkdir(parents=True, exist_ok=True)
                self.file.touch(mode=0o600)  # nobody else reads what students ask
                self._opened = _identity(self.file)
            except OSError as error:
                raise StorageError(error.strerror or str(error)) from None
        async with self._connected(writing=False) as session:
            if self.on_postgres:
                self._namespace = str((await session.execute(text("SELECT current_schema()"))).scalar_one())
            version = await _translated(session.connection.run_sync(migrate.current))
        if version == migrate.HEAD:
            return
        change = migrate.create if self._anchor is not None else migrate.upgrade
        async with self._connected(writing=True) as session:
            await _translated(session.connection.run_sync(change))
            await _translated(session.connection.commit())

    async def _check_key(self, *, accept: bool) -> None:
        """Under another key nobody would be recognised, and nothing that was asked could be forgotten."""
        async with self.snapshot() as tx:
            mark = tx.key(_KEY_MARK)
            if await tx.facts.get(_KEY_MARK) == mark:
                return
        async with self.transaction() as tx:
            if accept:
                await tx.facts.set(_KEY_MARK, mark)
            elif await tx.facts.keep(_KEY_MARK, mark) != mark:
                message = (
                    "it was written with another key of the hashes: put the old KONSPEKT_SECRET "
                    "(or the file `secret` in KONSPEKT_DATA) back, or give up knowing people from before: "
                    "`konspekt accept-key`"
                )
                raise StorageError(message)

    @asynccontextmanager
    async def _alone(self, *, urgent: bool = False) -> AsyncIterator[None]:
        """On SQLite, this process's only writer."""
        if self._writer is None:
            yield
        else:
            async with self._writer.mine(urgent=urgent):
                yield

    @asynccontextmanager
    async def _connected(self, *, writing: bool, relaxed: bool = False) -> AsyncIterator[Session]:
        """A connection in a transaction that is rolled back unless the block commits it."""
        connection = await _translated(self._connect({engines.WRITING: writing, engines.RELAXED: relaxed}))
        try:
            session = Session(connection, self._secret, self._clock, self._namespace)
            session.relaxed = relaxed and self.on_postgres
            yield session
        finally:
            await _undisturbed(_closed(connection))

    async def _connect(self, options: dict[str, bool]) -> AsyncConnection:
        connection = await self._engine.connect()
        try:
            await connection.execution_options(**options)
            await connection.begin()
        except BaseException:
            await connection.close()
            raise
        return connection

    async def _fold_log(self) -> None:
        """Empty SQLite's write-ahead log: until then it holds what was erased, as it was written once."""
        try:
            for _ in range(_FOLDINGS):
                async with self._alone():
                    if await _undisturbed(engines.fold_log(self._engine)):
                        return
                await asyncio.sleep(_BETWEEN_FOLDINGS)
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            _logger.warning("the write-ahead log keeps what was erased for some hours more: %s", error)
        else:
            _logger.warning("the write-ahead log keeps what was erased for some hours more: it is being read")

    def _tell(self, session: Session, tx: Transaction) -> None:
        """Let those who wait know what was committed."""
        for call in session.after:
            call()
        fleeting = tuple(tx.outbox.fleeting)
        if session.handling or session.sending or fleeting:
            committed = Committed(frozenset(session.handling), frozenset(session.sending), fleeting)
            for listener in tuple(self._listeners):
                listener(committed)


def _identity(file: Path) -> tuple[int, int] | None:
    """Which file this is, whatever it is called; None where there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


async def _closed(connection: AsyncConnection) -> None:
    """Give a connection back to the pool, whatever state it is in; closing rolls back."""
    try:
        await connection.close()
    except (SQLAlchemyError, OSError, TimeoutError):
        with suppress(SQLAlchemyError, OSError, TimeoutError):
            await connection.invalidate()


async def _translated(work: Coroutine[Any, Any, _T]) -> _T:
    """Await something of the database's; its errors become the store's."""
    try:
        return await work
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        translated = translate(error)
        if translated is None:
            raise
        raise translated from error


async def _undisturbed(work: Coroutine[Any, Any, _T]) -> _T:
    """Await something to its end even when cancelled meanwhile, so that its outcome is known."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # seen: cancellation goes first
        raise
