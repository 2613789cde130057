"""The notes that the settings name: mended after a crash, read, and given a keeper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.courses.course import Shelf
from bot.courses.keeper import Keeper
from bot.courses.proposals import recover
from bot.courses.reading import open_all, sources_of
from bot.courses.work import Means

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.config import Settings
    from bot.courses.work import Download, Read
    from bot.storage import Store


@dataclass(frozen=True, slots=True)
class KeptNotes:
    """The courses of one process. Made by `open_notes`."""

    shelf: Shelf
    sources: Mapping[str, Path]
    """Where each course is read from, by name."""
    digests: Mapping[str, str]
    """Of the files that were read."""
    recovered: tuple[str, ...]
    """Courses in which a change had been cut short."""
    settings: Settings
    read: Read

    def keeper(self, store: Store, download: Download) -> Keeper:
        """Who keeps them from now on.

        Args:
            store: What is agreed on, and what is to be sent.
            download: Fetches what instructors send.
        """
        settings = self.settings
        means = Means(
            shelf=self.shelf,
            store=store,
            sources=self.sources,
            read=self.read,
            download=download,
            kept=_kept(settings),
            fixed=settings.notes is None and settings.courses is None,
            language=settings.language,
        )
        return Keeper(means, self.digests, self.recovered)


def open_notes(settings: Settings, read: Read) -> KeptNotes:
    """Read what the settings name; a course that cannot be read stays empty until its files change.

    Args:
        settings: The operator's.
        read: Makes a course of notes.
    """
    sources = sources_of(settings.notes, settings.courses)
    recovered = recover(_kept(settings), sources)
    opened = open_all(sources, read)
    return KeptNotes(Shelf(*opened.courses), sources, opened.digests, recovered, settings, read)


def _kept(settings: Settings) -> Path:
    """Folder for earlier versions of the notes."""
    return settings.data / "versions"
