"""What is indexed and what is asked: the same passages and questions for every engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus import Lecture, Passage, Section
from tests.benchmarks.damage import DAMAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Question:
    """One question and the sections that answer it."""

    text: str
    """As it is asked."""
    right: frozenset[str]
    """Ids of sections."""
    previous: str | None = None
    """Asked before it in the same conversation."""
    kind: str = ""
    """Kind of question, where the set has kinds."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passages and questions about them."""

    name: str
    """As tables call it."""
    passages: tuple[Passage, ...]
    """What is indexed."""
    lectures: tuple[Lecture, ...]
    """Where the passages come from."""
    questions: tuple[Question, ...]
    """All answerable."""
    synonyms: tuple[str, ...] = ()
    """The course's own."""

    def documents(self) -> dict[str, str]:
        """What an engine without fields is given: the headings and text of each section, by its id."""
        documents: dict[str, list[str]] = {}
        for passage in self.passages:
            headings = " ".join(passage.breadcrumb[-2:])
            documents.setdefault(passage.section_id, [headings]).append(passage.text)
        return {section: "\n".join(parts).strip() for section, parts in documents.items()}

    def damaged(self, damage: str) -> tuple[Question, ...]:
        """The questions damaged in one way of `DAMAGES`; those that it does not change are left out."""
        changed = (replace(each, text=DAMAGES[damage](each.text)) for each in self.questions)
        pairs = zip(self.questions, changed, strict=True)
        return tuple(after for before, after in pairs if after.text != before.text)


@dataclass(frozen=True, slots=True)
class Job:
    """What one process is to measure."""

    corpus: Corpus
    """What is indexed."""
    sets: Mapping[str, tuple[Question, ...]]
    """Questions to ask, by the name of their set."""
    without: str = ""
    """A part of Konspekt that is switched off, by its name in `ablation.PARTS`."""


def a_paragraph(number: int, heading: str, text: str) -> tuple[Passage, Section]:
    """A paragraph as the only passage of its section."""
    name = f"p{number:07d}"
    section = Section(name, (heading,), 1, text, number + 1)
    return Passage(f"{name}-x", name, name, (heading,), "", text, text, (), number + 1), section


def lectures_of(paragraphs: Iterable[tuple[Passage, Section]]) -> tuple[Lecture, ...]:
    """A lecture a paragraph."""
    return tuple(
        Lecture(section.id, section.breadcrumb[0], f"{section.id}.md", (section,))
        for _, section in paragraphs
    )
