"""Notices when the files of courses change, also after their folder was away for a while."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

import watchfiles

from bot.courses import files

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping

_logger: Final = logging.getLogger(__name__)

QUIET: Final = 1500
"""Milliseconds without another change after which files are read: an editor or `git pull` writes many."""
_STEP: Final = 300
"""Milliseconds between two looks whether it is quiet."""
_LOOK_EVERY: Final = 5.0
"""Seconds between two looks whether the folders are still the same ones: a mount, a swapped link."""

Mark = tuple[str, int, int]
"""Where a folder really is, and which one it is there."""


async def changed(sources: Mapping[str, Path], quiet: int = QUIET) -> AsyncGenerator[str]:
    """Names of courses whose files have changed.

    Args:
        sources: Folders, or one file, by the name of the course.
        quiet: Milliseconds without another change to wait for.

    Yields:
        Each name once for changes that belong together.
    """
    marks: dict[str, Mark] = {}
    while True:
        before, marks = marks, _marks(sources)
        if before:
            for name in sources:
                if before.get(name) != marks.get(name):
                    yield name
        if not marks:
            await asyncio.sleep(_LOOK_EVERY)
            marks = {"/": ("", 0, 0)}  # no course is called so: whatever comes is news
            continue
        try:
            async for names in _seen(sources, marks, quiet):
                for name in names:
                    yield name
        except OSError as error:
            _logger.warning("cannot watch the notes: %s", error.strerror or error)
            await asyncio.sleep(_LOOK_EVERY)


async def _seen(
    sources: Mapping[str, Path], marks: Mapping[str, Mark], quiet: int
) -> AsyncIterator[list[str]]:
    """Names of courses whose files have changed, as long as the folders are the same ones."""
    roots = [(Path(mark[0]), name) for name, mark in marks.items()]
    whole = all(sources[name].is_dir() for name in marks)

    def ours(_: watchfiles.Change, path: str) -> bool:
        return bool(_touched(roots, [path]))

    async for changes in watchfiles.awatch(
        *{root for root, _ in roots},
        watch_filter=ours,
        debounce=quiet,
        step=min(_STEP, quiet),
        rust_timeout=int(_LOOK_EVERY * 1000),
        yield_on_timeout=True,
        recursive=whole,  # one file: the folder around it may be anything
    ):
        if changes:
            yield sorted(_touched(roots, [path for _, path in changes]))
        if _marks(sources) != marks:
            return


def _marks(sources: Mapping[str, Path]) -> dict[str, Mark]:
    """The folders that are there."""
    found: dict[str, Mark] = {}
    for name, source in sources.items():
        try:
            folder = source.resolve()
            folder = folder if folder.is_dir() else folder.parent
            status = folder.stat()
        except OSError:
            continue
        found[name] = (str(folder), status.st_dev, status.st_ino)
    return found


def _touched(roots: Iterable[tuple[Path, str]], paths: Iterable[str]) -> set[str]:
    """The courses to which changed files belong; other files beside the notes are nobody's."""
    return {
        name
        for path in map(Path, paths)
        for root, name in roots
        if path.is_relative_to(root) and _matters(path.relative_to(root))
    }


def _matters(path: Path) -> bool:
    """A file of a course; or what may be a folder of them, moved as a whole."""
    folder = not path.suffix and not any(part.startswith(".") for part in path.parts)
    return folder or files.belongs(path.as_posix())
