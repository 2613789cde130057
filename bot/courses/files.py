"""Files of a course on disk: which of them are its own, and writing them so that none is ever half there."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

SUFFIXES: Final = frozenset({".md", ".markdown", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp"})
"""Notes and their pictures."""
BESIDE: Final = frozenset({"synonyms.txt", "questions.jsonl"})
"""Files at the top of a course that are neither."""
FAQ: Final = "faq"
"""Folder of the instructor's answers."""


def belongs(path: str) -> bool:
    """Whether a path is one that a course keeps.

    Args:
        path: POSIX, relative to the course.
    """
    pure = PurePosixPath(path)
    if any(part.startswith((".", "__MACOSX")) for part in pure.parts):
        return False
    return path in BESIDE or pure.suffix.lower() in SUFFIXES


def managed(root: Path) -> Iterator[str]:
    """The paths of a course's own files; links are not followed.

    Args:
        root: The course's folder.

    Yields:
        POSIX paths relative to it, in order.
    """
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(folder, name)
            path = file.relative_to(root).as_posix()
            if belongs(path) and not file.is_symlink():
                found.append(path)
    yield from sorted(found)


def write_whole(target: Path, content: bytes) -> None:
    """Write a file that appears at once and whole, whatever stops the process.

    Args:
        target: Its path; folders on the way are made.
        content: Bytes.

    Raises:
        OSError: It cannot be written; the old file is as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def beside(path: str) -> bool:
    """Whether a path is one of what instructors write through the bot: answers, questions, synonyms.

    Args:
        path: POSIX, relative to the course.
    """
    return path in BESIDE or path.startswith(f"{FAQ}/")


def differing(one: Path, other: Path) -> frozenset[str]:
    """The paths whose files are not the same in two folders.

    Args:
        one: A course.
        other: Another version of it.
    """
    here, there = set(managed(one)), set(managed(other))
    both = {path for path in here & there if (one / path).read_bytes() != (other / path).read_bytes()}
    return frozenset((here ^ there) | both)


def mirror(source: Path, target: Path, leave: Container[str] = ()) -> None:
    """Make a course's files equal to another folder's: new and changed ones first, then what has gone.

    Args:
        source: The folder to be like.
        target: The folder to change; files that are not a course's own are left alone.
        leave: Paths to leave as they are.
    """
    wanted = [path for path in managed(source) if path not in leave]
    for path in wanted:
        content = (source / path).read_bytes()
        there = target / path
        if not there.is_file() or there.read_bytes() != content:
            write_whole(there, content)
    for path in set(managed(target)).difference(wanted):
        if path not in leave:
            (target / path).unlink()


def copy(source: Path, target: Path) -> None:
    """Copy a course's own files into a new folder.

    Args:
        source: The course.
        target: Made; must not exist.
    """
    target.mkdir(parents=True)
    for path in managed(source):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / path, target / path)
