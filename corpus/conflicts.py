"""Git conflict markers in notes: one text again, with a note of what was done.

A conflict whose sides differ in white space only keeps the first; a side without text yields to the
other; otherwise both stay, in order, paragraphs that both begin or end with once. The common ancestor
that `diff3` style adds is dropped. Markers without their counterparts are taken out, text stays.
Inside code fences markers are text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MAX_DEPTH = 50
"""Conflicts inside conflicts; deeper openings are taken for stray ones."""

_MARKER = re.compile(r"(<{7,}|\|{7,}|={7,}|>{7,})(?: (.*))?$")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file."""

    text: str
    number: int
    """1-based, in the file as it is."""


@dataclass(frozen=True, slots=True)
class Note:
    """What was done about one conflict or stray marker."""

    line: int
    """1-based line of the (first) marker."""
    message: str


@dataclass(slots=True)
class _Conflict:
    size: int
    line: int
    at: int
    """How many lines the text around had when it began."""
    whole: bool
    """Whether it began at the start of a paragraph."""
    sides: list[list[Line]] = field(default_factory=lambda: [[]])
    base: list[Line] | None = None
    separator: Line | None = None


def resolve(lines: list[Line]) -> tuple[list[Line], list[Note]]:
    """Return the lines without conflict markers, and what was done where.

    Args:
        lines: A file's lines in order.
    """
    if not any(line.text.startswith(("<<<<<<<", ">>>>>>>", "|||||||")) for line in lines):
        return lines, []
    return _Resolver().run(lines)


class _Resolver:
    def __init__(self) -> None:
        self.out: list[Line] = []
        self.open: list[_Conflict] = []
        self.notes: list[Note] = []
        self.fence = ""
        self.inner = 0
        """Conflicts that are shown inside the fence."""
        self.lone: list[int] = []
        """Where `=======` stands in `out` outside of a conflict."""

    def run(self, lines: list[Line]) -> tuple[list[Line], list[Note]]:
        for i, line in enumerate(lines):
            match = _MARKER.match(line.text.rstrip())
            if match is None or not self._marker(match[1], line, lines[i + 1 : i + 2]):
                self._track_fence(line.text)
                if not self.open and not self.fence and line.text.rstrip() == "=======":
                    self.lone.append(len(self.out))
                self._target().append(line)
        while self.open:
            self._unclosed()
        return self.out, sorted(self.notes, key=lambda note: note.line)

    def _target(self) -> list[Line]:
        if not self.open:
            return self.out
        conflict = self.open[-1]
        return conflict.base if conflict.base is not None else conflict.sides[-1]

    def _track_fence(self, text: str) -> None:
        match = _FENCE.match(text)
        if not match:
            return
        if not self.fence:
            self.fence, self.inner = match[1], 0
        elif match[1].startswith(self.fence) and not text.strip().strip(self.fence[0]):
            self.fence = ""

    def _marker(self, mark: str, line: Line, following: list[Line]) -> bool:
        """Deal with a line that looks like a marker; False where it is text."""
        if self.fence and not self._leaves_fence(mark):
            return False
        if mark[0] == "<":
            return self._begin(mark, line)
        while self.open and self.open[-1].size != len(mark) and any(c.size == len(mark) for c in self.open):
            self._unclosed()
        if mark[0] == ">":
            return self._end(mark, line, following)
        if not self.open or self.open[-1].size != len(mark) or self.open[-1].separator is not None:
            return False
        conflict = self.open[-1]
        if mark[0] == "|":
            if conflict.base is not None:
                return False
            conflict.base = []
        else:
            conflict.base, conflict.separator = None, line
            conflict.sides.append([])
        self.fence = ""
        return True

    def _leaves_fence(self, mark: str) -> bool:
        """Whether a marker inside a fence belongs to a conflict that is around the fence's beginning."""
        if mark[0] == "<":
            self.inner += 1
            return False
        if self.inner:
            self.inner -= mark[0] == ">"
            return False
        return bool(self.open) and self.open[-1].size == len(mark)

    def _begin(self, mark: str, line: Line) -> bool:
        if len(self.open) >= MAX_DEPTH:
            self.notes.append(Note(line.number, "conflict marker nested too deep; it was taken out"))
            return True
        target = self._target()
        whole = not target or not target[-1].text.strip()
        self.open.append(_Conflict(len(mark), line.number, len(target), whole))
        return True

    def _end(self, mark: str, line: Line, following: list[Line]) -> bool:
        if not self.open or self.open[-1].size != len(mark):
            self._stray_end(line)
            return True
        conflict = self.open.pop()
        self.fence = ""
        whole = conflict.whole and not (following and following[0].text.strip())
        if conflict.separator is None:
            kept, message = conflict.sides[0] + (conflict.base or []), "has no =======; its text was kept"
        else:
            kept, message = _merge(*conflict.sides, apart=whole)
        self._target().extend(kept)
        self.notes.append(Note(conflict.line, f"git conflict: {message}"))
        return True

    def _stray_end(self, line: Line) -> None:
        """Take out a `>>>>>>>` that nothing opened, and the `=======` that must have belonged to it."""
        self.notes.append(Note(line.number, "conflict marker >>>>>>> without <<<<<<<; it was taken out"))
        if self.lone and not self.open:
            at = self.lone.pop()
            self.out[at] = Line("", self.out[at].number)

    def _unclosed(self) -> None:
        conflict = self.open.pop()
        target = self._target()
        target.extend(conflict.sides[0])
        if conflict.base:
            target.extend(conflict.base)
        if conflict.separator is not None:
            target.append(Line("", conflict.separator.number))
            target.extend(conflict.sides[1])
        self.notes.append(Note(conflict.line, "conflict marker <<<<<<< without >>>>>>>; it was taken out"))


def _merge(ours: list[Line], theirs: list[Line], *, apart: bool) -> tuple[list[Line], str]:
    if _bare(ours) == _bare(theirs):
        return ours, "both sides say the same; one was kept"
    if not _bare(theirs):
        return ours, "one side is empty; the other was kept"
    if not _bare(ours):
        return theirs, "one side is empty; the other was kept"
    first, second = _paragraphs(ours), _paragraphs(theirs)
    head = 0
    while head < min(len(first), len(second)) and _bare(first[head]) == _bare(second[head]):
        head += 1
    tail = 0
    while tail < min(len(first), len(second)) - head and _bare(first[-1 - tail]) == _bare(second[-1 - tail]):
        tail += 1
    middle = first[head : len(first) - tail], second[head : len(second) - tail]
    merged = [line for part in first[:head] + middle[0] for line in part]
    if apart and merged and merged[-1].text.strip() and middle[1]:
        merged.append(Line("", merged[-1].number))
    merged += [line for part in middle[1] for line in part]
    if tail and merged and merged[-1].text.strip():
        merged.append(Line("", merged[-1].number))
    merged += [line for part in first[len(first) - tail :] for line in part]
    return merged, "the sides differ; both were kept, in order"


def _bare(lines: list[Line]) -> str:
    return "".join("".join(line.text.split()) for line in lines)


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    """Cut after blank lines, in fences too: only parts at the very beginning and end are ever merged."""
    parts: list[list[Line]] = [[]]
    for line in lines:
        if parts[-1] and not parts[-1][-1].text.strip() and line.text.strip():
            parts.append([])
        parts[-1].append(line)
    return parts
