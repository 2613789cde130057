"""Stores for tests: SQLite in a file, and PostgreSQL where KONSPEKT_TEST_POSTGRES names one."""

from __future__ import annotations

import os
import secrets
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

import asyncpg  # type: ignore[import-untyped] # ships no type hints
import pytest

from bot.storage import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

SECRET = b"a secret of the tests"
ENGINES = ("sqlite", "postgresql")


class TestClock:
    """A clock that stands until it is turned."""

    __test__ = False

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment it shows."""
        return self.moment

    def pass_(self, **time: float) -> None:
        """Turn it on, by days, hours, minutes, seconds; negative turns it back."""
        self.moment += timedelta(**time)


@asynccontextmanager
async def database(engine: str, folder: Path) -> AsyncIterator[str]:
    """The URL of an empty database that nobody else uses; PostgreSQL's is a schema, dropped afterwards."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'konspekt.db'}"
        return
    server = os.environ.get("KONSPEKT_TEST_POSTGRES")
    if not server:
        pytest.skip("KONSPEKT_TEST_POSTGRES names no PostgreSQL server")
    schema = f"t{secrets.token_hex(8)}"
    plain = server.replace("postgresql+asyncpg:", "postgresql:")
    connection = await asyncpg.connect(plain)
    await connection.execute(f"CREATE SCHEMA {schema}")
    try:
        mark = "&" if "?" in plain else "?"
        yield f"{plain}{mark}options={quote(f'-c search_path={schema}')}&application_name={schema}"
    finally:
        await connection.execute(f"DROP SCHEMA {schema} CASCADE")
        await connection.close()


async def cut_connections(url: str) -> int:
    """Have PostgreSQL end all connections that a URL of `database` made; how many there were."""
    name = url.rpartition("=")[2]
    connection = await asyncpg.connect(url.partition("?")[0])
    try:
        return len(
            await connection.fetch(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1", name
            )
        )
    finally:
        await connection.close()


@pytest.fixture
def clock() -> TestClock:
    """A clock to turn."""
    return TestClock()


@pytest.fixture(params=ENGINES)
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """An empty database on each engine in turn."""
    async with database(request.param, tmp_path) as url:
        yield url


@pytest.fixture
async def store(database_url: str, clock: TestClock) -> AsyncIterator[Store]:
    """An open store on each engine in turn."""
    store = await Store.open(database_url, SECRET, clock)
    yield store
    await store.close()
