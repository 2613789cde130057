"""Slow work on notes, outside of anybody's conversation: reloads, uploads, versions.

A handler only asks for it (`Keeper.ask`), in its own transaction, so that it is done whatever happens to this
process. Jobs are done one after the other, in threads, and what comes of each is told to the instructors in a
transaction of its own. The course that is served changes in one assignment, after the new one has been built
and checked.

Several processes may share the notes. Each reads them by itself; a fact in the store says which version was
read last, so that all read it and one tells of it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Final

from bot.courses import errands, telling
from bot.courses.faq import illustrate
from bot.courses.messages import Messages
from bot.courses.proposals import Proposals
from bot.courses.reading import digest_of, read_again
from bot.courses.upload import MAX_UPLOAD
from bot.courses.watching import changed
from bot.courses.work import Accept, Illustrate, Propose, Reload, Undo
from bot.pipeline.delivery import DeliveryError
from bot.storage import StorageUnavailableError
from corpus import CorpusError, check

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from bot.courses.changes import Changes
    from bot.courses.course import Course
    from bot.courses.messages import Told
    from bot.courses.work import Asker, Job, Means
    from bot.storage import Transaction
    from corpus import Problem

_logger: Final = logging.getLogger(__name__)

_AGREE_EVERY: Final = 5.0
"""Seconds between two looks whether another process has read other notes."""


class Keeper:
    """Does jobs on notes, one at a time."""

    def __init__(self, means: Means, digests: Mapping[str, str], recovered: Iterable[str] = ()) -> None:
        """For the courses of one process.

        Args:
            means: What to work with.
            digests: Of the files that the courses served now were read from, by name; none for a course that
                could not be read.
            recovered: Courses in which a change had been cut short and was undone.
        """
        self._recovered = tuple(recovered)
        self._means = means
        self._messages = Messages(means.store, means.language)
        self._proposals = Proposals(means, self._messages)
        self._jobs: asyncio.Queue[tuple[Job, str]] = asyncio.Queue()
        self._errands: set[str] = set()  # names of those in `_jobs`, or being done
        self._locks = means.store.locks()
        self._open = 1  # the look at every course with which `run` begins
        self._served = dict(digests)
        self._known: dict[str, tuple[Problem, ...]] = {}  # course -> problems of what is served
        self._seen: dict[str, object] = {}  # course -> version that some process has read

    @property
    def busy(self) -> bool:
        """Whether something is asked for and not done yet."""
        return self._open > 0

    async def ask(self, tx: Transaction, number: int, job: Job) -> None:
        """Have a job done soon after a transaction, by this process or, if it dies, by another.

        Args:
            tx: The request's.
            number: Of the update that asks.
            job: What to do.
        """
        errand = await errands.note(tx, number, job)
        tx.after_commit(lambda: self.request(job, errand))

    def request(self, job: Job, errand: str = "") -> None:
        """Have a job done soon; returns at once.

        Args:
            job: What to do.
            errand: Its name where it was written down; else it is lost with the process.
        """
        if errand and errand in self._errands:
            return
        self._errands |= {errand} if errand else set()
        self._open += 1
        self._jobs.put_nowait((job, errand))

    def reload(self, course: str) -> None:
        """Read a course again after a change that its instructors made themselves; returns at once.

        Args:
            course: Its name.
        """
        self.request(Reload(course, quiet=True))

    async def settled(self) -> None:
        """Wait until everything that was asked for is done."""
        await self._jobs.join()

    async def run(self) -> None:
        """Do jobs until cancelled; one that fails is logged and does not stop the others."""
        for name in self._recovered:
            await self._messages.tell(name, None, lambda words: words.cut_short)
        for name, source in self._means.sources.items():
            self._known[name] = await asyncio.to_thread(_problems, source)
            # A broken one: to tell what is wrong. The others: this process may have waited for its turn.
            self.request(Reload(name, quiet=True))
        with contextlib.suppress(StorageUnavailableError):  # then `agree` does
            await self.adopt()
        self._open -= 1
        while True:
            job, errand = await self._jobs.get()
            try:
                await self._attempt(job, errand)
            finally:
                self._errands.discard(errand)
                self._open -= 1
                self._jobs.task_done()

    async def close(self) -> None:
        """Leave what is not done to the next process."""
        await self._locks.close()

    async def adopt(self) -> None:
        """Take on what was asked for and is nobody's, from a process that died."""
        async with self._means.store.snapshot() as tx:
            found = await errands.open_errands(tx)
        for name, job in found.items():
            if job is None:
                _logger.error("%s cannot be read: written by another version", name)
                await self._messages.forget(name)
            else:
                self.request(job, name)

    async def _attempt(self, job: Job, errand: str) -> None:
        """Do a job; an errand once, by whichever process has its lock."""
        if not errand:
            await self._do_or_tell(job)
            return
        if await self._mine(errand):
            if isinstance(job, Undo):  # whose effect would not be the same the second time
                await self._messages.forget(errand)
            await self._do_or_tell(job)
            await self._messages.forget(errand)
        with contextlib.suppress(StorageUnavailableError):  # then it is given back anyway
            await self._locks.release(errand)

    async def _do_or_tell(self, job: Job) -> None:
        try:
            await self._do(job)
        except Exception:
            _logger.exception("work on the notes failed: %s", type(job).__name__)
            if job.asker:
                await self._messages.tell(job.course, job.asker, lambda words: words.failed)

    async def _mine(self, errand: str) -> bool:
        """Whether an errand is still to be done, and by this process."""
        while True:
            try:
                if not await self._locks.take(errand):
                    return False
                async with self._means.store.snapshot() as tx:
                    return await tx.facts.get(errand) is not None
            except StorageUnavailableError as error:
                _logger.warning("work on the notes has to wait: %s", error)
                await asyncio.sleep(_AGREE_EVERY)

    async def watch(self) -> None:
        """Ask for a reload whenever a course's files change, until cancelled."""
        async for name in changed(self._means.sources):
            self.request(Reload(name))

    async def agree(self) -> None:
        """Ask for a reload whenever another process has read other notes, until cancelled."""
        for name, digest in self._served.items():
            await self._messages.note(_version(name), digest)
        while True:
            await asyncio.sleep(_AGREE_EVERY)
            try:
                await self.compare_notes()
                await self._locks.check()  # keeps them, too
                await self.adopt()
            except Exception:
                _logger.exception("cannot ask the store for the version of the notes")

    async def compare_notes(self) -> None:
        """Ask for a reload where another process has read other notes than this one."""
        async with self._means.store.snapshot() as tx:
            versions = {name: await tx.facts.get(_version(name)) for name in self._means.sources}
        for name, version in versions.items():
            if version is not None and version != self._seen.get(name):
                self._seen[name] = version
                if version != self._served.get(name):
                    self.request(Reload(name))

    async def _do(self, job: Job) -> None:
        if job.course not in self._means.sources:
            return
        match job:
            case Reload():
                await self._reload(job)
            case Propose():
                await self._proposals.propose(job)
            case Accept():
                if await self._proposals.accept(job):
                    await self._changed(job.course, job.asker, lambda words: words.applied)
            case Undo():
                if await self._proposals.undo(job):
                    await self._changed(job.course, job.asker, lambda words: words.undone)
            case Illustrate():
                await self._illustrate(job)

    async def _illustrate(self, job: Illustrate) -> None:
        course = self._means.shelf.courses[job.course]
        found = [await self._picture(handle) for handle in job.pictures]
        pictures = [picture for picture in found if picture]
        try:
            await asyncio.to_thread(illustrate, course.root, job.entry, pictures)
        except OSError as error:
            _logger.warning("pictures could not be written beside an answer: %s", error.strerror)
            pictures = []
        if len(pictures) < len(found):
            await self._messages.tell(job.course, job.asker, lambda words: words.without_pictures)
        await self._reload(Reload(job.course, quiet=True))

    async def _picture(self, handle: str) -> bytes | None:
        try:
            return await self._means.download(handle, MAX_UPLOAD)
        except DeliveryError as error:
            _logger.warning("a picture of an answer could not be fetched: %s", error)
            return None

    async def _reload(self, job: Reload) -> None:
        name = job.course
        present = self._means.shelf.courses.get(name)
        digest = await asyncio.to_thread(digest_of, self._means.sources[name])
        if present and digest and digest == self._served.get(name):
            if job.asker:
                await self._messages.tell(name, job.asker, lambda words: words.unchanged)
            return
        fresh = await self._read(name, job.asker)
        if fresh is None:
            return
        found = (
            await asyncio.to_thread(telling.compared, present, fresh, self._known[name]) if present else None
        )
        await self._put(fresh, digest)
        if job.asker is None and (job.quiet or (found and telling.unremarkable(found))):
            await self._messages.note(_version(name), digest)
            return
        await self._messages.tell(name, job.asker, _reloaded(fresh, found), once=(_version(name), digest))

    async def _changed(self, name: str, asker: Asker, told: Told) -> None:
        """The files are others now: serve them, and let the other processes know."""
        digest = await asyncio.to_thread(digest_of, self._means.sources[name])
        fresh = await self._read(name, asker)
        if fresh is not None:
            await self._put(fresh, digest)
            await self._messages.note(_version(name), digest)
            await self._messages.tell(name, asker, told)

    async def _read(self, name: str, asker: Asker | None) -> Course | None:
        """The course as its files are now; None, the old one staying, where they cannot be used."""
        present, source = self._means.shelf.courses.get(name), self._means.sources[name]
        try:
            fresh = await asyncio.to_thread(read_again, name, source, present, self._means.read)
        except CorpusError as error:
            reason = error.about(source.name) if error.path == str(source) else error
            _logger.warning("notes of %r are not reloaded: %s", name, reason)
            told = telling.not_taken(present, reason)
            await self._messages.tell(name, asker, told, once=(_trouble(name), str(reason)))
            return None
        await self._messages.note(_trouble(name), "")
        return fresh

    async def _put(self, fresh: Course, digest: str) -> None:
        self._means.shelf.put(fresh)
        self._served[fresh.name] = digest
        self._known[fresh.name] = await asyncio.to_thread(_problems, fresh.source)
        _logger.info("notes of %r are reloaded: %d passages", fresh.name, len(fresh.library.passages))


def _problems(source: Path) -> tuple[Problem, ...]:
    try:
        return check(source)
    except (CorpusError, OSError):
        return ()


def _reloaded(fresh: Course, found: Changes | None) -> Told:
    return lambda words: telling.reloaded(fresh.library, found, words)


def _version(course: str) -> str:
    """The fact that says which files of a course were read last."""
    return f"notes:{course}"[:128]


def _trouble(course: str) -> str:
    """The fact that says why the files of a course cannot be used; empty when they can."""
    return f"notes-trouble:{course}"[:128]
