"""What another version of a course's notes would change, before it takes effect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.courses.faq import entries, stale
from corpus import check
from index.evaluate import compare, evaluate, verdicts
from index.judgments import JudgmentsError, load_judgments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from corpus import Problem, Section
    from index import Library


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between two versions of a course."""

    added: tuple[tuple[str, ...], ...]
    """Breadcrumbs of sections that are new."""
    changed: tuple[tuple[str, ...], ...]
    """Breadcrumbs of sections whose text is another."""
    removed: tuple[tuple[str, ...], ...]
    """Breadcrumbs of sections that are gone, and with them the links to them."""
    problems: tuple[Problem, ...]
    """What `check` finds in the new version and did not in the old one."""
    worse: tuple[str, ...]
    """Questions of the course that were answered well and would not be."""
    better: tuple[str, ...]
    """The other way round."""
    outdated: tuple[str, ...] = ()
    """Questions whose kept answers belong to sections that are others now, or gone."""
    judgments_problem: str = ""
    """Why the course's questions could not be asked; empty where they were, or where there are none."""

    @property
    def nothing(self) -> bool:
        """Whether the two say the same."""
        return not (self.added or self.changed or self.removed or self.problems)


def changes(
    before: Library,
    before_root: Path,
    after: Library,
    after_root: Path,
    known: Sequence[Problem] | None = None,
) -> Changes:
    """Compare two versions.

    Args:
        before: The library in use.
        before_root: Its notes.
        after: The library that would be.
        after_root: Its notes, with the `questions.jsonl` to ask.
        known: What `check` found in the version in use, where its files are not there any more.
    """
    if known is None:
        known = check(before_root) if before.lectures else ()  # there may be no notes yet
    old, new = _sections(before), _sections(after)
    better, worse, problem = _asked(before, after, after_root)
    return Changes(
        added=tuple(new[one].breadcrumb for one in new if one not in old),
        changed=tuple(
            new[one].breadcrumb for one in new if one in old and new[one].markdown != old[one].markdown
        ),
        removed=tuple(old[one].breadcrumb for one in old if one not in new),
        problems=_new_problems(known, after_root),
        worse=worse,
        better=better,
        outdated=_outdated(before, after, before_root),
        judgments_problem=problem,
    )


def _outdated(before: Library, after: Library, root: Path) -> tuple[str, ...]:
    kept = entries(root if root.is_dir() else root.parent)
    return tuple(one.question for one in kept if stale(one, after) and not stale(one, before))


def _sections(library: Library) -> Mapping[str, Section]:
    return {section.id: section for lecture in library.lectures for section in lecture.sections}


def _new_problems(before: Sequence[Problem], after_root: Path) -> tuple[Problem, ...]:
    # Lines move when a paragraph is added above: the same problem is one with the same words.
    known = {(one.path, one.code, one.message) for one in before}
    return tuple(one for one in check(after_root) if (one.path, one.code, one.message) not in known)


def _asked(before: Library, after: Library, root: Path) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Questions that would be answered better, those that would be worse, and why none could be asked."""
    path = (root if root.is_dir() else root.parent) / "questions.jsonl"
    if not path.is_file():
        return (), (), ""
    try:
        judgments = load_judgments(path)
    except JudgmentsError as error:
        return (), (), str(error)
    difference = compare(verdicts(evaluate(before, judgments)), evaluate(after, judgments))
    asked = {one.id: one.question for one in judgments}
    return (
        tuple(asked[one] for one in difference.better),
        tuple(asked[one] for one in difference.worse),
        "",
    )
