"""A block that is too long for one message, cut where a reader would: at items, rows, lines, sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.model import BlockKind
from corpus.plain import plain_text, text_and_notes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.model import Block, Picture

LIMIT = 3500
"""UTF-16 units of a passage's text: a message of 4096 with room for its heading and bullets."""

MAX_TRIES = 40
"""Places that are tried before a paragraph stays longer than wished."""

_SENTENCE_END = re.compile(r"[.!?…][\"»”)*_]{0,4}\s+")
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"( {0,3})(\d{1,9})([.)])")
_CONTAINER = re.compile(r" {0,3}>")


@dataclass(frozen=True, slots=True)
class Piece:
    """What becomes a passage."""

    markdown: str
    text: str
    line: int
    pictures: tuple[Picture, ...] = ()
    needs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def searched(self) -> str:
        """Its text, each footnote once at the end."""
        return "\n".join(text for text in (self.text, *self.notes) if text)

    def before(self, other: Piece) -> Piece:
        """Return this with another one appended."""
        return Piece(
            markdown=f"{self.markdown}\n\n{other.markdown}",
            text="\n".join(text for text in (self.text, other.text) if text),
            line=self.line,
            pictures=self.pictures + other.pictures,
            needs=tuple(dict.fromkeys(self.needs + other.needs)),
            notes=tuple(dict.fromkeys(self.notes + other.notes)),
        )


def cut(markdown: str, block: Block, goal: int) -> Iterator[Piece]:
    """Yield the pieces of a block.

    Args:
        markdown: The section's source, that the block points into.
        block: The block.
        goal: Characters of text after which a piece ends.
    """
    source = markdown[block.start : block.end]
    match block.kind:
        case BlockKind.LIST | BlockKind.QUOTE if len(block.parts) > 1:
            yield from _at_parts(markdown, block, goal)
        case BlockKind.TABLE if len(block.parts) > 1:
            header = "\n".join(source.split("\n")[:2])
            for piece in _at_parts(markdown, block, goal):
                first = piece.line == block.parts[0].line
                head = plain_text(header)
                yield replace(
                    piece,
                    markdown=f"{header}\n{piece.markdown}",
                    text=f"{head}\n{piece.text}",
                    line=block.line if first else piece.line,
                )
        case BlockKind.CODE:
            yield from _at_lines(source, block, goal)
        case BlockKind.TEXT:
            yield from _at_sentences(source, block, goal)
        case _:
            yield Piece(source, block.text, block.line, block.pictures, block.needs, block.notes)


def _at_parts(markdown: str, block: Block, goal: int) -> Iterator[Piece]:
    ordered = _NUMBER.match(markdown, block.start)
    held: list[Block] = []
    number = 0
    for part in (*block.parts, None):
        size = sum(len(other.text) + 1 for other in held)
        if held and (part is None or size + len(part.text) > goal):
            yield _parts(markdown, held, int(ordered[2]) + number if ordered else None)
            number += len(held)
            held = []
        if part is not None:
            held.append(part)


def _parts(markdown: str, parts: list[Block], number: int | None) -> Piece:
    source = markdown[parts[0].start : parts[-1].end]
    if number is not None:
        source = _numbered(source, markdown[parts[0].start : parts[0].end], number)
    elif _CONTAINER.match(source):
        source = "\n".join(line if _CONTAINER.match(line) else f"> {line}" for line in source.split("\n"))
    return Piece(
        markdown=source,
        text="\n".join(part.text for part in parts if part.text),
        line=parts[0].line,
        pictures=tuple(picture for part in parts for picture in part.pictures),
        needs=tuple(dict.fromkeys(need for part in parts for need in part.needs)),
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
    )


def _numbered(source: str, first: str, number: int) -> str:
    """Return an ordered list whose first item has a given number, that item's other lines moved along."""
    match = _NUMBER.match(first)
    if not match or int(match[2]) == number:
        return source
    shift = len(str(number)) - len(match[2])
    lines = (f"{match[1]}{number}{match[3]}{first[match.end() :]}").split("\n")
    moved = [lines[0]]
    for line in lines[1:]:
        if shift > 0:
            moved.append(" " * shift + line if line.strip() else line)
        else:
            moved.append(line[-shift:] if line[:-shift].isspace() else line)
    return "\n".join(moved) + source[len(first) :]


def _at_lines(source: str, block: Block, goal: int) -> Iterator[Piece]:
    opening, *lines = source.split("\n")
    closing = lines.pop() if lines else opening
    held: list[str] = []
    start = 0
    for i, line in enumerate([*lines, None]):
        size = sum(len(other) + 1 for other in held)
        if held and (line is None or size + len(line) > goal):
            body = "\n".join(held)
            yield Piece(
                f"{opening}\n{body}\n{closing}",
                body.strip("\n").rstrip(),
                block.line + 1 + start if start else block.line,
            )
            held, start = [], i
        if line is not None:
            held.append(line)


def _at_sentences(source: str, block: Block, goal: int) -> Iterator[Piece]:
    """Yield sentences in groups; a place where a cut would break markup is no place to cut."""
    rest, left = source, block.text
    line = block.line
    while len(left) > goal:
        place = _place(rest, left, block.needs, goal)
        if place is None:
            break
        text, notes = text_and_notes("\n\n".join([rest[:place], *block.needs]))
        yield Piece(rest[:place].rstrip(), text, line, needs=block.needs, notes=notes)
        line += rest[:place].count("\n")
        rest = rest[place:]
        left = _after(left, text)
    _, notes = text_and_notes("\n\n".join([rest, *block.needs])) if block.needs else ("", ())
    yield Piece(rest, left, line, block.pictures, block.needs, notes)


def _place(rest: str, left: str, needs: tuple[str, ...], goal: int) -> int | None:
    """Return where to cut, or None."""
    for pattern in (_SENTENCE_END, _SPACE):
        places = [m.end() for m in pattern.finditer(rest, goal // 2, LIMIT) if m.end() < len(rest)]
        places.sort(key=lambda place: abs(place - goal))
        for place in places[:MAX_TRIES]:
            text, _ = text_and_notes("\n\n".join([rest[:place], *needs]))
            if text and _starts(left, text):
                return place
    return None


def _starts(left: str, text: str) -> bool:
    return "".join(left[: 2 * len(text) + 100].split()).startswith("".join(text.split()))


def _after(left: str, text: str) -> str:
    """Return what follows a text that begins another one, white space aside."""
    length = sum(not char.isspace() for char in text)
    for i, char in enumerate(left):
        if length == 0:
            return left[i:].lstrip()
        length -= not char.isspace()
    return ""
