"""A formatted message as Markdown, to be kept: what `render_markdown` makes of it reads the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.model import EntityKind
from bot.render.markdown import render_markdown
from bot.render.runs import QUOTES, runs_of
from bot.texts.escape import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.model import Rich
    from bot.render.runs import Run

_MARKS: Final = {EntityKind.BOLD: "**", EntityKind.ITALIC: "*", EntityKind.STRIKE: "~~"}
"""Markdown has none for underlining: the text alone is kept."""
_BLOCKS: Final = QUOTES | {EntityKind.PRE}
_SHOWN: Final = frozenset({*_MARKS, *_BLOCKS, EntityKind.CODE, EntityKind.LINK})
_ALWAYS: Final = re.compile(r"([\\`*_\[\]<>|~$&])")
_BLANK: Final = re.compile(r"\n\s*\n")
_LINE: Final = re.compile(r"\n")
_BREAK: Final = "\\\n"


def source_of(rich: Rich) -> str:
    """A message as Markdown of the notes' dialect.

    Args:
        rich: Somebody's text with its formatting.

    Returns:
        Its source, with as few backslashes as will do; without formatting where Markdown cannot say it (marks
        within a word beside punctuation).
    """
    runs = tuple(runs_of(rich))
    for escape in (_lenient, literal):
        found = "\n\n".join(_Source(rich.text, runs, escape).blocks())
        if _reads_like(rich, found):
            return found
    return _Source(rich.text, (), literal).paragraphs(0, len(rich.text))


def _lenient(text: str) -> str:
    """Without the marks that mean something at few places only: full stops, brackets, dashes."""
    return _ALWAYS.sub(r"\\\1", text)


def _reads_like(rich: Rich, source: str) -> bool:
    again = render_markdown(source)
    kinds, wanted = (
        [entity.kind for entity in one.entities if entity.kind in _SHOWN] for one in (again, rich)
    )
    return again.text.split() == rich.text.split() and kinds == wanted


@dataclass(frozen=True, slots=True)
class _Source:
    """A text on its way to Markdown."""

    text: str
    runs: Sequence[Run]
    escape: Callable[[str], str]

    def blocks(self) -> Iterator[str]:
        at = 0
        for block in (run for run in self.runs if run.kind in _BLOCKS):
            if block.start < at:
                continue  # code in a quote: the quote is enough
            yield from _some(self.paragraphs(at, block.start))
            if block.kind is EntityKind.PRE:
                yield _fenced(self.text[block.start : block.end], block.language)
            else:
                quoted = self.paragraphs(block.start, block.end)
                yield "\n".join(f"> {line}".rstrip() for line in quoted.split("\n"))
            at = block.end
        yield from _some(self.paragraphs(at, len(self.text)))

    def paragraphs(self, start: int, end: int) -> str:
        """Lines stay lines, empty ones part paragraphs."""
        paragraphs: list[str] = []
        for first, last in _pieces(_BLANK, self.text, start, end):
            lines = [self._inline(self.runs, *line) for line in _pieces(_LINE, self.text, first, last)]
            paragraphs += _some(_BREAK.join(line for line in lines if line.strip()))
        return "\n\n".join(paragraphs)

    def _inline(self, runs: Sequence[Run], start: int, end: int) -> str:
        """A line, or a part of one, with its marks; white space stays outside of them."""
        parts: list[str] = []
        at = start
        for number, run in enumerate(runs):
            first, last = max(run.start, start), min(run.end, end)
            inside = self.text[first:last]
            first += len(inside) - len(inside.lstrip())
            last -= len(inside) - len(inside.rstrip())
            if run.kind in _BLOCKS or first >= last or first < at:
                continue
            parts += [self.escape(self.text[at:first]), self._marked(run, runs[number + 1 :], first, last)]
            at = last
        return "".join([*parts, self.escape(self.text[at:end])])

    def _marked(self, run: Run, inner: Sequence[Run], start: int, end: int) -> str:
        text = self.text[start:end]
        if run.kind is EntityKind.CODE:
            ticks, pad = "`" * (_longest_ticks(text) + 1), " " if "`" in text else ""
            return f"{ticks}{pad}{text}{pad}{ticks}"
        held = self._inline(inner, start, end)
        if run.kind is EntityKind.LINK:
            return f"[{held}](<{run.url}>)"
        mark = _MARKS.get(run.kind, "")
        return f"{mark}{held}{mark}"


def _some(part: str) -> list[str]:
    return [part] if part else []


def _fenced(code: str, language: str) -> str:
    fence = "`" * max(3, _longest_ticks(code) + 1)
    return f"{fence}{language}\n{code}\n{fence}"


def _pieces(parting: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for cut in parting.finditer(text, start, end):
        yield at, cut.start()
        at = cut.end()
    yield at, end


def _longest_ticks(text: str) -> int:
    return max((len(ticks) for ticks in re.findall("`+", text)), default=0)
