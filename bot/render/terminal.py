"""Formatted text for a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.model import EntityKind
from bot.render.runs import QUOTES, runs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Rich
    from bot.render.runs import Run

_CODES: Final = {
    EntityKind.BOLD: (1, 22),
    EntityKind.ITALIC: (3, 23),
    EntityKind.UNDERLINE: (4, 24),
    EntityKind.STRIKE: (9, 29),
    EntityKind.CODE: (36, 39),
    EntityKind.PRE: (36, 39),
    EntityKind.LINK: (34, 39),
}
"""ANSI codes that begin and end a kind."""
_COMMANDS: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""Characters that a terminal obeys."""
_BAR: Final = "│ "
_CODE_MARGIN: Final = "    "


def to_terminal(rich: Rich, *, colour: bool = False) -> str:
    """The text for a terminal: quotes behind a bar, code blocks indented, addresses behind links.

    Args:
        rich: Any text.
        colour: Whether the terminal understands ANSI codes.
    """
    text = _COMMANDS.sub(" ", rich.text)
    runs = runs_of(rich)
    inserted: dict[int, list[tuple[int, str]]] = {}
    for order, run in enumerate(runs):
        on, off = _CODES.get(run.kind, (0, 0))
        before = f"\x1b[{on}m" if colour and on else ""
        after = f"\x1b[{off}m" if colour and off else ""
        if run.kind is EntityKind.LINK and run.url != rich.text[run.start : run.end]:
            after += f" ({run.url})"
        inserted.setdefault(run.start, []).append((order, before))
        inserted.setdefault(run.end, []).insert(0, (-order - 1, after))
    lines = [""]
    margins = [_margin(runs, 0)]
    for at in range(len(text) + 1):
        for _, code in sorted(inserted.get(at, ())):
            lines[-1] += code
        if at < len(text):
            if text[at] == "\n":
                lines.append("")
                margins.append(_margin(runs, at + 1))
            else:
                lines[-1] += text[at]
    return "\n".join((margin + line).rstrip() for margin, line in zip(margins, lines, strict=True))


def _margin(runs: Sequence[Run], at: int) -> str:
    """What stands before the line that begins at `at`."""
    quoted = any(run.kind in QUOTES and run.start <= at < run.end for run in runs)
    code = any(run.kind is EntityKind.PRE and run.start <= at < run.end for run in runs)
    return _BAR * quoted + _CODE_MARGIN * code
