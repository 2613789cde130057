"""A Markdown file to a lecture: its outline, its sections, and the blocks in them."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.blocks import Reader, groups
from corpus.conflicts import Line, resolve
from corpus.frontmatter import FrontMatter, read_front_matter
from corpus.markdown import Parsed, parse
from corpus.model import Lecture, Problem, Section, Severity
from corpus.plain import inline_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.markdown import Token
    from corpus.model import Block

ID_LENGTH = 10
"""Characters of a section's id: 50 bits, enough for a million sections."""

INDEX_NAMES = frozenset({"readme", "index"})
"""Files that stand for their folder."""


@dataclass(frozen=True, slots=True)
class Page:
    """A file, read: conflicts resolved, front matter taken off, parsed once."""

    path: str
    lines: list[str]
    """What was parsed, line by line."""
    numbers: list[int]
    """1-based line in the file of each of `lines`."""
    front: FrontMatter
    parsed: Parsed
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Draft:
    """A section while it is being put together."""

    breadcrumb: tuple[str, ...]
    line: int
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    headed: bool = True
    """Whether the file has a heading for it."""

    def add(self, block: Block, source: str) -> None:
        self.blocks.append(block)
        self.pieces.append(source)
        self.length += len(source) + 2


def parse_lecture(
    source: str,
    path: str,
    *,
    find_picture: Callable[[str], str | None] = lambda _target: None,
    lecture_id: str = "",
) -> Lecture:
    """Return the lecture that a Markdown text is.

    Args:
        source: The text, decoded.
        path: POSIX path relative to the notes folder.
        find_picture: From a picture's target as written to its path in the notes, or None.
        lecture_id: The id, where it is not the one that the path makes.
    """
    return outline(read_page(source, path), find_picture, lecture_id or id_of(path))


def id_of(path: str) -> str:
    """Return a lecture's id: its path without ending, without `README` or `index` unless at the top.

    Args:
        path: POSIX path relative to the notes folder.
    """
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0] or name
    if folder and stem.lower() in INDEX_NAMES:
        return folder
    return f"{folder}/{stem}" if folder else stem


def read_page(source: str, path: str) -> Page:
    """Return a file ready to be cut up.

    Args:
        source: The text, decoded.
        path: POSIX path relative to the notes folder, for problems.
    """
    text = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    lines, notes = resolve([Line(line, i) for i, line in enumerate(text.split("\n"), start=1)])
    problems = [Problem(path, note.line, Severity.ERROR, "conflict-marker", note.message) for note in notes]
    front = read_front_matter([line.text for line in lines])
    if front.broken:
        at, reason = front.broken
        message = f"the front matter is left out: {reason}"
        problems.append(Problem(path, lines[at].number, Severity.ERROR, "front-matter", message))
    lines = lines[front.length :]
    texts = [line.text for line in lines]
    return Page(
        path=path,
        lines=texts,
        numbers=[line.number for line in lines],
        front=front,
        parsed=parse("\n".join(texts)),
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
    )


def outline(page: Page, find_picture: Callable[[str], str | None], lecture_id: str) -> Lecture:
    """Return the lecture on a page: headings become sections, what stands under them their blocks.

    Args:
        page: A file, read.
        find_picture: From a picture's target as written to its path in the notes, or None.
        lecture_id: The lecture's id.
    """
    parts = list(groups(page.parsed.tokens))
    headings = [
        (int(part[0].tag[1:]), heading_text(part))
        for part in parts
        if part[0].type == "heading_open" and heading_text(part)
    ]
    title = page.front.title or _own_title(headings) or lecture_id
    reader = Reader.of(page.parsed, page.lines, page.numbers, find_picture)
    drafts = _drafts(parts, reader, title)
    _give_asks(drafts, page)
    return Lecture(
        id=lecture_id,
        title=title,
        path=page.path,
        sections=tuple(_finish(drafts, lecture_id)),
        tags=page.front.tags,
        problems=page.problems,
        kind=page.front.kind or "lecture",
        date=page.front.date,
        about=page.front.about,
    )


def heading_text(heading: Sequence[Token]) -> str:
    """Return a heading as one line of plain text.

    Args:
        heading: Its three tokens.
    """
    return " ".join(inline_text(heading[1].children or ()).split())


def _own_title(headings: list[tuple[int, str]]) -> str:
    """Return the first heading if it stands above the rest of the file (an H1 always does)."""
    if not headings:
        return ""
    level, text = headings[0]
    return text if level == 1 or all(other > level for other, _ in headings[1:]) else ""


def _drafts(parts: list[Sequence[Token]], reader: Reader, title: str) -> list[_Draft]:
    drafts = [_Draft((title,), reader.numbers[0] if reader.numbers else 1, headed=False)]
    above: list[tuple[int, str]] = []
    started = False
    for part in parts:
        text = heading_text(part) if part[0].type == "heading_open" else ""
        if not text:
            made = reader.block(part, drafts[-1].length)
            if made:
                drafts[-1].add(*made)
            continue
        level = int(part[0].tag[1:])
        line = reader.numbers[part[0].map[0]] if part[0].map else 1
        if not started and text == title:
            started = True
            drafts[0].line, drafts[0].headed = line, True
            continue
        started = True
        while above and above[-1][0] >= level:
            above.pop()
        above.append((level, text))
        drafts.append(_Draft((title, *(name for _, name in above)), line))
    return drafts


def _give_asks(drafts: list[_Draft], page: Page) -> None:
    for ask in page.parsed.asks:
        line = page.numbers[ask.line]
        owner = drafts[0]
        for draft in drafts[1:]:
            if draft.line > line:
                break
            owner = draft
        owner.asks.extend(word for word in ask.words if word not in owner.asks)


def _finish(drafts: list[_Draft], lecture_id: str) -> list[Section]:
    seen: dict[tuple[str, ...], int] = {}
    sections = []
    for draft in drafts:
        if not draft.headed and not draft.blocks:
            continue
        ordinal = seen.get(draft.breadcrumb, 0)
        seen[draft.breadcrumb] = ordinal + 1
        needs = dict.fromkeys(need for block in draft.blocks for need in block.needs)
        sections.append(
            Section(
                id=_id(lecture_id, draft.breadcrumb, ordinal),
                breadcrumb=draft.breadcrumb,
                level=len(draft.breadcrumb),
                markdown="\n\n".join([*draft.pieces, *needs]),
                line=draft.line,
                asks=tuple(draft.asks),
                blocks=tuple(draft.blocks),
            )
        )
    return sections


def _id(lecture_id: str, breadcrumb: tuple[str, ...], ordinal: int) -> str:
    return digest("\x1f".join((lecture_id, *breadcrumb, str(ordinal))))[:ID_LENGTH]


def digest(text: str) -> str:
    """Return a hash of a text in `[a-z2-7]`.

    Args:
        text: Any text.
    """
    raw = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:20]
    return base64.b32encode(raw).decode().lower()
