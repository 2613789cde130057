"""Courses from their files: all of them at the start, one of them again when its files have changed."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.config import course_folders
from bot.courses import files
from bot.courses.course import empty_course
from corpus import CorpusError, Severity, bundled_notes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bot.courses.course import Course
    from bot.courses.work import Read
    from corpus import Notes

_logger: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """Courses as they were read."""

    courses: tuple[Course, ...]
    digests: Mapping[str, str]
    """Name -> digest of the files it was read from; none for a course that could not be read."""
    unread: tuple[CorpusError, ...]
    """Why the others could not be read."""


def sources_of(notes: Path | None, courses: Path | None) -> dict[str, Path]:
    """Where each course is read from, by name.

    Args:
        notes: Of the only course; None for the bundled lecture.
        courses: A folder with a folder for each course; None where there is but one.
    """
    return course_folders(courses) if courses else {"": notes or bundled_notes()}


def open_all(sources: Mapping[str, Path], read: Read) -> Opened:
    """Read courses; one that cannot be read is reported, stays empty and does not stop the others.

    Args:
        sources: Where each is read from, by name; at least one.
        read: Makes a course of notes.
    """
    courses: list[Course] = []
    digests: dict[str, str] = {}
    unread: list[CorpusError] = []
    for name, source in sources.items():
        digest = digest_of(source)
        try:
            course, notes = read(source)
        except CorpusError as error:
            _logger.error("notes of %r cannot be read: %s", name, error)  # noqa: TRY400 - the notes are at fault
            unread.append(error)
            courses.append(empty_course(name, source))
            continue
        report(course, notes)
        courses.append(replace(course, name=name))
        digests[name] = digest
    return Opened(tuple(courses), digests, tuple(unread))


def read_again(name: str, source: Path, present: Course | None, read: Read, sent: str = "") -> Course:
    """Read a course again.

    Args:
        name: The course's.
        source: Where it lies.
        present: As it is served now.
        read: Makes a course of notes.
        sent: Path of the one lecture for which this is done; empty where it is for more.

    Raises:
        CorpusError: It cannot be read, or that lecture, or one that is served now cannot be read any more.
    """
    try:
        course, notes = read(source)
    except OSError as error:  # a folder that is just being unmounted or replaced
        raise CorpusError(source.name, 0, error.strerror or "cannot be read", "unreadable") from error
    if lost := _lost(present, course, notes, sent):
        raise lost
    return replace(course, name=name)


def report(course: Course, notes: Notes) -> None:
    """Tell the operator which files are left out.

    Args:
        course: As it is served.
        notes: As they were read.
    """
    served = {lecture.path for lecture in course.library.lectures}
    for problem in notes.problems:
        if problem.severity is Severity.ERROR and problem.path not in served:
            _logger.warning("left out: %s: %s", problem.where, problem.message)


def digest_of(source: Path) -> str:
    """Tells whether files have changed; empty where they cannot be read.

    Args:
        source: A course's folder, or its only file.
    """
    digest = hashlib.sha256()
    try:
        for path, file in _files(source):
            content = file.read_bytes()
            digest.update(f"{path}\0{len(content)}\0".encode(errors="surrogatepass"))
            digest.update(content)
    except OSError:
        return ""
    return digest.hexdigest()


def _files(source: Path) -> Iterator[tuple[str, Path]]:
    """The files that decide what a course says, with their paths."""
    if source.is_dir():
        for path in files.managed(source):
            yield path, source / path
        return
    yield source.name, source  # of the folder around it only what is the course's own
    for name in sorted(files.BESIDE):
        if (source.parent / name).is_file():
            yield name, source.parent / name


def _lost(present: Course | None, fresh: Course, notes: Notes, sent: str) -> CorpusError | None:
    """Why a lecture that is still there would vanish, or the one that was sent not appear, if so."""
    served = {lecture.path for lecture in present.library.lectures} if present else set()
    readable = {lecture.path for lecture in fresh.library.lectures}
    for problem in notes.problems:
        vanishes = problem.severity is Severity.ERROR and problem.path in served
        if problem.path not in readable and (vanishes or problem.path == sent):
            return CorpusError.of(problem)
    return None
