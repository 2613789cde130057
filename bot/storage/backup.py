"""A copy of an SQLite database while it is in use, and the way back."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from bot.disk import settle
from bot.storage import migrate, urls
from bot.storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.storage.clock import Clock

_WAIT: Final = 10.0  # seconds for a writer to finish
_PRIVATE: Final = 0o600
_HELD: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_BESIDE: Final = ("-wal", "-shm")  # files that SQLite keeps beside a database in use


def backup(url: str, target: Path) -> int:
    """Copy the database, which may be in use, into a file; its size in bytes.

    Args:
        url: The database, as given to `Store.open`.
        target: Written only when complete; what was there before is replaced.

    Raises:
        StorageError: There is nothing to copy, or the copy cannot be written; one line.
    """
    source = _file_of(url)
    try:
        if not source.is_file():
            message = f"there is no database {source}"
            raise StorageError(message)
        its_own = [source.resolve().with_name(source.name + rest) for rest in ("", *_BESIDE)]
        if target.resolve() in its_own:
            message = f"{target} is the database itself: name another file for its backup"
            raise StorageError(message)
        with _partial(target) as partial:
            _copy(source, partial)
            _check(partial)
            partial.replace(target)
        settle(target.parent)
        return target.stat().st_size
    except (OSError, sqlite3.Error) as error:
        message = f"the backup cannot be written to {target}: {error}"
        raise StorageError(message) from None


def restore(url: str, source: Path, clock: Clock | None = None) -> Path | None:
    """Put a backup in the database's place; where the old database went, None when there was none.

    Args:
        url: The database, as given to `Store.open`. No process may be using it, or waiting to.
        source: A backup.
        clock: Names the old file by the time of day.

    Raises:
        StorageError: The backup is damaged or not ours, or the database is in use; nothing was changed.
    """
    target = _file_of(url)
    try:
        if not source.is_file():
            message = f"there is no backup {source}"
            raise StorageError(message)
        _check(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(working_lock(target), timeout=0), _partial(target) as partial:
            _copy(source, partial)
            _owned_like(target if target.exists() else target.parent, partial, working_lock(target))
            kept = _set_aside(target, clock.now() if clock else datetime.now(UTC))
            partial.replace(target)
            settle(target.parent)
    except Timeout:
        raise _busy(target) from None
    except (OSError, sqlite3.Error) as error:
        message = f"{source} cannot be restored: {error}"
        raise StorageError(message) from None
    return kept


def working_lock(database: Path) -> Path:
    """The lock file that a bot at work on a database holds.

    Args:
        database: The SQLite file.
    """
    return database.with_name(f"{database.name}.working.lock")


def in_use(url: str) -> bool:
    """Whether a bot is at work on an SQLite database; False for others, where several may be.

    Args:
        url: The database, as given to `Store.open`.
    """
    file = urls.file_of(urls.parse(url))
    if file is None:
        return False
    try:
        with FileLock(working_lock(file), timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False


def _file_of(url: str) -> Path:
    file = urls.file_of(urls.parse(url))
    if file is None:
        message = "only an SQLite file is copied this way: for PostgreSQL use pg_dump and pg_restore"
        raise StorageError(message)
    return file


def _busy(database: Path) -> StorageError:
    return StorageError(f"{database} is in use: stop the bot first, and whatever else has it open")


@contextmanager
def _partial(target: Path) -> Iterator[Path]:
    """The name for a file that is not whole yet; nothing has it before the block, nor after."""
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        yield partial
    finally:
        partial.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    target.touch(mode=_PRIVATE)
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=_WAIT)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        # In one step: readers of a write-ahead log hold up no writer, and in several steps a busy
        # database would make the copy start over again and again.
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
    settle(target)


def _owned_like(model: Path, *files: Path) -> None:
    """Give files to the owner of another: an administrator restores what the bot must write to."""
    owner = model.stat()
    for file in files:
        with suppress(PermissionError):  # only an administrator may give files away, and need to
            os.chown(file, owner.st_uid, owner.st_gid)


def _check(file: Path) -> None:
    """Refuse what is damaged, not ours, or of a newer version."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (sound,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            versions = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.DatabaseError as error:
        message = f"{file} is no backup of ours: {error}"
        raise StorageError(message) from None
    if sound != "ok":
        message = f"{file} is damaged: {sound}"
        raise StorageError(message)
    if not versions or versions[0][0] > migrate.HEAD:
        message = f"{file} was written by a newer version: update konspekt"
        raise StorageError(message)


def _set_aside(database: Path, now: datetime) -> Path | None:
    """Give the database a second name, its log folded in, so that nothing is lost by restoring."""
    if not database.exists():
        return None
    _fold(database)
    kept = database.with_name(f"{database.name}.before-{now:%Y%m%dT%H%M%S}")
    for rest in _BESIDE:  # of a damaged one; to the new one they would be poison
        part = database.with_name(database.name + rest)
        if part.exists():
            part.replace(kept.with_name(kept.name + rest))
    os.link(database, kept)  # not renamed: whenever the power goes, there is a database
    return kept


def _fold(database: Path) -> None:
    """Write the log into the database, which SQLite only does where nobody else has it open."""
    with closing(sqlite3.connect(database, timeout=_WAIT)) as connection:
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode not in _HELD:
                return  # a damaged database is what restoring is for: it is set aside as it is, log and all
            mode = "held"
    if mode != "delete":  # by a process that waits for its turn, or makes a report
        raise _busy(database)
