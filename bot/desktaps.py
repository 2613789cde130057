"""What the buttons of the instructor's desk mean; how they travel is told in `bot.taps`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Human:
    """Wants to ask an instructor."""

    exchange: int


@dataclass(frozen=True, slots=True)
class Submit:
    """Passes a question on to the instructors, or not."""

    exchange: int
    how: str
    """`plain`, `named`, `comment` (wants to add one first), `cancel`."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a student thinks of an instructor's answer."""

    ticket: int
    understood: int
    """1 or 0: asks back."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Wants to know how many are before them."""

    ticket: int


@dataclass(frozen=True, slots=True)
class Case:
    """What an instructor does with a question."""

    ticket: int
    what: str
    """`answer`, `same`, `card`, `close`, `mute`, `close-sure`, `mute-sure`, `unmute`."""


@dataclass(frozen=True, slots=True)
class PointIn:
    """Looks for the section that answers a question."""

    ticket: int
    section: str = ""
    """The heading whose subsections to list; empty for the whole."""
    page: int = 0
    """A page of the contents, from 1; 0 for the sections that are near."""


@dataclass(frozen=True, slots=True)
class PointAt:
    """Sends a section to those who wait."""

    ticket: int
    section: str


@dataclass(frozen=True, slots=True)
class Hours:
    """Office hours."""

    what: str
    """`on`, `off`, `next`."""


@dataclass(frozen=True, slots=True)
class KeepAnswer:
    """Makes an answer an entry of the course's."""

    ticket: int
    what: str
    """`preview`, `edit`, `write`, `cancel`."""


@dataclass(frozen=True, slots=True)
class KeepIn:
    """Says which section an answer that is about to be kept belongs to."""

    ticket: int
    section: str
    """Empty: to none."""


@dataclass(frozen=True, slots=True)
class FaqPage:
    """A page of the answers that are kept."""

    page: int


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """An answer that is kept."""

    name: str
    what: str
    """`show`, `edit`, `fresh`, `remove`, `remove-sure`."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Says which section answers a question that was tried."""

    digest: str
    """Of the question: too long to be carried itself."""
    section: str
    """Empty: the notes hold no answer."""


@dataclass(frozen=True, slots=True)
class Replace:
    """Whether a file that was sent takes effect."""

    stamp: int
    """Of the proposal."""
    sure: int
    """1 or 0."""

    @property
    def what(self) -> str:
        """`accept` or `discard`."""
        return "accept" if self.sure else "discard"
