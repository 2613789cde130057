"""What lies in the data folder unless the settings say otherwise: the database and the key of the hashes."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.config import PREFIX, ConfigError
from bot.disk import settle

if TYPE_CHECKING:
    from bot.config import Settings

SECRET_BYTES: Final = 32


def hash_secret(settings: Settings) -> bytes:
    """The key of the hashes: the one that is set, else the one in the data folder, made on first use."""
    if settings.secret is not None:
        return settings.secret.get_secret_value().encode()
    path = settings.data / "secret"
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write_private(path, secrets.token_bytes(SECRET_BYTES).hex())
        key = path.read_text(encoding="ascii").strip().encode()
    except (OSError, UnicodeDecodeError) as error:
        raise _no_data(settings, error) from error
    if len(key) < 2 * SECRET_BYTES:
        message = f"{path} holds no whole key: put it back from a backup, or remove the file for a new key"
        raise ConfigError(message)
    return key


def database_url(settings: Settings) -> str:
    """Where the store is: the URL that is set, else a file in the data folder."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _no_data(settings, error) from error
    return f"sqlite+aiosqlite:///{settings.data / 'konspekt.db'}"


def _no_data(settings: Settings, error: OSError | UnicodeDecodeError) -> ConfigError:
    reason = (isinstance(error, OSError) and error.strerror) or "not usable"
    return ConfigError(
        f"{PREFIX}DATA: cannot write to {str(settings.data)!r} ({reason}): name a folder that can be"
    )


def _write_private(path: Path, text: str) -> None:
    """Write whole or not at all, readable by nobody else; of two processes that start together one does."""
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
        settle(Path(partial))
        with suppress(FileExistsError):
            os.link(partial, path)
        settle(path.parent)
    finally:
        Path(partial).unlink()
