"""Brings a database to the present schema."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import inspect, text

from bot.storage.errors import StorageError
from bot.storage.schema import metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection

HEAD: Final = "0001"
"""The present schema: the newest file in `migrations/versions` (a test holds them together)."""

_LOCK: Final = 7_013_605_216_640_141_122  # any number of our own: replicas that start together queue here


def current(connection: Connection) -> str | None:
    """The schema that a database has; None for an empty one.

    Args:
        connection: To the database.
    """
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def upgrade(connection: Connection) -> None:
    """Run the migrations that a database lacks, all or nothing, one process at a time.

    Args:
        connection: In a transaction, on SQLite one that may write.

    Raises:
        StorageError: The database was written by a newer version.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if current(connection) == HEAD:
        return
    # Alembic is only imported when there is work for it: it takes a tenth of a second.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    folder = Path(__file__).with_name("migrations")
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError:
        message = f"the database has the schema {current(connection)}, newer than {HEAD}: update konspekt"
        raise StorageError(message) from None


def create(connection: Connection) -> None:
    """Make all tables of an empty database that nothing will ever migrate.

    Args:
        connection: To a database in memory.
    """
    metadata.create_all(connection)
