"""What can be asked of the keeper of the notes, and what it needs to do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.model import Place  # noqa: TC001 - jobs are written down, which takes their types

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from bot.courses.course import Course
    from bot.storage import Store
    from corpus import Notes

    Read = Callable[[Path], tuple[Course, Notes]]


class Serving(Protocol):
    """Where the courses that are served stand."""

    @property
    def courses(self) -> Mapping[str, Course]:
        """By name."""

    def put(self, course: Course) -> None:
        """Serve this from now on."""


class Download(Protocol):
    """Fetches a file that somebody sent."""

    async def __call__(self, file_id: str, limit: int) -> bytes | None:
        """Its bytes; None where it cannot be had or is longer than `limit`."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked for something, and hears what comes of it."""

    place: Place
    language: str
    """Code of a catalog."""
    message: int | None = None
    """What to reply to."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody sent."""

    file_id: str
    name: str
    size: int = 0
    """Bytes; 0 where nobody told."""


@dataclass(frozen=True, slots=True)
class Reload:
    """Read a course's notes again."""

    course: str
    asker: Asker | None = None
    """None where files changed by themselves."""
    quiet: bool = False
    """Whoever changed the files knows of it: nothing is told unless it fails."""


@dataclass(frozen=True, slots=True)
class Propose:
    """A file was sent: tell what it would change."""

    course: str
    asker: Asker
    upload: Upload
    stamp: int
    """Tells this proposal from others."""


@dataclass(frozen=True, slots=True)
class Accept:
    """What was proposed is to take effect."""

    course: str
    asker: Asker
    upload: Upload
    stamp: int


@dataclass(frozen=True, slots=True)
class Undo:
    """The version before the last change is to come back."""

    course: str
    asker: Asker


@dataclass(frozen=True, slots=True)
class Illustrate:
    """Pictures that came with an answer are to stand under it where it is kept."""

    course: str
    asker: Asker
    entry: str
    """Its name."""
    pictures: tuple[str, ...]
    """The platform's handles."""


Job = Reload | Propose | Accept | Undo | Illustrate


@dataclass(frozen=True, slots=True)
class Means:
    """What a keeper works with."""

    shelf: Serving
    store: Store
    sources: Mapping[str, Path]
    """Where each course is read from, by name: also of courses that could not be read so far."""
    read: Read
    """Makes a course of notes. May raise CorpusError."""
    download: Download
    kept: Path
    """Folder for earlier versions; shared by all processes that share the notes."""
    fixed: bool = False
    """The notes are the bundled sample."""
    language: str = "ru"
    """Where nobody decided."""


def proposal_ref(stamp: int) -> str:
    """The name of the message that shows a proposal with its buttons.

    Args:
        stamp: The proposal's.
    """
    return f"upload:{stamp}"


def proposal_fact(place_key: str, stamp: int) -> str:
    """The fact that a proposal waits for a decision; its value is what `Upload` holds.

    Args:
        place_key: Keyed hash of the staff chat: a button works where it was sent.
        stamp: The proposal's.
    """
    return f"draft:upload:{place_key}:{stamp}"
