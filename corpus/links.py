"""Links between headings and files of the notes, as GitHub and Obsidian understand them."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from corpus.blocks import groups
from corpus.parse import heading_text
from corpus.pictures import is_remote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.parse import Page

_NO_SLUG = re.compile(r"[^\w\- ]")
_ANCHOR = re.compile(r"""<[a-z][^<>]{0,200}?\b(?:id|name)=["']([^"'<>]{1,200})["']""", re.IGNORECASE)
_NOTE = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link within the notes leads."""

    path: str
    """POSIX path of the file, or a bare name of a note."""
    heading: str
    """What follows the `#`; empty for none."""


def slug(heading: str) -> str:
    """Return the anchor that GitHub gives a heading.

    Args:
        heading: Its plain text.
    """
    return _NO_SLUG.sub("", heading.strip().lower()).replace(" ", "-")


def anchors(page: Page) -> frozenset[str]:
    """Return everything that a link into a file may name after `#`.

    Args:
        page: The file.
    """
    found: dict[str, int] = {}
    names: set[str] = set()
    for part in groups(page.parsed.tokens):
        if part[0].type == "heading_open":
            text = heading_text(part)
            base = slug(text)
            count = found.get(base, 0)
            found[base] = count + 1
            names |= {f"{base}-{count}" if count else base, text.lower()}
    for line in page.lines:
        if "=" in line and "<" in line:
            names |= {name.lower() for name in _ANCHOR.findall(line)}
    return frozenset(names)


def link_of(href: str, path: str) -> Link | None:
    """Return where a Markdown link leads, or None where that is no file of notes.

    Args:
        href: The link's target as the parser left it.
        path: The file it stands in.
    """
    if not href or is_remote(href) or href.startswith("/"):
        return None
    target, _, heading = href.partition("#")
    target = unquote(target.partition("?")[0])
    if target and not _NOTE.search(target):
        return None
    file = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
    return Link(file, unquote(heading))


def note_of(target: str, path: str, notes: Mapping[str, str]) -> Link:
    """Return where an Obsidian link leads.

    Args:
        target: What stands in the brackets before `|`.
        path: The file it stands in.
        notes: Files of the notes by bare name without ending, lower case.
    """
    name, _, heading = target.partition("#")
    heading = heading.rpartition("#")[2]
    if not name:
        return Link(path, heading)
    bare = _NOTE.sub("", posixpath.basename(name)).lower()
    return Link(notes.get(bare, name), heading)


def leads_to(link: Link, names: frozenset[str]) -> bool:
    """Tell whether a link's heading is in a file.

    Args:
        link: The link.
        names: The file's `anchors`.
    """
    wanted = link.heading.strip().lower()
    return not wanted or wanted.startswith("^") or wanted in names or slug(wanted) in names
