"""What goes between a question and an answer: readings, hits, snippets, answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.confidence import SURE_FROM

if TYPE_CHECKING:
    from corpus import Passage


@dataclass(frozen=True, slots=True)
class Repair:
    """One word of a question that was read otherwise than it was typed."""

    typed: str
    """As the student typed it."""
    meant: str
    """As it was read."""
    kind: str
    """`layout`, `typo`, `script` (a word in the other script) or `form` (one that no dictionary holds)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was understood."""

    question: str
    """As the student typed it (cut to the limit)."""
    read_as: str
    """As it was searched, repaired and complete: asked on its own it gives the same answer."""
    repairs: tuple[Repair, ...] = ()
    """In order of appearance."""
    inherited: tuple[str, ...] = ()
    """What was taken over from the previous question, in readable words ("недостатки", "Xen")."""
    told: str = ""
    """How to tell the student so ("Xen · недостатки"); empty where it was read as it was typed."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of a text: Python string indices, `end` exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """The sentence of a passage to show first, and the words in it that were asked for."""

    text: str
    """The sentence."""
    highlights: tuple[Span, ...]
    """Spans of `text` on whole words, in order, not overlapping."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found."""

    passage: Passage
    score: float
    """Higher is better; comparable within one answer only."""
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Answer:
    """What the notes say to a question. No hits means: not in the notes."""

    reading: Reading
    hits: tuple[Hit, ...]
    """Best first; empty where the notes hold no answer."""
    near: tuple[tuple[str, ...], ...]
    """Breadcrumbs to offer where there are no hits."""
    confidence: float
    """Probability that the first hit answers the question, 0 to 1."""
    related: bool = False
    """Whether `near` speaks of some of what was asked; otherwise it is only the first headings there are."""

    @property
    def answered(self) -> bool:
        """Whether the notes hold an answer."""
        return bool(self.hits)

    @property
    def sure(self) -> bool:
        """Whether it is more than a guess."""
        return self.confidence >= SURE_FROM
