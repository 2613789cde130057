"""Which sections of some notes a judgment means."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus import Lecture, Passage, Section
    from index.judgments import Judgment

STEP = " › "
"""Between the headings of a gold heading that names those above it."""
MARKUP = re.compile(r"[\s*_`\u200b]+")
"""What does not matter when words are looked for: white space, seen or not, and inline markup."""


def right_sections(
    lectures: Sequence[Lecture],
    passages_of: Callable[[str], Sequence[Passage]],
    judgment: Judgment,
) -> tuple[frozenset[str], tuple[str, ...]]:
    """Ids of the sections that answer a judgment's question, and where the judgment does not fit the notes.

    A section is right when its own heading is one of the gold headings, up to case, white space and inline
    markup, and its file is one of the judgment's. Where headings are alike, a gold heading names those above
    it as well (`KVM › Недостатки`). One without text of its own stands for the sections below it.
    """
    named = [
        section
        for lecture in lectures
        if not judgment.file or lecture.path in judgment.file
        for section in _named(lecture.sections, judgment.gold, passages_of)
    ]
    right = frozenset(section.id for section in named)
    problems = _problems(lectures, judgment)
    passages = [passage for section in named for passage in passages_of(section.id)]
    if named and not holds(passages, judgment.must_contain):
        problems.append(f"no right section holds {judgment.must_contain!r}")
    return right, tuple(problems)


def holds(passages: Sequence[Passage], words: str | None) -> bool:
    """Whether passages hold some words, in text or source; white space, case and markup do not matter."""
    if words is None:
        return True
    wanted = _bare(words)
    return any(
        wanted in _bare(text)
        for text in (
            *(part for passage in passages for part in (passage.text, passage.markdown)),
            "".join(passage.text for passage in passages),
        )
    )


def _named(
    sections: Sequence[Section], gold: Sequence[str], passages_of: Callable[[str], Sequence[Passage]]
) -> list[Section]:
    """The sections of one lecture that some gold headings name."""
    wanted = [_way(heading) for heading in gold]
    found: list[Section] = []
    outline = 0  # level of a gold heading without text that we are below; 0: of none
    for section in sections:
        if outline and section.level <= outline:
            outline = 0
        if any(_is_at(section, way) for way in wanted):
            found.append(section)
            if not outline and not passages_of(section.id):
                outline = section.level
        elif outline:
            found.append(section)
    return found


def _problems(lectures: Sequence[Lecture], judgment: Judgment) -> list[str]:
    """Files and headings of a judgment that the notes do not have."""
    paths = {lecture.path for lecture in lectures}
    problems = [f"the notes have no file {path!r}" for path in judgment.file if path not in paths]
    sections = [
        section
        for lecture in lectures
        if not judgment.file or lecture.path in judgment.file
        for section in lecture.sections
    ]
    problems += [
        f"the notes have no heading {gold!r}"
        for gold in judgment.gold
        if not any(_is_at(section, _way(gold)) for section in sections)
    ]
    return problems


def _way(gold: str) -> tuple[str, ...]:
    return tuple(_bare(heading) for heading in gold.split(STEP))


def _is_at(section: Section, way: tuple[str, ...]) -> bool:
    """Whether a section's last headings are these."""
    return tuple(_bare(heading) for heading in section.breadcrumb[-len(way) :]) == way


def _bare(text: str) -> str:
    """A text without what does not matter: case, white space, inline markup, ё against е."""
    return MARKUP.sub("", unicodedata.normalize("NFKC", text)).casefold().replace("ё", "е")
