"""The blocks of a section to groups that make sense alone.

A section that fits a message stays whole, except that a list under a short lead-in ("Преимущества:")
and an item of a glossary stand alone: they are what somebody asks for. Longer sections are parted
between blocks; a lead-in stays with what it announces, a picture with the text before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.model import Block

WHOLE = 1500
"""Characters up to which a section stays in one passage: a phone shows that on a screen or two."""

GOAL = 1100
"""Characters after which a passage of a longer section ends at the next good place."""

SMALL = 300
"""Characters below which a passage rather joins its neighbour than stand alone."""

BLOCK_WHOLE = 2400
"""Characters up to which one list, table or code block stays whole: halves of them help nobody."""

GLOSSARY_ITEMS = 5
"""Items from which a list of definitions without a lead-in is a glossary."""

GLOSSARY_SHARE = 0.8
"""Share of its items that define something."""

LEAD_WORDS = 3
"""Words of a lead-in that names its list rather than tells a story."""

ATTRIBUTE_WORDS = 6
"""Words of a lead-in that says "advantages", "drawbacks", "kinds" and the like."""

_ATTRIBUTE = re.compile(
    r"\b(?:преимуществ|достоинств|плюс|недостат|минус|ограничени|свойств|признак|функци|задач|виды|типы|этап|"
    r"advantage|benefit|pros|cons|drawback|disadvantage|limitation|feature|kinds|types|steps)",
    re.IGNORECASE,
)
"""What students ask for by name."""

_CONNECTIVE = re.compile(
    r"(?:напр|пример|то есть|так|итак|следующ|где|в результате|в итоге|вот|код|команд|вывод|результат|"
    r"e\.?g|for (?:example|instance)|examples?|such as|where|as follows|output|result|code|like this)",
    re.IGNORECASE,
)
"""Beginnings of lead-ins that only go on with the sentence before."""

_ENDS = (".", "!", "?", "…", ".)", ";")
"""Ends of a sentence; a paragraph without one goes on in what follows it."""

_LISTED = frozenset({BlockKind.LIST, BlockKind.TABLE})
_ANNOUNCED = _LISTED | {BlockKind.CODE, BlockKind.QUOTE, BlockKind.MATH}


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that become one passage, unless they are too long for a message."""

    blocks: tuple[Block, ...]
    label: str = ""
    alone: bool = False
    """Whether it is never joined with others."""
    opens: bool = False
    """Whether a passage would rather begin here."""

    @property
    def size(self) -> int:
        """Characters of its text."""
        return size_of(self.blocks)


def size_of(blocks: Iterable[Block]) -> int:
    """Return the characters of some blocks' text.

    Args:
        blocks: Any blocks.
    """
    return sum(len(block.text) + 1 + sum(map(len, block.notes)) for block in blocks)


def group(blocks: Sequence[Block]) -> Iterator[Group]:
    """Yield the groups of a section, every block in one of them, in order.

    Args:
        blocks: The section's.
    """
    run: list[Group] = []
    for unit in _units(blocks):
        if unit.alone:
            yield from _pack(run)
            run = []
            yield unit
        else:
            run.append(unit)
    yield from _pack(run)


def _units(blocks: Sequence[Block]) -> Iterator[Group]:
    """Yield the smallest groups: lead-ins with what they announce, pictures with what they show."""
    waiting: list[Block] = []
    for i, block in enumerate(blocks):
        waiting.append(block)
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        if following and _belongs(block, following) and size_of(waiting) <= GOAL:
            continue
        yield from _unit(waiting)
        waiting = []


def _belongs(block: Block, following: Block) -> bool:
    if following.kind is BlockKind.PICTURE:
        return True
    if block.kind is not BlockKind.TEXT:
        return False
    if following.kind in _ANNOUNCED:
        return bool(block.lead) or not block.text.endswith(_ENDS)
    return bool(block.lead)


def _unit(blocks: Sequence[Block]) -> Iterator[Group]:
    first = blocks[0]
    if len(blocks) == 1 and _is_glossary(first):
        yield from (Group((item,), item.term, alone=True) for item in first.parts)
    elif len(blocks) == 1 and _is_list_of_lists(first):
        yield from (Group((item,), item.lead, alone=True) for item in first.parts)
    else:
        announced = _announced(blocks)
        yield Group(
            blocks=tuple(blocks),
            label=first.lead if announced is not None and _is_bare(first) else "",
            alone=announced in _LISTED and _names(first),
            opens=bool(first.term) and first.kind is BlockKind.TEXT,
        )


def _announced(blocks: Sequence[Block]) -> BlockKind | None:
    """Return what the first block announces, if it is a lead-in."""
    if not blocks[0].lead:
        return None
    return next((block.kind for block in blocks[1:] if block.kind in _ANNOUNCED), None)


def _is_bare(lead: Block) -> bool:
    """Tell whether a lead-in is nothing else: no sentence before the last one."""
    return "\n" not in lead.text and len(lead.text) <= len(lead.lead) + 3


def _names(lead: Block) -> bool:
    words = len(lead.lead.split())
    short = words <= LEAD_WORDS or (words <= ATTRIBUTE_WORDS and bool(_ATTRIBUTE.search(lead.lead)))
    return short and _is_bare(lead) and not _CONNECTIVE.match(lead.lead)


def _is_glossary(block: Block) -> bool:
    terms = sum(bool(part.term) for part in block.parts)
    enough = len(block.parts) >= GLOSSARY_ITEMS and terms >= GLOSSARY_SHARE * len(block.parts)
    return block.kind is BlockKind.LIST and enough


def _is_list_of_lists(block: Block) -> bool:
    """Tell whether a list is made of named lists: pros with their items, cons with theirs."""
    parts = block.parts
    return block.kind is BlockKind.LIST and len(parts) > 1 and all(part.lead for part in parts)


def _pack(units: Sequence[Group]) -> Iterator[Group]:
    """Yield runs of neighbours of a good size."""
    if not units:
        return
    packs: list[list[Group]] = [list(units)]
    if _total(units) > WHOLE:
        packs = []
        for unit in units:
            size = _total(packs[-1]) if packs else 0
            full = size >= SMALL and (size + unit.size > GOAL or unit.opens)
            if not packs or full or size + unit.size > BLOCK_WHOLE:
                packs.append([])
            packs[-1].append(unit)
        if len(packs) > 1 and _total(packs[-1]) < SMALL and _total(packs[-1] + packs[-2]) <= BLOCK_WHOLE:
            packs[-2].extend(packs.pop())
    for pack in packs:
        yield pack[0] if len(pack) == 1 else Group(tuple(block for unit in pack for block in unit.blocks))


def _total(units: Sequence[Group]) -> int:
    return sum(unit.size for unit in units)
