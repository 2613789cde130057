"""Database URLs as people write them, for the drivers that are used here."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.storage.errors import StorageError

_EXAMPLES: Final = "write sqlite:///konspekt.db or postgresql://user:password@host/database"
_SETTING: Final = re.compile(r"-c\s*([\w.]+)=((?:\\.|\S)*)")  # libpq's `options=-c name=value`


def parse(url: str) -> URL:
    """The URL for the asynchronous driver; `sqlite://` alone is a database in memory.

    Args:
        url: As the operator wrote it.

    Raises:
        StorageError: It is neither SQLite's nor PostgreSQL's. The text never repeats the URL.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        message = f"the database URL cannot be read: {_EXAMPLES}"
        raise StorageError(message) from None
    match parsed.get_backend_name():
        case "sqlite":
            return _sqlite(parsed)
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+asyncpg")
        case other:
            message = f"the database {other!r} is not supported: {_EXAMPLES}"
            raise StorageError(message)


def connect_arguments(url: URL) -> tuple[URL, dict[str, Any]]:
    """Options that libpq knows, as the driver wants them: the URL without them, and the driver's arguments.

    Args:
        url: For PostgreSQL.
    """
    query = {name: value if isinstance(value, str) else value[-1] for name, value in url.query.items()}
    settings = {"application_name": query.pop("application_name", "konspekt"), "jit": "off"}
    for name, value in _SETTING.findall(query.pop("options", "")):
        settings[name] = re.sub(r"\\(.)", r"\1", value)
    arguments: dict[str, Any] = {"server_settings": settings}
    if mode := query.pop("sslmode", None):
        arguments["ssl"] = mode
    return url.set(query=query), arguments


def is_memory(url: URL) -> bool:
    """Whether the database lives in memory only.

    Args:
        url: As `parse` gave it.
    """
    return "mode" in url.query


def memory_uri(url: URL) -> str:
    """How to connect to a database in memory.

    Args:
        url: As `parse` gave it.
    """
    return f"{url.database}?mode=memory&cache=shared"


def name(url: URL) -> str:
    """What to call the database in messages: no user, no password, no options.

    Args:
        url: As `parse` gave it.
    """
    if url.get_backend_name() == "sqlite":
        return "sqlite in memory" if is_memory(url) else f"sqlite:///{url.database}"
    port = f":{url.port}" if url.port else ""
    return f"postgresql://{url.host or 'localhost'}{port}/{url.database or ''}"


def file_of(url: URL) -> Path | None:
    """The file of an SQLite database; None for others.

    Args:
        url: As `parse` gave it.
    """
    if url.get_backend_name() != "sqlite" or is_memory(url) or not url.database:
        return None
    return Path(url.database)


def _sqlite(url: URL) -> URL:
    url = url.set(drivername="sqlite+aiosqlite")
    if url.database and url.database != ":memory:":
        return url
    shared = f"file:konspekt-{secrets.token_hex(8)}"
    return url.set(database=shared, query={"mode": "memory", "cache": "shared", "uri": "true"})
