"""A small course, the whole bot over it, and Telegram between them and the people of a test."""

from __future__ import annotations

import shutil
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from bot.app import App, Ways
from bot.config import Settings
from bot.courses.course import open_course
from bot.pipeline import Limits, Rates
from tests.campus import Campus
from tests.reading import Reader
from tests.telegram import FakeTelegram

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.courses.course import Course
    from corpus import Notes

SIZES = {"hypervisors/layers.png": (640, 360), "image.png": (300, 300), "registry.png": (400, 200)}
UNHURRIED = Limits(rates=Rates(overall=1000, chat=1000, burst=50, group=1000), first_backoff=0.01)
"""Tests do not wait for each other as people do."""


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def now(self) -> datetime:
        """The present moment."""
        return self.moment

    def passes(self, **span: float) -> None:
        """Time passes: `clock.passes(minutes=20)`."""
        self.moment += timedelta(**span)


class Town:
    """Telegram, the bot in it, and what a test may do to the bot."""

    def __init__(
        self, fake: FakeTelegram, notes: Path, database: str, read: Callable[[Path], tuple[Course, Notes]]
    ) -> None:
        self.fake = fake
        self.notes = notes
        self.clock = Clock()
        self._database = database
        self._read = read
        self.app: App

    async def starts(self, **settings: Any) -> None:  # noqa: ANN401 - any setting
        """The bot goes to work."""
        given = {
            "token": self.fake.token,
            "notes": self.notes,
            "data": self.notes.parent / "data",
            "database_url": self._database,
            "secret": "a secret of the tests",
            **settings,
        }
        ways = Ways(
            request=self.fake.request(), receiving=False, serving=False, pace=UNHURRIED, read=self._read
        )
        self.app = App(Settings.model_validate(given), ways=ways, clock=self.clock)
        await self.app.start()
        self.fake.attach(self.app)

    async def restarts(self, **settings: Any) -> None:  # noqa: ANN401 - any setting
        """The bot is stopped and started; the store stays."""
        await self.app.stop()
        await self.starts(**settings)

    def notes_change(self, file: str, old: str, new: str) -> None:
        """The lecturer edits a file, and the bot takes it over."""
        path = self.notes / file
        text = path.read_text(encoding="utf-8")
        assert old in text, "the notes do not say this"
        path.write_text(text.replace(old, new), encoding="utf-8")
        self.app.shelf.put(open_course(self.notes)[0])


@pytest.fixture(scope="session")
def drawn_notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The notes of the scenarios with their pictures."""
    folder = tmp_path_factory.mktemp("course") / "notes"
    shutil.copytree(Path(__file__).parent / "notes", folder)
    for name, size in SIZES.items():
        Image.new("RGB", size, "white").save(folder / name)
    return folder


@pytest.fixture(scope="session")
def read_once() -> Callable[[Path], tuple[Course, Notes]]:
    """Reads equal notes once for all scenarios, each in the folder of its own test."""
    return Reader()


@asynccontextmanager
async def in_town(town: Town) -> AsyncIterator[Town]:
    """A town whose bot is stopped at the end, and broke no rule."""
    await town.starts()
    try:
        yield town
    finally:
        await town.app.stop()
    town.fake.verify()


@pytest.fixture
async def town(
    tmp_path: Path, drawn_notes: Path, read_once: Callable[[Path], tuple[Course, Notes]]
) -> AsyncIterator[Town]:
    """The bot at work, over notes of the test's own."""
    notes = tmp_path / "notes"
    shutil.copytree(drawn_notes, notes)
    new = Town(FakeTelegram(), notes, f"sqlite:///{tmp_path / 'store.db'}", read_once)
    async with in_town(new):
        yield new


@pytest.fixture
async def campus(
    tmp_path: Path,
    drawn_notes: Path,
    read_once: Callable[[Path], tuple[Course, Notes]],
    database_url: str,
) -> AsyncIterator[Campus]:
    """The bot at work on either database, with an instructor's private chat bound to the course."""
    notes = tmp_path / "notes"
    shutil.copytree(drawn_notes, notes)
    new = Town(FakeTelegram(), notes, database_url, read_once)
    async with in_town(new):
        campus = Campus(new, new.fake.private("Мария"))
        await campus.bind()
        yield campus
