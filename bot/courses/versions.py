"""The versions before the last changes, to return to; also what undoes a change that a crash cut short."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from bot.courses import files

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

KEPT: Final = 5
"""Earlier versions of a course that are kept."""
_CHANGED: Final = ".changed"
"""In a version: the paths that the change after it touched, one a line; no file of a course's own."""


class Versions:
    """Earlier versions of one course, in a folder of their own."""

    def __init__(self, folder: Path, course: Path) -> None:
        """Keep versions of the course at `course` in `folder`."""
        self._folder = folder
        self._course = course
        self._journal = folder / "applying"
        self._lock = FileLock(folder.parent / f"{folder.name}.lock", thread_local=False)

    def apply(self, staged: Path, now: datetime) -> None:
        """Keep the course as it is, then make it equal to a staged copy.

        Args:
            staged: The copy.
            now: Names the kept version.

        Raises:
            OSError: The disk is full, or the course's folder is read-only: everything is as before.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._lock:
            version = self._keep(staged, now)
            files.write_whole(self._journal, version.name.encode())
            try:
                files.mirror(staged, self._course)
            except OSError:
                self._restore(version)
                raise
            self._journal.unlink()
            for old in self._all()[:-KEPT]:
                shutil.rmtree(old, ignore_errors=True)

    def undo(self) -> bool:
        """Return to the version before the last change; False where there is none.

        What instructors have written through the bot since then stays.

        Raises:
            OSError: The course's folder cannot be written.
        """
        kept = self._all()
        if not kept:
            return False
        with self._lock:
            files.write_whole(self._journal, kept[-1].name.encode())
            self._restore(kept[-1])
        return True

    def recover(self) -> bool:
        """Undo a change that was cut short; whether there was one. To be called at the start.

        Raises:
            OSError: The course's folder cannot be written.
        """
        if not self._journal.is_file():
            return False
        try:
            with self._lock.acquire(blocking=False):
                self._restore(self._folder / self._journal.read_text(encoding="ascii"))
        except Timeout:  # another process is in the middle of it
            return False
        return True

    def _keep(self, staged: Path, now: datetime) -> Path:
        """Copy the course as it is."""
        version = self._folder / now.strftime("%Y%m%dT%H%M%S%f")
        partial = version.with_suffix(".part")
        shutil.rmtree(partial, ignore_errors=True)  # of an attempt that was cut short
        try:
            files.copy(self._course, partial)
            changed = "\n".join(sorted(files.differing(self._course, staged)))
            files.write_whole(partial / _CHANGED, changed.encode(errors="surrogateescape"))
            partial.rename(version)
        except OSError:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        return version

    def _restore(self, version: Path) -> None:
        """Make the course what it was, and end the journal; may be repeated."""
        if version.is_dir() and version != self._folder:
            changed = (version / _CHANGED).read_bytes().decode(errors="surrogateescape").splitlines()
            there = {*files.managed(self._course), *files.managed(version)}
            files.mirror(
                version, self._course, {path for path in there if files.beside(path) and path not in changed}
            )
            shutil.rmtree(version)
        self._journal.unlink(missing_ok=True)

    def _all(self) -> list[Path]:
        """Earlier versions, oldest first."""
        if not self._folder.is_dir():
            return []
        return sorted(one for one in self._folder.iterdir() if one.is_dir() and not one.suffix)
