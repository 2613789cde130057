"""Connections to either database, set up to lose nothing."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING, Final

from sqlalchemy import AsyncAdaptedQueuePool, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage import urls
from bot.storage.sqlite import BEGIN_READING, BEGIN_RELAXED, BEGIN_WRITING, OneTripConnection

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

WRITING: Final = "konspekt_writing"
"""Execution option of connections that are going to write."""

RELAXED: Final = "konspekt_relaxed"
"""Execution option of connections that are going to write and need not wait for the disk."""

_SQLITE_CONNECTIONS: Final = 4  # one writes, the others read
_POSTGRES_CONNECTIONS: Final = 20  # of 100 that a server allows: room for four replicas
_BUSY_STEP: Final = 0.02  # seconds between two attempts
_FOLDING_MILLISECONDS: Final = 100  # nobody can write meanwhile
_BUSY_SECONDS: Final = 10  # another process (a backup, a report) may hold the file for moments
_CONNECT_SECONDS: Final = 10
_STATEMENT_SECONDS: Final = 30  # a server that went silent must not hang a lane for ever
_SERVER_SETTINGS: Final = {
    "idle_in_transaction_session_timeout": "60s",  # nor a replica that was frozen hold the others' lanes
    "tcp_keepalives_idle": "10",  # seconds; a machine that vanished keeps its locks for half a minute
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "4",
}

# A commit waits for the disk (synchronous = FULL, set with each BEGIN), so that a power cut takes back
# nothing that Telegram was told of. Handlers need not wait (NORMAL): what they did is done again if it is
# taken back, and before anything counts as sent, a commit that does wait carries theirs along to the disk.
_PRAGMAS: Final = (
    f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is forgotten does not stay in free pages
    "PRAGMA journal_size_limit = 67108864",
)


def create(url: URL) -> AsyncEngine:
    """An engine for the URL.

    Args:
        url: As `urls.parse` gave it.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    bare, arguments = urls.connect_arguments(url)
    for name, value in _SERVER_SETTINGS.items():
        arguments["server_settings"].setdefault(name, value)
    return create_async_engine(
        bare,
        connect_args={**arguments, "timeout": _CONNECT_SECONDS, "command_timeout": _STATEMENT_SECONDS},
        pool_size=_POSTGRES_CONNECTIONS,
        max_overflow=0,
        pool_timeout=_CONNECT_SECONDS,
        hide_parameters=True,
    )


async def fold_log(engine: AsyncEngine) -> bool:
    """Write SQLite's write-ahead log into the database and empty it; False while somebody reads from it.

    Args:
        engine: Of an SQLite file; this process must not be writing to it.
    """
    async with engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert isinstance(driver, OneTripConnection)  # noqa: S101 - made by `connect` below
        folded: bool = await driver.run(_fold, driver.raw)
        return folded


def _fold(connection: sqlite3.Connection) -> bool:
    connection.execute(f"PRAGMA busy_timeout = {_FOLDING_MILLISECONDS}").close()
    try:
        (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(_PRAGMAS[0]).close()
    return not busy


def _sqlite(url: URL) -> AsyncEngine:
    database, memory = url.database or "", urls.is_memory(url)

    async def connect() -> OneTripConnection:
        connection = await OneTripConnection.open(urls.memory_uri(url) if memory else database, uri=memory)
        try:
            await connection.run(_set_up, connection.raw)
        except BaseException:
            await connection.close()
            raise
        return connection

    engine = create_async_engine(
        url,
        async_creator=connect,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=_SQLITE_CONNECTIONS,
        max_overflow=0,
        pool_timeout=_STATEMENT_SECONDS,
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection) -> None:
    """Set the pragmas."""
    for pragma in _PRAGMAS:
        _insist(connection, pragma)


def _insist(connection: sqlite3.Connection, statement: str) -> None:
    """Run a statement; where another process holds a new file, again: SQLite itself does not wait then."""
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute(statement).close()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(_BUSY_STEP)
        else:
            return


def _begin(connection: Connection) -> None:
    """Take the write lock at once where writing is meant: upgrading later could fail."""
    options = connection.get_execution_options()
    driver = connection.connection.driver_connection
    assert isinstance(driver, OneTripConnection)  # noqa: S101 - made by `connect` above
    if options.get(RELAXED):
        driver.begin_later(BEGIN_RELAXED)
    else:
        driver.begin_later(BEGIN_WRITING if options.get(WRITING) else BEGIN_READING)
