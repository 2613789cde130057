"""What every repository works with: one connection inside one transaction, the clock, the keyed hash."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from bot.storage.errors import translate

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import ColumnElement, CursorResult, Executable, Table
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.clock import Clock
    from bot.storage.errors import StorageError

_REMOVED_AT_ONCE: Final = 2000  # rows: a few milliseconds, so that pruning never holds up an answer
_KEY_BYTES: Final = 16  # 128 bits: no two people collide, and it fits String(32) in hex


class Session:
    """One transaction's connection and what its repositories share."""

    __slots__ = (
        "_clock",
        "_failure",
        "_keys",
        "_secret",
        "after",
        "connection",
        "erased",
        "handling",
        "namespace",
        "relaxed",
        "sending",
    )

    def __init__(self, connection: AsyncConnection, secret: bytes, clock: Clock, namespace: str = "") -> None:
        self.connection = connection
        self.namespace = namespace
        """Tells apart bots that share a database, for locks."""
        self._secret = secret
        self._clock = clock
        self._failure: StorageError | None = None
        self._keys: dict[str, str] = {}
        self.relaxed = False
        """The commit need not wait for PostgreSQL's disk; said along with the first lock that is taken."""
        self.erased = False
        """Something was to be erased for good: nothing of it may stay in SQLite's write-ahead log."""
        self.sending: set[int] = set()
        """Lanes that got something to send."""
        self.handling: set[int] = set()
        """Lanes that got something to handle."""
        self.after: list[Callable[[], None]] = []
        """To be called once the transaction is committed."""

    @property
    def on_postgres(self) -> bool:
        """Whether the engine is PostgreSQL."""
        return self.connection.dialect.name == "postgresql"

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return self._clock.now()

    def key(self, *parts: object) -> str:
        """A keyed hash of the parts: 32 hex digits that tell nothing without the secret.

        Args:
            parts: Strings, numbers or None; their types and borders count.
        """
        said = repr(parts)  # tells 1 from True, which are equal
        known = self._keys.get(said)  # a question needs the same few again and again
        if known is None:
            digest = hmac.digest(self._secret, said.encode(), "sha256")
            known = self._keys[said] = digest[:_KEY_BYTES].hex()
        return known

    async def execute(self, statement: Executable, values: Any = None) -> CursorResult[Any]:  # noqa: ANN401 - rows as SQLAlchemy takes them
        """Run a statement.

        Args:
            statement: What to run.
            values: A mapping, a list of mappings, or nothing.
        """
        try:
            return await self.connection.execute(statement, values)
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            translated = translate(error)
            if translated is None:
                raise
            self._failure = translated
            raise translated from error

    def check(self) -> None:
        """Refuse to commit after a failed statement, even if somebody caught its error.

        Raises:
            StorageError: That of the statement: PostgreSQL would turn the commit into a rollback silently.
        """
        if self._failure is not None:
            raise self._failure

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """An INSERT that knows ON CONFLICT.

        Args:
            table: Where to.
        """
        return postgresql.insert(table) if self.on_postgres else sqlite.insert(table)


class Repository:
    """A group of tables with their SQL."""

    __slots__ = ("_session",)

    def __init__(self, session: Session) -> None:
        self._session = session

    async def _remove_some(self, table: Table, condition: ColumnElement[bool]) -> int:
        """Delete a bounded number of rows; 0 when none is left."""
        (key,) = table.primary_key.columns
        some = select(key).where(condition).limit(_REMOVED_AT_ONCE)
        removed = await self._session.execute(delete(table).where(key.in_(some)))
        return removed.rowcount
