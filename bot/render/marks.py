"""Words and sentences made to stand out in a finished text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from bot.model import EntityKind, Rich
from bot.render.cutting import thinned
from bot.render.limits import ENTITY_LIMIT
from bot.render.runs import Run, fixed, runs_of

if TYPE_CHECKING:
    from collections.abc import Iterable


_BETWEEN = r"\s+(?:(?:[•–·☐☑]|\d{1,4}[.)])\s+)?"
"""White space, or a new item of a list."""


class Stretch(Protocol):
    """A run of characters in Python indices, such as `index.Span`."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """After the last character."""


def mark(rich: Rich, spans: Iterable[Stretch], kind: EntityKind = EntityKind.BOLD) -> Rich:
    """The text with `spans` set in bold (or `kind`), and underlined where they are bold already.

    Code is left alone, and where entities are scarce the later marks are left out.

    Args:
        rich: A finished text.
        spans: Python indices of `rich.text`; what lies outside is ignored.
        kind: Bold, italic, underline or strikethrough.
    """
    base = thinned(rich)
    spans = list(spans)
    if not spans:
        return base
    runs = runs_of(base)
    present = [run for run in runs if run.kind is kind]
    other = EntityKind.UNDERLINE if kind is EntityKind.BOLD else kind
    marks = [
        Run(
            other if any(run.start <= span.start and span.end <= run.end for run in present) else kind,
            span.start,
            span.end,
        )
        for span in spans
    ]
    while marks:
        marked = fixed(base.text, [*runs, *marks])
        if len(marked.entities) <= ENTITY_LIMIT:
            return marked
        marks = marks[: len(marks) // 2]
    return base


def find_sentence(text: str, sentence: str) -> tuple[int, int] | None:
    """Where a sentence of the notes stands in the rendered text, white space and list marks aside."""
    words = sentence.split()
    if not words:
        return None
    if (start := text.find(" ".join(words))) >= 0:
        return start, start + len(" ".join(words))  # as nearly always; a pattern takes long to compile
    found = re.search(_BETWEEN.join(map(re.escape, words)), text)
    return found.span() if found else None
