"""Tables: narrow ones as aligned monospace, wide ones as a record a row."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.model import EntityKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.render.runs import Run
    from bot.render.writer import Writer

PHONE_COLUMNS: Final = 36
"""Monospace characters that a phone held upright shows in a line of a message (measured: 36 to 40)."""
_GAP: Final = "  "
_PAIR: Final = 2
"""Columns of a table that reads as a list of terms."""


_PRO: Final = re.compile(
    r"преимуществ|плюс|достоинств|за$|pros?\b|advantage|benefit|strength|\+", re.IGNORECASE
)
_CONTRA: Final = re.compile(
    r"недостат|минус|против|ограничен|cons?\b|disadvantage|drawback|weakness|limit|[-−–]", re.IGNORECASE
)
"""Headings of two columns that are lists side by side and not pairs."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a fragment of one line."""

    text: str
    runs: list[Run]
    align: str = ""
    """`left`, `right`, `center` or empty."""


@dataclass(slots=True)
class Table:
    """Rows of cells as they are read; the first row is the heading."""

    rows: list[list[Cell]] = field(default_factory=list)


def columns_of(text: str) -> int:
    """How many monospace columns `text` takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )


def write_table(writer: Writer, table: Table) -> None:
    """Writes the table in the form that a phone can show."""
    rows = [row for row in table.rows if any(cell.text.strip() for cell in row)]
    if not rows:
        return
    widths = [max(columns_of(cell.text) for cell in column) for column in zip(*rows, strict=True)]
    kept = [at for at, width in enumerate(widths) if width]
    total = sum(widths[at] for at in kept) + len(_GAP) * (len(kept) - 1)
    linked = any(run.kind is EntityKind.LINK for row in rows for cell in row for run in cell.runs)
    if total <= PHONE_COLUMNS and not linked:
        writer.gap = 1
        writer.block(_aligned(rows, widths, kept))
        writer.gap = 1
        return
    rows = [[row[at] for at in kept] for row in rows]
    if len(kept) == _PAIR and _PRO.match(rows[0][0].text) and _CONTRA.match(rows[0][1].text):
        _write_columns(writer, rows)
    elif len(kept) <= _PAIR:
        _write_terms(writer, rows)
    else:
        _write_records(writer, rows)
    writer.gap = 2


def _aligned(rows: Sequence[Sequence[Cell]], widths: Sequence[int], kept: Sequence[int]) -> str:
    """Rows as lines of equal columns, a rule under the heading."""
    lines = [
        _GAP.join(_padded(row[at].text, widths[at], row[at].align) for at in kept).rstrip() for row in rows
    ]
    if len(lines) > 1:
        lines.insert(1, _GAP.join("─" * widths[at] for at in kept))
    return "\n".join(lines)


def _padded(text: str, width: int, align: str) -> str:
    room = width - columns_of(text)
    if align == "right":
        return " " * room + text
    if align == "center":
        return " " * (room // 2) + text + " " * (room - room // 2)
    return text + " " * room


def _write_terms(writer: Writer, rows: Sequence[Sequence[Cell]]) -> None:
    """Two columns: a bold term, a dash, what is said of it."""
    head, *body = rows
    _write_head(writer, [cell for cell in head if cell.text])
    for first, *rest in body:
        _bold(writer, first)
        if rest and rest[0].text:
            writer.write(" — " if first.text else "")
            writer.paste(rest[0].text, rest[0].runs)
        writer.gap = 1


def _write_columns(writer: Writer, rows: Sequence[Sequence[Cell]]) -> None:
    """Columns that do not go together by row: a list under each bold heading."""
    for number, (head, *cells) in enumerate(zip(*rows, strict=True)):
        if number:
            writer.gap = 2
        _bold(writer, head)
        for cell in cells:
            if cell.text:
                writer.gap = 1
                writer.write("• ")
                writer.paste(cell.text, cell.runs)
        writer.gap = 1


def _write_records(writer: Writer, rows: Sequence[Sequence[Cell]]) -> None:
    """More columns: a bold first cell, then a line for each other cell, named by its heading."""
    head, *body = rows
    _write_head(writer, [cell for cell in (head if not body else head[:1]) if cell.text])
    for number, (first, *rest) in enumerate(body):
        if number:
            writer.gap = 2
        _bold(writer, first)
        for name, cell in zip(head[1:], rest, strict=True):
            if not cell.text:
                continue
            writer.gap = 1
            writer.write("• ")
            if name.text:
                writer.paste(name.text, name.runs)
                writer.write(": ")
            writer.paste(cell.text, cell.runs)
        writer.gap = 1


def _write_head(writer: Writer, cells: Sequence[Cell]) -> None:
    """The headings that no line repeats, in italics."""
    start = writer.length
    for number, cell in enumerate(cells):
        writer.write(" — " if number else "")
        writer.paste(cell.text, cell.runs)
    writer.close(EntityKind.ITALIC, start)
    writer.gap = 1


def _bold(writer: Writer, cell: Cell) -> None:
    start = writer.length
    writer.paste(cell.text, cell.runs)
    writer.close(EntityKind.BOLD, start)
