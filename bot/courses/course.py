"""A course as handlers see it: the library and what is derived from it once; and the shelf that holds it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.courses.outline import Outline, outline_of
from index import Library, open_library
from index.evaluate import evaluate
from index.judgments import JudgmentsError, load_judgments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from corpus import Notes, Passage, Section
    from index import Term

EXAMPLES: Final = 3
LONGEST_EXAMPLE: Final = 44
"""Characters: what a button shows of a question on a phone."""
_CONSIDERED: Final = 60
"""Questions tried as examples: about 0.2 s of answering at the start."""
_DIGEST: Final = 12
"""Hex digits that stand for an example question in a button."""


@dataclass(frozen=True, slots=True)
class Course:
    """Notes that are being served. Immutable: a reload makes another."""

    name: str
    """Its own among several courses; empty for the only one."""
    root: Path
    """Where its pictures lie."""
    source: Path
    """What it is read from: the same folder, or one file of it."""
    library: Library
    outline: Outline
    terms: tuple[Term, ...]
    """What the notes define, in alphabetical order."""
    examples: tuple[str, ...]
    """Questions that these notes answer."""

    @property
    def title(self) -> str:
        """Of the only lecture; empty where there are several."""
        lectures = self.library.lectures
        return lectures[0].title if len(lectures) == 1 else ""

    def example(self, digest: str) -> str | None:
        """The example question behind a button."""
        return next((one for one in self.examples if digest_of(one) == digest), None)

    def near(self, breadcrumb: tuple[str, ...]) -> Passage | None:
        """The first passage under a heading."""
        depth = len(breadcrumb)
        return next((one for one in self.library.passages if one.breadcrumb[:depth] == breadcrumb), None)

    def label(self, section: Section) -> str:
        """What to call a section on a button: its heading, with the one above where others are called so."""
        own = section.breadcrumb[-1]
        twins = sum(other.breadcrumb[-1] == own for other in self.outline.order)
        return " › ".join(section.breadcrumb[-2:]) if twins > 1 else own


class Shelf:
    """The courses that are served now; a reload replaces one in one assignment."""

    def __init__(self, *courses: Course) -> None:
        """Serve these; at least one."""
        self._courses = {course.name: course for course in courses}

    @property
    def courses(self) -> Mapping[str, Course]:
        """All of them by name, in the order they were given."""
        return self._courses

    @property
    def several(self) -> bool:
        """Whether one has to be chosen."""
        return len(self._courses) > 1

    def of(self, name: str | None) -> Course:
        """The course of a name, else the first; hold on to it while handling one thing.

        Args:
            name: What was chosen; None for nothing.
        """
        return self._courses.get(name or "") or next(iter(self._courses.values()))

    def put(self, course: Course) -> None:
        """Serve this from now on in the place of the one of its name.

        Args:
            course: The new one.
        """
        self._courses = {**self._courses, course.name: course}


def digest_of(text: str) -> str:
    """A question's or a name's stand-in, short enough for a button."""
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()[:_DIGEST]


def empty_course(name: str, source: Path) -> Course:
    """A course that has nothing to say: its notes cannot be read, or none was chosen.

    Args:
        name: The course's.
        source: Where it would be read from.
    """
    root = source if source.is_dir() else source.parent
    return Course(name, root, source, Library(()), outline_of((), ()), (), ())


def open_course(root: Path, name: str = "") -> tuple[Course, Notes]:
    """Read and index notes.

    Args:
        root: A folder or a Markdown file.
        name: The course's own among several.

    Raises:
        CorpusError: There are no notes.
    """
    library, notes = open_library(root)
    library.prepare()
    return course_of(library, notes.root, name, root), notes


def course_of(library: Library, root: Path, name: str = "", source: Path | None = None) -> Course:
    """A course around a library.

    Args:
        library: The notes, indexed.
        root: Where they lie.
        name: The course's own among several.
        source: What they were read from, where that is one file.
    """
    terms = library.glossary()
    return Course(
        name=name,
        root=root,
        source=source or root,
        library=library,
        outline=outline_of(library.lectures, (passage.section_id for passage in library.passages)),
        terms=tuple(sorted(terms, key=lambda term: term.name.casefold())),
        examples=_examples(library, root / "questions.jsonl", [term.name for term in terms]),
    )


def _examples(library: Library, questions: Path, terms: list[str]) -> tuple[str, ...]:
    """Questions that these notes answer well: the course's own, else about terms and headings."""
    chosen: dict[str, str] = {}  # first section -> question: examples lead to different places
    for question in (*_from_questions(library, questions), *_from_notes(library, terms)):
        if len(chosen) == EXAMPLES:
            break
        if len(question) > LONGEST_EXAMPLE:
            continue
        answer = library.answer(question, limit=1)
        if answer.answered and not answer.reading.told:
            chosen.setdefault(answer.hits[0].passage.section_id, question)
    return tuple(chosen.values())


def _from_questions(library: Library, path: Path) -> Iterator[str]:
    """The course's test questions that are answered right, of each kind one before the second of any."""
    try:
        judgments = [one for one in load_judgments(path) if one.answerable and one.previous is None]
    except JudgmentsError:
        return  # none, or `konspekt evaluate` tells what is wrong
    short = [one for one in judgments if len(one.question) <= LONGEST_EXAMPLE]
    seen: dict[str, int] = {}
    ranked: list[tuple[int, int, str]] = []
    for number, outcome in enumerate(evaluate(library, short[:_CONSIDERED]).outcomes):
        if outcome.good:
            kind = outcome.judgment.kind
            seen[kind] = seen.get(kind, 0) + 1
            ranked.append((seen[kind], number, outcome.judgment.question))
    yield from (_capital(question) for _, _, question in sorted(ranked))


def _from_notes(library: Library, terms: list[str]) -> Iterator[str]:
    """Headings that are questions, terms, the most often used first, then other headings."""
    headings = [section.breadcrumb[-1] for lecture in library.lectures for section in lecture.sections]
    yield from [heading for heading in headings if heading.endswith("?")][:_CONSIDERED]
    russian = _is_russian(headings)
    texts = [passage.text.lower() for passage in library.passages]
    terms = sorted(terms, key=lambda term: -sum(term.lower() in text for text in texts))
    yield from [_definition(term, russian=russian) for term in terms[:_CONSIDERED]]
    yield from headings[:_CONSIDERED]


def _definition(term: str, *, russian: bool) -> str:
    """The question for a term; a Russian one begins an entry with a capital that no sentence keeps."""
    if not russian:
        return f"What is {term}?"
    first = term.split(maxsplit=1)[0]
    plain = first.istitle() and first.isalpha() and "а" <= first[0].lower() <= "я"
    return f"Что такое {term[0].lower() + term[1:] if plain else term}?"


def _is_russian(headings: list[str]) -> bool:
    letters = [letter for letter in "".join(headings).lower() if letter.isalpha()]
    return 2 * sum("а" <= letter <= "я" for letter in letters) > len(letters)


def _capital(question: str) -> str:
    question = question[:1].upper() + question[1:]
    return question if question.endswith(("?", ".", "!")) else f"{question}?"
