"""Text with formatting, and buttons, as every shore can show them or leave them out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EntityKind(StrEnum):
    """Formatting that every shore can show or leave out."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKE = "strikethrough"
    CODE = "code"
    PRE = "pre"
    LINK = "text_link"
    QUOTE = "blockquote"
    FOLDED_QUOTE = "expandable_blockquote"


@dataclass(frozen=True, slots=True)
class Entity:
    """Formatting of a run of text."""

    kind: EntityKind
    offset: int
    """UTF-16 code units."""
    length: int
    """UTF-16 code units; at least 1."""
    url: str = ""
    """For links."""
    language: str = ""
    """For code blocks."""


@dataclass(frozen=True, slots=True)
class Rich:
    """Text with formatting."""

    text: str
    entities: tuple[Entity, ...] = ()
    """Sorted by offset, longer first; nested properly or disjoint."""


@dataclass(frozen=True, slots=True)
class Button:
    """One button; exactly one of `tap`, `url`, `copy`, `inline` is set."""

    label: str
    tap: str | None = None
    """Callback data, at most 64 bytes, made by `taps`."""
    url: str | None = None
    copy: str | None = None
    """Text to copy, at most 256 characters."""
    inline: str | None = None
    """Opens inline mode in this chat with this query."""


Buttons = tuple[tuple[Button, ...], ...]
"""Rows of buttons."""
