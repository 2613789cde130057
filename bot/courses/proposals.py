"""Files that instructors send: what they would change, taking effect, and going back."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from bot import taps
from bot.courses import files, telling
from bot.courses.reading import read_again
from bot.courses.upload import MAX_UPLOAD, Refusal, UploadError, stage
from bot.courses.versions import Versions
from bot.courses.work import proposal_fact, proposal_ref
from bot.desktaps import Replace
from bot.model import Button
from bot.pipeline import DeliveryError
from bot.texts.escape import escaped
from corpus import CorpusError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from bot.courses.changes import Changes
    from bot.courses.course import Course
    from bot.courses.messages import Messages, Told
    from bot.courses.upload import Staged
    from bot.courses.work import Accept, Asker, Means, Propose, Undo, Upload
    from bot.model import Buttons
    from bot.storage import Transaction
    from bot.texts.keeping import KeepingTexts

_logger: Final = logging.getLogger(__name__)
_DETAIL: Final = 200
"""Characters of a name inside an archive that are shown."""


class Proposals:
    """What would become of the notes, and what becomes of them.

    A file is not kept between the proposal and the decision: Telegram keeps it, so any process can apply it,
    after any restart, to the notes as they are then.
    """

    def __init__(self, means: Means, messages: Messages) -> None:
        """For the courses of one process.

        Args:
            means: What to work with.
            messages: How to tell what came of it.
        """
        self._means = means
        self._messages = messages

    async def propose(self, job: Propose) -> None:
        """Tell what a file would change, and ask whether it may.

        Args:
            job: The file.
        """
        course = await self._changeable(job.course, job.asker)
        content = await self._content(job.upload, job.asker, job.course) if course else None
        if course is None or content is None:
            return
        try:
            told = await asyncio.to_thread(self._preview, course, job.upload, content)
        except (UploadError, CorpusError, OSError) as error:
            await self._messages.tell(job.course, job.asker, _sorry(error, job.upload, course))
            return
        if told is None:
            await self._messages.tell(job.course, job.asker, lambda words: words.nothing)
            return
        await self._wait_for_decision(job)
        await self._messages.offer(job.asker, told, _decision(job.stamp), proposal_ref(job.stamp))

    async def accept(self, job: Accept) -> bool:
        """Apply what was proposed; whether the files are others now.

        Args:
            job: The file.
        """
        course = await self._changeable(job.course, job.asker)
        content = await self._content(job.upload, job.asker, job.course) if course else None
        if course is None or content is None:
            await self._wait_for_decision(job)  # the buttons are still there: let them be pressed again
            return False
        async with self._means.store.snapshot() as tx:
            now = tx.now()

        try:
            told = await asyncio.to_thread(self._apply, course, job.upload, content, now)
        except (UploadError, CorpusError, OSError) as error:
            await self._wait_for_decision(job)
            await self._messages.tell(job.course, job.asker, _sorry(error, job.upload, course))
            return False
        await self._messages.withdraw(job.asker, told, proposal_ref(job.stamp))
        return True

    async def undo(self, job: Undo) -> bool:
        """Bring the version before the last change back; whether there was one.

        Args:
            job: Whose notes.
        """
        course = await self._changeable(job.course, job.asker)
        if course is None:
            return False
        try:
            undone = await asyncio.to_thread(self._versions(course).undo)
        except OSError as error:
            await self._messages.tell(job.course, job.asker, _not_written(error))
            return False
        if not undone:
            await self._messages.tell(job.course, job.asker, lambda words: words.nothing_to_undo)
        return undone

    async def _changeable(self, name: str, asker: Asker) -> Course | None:
        """The course, if its files can be changed from here; else that is told."""
        course = self._means.shelf.courses.get(name)
        if course is None or self._means.fixed:
            await self._messages.tell(name, asker, lambda words: words.sample)
            return None
        if not self._means.sources[name].is_dir():
            await self._messages.tell(name, asker, lambda words: words.one_file)
            return None
        return course

    async def _content(self, upload: Upload, asker: Asker, name: str) -> bytes | None:
        """The file's bytes; else that is told."""
        if upload.size > MAX_UPLOAD:
            await self._messages.tell(name, asker, lambda words: words.refusals[Refusal.SIZE])
            return None
        content: bytes | None = None
        try:
            content = await self._means.download(upload.file_id, MAX_UPLOAD)
        except DeliveryError as error:
            _logger.warning("a file that was sent could not be fetched: %s", error)
        if content is None:
            await self._messages.tell(name, asker, lambda words: words.not_received)
        return content

    def _preview(self, course: Course, upload: Upload, content: bytes) -> Told | None:
        """What a file would change; None for nothing."""
        with self._staged(course, upload, content) as (staged, found):
            changed = files.differing(course.root, staged.root)
            return _proposal(upload, staged, found, changed) if changed else None

    def _apply(self, course: Course, upload: Upload, content: bytes, now: datetime) -> Told:
        """Make it so; what that changes."""
        with self._staged(course, upload, content) as (staged, found):
            changed = files.differing(course.root, staged.root)
            self._versions(course).apply(staged.root, now)
            return _proposal(upload, staged, found, changed)

    @contextlib.contextmanager
    def _staged(self, course: Course, upload: Upload, content: bytes) -> Iterator[tuple[Staged, Changes]]:
        """A copy of the course with a file in it, read and compared; gone after the block.

        Raises:
            UploadError: The file cannot be taken.
            CorpusError: The notes could not be read then.
            OSError: There is no room.
        """
        self._means.kept.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self._means.kept, prefix="staged-", ignore_cleanup_errors=True) as folder:
            staged = stage(course.root, upload.name, content, Path(folder) / "notes")
            try:
                fresh = read_again(course.name, staged.root, course, self._means.read, staged.lecture)
            except CorpusError as error:
                if error.path == str(staged.root):
                    raise error.about(upload.name) from error
                raise
            yield staged, telling.compared(course, fresh)

    async def _wait_for_decision(self, job: Propose | Accept) -> None:
        upload = job.upload

        async def write(tx: Transaction) -> None:
            place = tx.key("place", job.asker.place.chat, job.asker.place.topic)
            waiting = {"file_id": upload.file_id, "name": upload.name, "size": upload.size}
            await tx.facts.set(proposal_fact(place, job.stamp), {"course": job.course, **waiting})

        await self._messages.patiently(write)

    def _versions(self, course: Course) -> Versions:
        return versions_of(self._means.kept, course.name, course.root)


def versions_of(kept: Path, name: str, root: Path) -> Versions:
    """A course's earlier versions.

    Args:
        kept: The folder for all of them.
        name: The course's; empty for the only one.
        root: Its folder.
    """
    return Versions(kept / (name or "notes"), root)


def recover(kept: Path, sources: Mapping[str, Path]) -> tuple[str, ...]:
    """Undo changes that a crash cut short, before the notes are read; the courses that had one.

    Args:
        kept: Folder of earlier versions.
        sources: Where each course lies, by name.
    """
    undone: list[str] = []
    for name, source in sources.items():
        try:
            if source.is_dir() and versions_of(kept, name, source).recover():
                _logger.warning("notes of %r: a change that was cut short has been undone", name)
                undone.append(name)
        except OSError as error:
            _logger.error(  # noqa: TRY400 - the folder is at fault
                "notes of %r: a change was cut short and cannot be undone: %s", name, error.strerror
            )
    return tuple(undone)


def _proposal(upload: Upload, staged: Staged, found: Changes, changed: frozenset[str]) -> Told:
    gone = changed.difference(files.managed(staged.root))
    return telling.proposal(upload.name, found, staged.ignored, changed - gone, gone)


def _decision(stamp: int) -> Callable[[KeepingTexts], Buttons]:
    def buttons(words: KeepingTexts) -> Buttons:
        return (
            (
                Button(words.apply, tap=taps.to_data(Replace(stamp, 1))),
                Button(words.discard, tap=taps.to_data(Replace(stamp, 0))),
            ),
        )

    return buttons


def _sorry(error: UploadError | CorpusError | OSError, upload: Upload, course: Course) -> Told:
    """Why a file is not taken."""
    if isinstance(error, OSError):
        return _not_written(error)
    if isinstance(error, CorpusError):
        return telling.not_taken(course, error)
    detail = escaped(error.detail[:_DETAIL]) if error.detail != upload.name else ""
    return lambda words: "\n\n".join(part for part in (words.refusals[error.refusal], detail) if part)


def _not_written(error: OSError) -> Told:
    return lambda words: words.read_only(escaped(error.strerror or "?"))
