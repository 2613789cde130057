"""Pictures that Telegram already holds are sent by their handle; the others are uploaded once."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from telegram.error import BadRequest

from bot.shore import faults

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

    from telegram import Message

_LOG = logging.getLogger(__name__)

Media = str | bytes
"""A handle, or the content to upload."""


class FileCache(Protocol):
    """Remembers the platform's handles of files; the application's store is behind it."""

    async def get(self, bot: int, digest: str) -> str | None:
        """The handle of a file, if this bot has one."""

    async def put(self, bot: int, digest: str, file_id: str) -> None:
        """Remember a handle."""

    async def drop(self, bot: int, digest: str) -> None:
        """Forget a handle that was refused."""


@dataclass
class MemoryFiles:
    """A FileCache for tests and trials."""

    held: dict[tuple[int, str], str] = field(default_factory=dict)

    async def get(self, bot: int, digest: str) -> str | None:
        """See `FileCache`."""
        return self.held.get((bot, digest))

    async def put(self, bot: int, digest: str, file_id: str) -> None:
        """See `FileCache`."""
        self.held[bot, digest] = file_id

    async def drop(self, bot: int, digest: str) -> None:
        """See `FileCache`."""
        self.held.pop((bot, digest), None)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that exists."""

    path: Path
    digest: str
    """SHA-256 of the file, hex."""
    file_id: str | None
    """Telegram's handle, where there is one."""


class _UnusableError(Exception):
    """A picture that cannot be prepared, or that Telegram does not take for one."""


class Pictures:
    """Finds, prepares and remembers pictures."""

    def __init__(
        self,
        cache: FileCache,
        find: Callable[[str, str], Path | None],
        prepare: Callable[[Path], bytes] | None = None,
    ) -> None:
        """Over a cache.

        Args:
            cache: Remembers handles.
            find: Course and relative path -> the file, None when there is none (any more).
            prepare: The file as bytes within Telegram's limits; as it is where not given. Runs in a thread.
        """
        self._cache = cache
        self._digests: dict[Path, tuple[tuple[int, int], str]] = {}
        self._find = find
        self._prepare = prepare or _as_it_is
        self.bot = 0
        """Id of the bot, set once it is connected."""

    async def get(self, course: str, path: str) -> Picture | None:
        """A picture, or None when its file cannot be read.

        Args:
            course: The course whose notes hold it.
            path: Relative to the notes folder.
        """
        found = self._find(course, path)
        if found is None:
            return None
        try:
            digest = await self._digest(found)
        except OSError as error:
            _LOG.warning("the picture %s cannot be read: %s", path, error.strerror)
            return None
        return Picture(found, digest, await self._cache.get(self.bot, digest))

    async def _digest(self, path: Path) -> str:
        """SHA-256 of a file, kept for as long as its time and size are the same."""
        state = _state(path)
        known, digest = self._digests.get(path, (None, ""))
        if known != state:
            digest = await asyncio.to_thread(_digest, path)
            self._digests[path] = state, digest
        return digest

    async def send(
        self, pictures: Sequence[Picture], send: Callable[[list[Media]], Awaitable[Sequence[Message]]]
    ) -> Sequence[Message] | None:
        """Send pictures: by their handles, or uploaded where there is none or it is refused.

        Args:
            pictures: What to send.
            send: Sends handles or contents; a message for each comes back.

        Returns:
            The messages; None when Telegram does not take one of them for a picture.
        """
        try:
            sent = await self._try(pictures, send)
        except _UnusableError as error:
            _LOG.warning("a picture cannot be sent: %s", error)
            return None
        for picture, message in zip(pictures, sent, strict=True):
            if message.photo and message.photo[-1].file_id != picture.file_id:
                await self._cache.put(self.bot, picture.digest, message.photo[-1].file_id)
        return sent

    async def forget(self, pictures: Sequence[Picture]) -> None:
        """Drop handles that Telegram refuses; the next message uploads the pictures again.

        Args:
            pictures: Theirs.
        """
        for picture in pictures:
            await self._cache.drop(self.bot, picture.digest)

    async def _try(
        self, pictures: Sequence[Picture], send: Callable[[list[Media]], Awaitable[Sequence[Message]]]
    ) -> Sequence[Message]:
        try:
            return await send([picture.file_id or await self._content(picture) for picture in pictures])
        except BadRequest as error:
            if faults.says(error, faults.BAD_PICTURE):
                raise _UnusableError(str(error)) from None
            if not faults.says(error, faults.WRONG_FILE):
                raise
        await self.forget(pictures)
        return await send([await self._content(picture) for picture in pictures])

    async def _content(self, picture: Picture) -> bytes:
        try:
            return await asyncio.to_thread(self._prepare, picture.path)
        except (OSError, ValueError) as error:
            raise _UnusableError(str(error)) from error


def _as_it_is(path: Path) -> bytes:
    return path.read_bytes()


def _state(path: Path) -> tuple[int, int]:
    """What changes with a file: its time and size; quicker than a thread to ask in."""
    seen = path.stat()
    return seen.st_mtime_ns, seen.st_size


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
