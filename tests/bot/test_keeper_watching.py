"""The watch over the notes: edits, folders that go away and come back, links that are turned."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest

from bot.courses import watching

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUIET = 50


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders are looked at often."""
    monkeypatch.setattr(watching, "_LOOK_EVERY", 0.2)


async def _noticed(sources: dict[str, Path], change: Callable[[int], object]) -> str:
    """The first course that is named when something changes all the time: a watch needs time to begin."""

    async def keep_changing() -> None:
        for attempt in range(1000):
            await asyncio.to_thread(change, attempt)
            await asyncio.sleep(0.3)

    changing = asyncio.create_task(keep_changing())
    try:
        async with asyncio.timeout(30), aclosing(watching.changed(sources, QUIET)) as names:
            return await anext(names)
    finally:
        changing.cancel()
        await asyncio.gather(changing, return_exceptions=True)


def _courses(folder: Path) -> dict[str, Path]:
    sources = {name: folder / name for name in ("one", "two")}
    for source in sources.values():
        source.mkdir()
        (source / "a.md").write_text("# A\n", encoding="utf-8")
    return sources


async def test_the_course_whose_file_was_saved_is_named(tmp_path: Path) -> None:
    """And not the other one."""
    sources = _courses(tmp_path)
    named = await _noticed(sources, lambda n: (sources["two"] / "a.md").write_text(f"# {n}\n"))
    assert named == "two"


async def test_a_folder_of_pictures_moved_in_is_noticed(tmp_path: Path) -> None:
    """The system tells of the folder only."""
    sources = _courses(tmp_path)

    def move(attempt: int) -> None:
        (tmp_path / f"new{attempt}").mkdir()
        (tmp_path / f"new{attempt}" / "b.md").write_text("# B\n")
        (tmp_path / f"new{attempt}").rename(sources["one"] / f"new{attempt}")

    assert await _noticed(sources, move) == "one"


async def test_other_files_are_nobodys(tmp_path: Path) -> None:
    """What a course does not keep changes nothing: only the notes beside it are named."""
    sources = _courses(tmp_path)

    def change(attempt: int) -> None:
        (sources["one"] / "todo.txt").write_text(str(attempt))
        (sources["one"] / ".hidden.md").write_text(str(attempt))
        if attempt > 5:
            (sources["two"] / "a.md").write_text(f"# {attempt}\n")

    assert await _noticed(sources, change) == "two"


async def test_a_folder_that_was_away_is_looked_at_again(tmp_path: Path) -> None:
    """Unmounted and mounted again, with other notes perhaps."""
    sources = _courses(tmp_path)

    def swap(attempt: int) -> None:
        if attempt == 3:
            shutil.rmtree(sources["one"])
        if attempt == 8:
            sources["one"].mkdir()

    assert await _noticed(sources, swap) == "one"


async def test_a_link_that_is_turned_is_noticed(tmp_path: Path) -> None:
    """Releases are often swapped like this: nothing changes inside any folder."""
    sources = _courses(tmp_path)
    link = tmp_path / "current"
    link.symlink_to(sources["one"])

    def turn(attempt: int) -> None:
        link.unlink()
        link.symlink_to(sources["two" if attempt % 2 else "one"])

    assert await _noticed({"linked": link}, turn) == "linked"


async def test_a_course_that_comes_later_is_noticed(tmp_path: Path) -> None:
    """No folder was there at the start."""
    later = tmp_path / "later"

    def come(attempt: int) -> None:
        if attempt == 3:
            later.mkdir()

    assert await _noticed({"later": later}, come) == "later"


async def test_nothing_is_said_while_a_folder_is_away(tmp_path: Path) -> None:
    """Once is enough: it is the only course."""
    named = 0
    async with aclosing(watching.changed({"": tmp_path / "away"}, QUIET)) as names:
        try:
            async with asyncio.timeout(1):
                async for _ in names:
                    named += 1
        except TimeoutError:
            pass
    assert named == 0


async def test_one_file_is_watched_where_it_lies(tmp_path: Path) -> None:
    """Also when an editor puts a new file in its place."""
    file = tmp_path / "a.md"
    file.write_text("# A\n", encoding="utf-8")

    def save(attempt: int) -> None:
        (tmp_path / ".swap").write_text(f"# {attempt}\n")
        (tmp_path / ".swap").rename(file)

    assert await _noticed({"": file}, save) == ""
