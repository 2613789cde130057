"""The YAML at the beginning of a file: title, tags, and what an instructor's answer needs."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

MAX_LINES = 200
"""A front matter that is longer is no front matter."""

MAX_BRACKETS = 200
"""Nested lists in one front matter; the YAML reader is slow to give up on thousands."""

_KEY = re.compile(r"[A-Za-z_][\w-]{0,40}\s{0,9}:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file says about itself before its text."""

    length: int = 0
    """Lines it takes, its fences included; 0 for none."""
    title: str = ""
    tags: tuple[str, ...] = ()
    kind: str = ""
    date: str = ""
    about: str = ""
    """The section that an instructor's answer belongs to (`section:`)."""
    broken: tuple[int, str] | None = None
    """0-based line and reason where it cannot be read."""


def read_front_matter(lines: list[str]) -> FrontMatter:
    """Return the front matter of a file; an empty one where the file has none.

    Args:
        lines: The file's lines.
    """
    length = _length(lines)
    if not length:
        return FrontMatter()
    inside = lines[1 : length - 1]
    if sum(line.count("[") + line.count("{") for line in inside) > MAX_BRACKETS:
        return FrontMatter(length, broken=(0, "too many brackets"))
    try:
        # Every scalar stays the text that the author wrote; no object is ever constructed.
        data = yaml.load("\n".join(inside), Loader=yaml.BaseLoader)  # noqa: S506 - safer than SafeLoader
    except (yaml.YAMLError, RecursionError) as error:
        if not any(_KEY.match(line) for line in inside):
            return FrontMatter()
        mark = getattr(error, "problem_mark", None)
        reason = str(getattr(error, "problem", None) or "it cannot be read as YAML")
        line = min(mark.line + 1, length - 1) if mark else 0
        return FrontMatter(length, broken=(line, reason))
    if not isinstance(data, dict):
        return FrontMatter(0 if any(map(str.strip, inside)) else length)
    return FrontMatter(
        length,
        title=_line(data.get("title")),
        tags=_tags(data.get("tags")),
        kind=_line(data.get("kind")).lower(),
        date=_line(data.get("date")),
        about=_line(data.get("section")),
    )


def _length(lines: list[str]) -> int:
    if not lines or lines[0].rstrip() != "---":
        return 0
    for i, line in enumerate(lines[1 : MAX_LINES + 2], start=1):
        if line.rstrip() in {"---", "..."}:
            return i + 1
    return 0


def _line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _tags(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split(",") if "," in value else value.split()
    if not isinstance(value, list):
        return ()
    tags = (_line(tag).lstrip("#").strip() for tag in value)
    return tuple(dict.fromkeys(tag for tag in tags if tag))
