"""Exchanges as a table for a spreadsheet or a program, without identities."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.storage import Exchange

COLUMNS: Final = (
    "asked_at",
    "course",
    "question",
    "read_as",
    "answered",
    "confidence",
    "passage",
    "helped",
    "disappointed",
    "milliseconds",
)
"""No person, no chat, no message: nothing that tells who asked or ties two questions to one person."""

# A cell that begins so is a formula to a spreadsheet, and a student's question must never be one.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def as_csv(exchanges: Sequence[Exchange]) -> str:
    """A table with a header row; a cell that a spreadsheet would run begins with an apostrophe.

    Args:
        exchanges: What was asked.
    """
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for one in exchanges:
        writer.writerow({name: _safe(value) for name, value in _row(one).items()})
    return out.getvalue()


def as_json(exchanges: Sequence[Exchange]) -> str:
    """The same as a JSON list of objects.

    Args:
        exchanges: What was asked.
    """
    return json.dumps([_row(one) for one in exchanges], ensure_ascii=False, indent=2)


def _row(one: Exchange) -> dict[str, object]:
    asked = one.asked
    values = (
        one.asked_at.isoformat(timespec="minutes"),
        asked.course,
        asked.question,
        asked.read_as,
        asked.answered,
        round(asked.confidence, 3),
        asked.passages[0] if asked.passages and asked.answered else "",
        one.helped,
        one.disappointed,
        round(asked.milliseconds, 1),
    )
    return dict(zip(COLUMNS, values, strict=True))


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
