"""Locks among replicas: PostgreSQL's advisory locks; on SQLite one process is alone anyway."""

from __future__ import annotations

import asyncio
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, Protocol

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.storage.errors import StorageUnavailableError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

    from bot.storage.session import Session


_TRY_LOCK: Final = text("SELECT pg_try_advisory_xact_lock(:number)")
_TRY_LOCK_RELAXED: Final = text(
    "SELECT pg_try_advisory_xact_lock(:number), set_config('synchronous_commit', 'off', true)"
)  # one trip to the server instead of two


IDLE_SECONDS: Final = "20s"
"""How long a replica that hangs keeps its locks; one at work asks every few seconds (`check`)."""


class Locks(Protocol):
    """Locks that last until they are released, or the process or its connection dies."""

    async def take(self, *name: object) -> bool:
        """Take a lock; False when another process has it. Taking one's own lock again succeeds."""
        ...

    async def release(self, *name: object) -> None:
        """Give a lock back."""
        ...

    def holds(self, *name: object) -> bool:
        """Whether a lock is held still, as far as is known without asking."""
        ...

    async def check(self) -> None:
        """Find out whether the connection that the locks hang on is alive.

        Raises:
            StorageUnavailableError: It is not; all locks are lost.
        """
        ...

    async def close(self) -> None:
        """Give everything back."""
        ...


class LocalLocks:
    """Locks where there is only one process."""

    def __init__(self) -> None:
        self._held: set[tuple[object, ...]] = set()

    async def take(self, *name: object) -> bool:
        """Always there to be taken.

        Args:
            name: The lock's name.
        """
        self._held.add(name)
        return True

    async def release(self, *name: object) -> None:
        """Give a lock back.

        Args:
            name: The lock's name.
        """
        self._held.discard(name)

    def holds(self, *name: object) -> bool:
        """Whether it was taken and not given back.

        Args:
            name: The lock's name.
        """
        return name in self._held

    async def check(self) -> None:
        """Nothing to lose."""

    async def close(self) -> None:
        """Give everything back."""
        self._held.clear()


class PostgresLocks:
    """Session-level advisory locks, all on one connection of their own."""

    def __init__(self, engine: AsyncEngine, namespace: str) -> None:
        self._engine = engine
        self._namespace = namespace
        self._connection: AsyncConnection | None = None
        self._held: set[tuple[object, ...]] = set()
        self._turn = asyncio.Lock()

    async def take(self, *name: object) -> bool:
        """Take a lock; False when another process has it.

        Args:
            name: The lock's name.

        Raises:
            StorageUnavailableError: The connection is lost, and all locks with it.
        """
        if name in self._held:
            return True
        if await self._ask("SELECT pg_try_advisory_lock(:number)", name):
            self._held.add(name)
            return True
        return False

    async def release(self, *name: object) -> None:
        """Give a lock back.

        Args:
            name: The lock's name.

        Raises:
            StorageUnavailableError: The connection is lost, and all locks with it.
        """
        if name in self._held:
            self._held.discard(name)
            await self._ask("SELECT pg_advisory_unlock(:number)", name)

    def holds(self, *name: object) -> bool:
        """Whether a lock is held still, as far as is known without asking.

        Args:
            name: The lock's name.
        """
        return name in self._held

    async def check(self) -> None:
        """Find out whether the connection is alive.

        Raises:
            StorageUnavailableError: It is not; all locks are lost.
        """
        if self._connection is not None:
            await self._ask("SELECT true", ())

    async def close(self) -> None:
        """Give everything back."""
        async with self._turn:
            await self._drop()

    async def _ask(self, question: str, name: tuple[object, ...]) -> bool:
        async with self._turn:
            try:
                connection = self._connection or await self._connect()
                values = {"number": number(self._namespace, name)} if name else {}
                found = await connection.execute(text(question), values)
                return bool(found.scalar_one())
            except (SQLAlchemyError, OSError, TimeoutError):
                await self._drop()
                message = "the connection that holds the locks is lost"
                raise StorageUnavailableError(message) from None
            except asyncio.CancelledError:
                await self._drop()  # nobody knows whether the lock was taken
                raise

    async def _connect(self) -> AsyncConnection:
        self._connection = connection = await self._engine.connect()
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        driver: Any = (await connection.get_raw_connection()).driver_connection  # asyncpg's
        driver.add_termination_listener(lambda _: self._lost(connection))
        setting = {"seconds": IDLE_SECONDS}
        await connection.execute(text("SELECT set_config('idle_session_timeout', :seconds, false)"), setting)
        return connection

    def _lost(self, connection: AsyncConnection) -> None:
        """The server ended the connection: another process may have the locks already."""
        if connection is self._connection:
            self._held.clear()

    async def _drop(self) -> None:
        """Forget all locks and close the connection, which gives them back."""
        self._held.clear()
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.invalidate()
            await connection.close()


async def try_transaction_lock(session: Session, name: tuple[object, ...]) -> bool:
    """Take a lock until the transaction ends; False when another replica has it.

    Args:
        session: Of the transaction.
        name: The lock's name.
    """
    if not session.on_postgres:
        return True  # BEGIN IMMEDIATE is the lock
    question = _TRY_LOCK_RELAXED if session.relaxed else _TRY_LOCK
    session.relaxed = False
    found = await session.execute(question, {"number": number(session.namespace, name)})
    return bool(found.scalar_one())


def number(namespace: str, name: tuple[object, ...]) -> int:
    """PostgreSQL's locks are numbers: a lock's name as one of 64 bits.

    Args:
        namespace: Tells apart bots that share a database.
        name: The lock's name.
    """
    return int.from_bytes(blake2b(repr((namespace, name)).encode(), digest_size=8).digest(), signed=True)
