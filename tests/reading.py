"""Notes of tests, read once for all tests that have the same: indexing takes longer than talking."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.courses.course import open_course
from bot.courses.reading import digest_of

if TYPE_CHECKING:
    from pathlib import Path

    from bot.courses.course import Course
    from corpus import Notes


@dataclass
class Reader:
    """Opens courses like the application, and remembers what it has read."""

    known: dict[tuple[str, str], tuple[Course, Notes]] = field(default_factory=dict)

    def __call__(self, source: Path) -> tuple[Course, Notes]:
        """A course of a folder or a file, wherever it lies."""
        key = (digest_of(source), source.name if source.is_file() else "")
        if key not in self.known or not key[0]:
            self.known[key] = open_course(source)
        course, notes = self.known[key]
        root = source.resolve() if source.is_dir() else source.resolve().parent
        return replace(course, root=root, source=source), replace(notes, root=root)
