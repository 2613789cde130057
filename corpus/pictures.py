"""Where a picture of the notes lies; nothing outside the notes folder is ever found."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".tif", ".tiff", ".avif"})
"""Files that are pictures."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def is_remote(target: str) -> bool:
    """Tell whether a picture is somewhere on the network, or in the text itself.

    Args:
        target: As written.
    """
    return bool(_SCHEME.match(target)) or target.startswith("//")


def finder(root: Path, path: str, names: Mapping[str, str]) -> Callable[[str], str | None]:
    """Return what finds the pictures of one file.

    Args:
        root: The notes folder, resolved.
        path: The file that shows them, relative to the folder.
        names: Pictures of the folder by their bare name, for Obsidian's `![[name.png]]`.
    """
    folder = PurePosixPath(path).parent

    @cache
    def find(target: str) -> str | None:
        if is_remote(target):
            return None
        for name in _spellings(target):
            found = _inside(root, folder, name)
            if found:
                return found
        bare = unquote(target)
        return names.get(bare) if "/" not in bare else None

    return find


def _spellings(target: str) -> tuple[str, ...]:
    """Return how a target can be meant: as it is, URL-decoded, with the other form of composed letters."""
    plain = unquote(target).replace("\\", "/")
    bare = unquote(re.split(r"[?#]", target, maxsplit=1)[0]).replace("\\", "/")
    forms = (target, plain, bare)
    composed = (unicodedata.normalize(form, plain) for form in ("NFC", "NFD"))
    return tuple(dict.fromkeys((*forms, *composed)))


def _inside(root: Path, folder: PurePosixPath, name: str) -> str | None:
    if not name or name.startswith("/") or "\0" in name or _SCHEME.match(name):
        return None
    parts: list[str] = []
    for part in (*folder.parts, *PurePosixPath(name).parts):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part != ".":
            parts.append(part)
    candidate = root.joinpath(*parts)
    try:
        if candidate.suffix.lower() not in SUFFIXES or not candidate.is_file():
            return None
        if not candidate.resolve().is_relative_to(root):
            return None
    except (OSError, ValueError):
        return None
    return "/".join(parts)
