"""A lecture to passages: groups of blocks that make sense alone and fit one message."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.cut import Piece, cut
from corpus.group import BLOCK_WHOLE, GOAL, SMALL, group
from corpus.model import BlockKind, Passage
from corpus.parse import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.group import Group
    from corpus.model import Block, Lecture, Section

HASH_LENGTH = 4
"""Characters of a passage's id that come from its content."""


_MARKER = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)]) (?=[^ \t\[])")


def chunk(lecture: Lecture) -> tuple[Passage, ...]:
    """Return the passages of a lecture in document order.

    Args:
        lecture: As `parse_lecture` made it.
    """
    return tuple(passage for section in lecture.sections for passage in _passages(lecture.id, section))


def _passages(lecture_id: str, section: Section) -> Iterator[Passage]:
    taken: set[str] = set()
    for grouped in group(section.blocks):
        for piece in _pieces(section.markdown, grouped):
            passage = _passage(lecture_id, section, piece, grouped.label)
            yield replace(passage, id=f"{section.id}-{_free_hash(passage.markdown, taken)}")


def _passage(lecture_id: str, section: Section, piece: Piece, label: str) -> Passage:
    return Passage(
        id="",
        section_id=section.id,
        lecture_id=lecture_id,
        breadcrumb=section.breadcrumb,
        label=label,
        markdown="\n\n".join([piece.markdown, *piece.needs]),
        text=piece.searched or section.breadcrumb[-1],
        pictures=piece.pictures,
        line=piece.line,
        asks=section.asks,
    )


def _free_hash(markdown: str, taken: set[str]) -> str:
    """Return a hash of the content, another one where the section has it already."""
    name = digest(markdown)[:HASH_LENGTH]
    count = 0
    while name in taken:
        count += 1
        name = digest(f"{markdown}\x1f{count}")[:HASH_LENGTH]
    taken.add(name)
    return name


def _pieces(markdown: str, grouped: Group) -> Iterator[Piece]:
    """Yield a group as it is, or cut where it is too long for a message."""
    if grouped.size <= BLOCK_WHOLE:
        yield _whole(markdown, grouped.blocks)
        return
    pieces: list[Piece] = []
    held: list[Block] = []
    for block in grouped.blocks:
        if len(block.text) <= BLOCK_WHOLE:
            held.append(block)
            continue
        first, *others = cut(markdown, block, GOAL)
        pieces += [_whole(markdown, held).before(first) if held else first, *others]
        held = []
    if held:
        rest = _whole(markdown, held)
        if pieces and len(pieces[-1].text) + len(rest.text) <= GOAL + SMALL:
            rest = pieces.pop().before(rest)
        pieces.append(rest)
    yield from pieces


def _whole(markdown: str, blocks: Sequence[Block]) -> Piece:
    return Piece(
        markdown="\n\n".join(_source(markdown, block) for block in blocks),
        text="\n".join(block.text for block in blocks if block.text),
        line=blocks[0].line,
        pictures=tuple(picture for block in blocks for picture in block.pictures),
        needs=tuple(dict.fromkeys(need for block in blocks for need in block.needs)),
        notes=tuple(dict.fromkeys(note for block in blocks for note in block.notes)),
    )


def _source(markdown: str, block: Block) -> str:
    """Return a block's source; an item that stands alone is no list any more."""
    source = markdown[block.start : block.end]
    marker = _MARKER.match(source) if block.kind is BlockKind.ITEM else None
    if not marker:
        return source
    indent = " " * marker.end()
    first, *others = source.split("\n")
    if any(line.strip() and not line.startswith(indent) for line in others):
        return source
    return "\n".join([first[marker.end() :], *(line[marker.end() :] for line in others)])
