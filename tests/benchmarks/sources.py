"""Where passages and questions come from: public sets, the shared course and lecture, the bundled lecture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index import open_library
from index.gold import right_sections
from index.judgments import load_judgments
from tests.benchmarks.sets import Corpus, Question, a_paragraph, lectures_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SHARED: Final = Path(__file__).parents[3] / "shared"
"""Test material beside the repository."""
COURSES: Final = Path(__file__).parent / "courses"
"""Courses that nothing was fitted to."""
NOTES: Final = Path(__file__).parents[2] / "corpus" / "notes"
"""The bundled lecture."""


def xquad() -> Corpus:
    """XQuAD's Russian paragraphs, all 240, and the questions of the open half; no headings."""
    return _squad("XQuAD-ru", SHARED / "bench" / "xquad-ru-dev.json", headings=False)


def tydi() -> Corpus:
    """TyDi QA's Russian passages under the titles of their articles, and the open half of the questions."""
    return _squad("TyDi QA ru", SHARED / "bench" / "tydiqa-ru-dev.json", headings=True)


def course() -> Corpus:
    """The shared course of twelve lectures."""
    return _notes("course", SHARED / "course", SHARED / "questions" / "course.jsonl")


def lecture() -> Corpus:
    """The shared lecture."""
    return _notes("lecture", SHARED / "lecture" / "virtualization.md", SHARED / "questions" / "lecture.jsonl")


def bundled() -> Corpus:
    """The lecture that comes with Konspekt."""
    return _notes("bundled lecture", NOTES, NOTES / "questions.jsonl")


CORPORA: Final[Mapping[str, Callable[[], Corpus]]] = {
    "xquad": xquad,
    "tydi": tydi,
    "course": course,
    "lecture": lecture,
    "bundled": bundled,
}
"""All of them, by short name."""


def course_named(name: str) -> Corpus:
    """One of the courses of COURSES, with all questions about it."""
    return _notes(name, COURSES / name / "notes", *sorted((COURSES / name).glob("*.jsonl")))


def by_article(corpus: Corpus) -> tuple[Question, ...]:
    """The questions, every passage under the right one's heading counting as right."""
    heading = {passage.section_id: passage.breadcrumb for passage in corpus.passages}
    sections: dict[tuple[str, ...], set[str]] = {}
    for section, breadcrumb in heading.items():
        sections.setdefault(breadcrumb, set()).add(section)
    return tuple(
        Question(each.text, frozenset().union(*(sections[heading[section]] for section in each.right)))
        for each in corpus.questions
    )


def squad_articles(path: Path) -> Sequence[tuple[str, str, Sequence[str]]]:
    """Title, paragraph and questions of each paragraph in a file of SQuAD's format."""
    return [
        (
            article["title"],
            paragraph["context"].strip("\ufeff \n"),
            [entry["question"] for entry in paragraph["qas"]],
        )
        for article in json.loads(path.read_text(encoding="utf-8"))["data"]
        for paragraph in article["paragraphs"]
    ]


def _squad(name: str, path: Path, *, headings: bool) -> Corpus:
    """A set in SQuAD's format; equal paragraphs are one, and each question is right there."""
    numbers: dict[tuple[str, str], int] = {}
    asked: dict[tuple[str, str], None] = {}
    for title, context, questions in squad_articles(path):
        numbers.setdefault((title if headings else "", context), len(numbers))
        asked |= dict.fromkeys((question, context) for question in questions)
    paragraphs = [a_paragraph(number, *key) for key, number in numbers.items()]
    where: dict[str, set[str]] = {}
    for (_, context), number in numbers.items():
        where.setdefault(context, set()).add(paragraphs[number][1].id)
    return Corpus(
        name,
        tuple(passage for passage, _ in paragraphs),
        lectures_of(paragraphs),
        tuple(Question(text, frozenset(where[context])) for text, context in asked),
    )


def _notes(name: str, notes: Path, *judgments: Path) -> Corpus:
    """A folder of notes, or one file, and the answerable questions about it."""
    library, read = open_library(notes)
    own = read.root / "synonyms.txt"
    questions = tuple(
        Question(
            each.question,
            right_sections(library.lectures, library.passages_of, each)[0],
            each.previous,
            each.kind,
        )
        for path in judgments
        for each in load_judgments(path)
        if each.answerable
    )
    synonyms = (own.read_text(encoding="utf-8"),) if own.is_file() else ()
    return Corpus(name, library.passages, library.lectures, questions, synonyms)
