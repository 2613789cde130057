"""A library of lectures that answers questions: immutable; to reload, build another."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import corpus
from index.confidence import ANSWER_FROM
from index.explain import Explanation, explain
from index.glossary import Term, glossary
from index.model import Answer, Hit, Reading, Snippet, Span
from index.search import Search, clean
from index.snippet import best_sentence, spans

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from corpus import Lecture, Notes, Passage, Section
    from index.confidence import Features
    from index.search import Found

NEAR: Final = 3
"""Headings offered where there is no answer."""
RELATED: Final = 0.2
"""Share of what a question asks for, by rarity, that a passage speaks of whose heading is worth offering."""
LATELY: Final = 16
"""Questions whose weights are kept: the same one marks the words of many passages."""
SYNONYMS: Final = "synonyms.txt"
"""The file beside the notes with the course's own thesaurus."""


class Library:
    """Lectures, and what they say to a question."""

    def __init__(
        self,
        lectures: Sequence[Lecture],
        *,
        synonyms: Sequence[str] = (),
        passages: Sequence[Passage] | None = None,
    ) -> None:
        """Index lectures.

        `synonyms` are texts of the course's own thesaurus files; `passages` are given where they are cut.
        """
        if passages is None:
            passages = [passage for lecture in lectures for passage in corpus.chunk(lecture)]
        self.lectures: tuple[Lecture, ...] = tuple(lectures)
        self.passages: tuple[Passage, ...] = tuple(passages)
        self._sections = {section.id: section for lecture in lectures for section in lecture.sections}
        self._lecture_of = {section.id: lecture for lecture in lectures for section in lecture.sections}
        self._passages = {passage.id: passage for passage in passages}
        groups: dict[str, list[Passage]] = {}
        for passage in passages:
            groups.setdefault(passage.section_id, []).append(passage)
        self._passages_of = {section: tuple(group) for section, group in groups.items()}
        self._search = Search(self.passages, synonyms) if passages else None
        self._weights_of = lru_cache(LATELY)(self._weigh)

    @classmethod
    def of(
        cls, passages: Sequence[Passage], lectures: Sequence[Lecture] = (), *, synonyms: Sequence[str] = ()
    ) -> Library:
        """A library of passages that are cut already."""
        return cls(lectures, synonyms=synonyms, passages=passages)

    def prepare(self) -> None:
        """Do now what else waits for the first question that needs it: for whoever is asked many."""
        if self._search:
            self._search.prepare()

    def section(self, section_id: str) -> Section | None:
        """A section by its id."""
        return self._sections.get(section_id)

    def passage(self, passage_id: str) -> Passage | None:
        """A passage by its id."""
        return self._passages.get(passage_id)

    def passages_of(self, section_id: str) -> tuple[Passage, ...]:
        """The passages of a section, in order."""
        return self._passages_of.get(section_id, ())

    def lecture_of(self, section_id: str) -> Lecture | None:
        """The lecture that a section belongs to."""
        return self._lecture_of.get(section_id)

    def answer(self, question: str, previous: str | None = None, limit: int = 10) -> Answer:
        """What the notes say to a question; `previous` is the last question of the conversation."""
        reading, found = self._found(question, previous, max(limit, NEAR + 1))
        if self._search is None or found is None:
            return Answer(reading, (), self._outline(), 0.0)
        if found.confidence < ANSWER_FROM:
            near = self._near(found)
            return Answer(reading, (), near or self._outline(), found.confidence, related=bool(near))
        weights, defining = self._search.weights(found.concepts), found.frame.defines
        hits = tuple(
            Hit(
                self.passages[number],
                found.final[number],
                self._search.sentences(number).best(weights, defining=defining),
            )
            for number in found.order[:limit]
        )
        return Answer(reading, hits, (), found.confidence)

    def explain(self, question: str, previous: str | None = None, limit: int = 3) -> Explanation:
        """Why the first passages of an answer, or of what is taken for none, scored what they did."""
        reading, found = self._found(question, previous, limit)
        if self._search is None:
            return Explanation(reading, 0.0, None, ())
        return explain(self._search.analyzer, self.passages, reading, found)

    def evidence(self, question: str, previous: str | None = None) -> tuple[Features | None, tuple[str, ...]]:
        """What the decision to answer rests on, and the ids of the sections found, best first."""
        _, found = self._found(question, previous, NEAR + 1)
        if found is None:
            return None, ()
        sections = dict.fromkeys(self.passages[number].section_id for number in found.order)
        return found.features, tuple(sections)

    def snippet(self, reading: Reading, text: str) -> Snippet:
        """The sentence of any text that answers a question best, its words marked."""
        if self._search is None:
            return Snippet(text, ())
        return best_sentence(self._search.analyzer, self._weights(reading), text)

    def spans(self, reading: Reading, text: str) -> tuple[Span, ...]:
        """The words of any text that a question asks for."""
        return spans(self._search.analyzer, self._weights(reading), text) if self._search else ()

    def glossary(self) -> tuple[Term, ...]:
        """The terms that the notes define, in alphabetical order."""
        return glossary(self.passages, self._search.analyzer) if self._search else ()

    def similar(self, first: str, second: str) -> float:
        """How alike two questions are, 0 to 1: whether one card can stand for both."""
        return self._search.similar(first, second) if self._search else float(clean(first) == clean(second))

    def _found(self, question: str, previous: str | None, limit: int) -> tuple[Reading, Found | None]:
        if self._search is None:
            return Reading(clean(question), clean(question)), None
        reading = self._search.read(question, previous)
        return reading, self._search.find(reading, limit)

    def _weights(self, reading: Reading) -> dict[str, float]:
        return self._weights_of(reading.read_as)

    def _weigh(self, read_as: str) -> dict[str, float]:
        return self._search.weights(self._search.concepts(read_as)[0]) if self._search else {}

    def _near(self, found: Found) -> tuple[tuple[str, ...], ...]:
        """Headings of what was found, where that speaks of enough of the question and is not only like it."""
        known = any(concept.known for concept in found.concepts)
        if not known or found.features is None or found.features.near < RELATED:
            return ()
        crumbs = dict.fromkeys(self.passages[number].breadcrumb for number in found.order)
        return tuple(crumbs)[:NEAR]

    def _outline(self) -> tuple[tuple[str, ...], ...]:
        crumbs = dict.fromkeys(passage.breadcrumb for passage in self.passages)
        return tuple(crumbs)[:NEAR]


def open_library(root: Path) -> tuple[Library, Notes]:
    """Load a folder of notes, or one file, with the course's own synonyms beside it."""
    notes = corpus.load_lectures(root)
    own = notes.root / SYNONYMS
    texts = (own.read_text(encoding="utf-8", errors="replace"),) if own.is_file() else ()
    return Library(notes.lectures, synonyms=texts), notes
