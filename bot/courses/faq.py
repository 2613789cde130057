"""The instructor's answers as files beside the notes, one Markdown file each: they can be versioned.

faq/2026-11-22-1a2b3c4d.md:
    ---
    kind: faq
    title: Как установить Proxmox?
    date: 2026-11-22
    section: abcdefghij          the section it belongs to, or nothing
    section_text: 5e884898da28   digest of that section when the answer was written
    ---
    The answer.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import yaml

from bot.courses.files import FAQ, write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index import Library

_DIGEST: Final = 12
"""Hex digits of a digest: a change is missed once in 10^14."""
_FENCE: Final = "---\n"
_NAME: Final = re.compile(r"[0-9-]{10}-[0-9a-f]{8}")
_PICTURE: Final = re.compile(rf"!\[[^\]\n]*\]\(([0-9a-f]{{{_DIGEST}}}\.jpg)\)")
"""A picture that was kept with an answer, as it stands in it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer that was kept."""

    question: str
    """One line."""
    answer: str
    """Markdown."""
    date: str
    """ISO."""
    section_id: str = ""
    """The section it belongs to; empty for none."""
    section_text: str = ""
    """Digest of that section's text when the answer was written."""
    name: str = ""
    """File name without its ending; what buttons and commands call it."""


def keep(course: Path, library: Library, new: Entry) -> Entry:
    """Write an answer down; an answer to the same question is replaced.

    Args:
        course: The course's folder.
        library: To know the section as it is now.
        new: The answer; its `name` and `section_text` are found out here.

    Returns:
        The entry as it was written.

    Raises:
        OSError: The folder cannot be written.
    """
    question = " ".join(new.question.split())
    same = next((one for one in entries(course) if one.question.casefold() == question.casefold()), None)
    entry = replace(
        new,
        name=same.name if same else f"{new.date}-{hashlib.sha256(question.encode()).hexdigest()[:8]}",
        question=question,
        answer=new.answer.strip(),
        section_text=_digest(library, new.section_id),
    )
    write_whole(course / FAQ / f"{entry.name}.md", _text(entry).encode())
    if same:
        _forget_pictures(course, same)
    return entry


def illustrate(course: Path, name: str, pictures: Sequence[bytes]) -> None:
    """Put pictures under an answer that is kept; nothing where there is none of this name any more.

    Args:
        course: The course's folder.
        name: The entry's.
        pictures: JPEG files, as Telegram sends photos.

    Raises:
        OSError: The folder cannot be written.
    """
    entry = next((one for one in entries(course) if one.name == name), None)
    if entry is None:
        return
    files = {f"{hashlib.sha256(picture).hexdigest()[:_DIGEST]}.jpg": picture for picture in pictures}
    for file, picture in files.items():
        write_whole(course / FAQ / file, picture)
    said = re.sub(r"[\[\]\\]", "", entry.question)
    shown = (f"![{said}]({file})" for file in files if f"({file})" not in entry.answer)
    answer = "\n\n".join(part for part in (entry.answer, *shown) if part)
    write_whole(course / FAQ / f"{name}.md", _text(replace(entry, answer=answer)).encode())


def reworded(entry: Entry, answer: str) -> str:
    """An entry's answer in other words, with the pictures that it has.

    Args:
        entry: As it was.
        answer: The words, Markdown.
    """
    return "\n\n".join((answer, *(picture.group() for picture in _PICTURE.finditer(entry.answer))))


def withdraw(course: Path, name: str) -> bool:
    """Take an answer back; False where there is none of this name.

    Args:
        course: The course's folder.
        name: The entry's name; anything else is refused, so that no other file can be meant.
    """
    path = course / FAQ / f"{name}.md"
    if not _NAME.fullmatch(name) or not path.is_file():
        return False
    entry = _entry(path)
    path.unlink()
    if entry is not None:
        _forget_pictures(course, entry)
    return True


def entries(course: Path) -> tuple[Entry, ...]:
    """The answers that are kept, oldest first; files that cannot be read are left to `check`.

    Args:
        course: The course's folder.
    """
    found = (_entry(path) for path in sorted((course / FAQ).glob("*.md")) if _NAME.fullmatch(path.stem))
    return tuple(entry for entry in found if entry is not None)


def stale(entry: Entry, library: Library) -> bool:
    """Whether the section an answer belongs to has changed, or gone, since it was written.

    Args:
        entry: An answer.
        library: The notes as they are now.
    """
    return bool(entry.section_id) and entry.section_text != _digest(library, entry.section_id)


def _forget_pictures(course: Path, entry: Entry) -> None:
    """Remove the pictures that were an entry's, where no other one shows them."""
    shown = {file for one in entries(course) for file in _PICTURE.findall(one.answer)}
    for file in set(_PICTURE.findall(entry.answer)) - shown:
        (course / FAQ / file).unlink(missing_ok=True)


def _digest(library: Library, section_id: str) -> str:
    section = library.section(section_id)
    return hashlib.sha256(section.markdown.encode()).hexdigest()[:_DIGEST] if section else ""


def _text(entry: Entry) -> str:
    about = {
        "kind": "faq",
        "title": entry.question,
        "date": entry.date,
        "section": entry.section_id,
        "section_text": entry.section_text,
    }
    front = yaml.safe_dump(
        {name: value for name, value in about.items() if value},
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
    )
    return f"{_FENCE}{front}{_FENCE}\n{entry.answer}\n"


def _entry(path: Path) -> Entry | None:
    try:
        text = path.read_text(encoding="utf-8")
        front, body = text.removeprefix(_FENCE).split(_FENCE, 1)
        about = yaml.load(front, Loader=yaml.BaseLoader)  # noqa: S506 - every scalar stays text
    except (OSError, ValueError, yaml.YAMLError):
        return None
    if not isinstance(about, dict):
        return None
    return Entry(
        name=path.stem,
        question=str(about.get("title", "")),
        answer=body.strip(),
        date=str(about.get("date", "")),
        section_id=str(about.get("section", "")),
        section_text=str(about.get("section_text", "")),
    )
