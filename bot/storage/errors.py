"""What can go wrong with the store, told in one line and without the database's password.

StorageError                    the store cannot do this: wrong URL, newer schema, damaged file
└── StorageUnavailableError     not now: connection lost, disk full, locked; worth another try
"""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


class StorageError(Exception):
    """The store cannot do what was asked; the text is one line for the operator."""


class StorageUnavailableError(StorageError):
    """The store cannot do it now: the same call may succeed later."""


# SQLSTATE classes and codes of PostgreSQL after which another try is sensible.
_PASSING_CLASSES = ("08", "53", "57P", "58")  # connection, resources (disk full), operator (shutdown), system
_PASSING_CODES = (
    "40001",
    "40P01",
    "55P03",
    "25006",
)  # serialization, deadlock, lock timeout, read-only standby

# Parts of SQLite's messages that tell of a mistake in the statement or the file: no use in trying again.
_LASTING_SQLITE = (
    "no such",
    "syntax error",
    "has no column",
    "already exists",
    "not a database",
    "malformed",
)


def translate(error: BaseException) -> StorageError | None:
    """The store's own error for a database's, or None where the error is not the database's.

    Args:
        error: What was raised inside a transaction.
    """
    if isinstance(error, StorageError):
        return error
    if isinstance(error, DBAPIError):
        said = _one_line(error.orig)
        return (StorageUnavailableError if _passing(error) else StorageError)(f"the database says: {said}")
    if isinstance(error, PendingRollbackError):
        return StorageUnavailableError("the database: the connection was lost")
    if isinstance(error, PoolTimeoutError):
        return StorageUnavailableError("the database: no free connection")
    if isinstance(error, OSError | TimeoutError):
        return StorageUnavailableError(f"the database cannot be reached: {_one_line(error)}")
    return None


def _passing(error: DBAPIError) -> bool:
    """Whether the same statement may succeed later."""
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state:
        return str(state).startswith(_PASSING_CLASSES) or state in _PASSING_CODES
    said = str(error.orig)
    return isinstance(error, OperationalError | InterfaceError) and not any(
        part in said for part in _LASTING_SQLITE
    )


def _one_line(error: BaseException | None) -> str:
    """The error's text without line breaks, and without the class name that the driver puts before it."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text.rpartition(">: ")[2]
