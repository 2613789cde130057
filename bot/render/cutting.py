"""Long texts in several messages, or cut short."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from bot.model import EntityKind, Rich
from bot.render.limits import ENTITY_LIMIT, TEXT_LIMIT
from bot.render.runs import Run, fixed, runs_of, settle
from bot.render.units import u16len

if TYPE_CHECKING:
    from collections.abc import Sequence

ELLIPSIS: Final = "…"
"""Says that something was left out."""

_ENDS: Final = (
    (re.compile(r"\n\n"), 0.5, False),
    (re.compile(r"\n"), 0.5, False),
    (re.compile(r"[.!?…;](?=\s)"), 0.6, False),
    (re.compile(r"\s"), 0.6, False),
    (re.compile(r"\s"), 0.3, False),
    (re.compile(r"\s"), 0.6, True),
)
"""Where to cut, best first: paragraphs, lines, sentences, words; how much of the limit must be filled, for
nobody wants one line in a message and then a wall; whether code and lead-ins may be cut there."""
_ITEM: Final = re.compile(r"[ \u00a0]*(?:[•–·☐☑]|\d+[.)])\s")
"""A rendered item of a list."""
_GLUE: Final = frozenset("\u200d\ufe0e\ufe0f")
_LONGEST_CLUSTER: Final = 32
"""Characters that may belong together at a place without blanks (emoji families, stacked accents)."""

_LEAST_FIRST: Final = (
    EntityKind.ITALIC,
    EntityKind.UNDERLINE,
    EntityKind.BOLD,
    EntityKind.CODE,
    EntityKind.LINK,
    EntityKind.STRIKE,
    EntityKind.PRE,
    EntityKind.QUOTE,
    EntityKind.FOLDED_QUOTE,
)
"""What a crowded message can do without, the least important first."""


def fits(rich: Rich, limit: int = TEXT_LIMIT) -> bool:
    """Whether the text goes into one message as it is."""
    return len(rich.entities) <= ENTITY_LIMIT and u16len(rich.text) <= limit


def split(rich: Rich, limit: int = TEXT_LIMIT) -> tuple[Rich, ...]:
    """The text as messages, cut at paragraphs, lines, sentences or words; white space at the cuts is lost.

    Args:
        rich: Any text.
        limit: UTF-16 units a message, at least 2.

    Returns:
        Messages that fit; none where there is no text.
    """
    pieces: list[Rich] = []
    while rich.text:
        piece, rich = part(rich, limit)
        if piece.text:
            pieces.append(piece)
    return tuple(pieces)


def part(rich: Rich, limit: int = TEXT_LIMIT) -> tuple[Rich, Rich]:
    """The first message of a text, and the rest of it: without text where all of it fits.

    Args:
        rich: Any text.
        limit: UTF-16 units, at least 2.
    """
    text, runs = rich.text, runs_of(rich)
    end = _reach(text, 0, limit)
    if end < len(text):
        end = _best_end(text, runs, 0, end)
    rest = end + len(text[end:]) - len(text[end:].lstrip("\n"))
    return thinned(_slice(text, runs, 0, end)), _slice(text, runs, rest, None)


def cut(rich: Rich, limit: int = TEXT_LIMIT) -> Rich:
    """The beginning of the text, with an ellipsis where something was left out.

    Args:
        rich: Any text.
        limit: UTF-16 units, at least 1.
    """
    if u16len(rich.text) <= limit:
        return thinned(rich)
    text, runs = rich.text, runs_of(rich)
    end = _reach(text, 0, limit - 2)
    end = _best_end(text, runs, 0, end) if end else 0
    kept = _slice(text, runs, 0, end)
    if any(run.kind is EntityKind.PRE and run.start < end < run.end for run in runs):
        return thinned(Rich(f"{kept.text}\n{ELLIPSIS}", kept.entities))
    return thinned(_slice(kept.text.rstrip(" .,;:–—") + ELLIPSIS, runs_of(kept), 0, None))


def thinned(rich: Rich, most: int = ENTITY_LIMIT) -> Rich:
    """The text with at most `most` entities, the least important and last ones given up."""
    surplus = len(rich.entities) - most
    if surplus <= 0:
        return rich
    entities = list(rich.entities)
    for kind in _LEAST_FIRST:
        for at in range(len(entities) - 1, -1, -1):
            if surplus > 0 and entities[at].kind is kind:
                del entities[at]
                surplus -= 1
    return Rich(rich.text, tuple(entities))


def excerpt(rich: Rich, start: int, end: int) -> Rich:
    """The text from one Python index to another, white space around it left out."""
    return _slice(rich.text, runs_of(rich), start, end)


def around(rich: Rich, start: int, end: int, limit: int) -> Rich:
    """The part of the text around `text[start:end]`: whole lines as far as they fit, ellipses elsewhere.

    Args:
        rich: Any text.
        start: Python index where the important part begins.
        end: Where it ends.
        limit: UTF-16 units.
    """
    text = rich.text
    if u16len(text) <= limit:
        return thinned(rich)
    runs = runs_of(rich)
    room = max(limit - 2 * len(ELLIPSIS) - 2, 1)
    left = text.rfind("\n", 0, start) + 1
    right = _line_end(text, end)
    if u16len(text[left:right]) > room:
        from_line = cut(_slice(text, runs, left, len(text)), limit)
        held = left + len(from_line.text) - len(ELLIPSIS)
        return from_line if end <= held else cut(_slice(text, runs, start, len(text)), limit)
    # On from there; what comes before belongs to it only where it is an item of a list and needs its lead-in.
    while right < len(text) and u16len(text[left : _line_end(text, right + 1)]) <= room:
        right = _line_end(text, right + 1)
    while left > 0 and _ITEM.match(text, left):
        earlier = text.rfind("\n", 0, left - 1) + 1
        if u16len(text[earlier:right]) > room:
            break
        left = earlier
    kept = _slice(text, runs, left, right)
    before = f"{ELLIPSIS}\n" if text[:left].strip() else ""
    after = f"\n{ELLIPSIS}" if text[right:].strip() else ""
    shifted = [
        run._replace(start=run.start + len(before), end=run.end + len(before)) for run in runs_of(kept)
    ]
    return thinned(fixed(before + kept.text + after, shifted))


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _slice(text: str, runs: Sequence[Run], start: int, end: int | None) -> Rich:
    """A part of the text with its formatting."""
    stop = len(text) if end is None else end
    inside = [
        run._replace(start=max(run.start, start) - start, end=min(run.end, stop) - start)
        for run in runs
        if run.start < stop and run.end > start
    ]
    return settle(text[start:stop], inside)


def _reach(text: str, start: int, limit: int) -> int:
    """The furthest index such that `text[start:index]` takes at most `limit` units."""
    limit = max(limit, 0)
    end = min(len(text), start + limit)
    excess = u16len(text[start:end]) - limit
    while excess > 0:
        end -= max(1, excess // 2)
        excess = u16len(text[start:end]) - limit
    while end < len(text) and u16len(text[start : end + 1]) <= limit:
        end += 1
    return end


def _best_end(text: str, runs: Sequence[Run], start: int, end: int) -> int:
    """Where to cut `text[start:end]`, at most at `end`."""
    solid = [
        (run.start, run.end)
        for run in runs
        if run.kind in {EntityKind.CODE, EntityKind.LINK} and start < run.end and run.start < end
    ]
    for pattern, filled, anywhere in _ENDS:
        least = start + int((end - start) * filled)
        places = [match.end() for match in pattern.finditer(text, least, min(end + 2, len(text)))]
        for at in reversed(places):
            stop = len(text[start:at].rstrip()) + start
            fitting = start < stop <= end and least < at <= end + 1
            if fitting and (anywhere or (text[stop - 1] != ":" and not _within(at, solid))):
                return min(at, end)
    return _between_characters(text, start, end)


def _within(at: int, solid: Sequence[tuple[int, int]]) -> bool:
    found = bisect_right(solid, (at, -1)) - 1
    return found >= 0 and solid[found][0] < at < solid[found][1]


def _between_characters(text: str, start: int, end: int) -> int:
    """The last place up to `end` that does not part an accent from its letter or an emoji in two."""
    for at in range(end, max(start, end - _LONGEST_CLUSTER), -1):
        if at >= len(text):
            return at
        following, before = text[at], text[at - 1]
        glued = following in _GLUE or unicodedata.combining(following) or before == "\u200d"
        if not glued and not "\U0001f3fb" <= following <= "\U0001f3ff":
            return at
    return max(end, start + 1)
