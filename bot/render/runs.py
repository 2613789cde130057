"""Formatting while it is being made: runs in Python indices, brought into Telegram's normal form at the end.

The normal form is what Telegram itself would make of the runs, so that nothing is left for it to change:

- quotes hold everything else and never each other;
- code blocks, inline code and links hold no code, quote or link, and code no formatting at all;
- bold, italic, underline and strikethrough are cut at the borders of all those, and where another one begins;
- equal neighbours are joined, white space at the edges is left out, nothing is empty.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.model import Entity, EntityKind, Rich
from bot.render.units import Ruler

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

QUOTES: Final = frozenset({EntityKind.QUOTE, EntityKind.FOLDED_QUOTE})
"""Kinds that hold others, but not each other."""
VERBATIM: Final = frozenset({EntityKind.PRE, EntityKind.CODE})
"""Kinds that hold nothing."""
_BLOCKS: Final = QUOTES | {EntityKind.PRE}
"""Kinds that stand on lines of their own."""
STYLES: Final = (EntityKind.BOLD, EntityKind.ITALIC, EntityKind.UNDERLINE, EntityKind.STRIKE)
"""Kinds that may be cut into pieces without a visible difference."""

_RANK: Final = {
    EntityKind.QUOTE: 0,
    EntityKind.FOLDED_QUOTE: 0,
    EntityKind.PRE: 1,
    EntityKind.CODE: 1,
    EntityKind.LINK: 1,
    EntityKind.BOLD: 2,
    EntityKind.ITALIC: 3,
    EntityKind.UNDERLINE: 4,
    EntityKind.STRIKE: 5,
}
"""Telegram's order of entities that cover the same text."""


class Run(NamedTuple):
    """Formatting of `text[start:end]`."""

    kind: EntityKind
    start: int
    end: int
    url: str = ""
    language: str = ""


def settle(text: str, runs: Iterable[Run]) -> Rich:
    """Text and runs as a value that Telegram takes unchanged; white space around the text is cut off."""
    stripped = text.rstrip()
    normal = normalised(stripped, runs)
    lead = len(stripped) - len(stripped.lstrip())
    lead = min(lead, normal[0].start) if normal else lead
    if lead:
        normal = [run._replace(start=run.start - lead, end=run.end - lead) for run in normal]
    return _rich(stripped[lead:], normal)


def fixed(text: str, runs: Iterable[Run]) -> Rich:
    """Text and runs as a value, white space around the text kept: a part of a message to be."""
    return _rich(text, normalised(text, runs))


def runs_of(rich: Rich) -> list[Run]:
    """The entities of a finished text as runs again."""
    if not rich.entities:
        return []
    index = Ruler(rich.text).index
    return [
        Run(
            entity.kind,
            index(entity.offset),
            index(entity.offset + entity.length),
            entity.url,
            entity.language,
        )
        for entity in rich.entities
    ]


def normalised(text: str, runs: Iterable[Run]) -> list[Run]:
    """The normal form of `runs` over `text`, in Telegram's order."""
    by_kind: dict[EntityKind, list[Run]] = {}
    for run in runs:
        trimmed = _trimmed(text, run)
        if trimmed is not None:
            by_kind.setdefault(trimmed.kind, []).append(trimmed)
    quotes = _disjoint([*by_kind.get(EntityKind.QUOTE, ()), *by_kind.get(EntityKind.FOLDED_QUOTE, ())])
    borders = [border for quote in quotes for border in (quote.start, quote.end)]
    blocks = _pieces(text, _disjoint(by_kind.get(EntityKind.PRE, ())), borders)
    links = by_kind.get(EntityKind.LINK, ())
    codes = [code for code in by_kind.get(EntityKind.CODE, ()) if not _is_whole_link(code, links)]
    solid = _pieces(text, _disjoint(codes, beside=blocks), borders)
    verbatim = sorted([*blocks, *solid], key=_place)
    joined = _pieces(text, _disjoint(_outside(text, links, verbatim), beside=verbatim), borders)
    solids = [*quotes, *verbatim, *joined]
    styles = [(kind, _union(by_kind[kind])) for kind in STYLES if kind in by_kind]
    if styles:
        edges = {edge for run in solids for edge in (run.start, run.end)}
        solids += _styled(text, styles, edges, verbatim)
    return sorted(solids, key=_order)


def _rich(text: str, runs: Sequence[Run]) -> Rich:
    """Text and runs in normal form as a value."""
    if not runs:
        return Rich(text)
    unit = Ruler(text).unit
    return Rich(
        text,
        tuple(
            Entity(run.kind, unit(run.start), unit(run.end) - unit(run.start), run.url, run.language)
            for run in runs
        ),
    )


def _trimmed(text: str, run: Run) -> Run | None:
    """The run without white space at its edges (blocks keep the indent of their first line), or None."""
    first, end = max(run.start, 0), min(run.end, len(text))
    start = first
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    if run.kind in _BLOCKS:
        start = max(text.rfind("\n", first, start) + 1, first)
    if start >= end:
        return None
    return run if (start, end) == (run.start, run.end) else run._replace(start=start, end=end)


def _place(run: Run) -> tuple[int, int]:
    return run.start, -run.end


def _order(run: Run) -> tuple[int, int, int]:
    return run.start, -run.end, _RANK[run.kind]


def _disjoint(runs: Sequence[Run], beside: Sequence[Run] = ()) -> list[Run]:
    """The runs in order, each that overlaps an earlier one (or one of `beside`) left out."""
    if not runs:
        return []
    taken: list[Run] = []
    for run in sorted(runs, key=_place):
        if taken and run.start < taken[-1].end:
            continue
        if any(run.start < other.end and other.start < run.end for other in beside):
            continue
        taken.append(run)
    return taken


def _is_whole_link(code: Run, links: Sequence[Run]) -> bool:
    """Whether a link has no text but this code: the link is worth more than the typeface."""
    return any(code.start <= link.start and link.end <= code.end for link in links)


def _outside(text: str, runs: Sequence[Run], holes: Sequence[Run]) -> list[Run]:
    """The parts of `runs` that no hole covers."""
    if not holes:
        return list(runs)
    parts: list[Run] = []
    for run in runs:
        start = run.start
        for hole in holes:
            if hole.end > start and hole.start < run.end:
                parts.append(run._replace(start=start, end=hole.start))
                start = hole.end
        parts.append(run._replace(start=start))
    return [kept for part in parts if part.start < part.end and (kept := _trimmed(text, part))]


def _pieces(text: str, runs: Sequence[Run], borders: Sequence[int]) -> list[Run]:
    """The runs cut at `borders` that fall inside them."""
    if not borders:
        return list(runs)
    pieces: list[Run] = []
    for run in runs:
        cuts = [run.start, *sorted({border for border in borders if run.start < border < run.end}), run.end]
        pieces += [run._replace(start=start, end=end) for start, end in pairwise(cuts)]
    return [kept for piece in pieces if (kept := _trimmed(text, piece))]


def _union(runs: Iterable[Run]) -> list[tuple[int, int]]:
    """The text that runs of one kind cover, as disjoint intervals that do not touch."""
    joined: list[tuple[int, int]] = []
    for run in sorted(runs, key=_place):
        if joined and run.start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], run.end))
        else:
            joined.append((run.start, run.end))
    return joined


def _styled(
    text: str,
    styles: Sequence[tuple[EntityKind, list[tuple[int, int]]]],
    edges: set[int],
    verbatim: Sequence[Run],
) -> list[Run]:
    """Bold and the like, cut at the edges of everything else and wherever another style begins."""
    whole = {
        kind: _outside(text, [Run(kind, start, end) for start, end in parts], verbatim)
        for kind, parts in styles
    }
    edges = edges | {run.start for runs in whole.values() for run in runs}
    cuts = sorted(edges)
    pieces: list[Run] = []
    for runs in whole.values():
        for run in runs:
            inner = cuts[bisect_right(cuts, run.start) : bisect_left(cuts, run.end)]
            ends = [run.start, *inner, run.end]
            pieces += [run._replace(start=start, end=end) for start, end in pairwise(ends)]
    return [kept for piece in pieces if (kept := _trimmed(text, piece))]
