"""A page being written: text with formatting runs, bullets, indents and the space between blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import EntityKind
from bot.render.runs import Run, settle
from bot.render.units import clean

if TYPE_CHECKING:
    from bot.model import Rich

INDENT = "    "
"""What one level of nesting is moved by; in proportional fonts about as wide as a bullet."""


class Writer:
    """Collects text; newlines and bullets are owed until something is written, so nothing ends empty."""

    __slots__ = ("_bullet", "_end", "_indents", "_paid", "_parts", "gap", "length", "runs")

    def __init__(self) -> None:
        """An empty page."""
        self._parts: list[str] = []
        self._indents: list[str] = []
        self._paid: dict[int, int] = {}
        self._bullet = ""
        self._end = ""
        self.length = 0
        """Characters written so far."""
        self.runs: list[Run] = []
        """Formatting, in Python indices of the text."""
        self.gap = 0
        """Newlines owed before the next text; not owed at the beginning."""

    @property
    def ends_blank(self) -> bool:
        """Whether a blank here would be one too many: after a blank, or where a line begins."""
        return bool(self.gap or self._bullet) or self._end == "" or self._end[-1] in " \n"

    @property
    def ends_with_colon(self) -> bool:
        """Whether what stands there announces what follows."""
        return self._end.rstrip().endswith(":")

    def write(self, text: str) -> None:
        """Adds text that holds no newline."""
        if not text:
            return
        if self.gap or self._bullet:
            self._begin()
        self._append(text)

    def span(self, kind: EntityKind, text: str) -> None:
        """Adds formatted text that holds no newline."""
        if text:
            self.write(text)
            self.runs.append(Run(kind, self.length - len(text), self.length))

    def close(self, kind: EntityKind, start: int, url: str = "") -> None:
        """Formats what was written since `start`, bullets and newlines paid in between left out."""
        start = self._paid.get(start, start)
        if self.length > start:
            self.runs.append(Run(kind, start, self.length, url))

    def enclose(self, kind: EntityKind, start: int) -> None:
        """Formats all that was written since `start`, bullets and all."""
        if self.length > start:
            self.runs.append(Run(kind, start, self.length))

    def break_line(self) -> None:
        """A new line inside a block."""
        if self.length and not self.gap:
            self._append("\n" + "".join(self._indents))

    def block(self, text: str, kind: EntityKind = EntityKind.PRE, language: str = "") -> None:
        """Adds lines as they are, without indents: the block is its own frame."""
        self.flush_left()
        start = self.length
        self._append(text)
        self.runs.append(Run(kind, start, self.length, language=language))

    def flush_left(self) -> None:
        """Puts what follows at the left edge, below its bullet."""
        if self._bullet:
            self._begin()
            self.gap = 1
        before = self.length
        if before and not self._end.endswith("\n"):
            self._append("\n" * self.gap)
        if self.length > before:
            self._paid[before] = self.length
        self.gap = 0

    def paste(self, text: str, runs: list[Run]) -> None:
        """Adds a fragment that another writer made; it holds no newline."""
        if not text:
            return
        self.write(text)
        shift = self.length - len(text)
        self.runs += [run._replace(start=run.start + shift, end=run.end + shift) for run in runs]

    def indent(self, by: str = INDENT) -> None:
        """Moves the following lines to the right."""
        self._indents.append(by)

    def outdent(self) -> None:
        """Takes the last `indent` back."""
        if self._indents:
            self._indents.pop()

    def margin(self) -> list[str]:
        """Takes all indents away; to be given to `restore`."""
        indents, self._indents = self._indents, []
        return indents

    def restore(self, indents: list[str]) -> None:
        """Puts indents back that `margin` took."""
        self._indents = indents

    def bullet(self, mark: str) -> None:
        """Owes a list mark to the next text; an empty one takes an unused mark back."""
        self._bullet = mark

    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def rich(self) -> Rich:
        """The finished page."""
        return settle(self.text(), self.runs)

    def _begin(self) -> None:
        """Pays the newlines, the indent and the bullet that are owed."""
        before = self.length
        newlines = "" if self._end.endswith("\n") or not before else "\n" * self.gap
        self.gap = 0
        if self._bullet:
            mark, self._bullet = self._bullet + " ", ""
            self._append(newlines + "".join(self._indents[:-1]) + mark)
        else:
            self._append(newlines + "".join(self._indents))
        if self.length > before:
            self._paid[before] = self.length

    def _append(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self.length += len(text)
            self._end = text


def cleaned(text: str) -> str:
    """Text of one line, as Telegram leaves it."""
    return clean(text).replace("\n", " ")
