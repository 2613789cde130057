"""A table of contents, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.render.compose import bold, italic, join, plain, trimmed
from bot.render.cutting import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Rich

PAGE_SIZE = 8
"""Entries a page: as many as their buttons fit on a phone's screen beside the text."""
LABEL_LIMIT = 120
"""UTF-16 units of one entry; longer headings are cut."""
_STEP = "   "


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an outline."""

    label: str
    depth: int = 0
    """Levels below the outline's own."""
    note: str = ""
    """Said after the label, in italics: a number of sections, a date."""


@dataclass(frozen=True, slots=True)
class OutlinePage:
    """One page of an outline."""

    text: Rich
    first: int
    """Index of its first entry among all; the entries on it are numbered from `first + 1`."""
    count: int
    """Entries on it."""
    page: int
    """From 0."""
    pages: int
    """At least 1."""


def render_outline(title: str, entries: Sequence[Entry], page: int = 0, size: int = PAGE_SIZE) -> OutlinePage:
    """A page of a numbered outline under a bold title.

    Args:
        title: Above the entries; may be empty.
        entries: All of them.
        page: From 0; one that does not exist (any more) becomes the nearest.
        size: Entries a page, at least 1.
    """
    pages = max(1, -(-len(entries) // size))
    page = min(max(page, 0), pages - 1)
    first = page * size
    shown = entries[first : first + size]
    least = min((entry.depth for entry in shown), default=0)
    lines = [bold(cut(plain(" ".join(title.split())), 2 * LABEL_LIMIT))] if title.strip() else []
    for number, entry in enumerate(shown, first + 1):
        label = cut(plain(" ".join(entry.label.split())), LABEL_LIMIT)
        note = join("  ", italic(entry.note)) if entry.note else ""
        lines.append(join(_STEP * (entry.depth - least), f"{number}. ", label, note))
    return OutlinePage(trimmed(join(*lines, by="\n")), first, len(shown), page, pages)
