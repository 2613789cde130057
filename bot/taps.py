"""What a button means, to callback data and back: at most 64 bytes, versioned, never trusted.

1:s:17:2      Show(exchange=17, rank=2)
|  |  `------ the fields in their order
|  `--------- which tap
`------------ version of the whole scheme
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Final

from bot.desktaps import (
    Case,
    FaqEntry,
    FaqPage,
    Hours,
    Human,
    Judge,
    KeepAnswer,
    KeepIn,
    PointAt,
    PointIn,
    Queue,
    Replace,
    Submit,
    Understood,
)

VERSION: Final = "1"
MOST_BYTES: Final = 64  # Telegram's limit on callback data
_LARGEST: Final = 2**53  # beyond any row number or page; keeps a forged number out of the database
_WORD: Final = re.compile(r"[a-z0-9-]{0,24}")
_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,15}")


@dataclass(frozen=True, slots=True)
class Show:
    """Another result of an answer."""

    exchange: int
    rank: int
    """Position among the passages, from 0."""
    full: int = 0
    """1: unfolded, where a group shows the best part only."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an answer helped."""

    exchange: int
    helpful: int
    """1 or 0."""
    full: int = 0
    """1: the message shows the passage unfolded."""


@dataclass(frozen=True, slots=True)
class Open:
    """A section as a whole."""

    section: str
    part: int = 0
    """Page of a section too long for one message, from 0."""
    exchange: int = 0
    """The answer to go back to; 0 for none."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """All pictures of a section, as a new message."""

    section: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents."""

    section: str = ""
    """The heading whose subsections to list; empty for the whole."""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Glossary:
    """A page of the glossary."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class Define:
    """A term's definition."""

    passage: str
    at: int = 0
    """The term's number in the glossary, where one goes back to."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question proposed by the bot."""

    digest: str
    """Of the question: too long to be carried itself."""


@dataclass(frozen=True, slots=True)
class Choose:
    """A setting."""

    name: str
    value: str = ""
    """Empty for the next one in turn."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Whether to erase what is kept of a person."""

    sure: int
    """1 or 0."""


@dataclass(frozen=True, slots=True)
class Pick:
    """Which course questions here are about."""

    course: str
    """Digest of its name."""
    exchange: int = 0
    """The question that waits for it; 0 for none."""


Tap = (
    Show
    | Verdict
    | Open
    | Pictures
    | Contents
    | Glossary
    | Define
    | Example
    | Choose
    | Forget
    | Pick
    | Human
    | Submit
    | Understood
    | Queue
    | Case
    | PointIn
    | PointAt
    | Hours
    | KeepAnswer
    | KeepIn
    | FaqPage
    | FaqEntry
    | Judge
    | Replace
)

_LETTERS: Final[dict[str, type[Tap]]] = {
    "s": Show,
    "v": Verdict,
    "o": Open,
    "p": Pictures,
    "c": Contents,
    "g": Glossary,
    "d": Define,
    "e": Example,
    "x": Choose,
    "f": Forget,
    "t": Pick,
    "h": Human,
    "n": Submit,
    "u": Understood,
    "q": Queue,
    "k": Case,
    "i": PointIn,
    "a": PointAt,
    "w": Hours,
    "b": KeepAnswer,
    "y": KeepIn,
    "l": FaqPage,
    "m": FaqEntry,
    "j": Judge,
    "r": Replace,
}
_LETTER_OF: Final = {kind: letter for letter, kind in _LETTERS.items()}
_FIELDS: Final = {kind: fields(kind) for kind in _LETTER_OF}


def to_data(tap: Tap) -> str:
    """Callback data for a button.

    Args:
        tap: What the button means.

    Raises:
        ValueError: The result would be refused, here or by Telegram: a mistake in the program.
    """
    values = (str(getattr(tap, field.name)) for field in _FIELDS[type(tap)])
    data = ":".join((VERSION, _LETTER_OF[type(tap)], *values))
    if len(data.encode()) > MOST_BYTES or from_data(data) != tap:
        message = f"not fit for a button: {data!r}"
        raise ValueError(message)
    return data


def from_data(data: str) -> Tap | None:
    """What a button meant, or None for what no button of ours ever said.

    Args:
        data: Callback data: anybody can send any.
    """
    version, _, rest = data.partition(":")
    letter, _, rest = rest.partition(":")
    kind = _LETTERS.get(letter)
    if version != VERSION or kind is None:
        return None
    words = rest.split(":")
    expected = _FIELDS[kind]
    if len(words) != len(expected):
        return None
    values = [_read(word, field.type) for word, field in zip(words, expected, strict=True)]
    return None if None in values else kind(*values)  # type: ignore[arg-type]  # checked field by field


def _read(word: str, kind: object) -> str | int | None:
    if kind == "str":
        return word if _WORD.fullmatch(word) else None
    return int(word) if _NUMBER.fullmatch(word) and int(word) < _LARGEST else None
