"""What a reload or an upload comes to -> Markdown for the instructors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.courses.changes import changes
from bot.texts.escape import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.courses.changes import Changes
    from bot.courses.course import Course
    from bot.texts.keeping import KeepingTexts
    from corpus import CorpusError, Problem
    from index import Library

SHOWN: Final = 8
"""Entries of a list before "and so many more": a phone's screen holds two such lists."""


def compared(before: Course, after: Course, known: Sequence[Problem] | None = None) -> Changes:
    """What another version of a course changes.

    Args:
        before: As it is served.
        after: As it would be.
        known: The problems of `before`, where its files are not there any more.
    """
    return changes(before.library, before.source, after.library, after.source, known)


def unremarkable(found: Changes) -> bool:
    """Whether there is nothing to tell about a change.

    Args:
        found: What it changes.
    """
    return found.nothing and not (found.worse or found.better or found.outdated or found.judgments_problem)


def not_taken(present: Course | None, error: CorpusError) -> Callable[[KeepingTexts], str]:
    """That notes cannot be used, and what is answered from meanwhile.

    Args:
        present: What is served.
        error: The reason.
    """

    def told(words: KeepingTexts) -> str:
        where = f"{error.path}:{error.line}" if error.line else error.path
        why = escaped(f"{where}: {words.problem(error.code, (), error.problem)}")
        return words.kept_old(why) if present and present.library.passages else words.kept_nothing(why)

    return told


def reloaded(library: Library, found: Changes | None, words: KeepingTexts) -> str:
    """The notes that are served now, and what is to be said about them.

    Args:
        library: The new one.
        found: From the old one to the new one; None where there was none.
        words: In the staff chat's language.
    """
    sections = sum(len(lecture.sections) for lecture in library.lectures)
    head = words.reloaded(len(library.lectures), sections)
    return "\n\n".join([head, *(_findings(found, words) if found else [])])


def proposal(
    name: str, found: Changes, ignored: Sequence[str], files: Iterable[str], gone: Iterable[str]
) -> Callable[[KeepingTexts], str]:
    """What a file would change, in any language.

    Args:
        name: The file's.
        found: From the notes to what they would be.
        ignored: Names in the archive that are left out.
        files: Paths of all files that are new or change.
        gone: Paths of those that are removed.
    """

    def told(words: KeepingTexts) -> str:
        parts = [words.proposal(escaped(name))]
        for title, breadcrumbs in (
            (words.added, found.added),
            (words.changed, found.changed),
            (words.removed, found.removed),
        ):
            parts += _listed(title, [" › ".join(one) for one in breadcrumbs], words)
        parts += _listed(words.others, _no_notes(files), words)
        parts += _listed(words.others_removed, _no_notes(gone), words)
        parts += _findings(found, words)
        parts += _listed(words.ignored, ignored, words)
        return "\n\n".join(parts)

    return told


def _no_notes(paths: Iterable[str]) -> list[str]:
    """Pictures and what else is told by its name: of notes the sections are told."""
    return sorted(path for path in paths if not path.lower().endswith((".md", ".markdown")))


def _findings(found: Changes, words: KeepingTexts) -> list[str]:
    parts = _listed(words.problems, [_problem(one, words) for one in found.problems], words)
    parts += _listed(words.worse, found.worse, words)
    parts += _listed(words.better, found.better, words)
    parts += _listed(words.outdated, found.outdated, words)
    if found.judgments_problem:
        parts.append(f"{words.judgments_problem}\n\n{escaped(found.judgments_problem)}")
    return parts


def _problem(problem: Problem, words: KeepingTexts) -> str:
    return f"{problem.where}: {words.problem(problem.code, problem.named, problem.message)}"


def _listed(title: Callable[[int], str], entries: Sequence[str], words: KeepingTexts) -> list[str]:
    """A title with its entries, or nothing."""
    if not entries:
        return []
    lines = [f"- {escaped(entry)}" for entry in entries[:SHOWN]]
    if len(entries) > SHOWN:
        lines.append(f"- {words.more(len(entries) - SHOWN)}")
    return ["\n".join([title(len(entries)), "", *lines])]
