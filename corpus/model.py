"""What notes are made of once they are read: lectures, sections, passages, pictures, problems."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a passage shows."""

    target: str
    """The path or URL as the author wrote it."""
    alt: str
    """The author's description; searched, and read out where pictures are off."""
    path: str | None
    """POSIX path relative to the notes folder, or None where no such file lies inside that folder."""


class BlockKind(StrEnum):
    """What a block of a section is, as far as cutting passages goes."""

    TEXT = "text"
    PICTURE = "picture"
    LIST = "list"
    ITEM = "item"
    TABLE = "table"
    ROW = "row"
    CODE = "code"
    QUOTE = "quote"
    MATH = "math"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a section (or an item of its list, a row of its table), already read."""

    kind: BlockKind
    line: int
    """1-based line in the file."""
    start: int
    """Where its source begins in the section's `markdown`."""
    end: int
    """Where its source ends there."""
    text: str
    """Plain text."""
    lead: str = ""
    """What it announces, where it ends in a colon or is a line in bold: "Преимущества"."""
    term: str = ""
    """What it defines, where it reads "term — definition"."""
    needs: tuple[str, ...] = ()
    """Definitions (of links and footnotes) that its source needs to be complete."""
    notes: tuple[str, ...] = ()
    """Plain text of the footnotes it uses."""
    pictures: tuple[Picture, ...] = ()
    parts: tuple[Block, ...] = ()
    """Items of a list, rows of a table, blocks of a quote."""


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with the text that stands under it, up to the next heading of any level."""

    id: str
    """Stable while the lecture's id and the headings on the way to it stay: 10 characters of `[a-z2-7]`."""
    breadcrumb: tuple[str, ...]
    """Plain headings from the lecture's title down to the section's own; never empty."""
    level: int
    """Depth in the outline: 1 is the lecture's title, 2 a section, 3 a subsection ..."""
    markdown: str
    """Source of the section's own text without its heading, reference definitions it needs appended."""
    line: int
    """1-based line of the heading in the file."""
    asks: tuple[str, ...] = ()
    """Other words for this section, from the author's `<!-- ask: ... -->` comments."""
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    """`markdown` as it was read, for `chunk`; reference definitions and tables of contents are no blocks."""


@dataclass(frozen=True, slots=True)
class Lecture:
    """One Markdown file."""

    id: str
    """From the path: `02_virtual/README.md` is `02_virtual`, `kvm.md` is `kvm`, `a/kvm.md` is `a/kvm`."""
    title: str
    """Front matter's title, else the first heading, else the id (also where the first heading stands
    above nothing: a file of several H2 and no H1)."""
    path: str
    """POSIX path relative to the notes folder."""
    sections: tuple[Section, ...]
    """In document order; the tree is in the breadcrumbs."""
    tags: tuple[str, ...] = ()
    """From the front matter."""
    problems: tuple[Problem, ...] = ()
    """What reading this file came across, in line order."""
    kind: str = "lecture"
    """Front matter's `kind`: `lecture`, or `faq` for an instructor's answer."""
    date: str = ""
    """Front matter's `date`, as written."""
    about: str = ""
    """Front matter's `section`: the section that an instructor's answer belongs to."""


@dataclass(frozen=True, slots=True)
class Notes:
    """Everything that was read from a folder."""

    root: Path
    """The folder."""
    lectures: tuple[Lecture, ...]
    """In the natural order of their paths; files that cannot be read are left out."""
    problems: tuple[Problem, ...]
    """What reading came across, the lectures' own problems included, by path and line."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What is retrieved and shown: a group of blocks of one section that makes sense alone."""

    id: str
    """`<section id>-<4 characters of the content's hash>`: at most 16 characters of `[a-z2-7-]`."""
    section_id: str
    """The section it was cut from."""
    lecture_id: str
    """The lecture it was cut from."""
    breadcrumb: tuple[str, ...]
    """The section's."""
    label: str
    """The lead-in line of a list ("Преимущества"), without its colon, or the term that an item of a
    glossary defines; empty where there is none. It is part of `markdown` except where a long list
    was cut, so it need not be shown again."""
    markdown: str
    """What is shown: the source of the blocks, reference definitions they need appended."""
    text: str
    """What is searched: plain text, blocks parted by newlines, alt texts included."""
    pictures: tuple[Picture, ...]
    """In document order."""
    line: int
    """1-based line of the first block in the file."""
    asks: tuple[str, ...] = ()
    """The section's `asks`."""


class Severity(StrEnum):
    """How bad a problem is for readers."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a lecturer should mend."""

    path: str
    """POSIX path relative to the notes folder."""
    line: int
    """1-based; 0 where it is about the file as a whole."""
    severity: Severity
    """Errors make `konspekt check` exit with 1."""
    code: str
    """Stable name of the kind: `conflict-marker`, `missing-picture`, `duplicate-heading` ..."""
    message: str
    """One sentence for the lecturer, in English."""
    named: tuple[str, ...] = ()
    """What the sentence names, in its order: for sentences in other languages, which go by the code."""

    @property
    def where(self) -> str:
        """The file, with the line if there is one."""
        return f"{self.path}:{self.line}" if self.line else self.path
